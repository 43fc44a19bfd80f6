import type { Framework } from '../framework.ts';
import { RESTIFY_CORS_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeRestifyCors } from './respond.ts';

/** `restify-cors-middleware` and the package that took its place. */
export const restifyCors: Framework = {
  id: 'restify-cors',
  title: 'restify-cors-middleware',
  languages: ['javascript'],
  packages: ['restify-cors-middleware2', 'restify-cors-middleware'],
  words: ['restify-cors-middleware'],
  options: RESTIFY_CORS_OPTIONS,
  read,
  respond: respondLikeRestifyCors,
  support: {
    name: 'restify-cors-middleware, restify-cors-middleware2',
    versions: '1.1; 2.1 – 2.2',
    forms: ['`corsMiddleware({ origins: […] })`'],
    modelled: 'all options; both handlers, `preflight` and `actual`, are thought to be mounted',
    checked: 'restify-cors-middleware 1.1.1; restify-cors-middleware2 2.1.0, 2.2.1',
  },
};
