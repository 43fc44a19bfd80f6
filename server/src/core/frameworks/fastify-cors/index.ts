import type { Framework } from '../framework.ts';
import { FASTIFY_CORS_OPTIONS } from '../shared/fastify-cors/options.ts';
import { respondLikeFastify } from '../shared/fastify-cors/respond.ts';
import { read } from './read.ts';

/** The plugin `@fastify/cors`, and `fastify-cors` as it was called before version 7. */
export const fastifyCors: Framework = {
  id: 'fastify-cors',
  title: '@fastify/cors',
  languages: ['javascript'],
  packages: ['@fastify/cors', 'fastify-cors'],
  words: ['fastify[/-]cors'],
  options: FASTIFY_CORS_OPTIONS,
  read,
  respond: respondLikeFastify,
  support: {
    name: '@fastify/cors (Fastify)',
    versions: '7 – 11, and fastify-cors 5.1 – 6',
    forms: [
      '`fastify.register(cors, …)`',
      '`fastify.register(…)` of a plugin that is required or imported in place',
      '`fastify.register(cors, (instance) => (request, callback) => callback(null, options))`',
      '`fastify.register(cors, { delegator })`',
    ],
    modelled:
      'all options; an `origin` function whose tests are comparisons with lists, texts and patterns; not `config.cors` of single routes',
    checked: '5.2.0, 6.0.3, 7.0.0, 8.0.0, 8.2.0, 8.2.1, 8.5.0, 9.0.0, 9.0.1, 10.1.0, 11.2.0, 11.4.1, 11.4.3',
  },
};
