import type { Framework } from '../framework.ts';
import { KOA_CORS_OPTIONS } from '../shared/koa-cors/options.ts';
import { respondLikeKoa } from '../shared/koa-cors/respond.ts';
import { read } from './read.ts';

/** `@koa/cors`, with its old name and its double. */
export const koaCors: Framework = {
  id: 'koa-cors',
  title: '@koa/cors',
  languages: ['javascript'],
  packages: ['@koa/cors', 'kcors', 'koa2-cors'],
  words: ['@koa/cors', '\\bkcors\\b', 'koa2-cors', '@feathersjs/koa'],
  options: KOA_CORS_OPTIONS,
  read,
  respond: respondLikeKoa,
  support: {
    name: '@koa/cors (Koa, Feathers), kcors, koa2-cors',
    versions: '2.2 – 5.0; kcors 2.2; koa2-cors 2.0',
    forms: ['`app.use(cors(…))`', '`router.use(cors(…))`', "`import { cors } from '@feathersjs/koa'`"],
    modelled: 'all options; an `origin` function whose tests are comparisons with lists, texts and patterns',
    checked:
      '@koa/cors 2.2.2, 2.2.3, 3.0.0, 3.1.0, 3.3.0, 3.4.0, 3.4.1, 3.4.2, 3.4.3, 4.0.0, 5.0.0; koa2-cors 2.0.6',
  },
};
