import type { Framework } from '../framework.ts';
import { CORS_PACKAGE_OPTIONS } from '../shared/cors-package/options.ts';
import { respondLikeCors } from '../shared/cors-package/respond.ts';
import { read } from './read.ts';

/** The npm package `cors`, for Express and everything with the same kind of middleware. */
export const expressCors: Framework = {
  id: 'express-cors',
  title: 'cors',
  languages: ['javascript'],
  packages: ['cors'],
  // `mode: 'cors'` is what a page says of a request.
  words: [
    '(?<!mode["\']?\\s{0,9}:\\s{0,9})["\'`/]cors(?:\\.[cm]?[jt]s)?["\'`]',
    'nextjs-cors',
    '@feathersjs/express',
  ],
  options: CORS_PACKAGE_OPTIONS,
  read,
  // Express answers an OPTIONS request that nobody handles with 200 and a list of methods.
  respond: (policy, request) => respondLikeCors(policy, request, { status: 200 }),
  support: {
    name: 'cors (Express, connect, polka, restify, micro, Feathers, nextjs-cors)',
    versions: '2.0 – 2.8',
    forms: [
      '`app.use(cors(…))`',
      "`app.use('/path', cors(…))`",
      '`app.get(path, cors(…), handler)`',
      '`cors(…)(req, res, next)`',
      '`createHTTPServer({ middleware: cors(…) })` of tRPC',
      '`cors((req, callback) => callback(null, options))`',
      "`import { cors } from '@feathersjs/express'`",
      '`NextCors(req, res, …)`',
    ],
    modelled: 'all options; an `origin` function whose tests are comparisons with lists, texts and patterns',
    checked:
      'cors 2.0.0 to 2.8.6 in Express 4; 2.8.6 in Express 5.2.1, connect 3.7.0, polka 0.5.2 and 1.0.0-next.28, restify 11.1.0, micro 10.0.1, nextjs-cors 2.2.1, @feathersjs/express 5.0.50',
  },
};
