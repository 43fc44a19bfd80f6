import type { Framework } from '../framework.ts';
import { CORS_PACKAGE_OPTIONS } from '../shared/cors-package/options.ts';
import { respondLikeCors } from '../shared/cors-package/respond.ts';
import { read } from './read.ts';

/** LoopBack 4, which hands `rest.cors` to the package `cors` in place of its own default. */
export const loopback: Framework = {
  id: 'loopback',
  title: 'LoopBack',
  languages: ['javascript'],
  packages: ['cors'],
  words: ['@loopback/', 'gracePeriodForClose', 'openApiSpec'],
  options: CORS_PACKAGE_OPTIONS,
  read,
  // As Express answers an OPTIONS request that nobody handles.
  respond: (policy, request) => respondLikeCors(policy, request, { status: 200 }),
  support: {
    name: 'LoopBack 4',
    versions: '@loopback/rest 1 – 14',
    forms: ['`new RestApplication({ rest: { cors: … } })`', '`const config = { rest: { cors: … } }`'],
    modelled: 'as `cors`; not the default of an application that is given none, which lets every origin in',
    checked: '@loopback/rest 14.0.14',
  },
};
