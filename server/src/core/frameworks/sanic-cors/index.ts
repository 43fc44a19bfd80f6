import type { Framework } from '../framework.ts';
import { readLikeFlaskCors } from '../shared/flask-cors/read.ts';
import { respondLikeFlaskCors } from '../shared/flask-cors/respond.ts';
import { SANIC_CORS, SANIC_CORS_TABLE } from './library.ts';

export const sanicCors: Framework = {
  id: 'sanic-cors',
  title: 'sanic-cors',
  languages: ['python'],
  packages: SANIC_CORS.packages,
  words: ['sanic_cors'],
  options: SANIC_CORS_TABLE,
  read: (unit) => readLikeFlaskCors(SANIC_CORS, unit),
  respond: (policy, request) => respondLikeFlaskCors(SANIC_CORS.behaviour(policy.version), policy, request),
  support: {
    name: 'sanic-cors',
    versions: '1.0 and later',
    forms: [
      '`CORS(app, …)`',
      '`@cross_origin(app, …)`',
      '`resources={…}`',
      '`app.config.CORS_…`',
      '`Extend(app, config={"CORS_OPTIONS": {…}})`',
    ],
    modelled:
      'which strings are regular expressions, which match the beginning only; resources, arguments and configuration; OPTIONS that it answers itself',
    checked: '1.0.1, 2.0.1, 2.2.0',
  },
};
