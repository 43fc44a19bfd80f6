import type { Framework } from '../framework.ts';
import { MICRO_CORS_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeMicroCors } from './respond.ts';

export const microCors: Framework = {
  id: 'micro-cors',
  title: 'micro-cors',
  languages: ['javascript'],
  packages: ['micro-cors'],
  words: ['micro-cors'],
  options: MICRO_CORS_OPTIONS,
  read,
  respond: respondLikeMicroCors,
  support: {
    name: 'micro-cors (micro, API routes of Next.js)',
    versions: '0.0 – 0.1, 1.0 alpha',
    forms: ['`microCors(…)(handler)`', "`require('micro-cors')(…)`"],
    modelled:
      'all options. From 0.1.1 the handler answers preflights too, and is thought to do it with status 200',
    checked: '0.0.1, 0.0.4, 0.1.0, 0.1.1, 1.0.0-alpha.1, 1.0.0-alpha.2',
  },
};
