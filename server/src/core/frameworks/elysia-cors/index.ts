import type { Framework } from '../framework.ts';
import { ELYSIA_CORS_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeElysia } from './respond.ts';

export const elysiaCors: Framework = {
  id: 'elysia-cors',
  title: '@elysiajs/cors',
  languages: ['javascript'],
  packages: ['@elysiajs/cors'],
  words: ['@elysiajs/cors'],
  options: ELYSIA_CORS_OPTIONS,
  read,
  respond: respondLikeElysia,
  support: {
    name: '@elysiajs/cors (Elysia)',
    versions: '1.1 – 1.4',
    forms: ['`.use(cors(…))`', '`.use(cors)`'],
    modelled: 'all options; an `origin` function by itself, not in a list',
    checked: '1.1.1, 1.2.0, 1.3.0, 1.3.1, 1.3.3, 1.4.0, 1.4.2',
  },
};
