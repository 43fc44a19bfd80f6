import { adonisCors } from './adonis-cors/index.ts';
import { adonis4Cors } from './adonis4-cors/index.ts';
import { aiohttpCors } from './aiohttp-cors/index.ts';
import { apolloServer } from './apollo-server/index.ts';
import { awsCdk } from './aws-cdk/index.ts';
import { awsLambdaPowertools } from './aws-lambda-powertools/index.ts';
import { blacksheep } from './blacksheep/index.ts';
import { chalice } from './chalice/index.ts';
import { clientRequests } from './client-requests/index.ts';
import { cornice } from './cornice/index.ts';
import { djangoCorsHeaders } from './django-cors-headers/index.ts';
import { elysiaCors } from './elysia-cors/index.ts';
import { expressCors } from './express-cors/index.ts';
import { falcon } from './falcon/index.ts';
import { falconCors } from './falcon-cors/index.ts';
import { fastifyCors } from './fastify-cors/index.ts';
import { flaskCors } from './flask-cors/index.ts';
import type { Framework } from './framework.ts';
import { gradio } from './gradio/index.ts';
import { graphqlYoga } from './graphql-yoga/index.ts';
import { h3 } from './h3/index.ts';
import { hapi } from './hapi/index.ts';
import { headers } from './headers/index.ts';
import { honoCors } from './hono-cors/index.ts';
import { ittyCors } from './itty-cors/index.ts';
import { ittyRouter } from './itty-router/index.ts';
import { koaCors } from './koa-cors/index.ts';
import { litestar } from './litestar/index.ts';
import { loopback } from './loopback/index.ts';
import { microCors } from './micro-cors/index.ts';
import { middyHttpCors } from './middy-http-cors/index.ts';
import { nest } from './nest/index.ts';
import { nitro } from './nitro/index.ts';
import { oakCors } from './oak-cors/index.ts';
import { orpcCors } from './orpc-cors/index.ts';
import { pythonEngineio } from './python-engineio/index.ts';
import { quartCors } from './quart-cors/index.ts';
import { remixUtils } from './remix-utils/index.ts';
import { restifyCors } from './restify-cors/index.ts';
import { robyn } from './robyn/index.ts';
import { routingControllers } from './routing-controllers/index.ts';
import { sails } from './sails/index.ts';
import { sails0 } from './sails-0/index.ts';
import { sanicCors } from './sanic-cors/index.ts';
import { sanicExt } from './sanic-ext/index.ts';
import { serverlessFramework } from './serverless/index.ts';
import { socketIo } from './socket-io/index.ts';
import { starlette } from './starlette/index.ts';
import { strapi } from './strapi/index.ts';
import { tinyhttpCors } from './tinyhttp-cors/index.ts';
import { tornado } from './tornado/index.ts';
import { vite } from './vite/index.ts';

/** Every library, once. The prefilter, the table of libraries and the answers to probes are made from this list. */
export const frameworks: readonly Framework[] = [
  starlette,
  flaskCors,
  djangoCorsHeaders,
  aiohttpCors,
  falcon,
  falconCors,
  litestar,
  quartCors,
  sanicExt,
  sanicCors,
  chalice,
  awsLambdaPowertools,
  blacksheep,
  robyn,
  cornice,
  gradio,
  pythonEngineio,
  tornado,
  expressCors,
  nest,
  routingControllers,
  apolloServer,
  loopback,
  fastifyCors,
  koaCors,
  strapi,
  honoCors,
  socketIo,
  elysiaCors,
  hapi,
  restifyCors,
  vite,
  h3,
  nitro,
  ittyRouter,
  ...awsCdk,
  ...serverlessFramework,
  middyHttpCors,
  oakCors,
  adonisCors,
  adonis4Cors,
  sails,
  sails0,
  orpcCors,
  graphqlYoga,
  ittyCors,
  microCors,
  tinyhttpCors,
  remixUtils,
  headers,
  clientRequests,
];

const byId = new Map(frameworks.map((framework) => [framework.id, framework]));

/** The library of a policy. Policies come from this list only, so an unknown id is a programming error. */
export function frameworkOf(id: string): Framework {
  const framework = byId.get(id);
  if (!framework) throw new RangeError(`no framework is called ${id}`);
  return framework;
}

/** The distributions whose versions may be asked for, each once. */
export const packages: readonly string[] = [
  ...new Set(frameworks.flatMap((framework) => framework.packages)),
];
