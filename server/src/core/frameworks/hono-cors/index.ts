import type { Framework } from '../framework.ts';
import { HONO_CORS_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeHono } from './respond.ts';

export const honoCors: Framework = {
  id: 'hono-cors',
  title: 'Hono',
  languages: ['javascript'],
  packages: ['hono', '@hono/hono'],
  words: ['hono(?:@[^/"\']*)?/cors', 'deno\\.land/x/hono'],
  options: HONO_CORS_OPTIONS,
  read,
  respond: respondLikeHono,
  support: {
    name: 'hono/cors (Hono)',
    versions: '3.12 – 4.13',
    forms: [
      '`app.use(cors(…))`',
      "`app.use('/api/*', cors(…))`",
      '`cors(…)(c, next)`',
      '`middleware: [cors(…)]` of a route',
    ],
    modelled: 'all options; an `origin` function whose tests are comparisons with lists, texts and patterns',
    checked:
      '3.12.12, 4.0.0, 4.1.7, 4.2.0, 4.4.4, 4.4.5, 4.6.4, 4.6.5, 4.8.0, 4.10.2, 4.10.3, 4.12.8, 4.12.9, 4.12.24, 4.12.25, 4.13.0, 4.13.3, 4.13.19',
  },
};
