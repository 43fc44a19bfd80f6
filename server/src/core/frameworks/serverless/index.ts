import type { Framework } from '../framework.ts';
import { serverlessHttp } from './http.ts';
import { serverlessHttpApi, serverlessUrl } from './services.ts';

/** The places of a configuration of the Serverless Framework that set up cross-origin access. */
export const serverlessFramework: readonly Framework[] = [serverlessHttp, serverlessHttpApi, serverlessUrl];
