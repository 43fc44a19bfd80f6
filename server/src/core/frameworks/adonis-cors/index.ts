import type { Framework } from '../framework.ts';
import { ADONIS_CORS_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeAdonis } from './respond.ts';

export const adonisCors: Framework = {
  id: 'adonis-cors',
  title: 'AdonisJS',
  languages: ['javascript'],
  packages: ['@adonisjs/cors', '@adonisjs/core'],
  words: ['@adonisjs/cors', '@ioc:Adonis/Core/Cors'],
  options: ADONIS_CORS_OPTIONS,
  read,
  respond: respondLikeAdonis,
  support: {
    name: 'AdonisJS',
    versions: '5 – 7 (@adonisjs/cors 2.1 – 3.0)',
    forms: ['`defineConfig(…)` of `@adonisjs/cors`', '`config/cors.ts` with `CorsConfig` of AdonisJS 5'],
    modelled:
      'all options; an `origin` function whose tests are comparisons with lists, texts and patterns; an `enabled` function is thought to say yes',
    checked: '@adonisjs/core 5.3.0, 5.9.0; @adonisjs/cors 2.1.0, 2.2.1, 3.0.0',
  },
};
