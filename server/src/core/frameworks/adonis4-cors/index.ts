import type { Framework } from '../framework.ts';
import { ADONIS4_CORS_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeAdonis4 } from './respond.ts';

export const adonis4Cors: Framework = {
  id: 'adonis4-cors',
  title: 'AdonisJS',
  languages: ['javascript'],
  packages: ['@adonisjs/cors'],
  words: ['exposeHeaders', 'current request origin'],
  options: ADONIS4_CORS_OPTIONS,
  read,
  respond: respondLikeAdonis4,
  support: {
    name: 'AdonisJS 4',
    versions: '@adonisjs/cors 1.0',
    forms: ['`module.exports = { origin: … }` in `config/cors.js`, in a project with @adonisjs/cors 1'],
    modelled:
      'all options; an `origin` function whose tests are comparisons with lists, texts and patterns; a `headers` function is thought to allow no header',
    checked: '1.0.1, 1.0.2, 1.0.3, 1.0.5, 1.0.6, 1.0.7, with @adonisjs/framework 5.0.13',
  },
};
