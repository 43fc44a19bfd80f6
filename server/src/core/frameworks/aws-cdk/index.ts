import type { Framework } from '../framework.ts';
import { cdkBucket } from './bucket.ts';
import { cdkFunctionUrl } from './function-url.ts';
import { cdkHttpApi } from './http-api.ts';
import { cdkRestApi } from './rest-api.ts';

/** The constructs of the AWS CDK that set up cross-origin access: each is a service with answers of its own. */
export const awsCdk: readonly Framework[] = [cdkRestApi, cdkHttpApi, cdkFunctionUrl, cdkBucket];
