import type { Framework } from '../framework.ts';
import { OAK_CORS_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeOak } from './respond.ts';

export const oakCors: Framework = {
  id: 'oak-cors',
  title: 'cors (Deno)',
  languages: ['javascript'],
  packages: ['@tajpouria/cors'],
  words: ['deno\\.land/x/cors', '@tajpouria/cors', 'oakCors'],
  options: OAK_CORS_OPTIONS,
  read,
  respond: respondLikeOak,
  support: {
    name: 'cors of deno.land/x (oak, opine, abc, mith, attain)',
    versions: '1.2',
    forms: [
      '`app.use(oakCors(…))`',
      "`router.get('/path', oakCors(…), handler)`",
      '`opineCors(…)`, `abcCors(…)`',
    ],
    modelled:
      'all options; an `origin` function whose tests are comparisons with lists, texts and patterns. Versions before 1.2 are thought to answer alike',
    checked: 'read only, beside 15 recorded answers of 1.2.2',
  },
};
