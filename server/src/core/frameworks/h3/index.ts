import type { Framework } from '../framework.ts';
import { H3_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeH3 } from './respond.ts';

export const h3: Framework = {
  id: 'h3',
  title: 'h3',
  languages: ['javascript'],
  packages: ['h3'],
  words: ['handleCors', 'appendCorsHeaders'],
  options: H3_OPTIONS,
  read,
  respond: respondLikeH3,
  support: {
    name: 'h3 (Nitro, Nuxt)',
    versions: '1.5 – 1.15, 2.0.1 – 2.0.8',
    forms: [
      '`handleCors(event, …)`',
      '`appendCorsHeaders(event, …)`',
      'the same without an import under `server/`, `routes/`, `api/` and `middleware/`',
    ],
    modelled:
      'all options of `handleCors`; an `origin` function whose tests are comparisons with lists, texts and patterns; beside `appendCorsHeaders`, preflights are thought to be answered with the same options',
    checked: '1.5.0, 1.8.0, 1.15.11, 2.0.1, 2.0.3, 2.0.4, 2.0.8',
  },
};
