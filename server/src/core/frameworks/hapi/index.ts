import type { Framework } from '../framework.ts';
import { HAPI_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeHapi } from './respond.ts';

/** The `cors` of hapi's routes, under its name of today and its old one. */
export const hapi: Framework = {
  id: 'hapi',
  title: 'hapi',
  languages: ['javascript'],
  packages: ['@hapi/hapi', 'hapi'],
  words: ['@hapi/', '[\'"]hapi[\'"]'],
  options: HAPI_OPTIONS,
  read,
  respond: respondLikeHapi,
  support: {
    name: '@hapi/hapi, hapi',
    versions: '16 – 21',
    forms: [
      '`Hapi.server({ routes: { cors } })`',
      '`new Hapi.Server({ routes: { cors } })`',
      '`server.connection({ routes: { cors } })`',
      '`server.route({ options: { cors } })`',
    ],
    modelled:
      'all options; a route takes what it leaves out from the server of the same file; not routes in files without hapi. 17 to 20.1.1 are read, since Node 20 does not run their preflights',
    checked: '16.8.4, 20.1.2, 20.3.0, 21.0.0, 21.3.12, 21.4.10',
  },
};
