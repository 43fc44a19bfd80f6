import type { Framework } from '../framework.ts';
import { ITTY_ROUTER_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeItty } from './respond.ts';

export const ittyRouter: Framework = {
  id: 'itty-router',
  title: 'itty-router',
  languages: ['javascript'],
  packages: ['itty-router'],
  words: ['itty-router'],
  options: ITTY_ROUTER_OPTIONS,
  read,
  respond: respondLikeItty,
  support: {
    name: 'itty-router',
    versions: '5.0 – 6.0',
    forms: ['`const { preflight, corsify } = cors(…)`'],
    modelled:
      'all options, with `preflight` ahead of the routes and `corsify` behind them; an `origin` function whose tests are comparisons with lists, texts and patterns; `corsify` that is not given the request',
    checked: '5.0.4, 5.0.9, 5.0.15, 5.0.18, 5.0.20, 5.0.24, 6.0.0',
  },
};
