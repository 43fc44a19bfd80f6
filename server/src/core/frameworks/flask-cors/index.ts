import type { Framework } from '../framework.ts';
import { FLASK_CORS_TABLE } from '../shared/flask-cors/options.ts';
import { readLikeFlaskCors } from '../shared/flask-cors/read.ts';
import { respondLikeFlaskCors } from '../shared/flask-cors/respond.ts';
import { FLASK_CORS } from './library.ts';

export const flaskCors: Framework = {
  id: 'flask-cors',
  title: 'flask-cors',
  languages: ['python'],
  packages: FLASK_CORS.packages,
  words: ['flask_cors', 'flask\\.ext\\.cors', 'cors\\w*\\.init_app'],
  options: FLASK_CORS_TABLE,
  read: (unit) => readLikeFlaskCors(FLASK_CORS, unit),
  respond: (policy, request) => respondLikeFlaskCors(FLASK_CORS.behaviour(policy.version), policy, request),
  support: {
    name: 'flask-cors',
    versions: '3.0.0 and later',
    forms: [
      '`CORS(app, …)`',
      '`CORS(…)` and `init_app(app, …)`',
      '`CORS(blueprint, …)`',
      '`@cross_origin(…)`',
      '`resources={…}`',
      '`app.config["CORS_…"]`',
    ],
    modelled:
      'which strings are regular expressions, precedence of resources, arguments and configuration, `send_wildcard`, `always_send`, private networks, `Vary`',
    checked: '3.0.10, 4.0.0, 4.0.2, 5.0.1, 6.0.0, 6.0.3, 6.0.5',
  },
};
