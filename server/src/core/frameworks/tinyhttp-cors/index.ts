import type { Framework } from '../framework.ts';
import { TINYHTTP_CORS_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeTinyhttp } from './respond.ts';

export const tinyhttpCors: Framework = {
  id: 'tinyhttp-cors',
  title: '@tinyhttp/cors',
  languages: ['javascript'],
  packages: ['@tinyhttp/cors'],
  words: ['@tinyhttp/cors'],
  options: TINYHTTP_CORS_OPTIONS,
  read,
  respond: respondLikeTinyhttp,
  support: {
    name: '@tinyhttp/cors',
    versions: '1.1 – 2.0',
    forms: ['`app.use(cors(…))` with `cors` of `@tinyhttp/cors`'],
    modelled:
      'all options; an `origin` function whose tests are comparisons with lists, texts and patterns, and which is thought to give `undefined` to whoever it refuses',
    checked: '1.1.2, 1.2.4, 1.2.5, 1.3.2, 2.0.0, 2.0.1',
  },
};
