import type { Framework } from '../framework.ts';
import { STRAPI_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeStrapi } from './respond.ts';

/** The middleware `strapi::cors` of Strapi 4 and 5 and its forerunner in Strapi 3, which stand on @koa/cors. */
export const strapi: Framework = {
  id: 'strapi',
  title: 'Strapi',
  languages: ['javascript'],
  packages: ['@strapi/strapi', '@strapi/core', 'strapi'],
  words: ['strapi::cors', 'cors:\\s*\\{'],
  options: STRAPI_OPTIONS,
  read,
  respond: respondLikeStrapi,
  support: {
    name: 'Strapi',
    versions: '3.0 – 3.6, 4.14 – 4.26, 5.0 – 5.54',
    forms: [
      "`'strapi::cors'` in `config/middlewares.*`",
      "`{ name: 'strapi::cors', config: { … } }`",
      '`settings: { cors: { … } }` in `config/middleware.*` of Strapi 3',
      "`env('X', …)`, `env.array('X', …)` and its relatives within",
    ],
    modelled:
      'all options; an `origin` function whose tests are comparisons with lists, texts and patterns; older 4.x like 4.14. Strapi 3 with the @koa/cors that a lock file names, or 3.4.3',
    checked:
      '3.0.0, 3.4.0, 3.4.6, 3.6.11 (3.6.11 with @koa/cors 3.1.0 too), 4.14.0, 4.22.0, 4.23.1, 4.24.0, 4.25.1, 4.25.2, 4.26.2, 5.0.0, 5.19.0, 5.20.0, 5.54.0',
  },
};
