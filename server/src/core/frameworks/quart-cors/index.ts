import type { Framework } from '../framework.ts';
import { QUART_CORS_TABLE } from './options.ts';
import { QUART_CORS_PACKAGES, read } from './read.ts';
import { respond } from './respond.ts';

export const quartCors: Framework = {
  id: 'quart-cors',
  title: 'quart-cors',
  languages: ['python'],
  packages: QUART_CORS_PACKAGES,
  words: ['quart_cors'],
  options: QUART_CORS_TABLE,
  read,
  respond,
  support: {
    name: 'quart-cors',
    versions: '0.6.0 and later',
    forms: ['`cors(app, …)`, `cors(blueprint, …)`', '`@route_cors(…)`', '`app.config["QUART_CORS_…"]`'],
    modelled:
      'literals and compiled patterns, arguments that give way to the configuration, texts for lists, credentials beside `*`, `Vary`',
    checked: '0.6.0, 0.7.0, 0.8.0',
  },
};
