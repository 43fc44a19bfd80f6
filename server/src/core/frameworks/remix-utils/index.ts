import type { Framework } from '../framework.ts';
import { REMIX_UTILS_OPTIONS } from './options.ts';
import { read } from './read.ts';
import { respondLikeRemixUtils } from './respond.ts';

export const remixUtils: Framework = {
  id: 'remix-utils',
  title: 'remix-utils',
  languages: ['javascript'],
  packages: ['remix-utils'],
  words: ['remix-utils/cors', 'remix-utils/middleware/cors', '["\']remix-utils["\']'],
  options: REMIX_UTILS_OPTIONS,
  read,
  respond: respondLikeRemixUtils,
  support: {
    name: 'remix-utils (Remix, React Router)',
    versions: '3 – 10',
    forms: ['`cors(request, response, …)`', '`createCorsMiddleware(…)`'],
    modelled:
      'all options; an `origin` function that gives something on every way, as comparisons with lists, texts and patterns',
    checked: '3.1.0, 6.6.0, 7.0.0, 7.7.0, 8.8.0, 9.3.1, 10.0.0, and the middleware of 8.8.0 and 10.0.0',
  },
};
