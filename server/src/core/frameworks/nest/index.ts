import type { Framework } from '../framework.ts';
import { CORS_PACKAGE_OPTIONS } from '../shared/cors-package/options.ts';
import { respondLikeCors } from '../shared/cors-package/respond.ts';
import { read } from './read.ts';

/**
 * NestJS on its Express adapter, which hands the options to the package `cors` as they are. On the Fastify adapter they are
 * set-ups of @fastify/cors.
 */
export const nest: Framework = {
  id: 'nest',
  title: 'NestJS',
  languages: ['javascript'],
  packages: ['@nestjs/core'],
  words: ['enableCors', 'NestFactory'],
  options: CORS_PACKAGE_OPTIONS,
  read,
  // NestJS has no route for an OPTIONS request that nobody handles (@nestjs/platform-express@11.2.10, measured).
  respond: (policy, request) => respondLikeCors(policy, request, { status: 404 }),
  support: {
    name: 'NestJS',
    versions: '4 – 12',
    forms: ['`app.enableCors(…)`', '`NestFactory.create(AppModule, { cors: … })`'],
    modelled: 'the Express adapter as `cors`, `FastifyAdapter` as @fastify/cors',
    checked:
      'the answers of `cors` and @fastify/cors, and measured exchanges of @nestjs/platform-express 11.2.10 and @nestjs/platform-fastify 11.2.8',
  },
};
