import type { Framework } from '../framework.ts';
import { ITTY_CORS_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeIttyCors } from './respond.ts';

export const ittyCors: Framework = {
  id: 'itty-cors',
  title: 'createCors',
  languages: ['javascript'],
  packages: ['itty-router', 'itty-cors'],
  words: ['createCors'],
  options: ITTY_CORS_OPTIONS,
  read,
  respond: respondLikeIttyCors,
  support: {
    name: 'createCors (itty-router 4, itty-cors)',
    versions: '4.0 – 4.2',
    forms: ['`const { preflight, corsify } = createCors(…)`'],
    modelled:
      'all options, with `preflight` ahead of the routes and `corsify` behind them; an `origins` function whose tests are comparisons with lists, texts and patterns. itty-cors is thought to answer alike',
    checked: '4.0.27, 4.1.1, 4.2.2',
  },
};
