import type { Framework } from '../framework.ts';
import { STRAPI_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeStrapi } from './respond.ts';

/** The middleware `strapi::cors` of Strapi 4 and 5, which stands on @koa/cors. */
export const strapi: Framework = {
  id: 'strapi',
  title: 'Strapi',
  languages: ['javascript'],
  packages: ['@strapi/strapi', '@strapi/core'],
  words: ['strapi::cors'],
  options: STRAPI_OPTIONS,
  read,
  respond: respondLikeStrapi,
  support: {
    name: 'Strapi',
    versions: '4.14 – 4.26, 5.0 – 5.54',
    forms: [
      "`'strapi::cors'` in `config/middlewares.*`",
      "`{ name: 'strapi::cors', config: { … } }`",
      "`env('X', …)`, `env.array('X', …)` and its relatives within",
    ],
    modelled:
      'all options; an `origin` function whose tests are comparisons with lists, texts and patterns; older 4.x like 4.14; not Strapi 3',
    checked: '4.14.0, 4.22.0, 4.23.1, 4.24.0, 4.25.1, 4.25.2, 4.26.2, 5.0.0, 5.19.0, 5.20.0, 5.54.0',
  },
};
