import type { OracleLibrary } from '../library.ts';
import { adonisCorsOracle } from './adonis-cors.ts';
import { adonis4CorsOracle } from './adonis4-cors.ts';
import { aiohttpCorsOracle } from './aiohttp-cors.ts';
import { cdkRestApiOracle } from './aws-cdk.ts';
import { awsLambdaPowertoolsOracle } from './aws-lambda-powertools.ts';
import { blacksheepOracle } from './blacksheep.ts';
import { chaliceOracle } from './chalice.ts';
import { corniceOracle } from './cornice.ts';
import { corsHostsOracle } from './cors-hosts.ts';
import { djangoCorsHeadersOracle } from './django-cors-headers.ts';
import { elysiaCorsOracle } from './elysia-cors.ts';
import { expressCorsOracle } from './express-cors.ts';
import { falconOracle } from './falcon.ts';
import { falconCorsOracle } from './falcon-cors.ts';
import { fastifyCorsOracle } from './fastify-cors.ts';
import { flaskCorsOracle } from './flask-cors.ts';
import { gradioOracle } from './gradio.ts';
import { graphqlYogaOracle } from './graphql-yoga.ts';
import { h3Oracle } from './h3.ts';
import { hapiOracle } from './hapi.ts';
import { headersOracle } from './headers.ts';
import { honoCorsOracle } from './hono-cors.ts';
import { ittyCorsOracle } from './itty-cors.ts';
import { ittyRouterOracle } from './itty-router.ts';
import { koaCorsOracle } from './koa-cors.ts';
import { litestarOracle } from './litestar.ts';
import { microCorsOracle } from './micro-cors.ts';
import { middyHttpCorsOracle } from './middy-http-cors.ts';
import { nitroOracle } from './nitro.ts';
import { orpcCorsOracle } from './orpc-cors.ts';
import { pythonEngineioOracle } from './python-engineio.ts';
import { quartCorsOracle } from './quart-cors.ts';
import { remixUtilsOracle } from './remix-utils.ts';
import { restifyCorsOracle } from './restify-cors.ts';
import { robynOracle } from './robyn.ts';
import { routingControllersOracle } from './routing-controllers.ts';
import { sailsOracle } from './sails.ts';
import { sails0Oracle } from './sails-0.ts';
import { sanicCorsOracle } from './sanic-cors.ts';
import { sanicExtOracle } from './sanic-ext.ts';
import { socketIoOracle } from './socket-io.ts';
import { starletteOracle } from './starlette.ts';
import { strapiOracle } from './strapi.ts';
import { strapi3Oracle } from './strapi-3.ts';
import { tinyhttpCorsOracle } from './tinyhttp-cors.ts';
import { viteOracle } from './vite.ts';

/** Every library that is asked, once. */
export const oracleLibraries: readonly OracleLibrary[] = [
  starletteOracle,
  flaskCorsOracle,
  litestarOracle,
  quartCorsOracle,
  sanicExtOracle,
  sanicCorsOracle,
  chaliceOracle,
  awsLambdaPowertoolsOracle,
  blacksheepOracle,
  robynOracle,
  corniceOracle,
  gradioOracle,
  falconOracle,
  falconCorsOracle,
  djangoCorsHeadersOracle,
  pythonEngineioOracle,
  aiohttpCorsOracle,
  expressCorsOracle,
  corsHostsOracle,
  fastifyCorsOracle,
  koaCorsOracle,
  routingControllersOracle,
  strapiOracle,
  strapi3Oracle,
  honoCorsOracle,
  socketIoOracle,
  elysiaCorsOracle,
  hapiOracle,
  restifyCorsOracle,
  viteOracle,
  h3Oracle,
  nitroOracle,
  cdkRestApiOracle,
  ittyRouterOracle,
  middyHttpCorsOracle,
  adonisCorsOracle,
  adonis4CorsOracle,
  sailsOracle,
  sails0Oracle,
  orpcCorsOracle,
  graphqlYogaOracle,
  ittyCorsOracle,
  microCorsOracle,
  tinyhttpCorsOracle,
  remixUtilsOracle,
  headersOracle,
];

/** Rooms whose models no real server is held against here, each with the reason. */
export const UNASKED: Readonly<Record<string, string>> = {
  tornado: 'Its set-ups guard WebSockets, which have no CORS: no page reads an answer with fetch.',
  nest: 'Its adapters hand the options to cors and @fastify/cors, which are asked; its unit test has measured exchanges.',
  'cdk-http-api': 'Amazon API Gateway answers, which runs nowhere but at Amazon.',
  'cdk-function-url': 'AWS Lambda answers, which runs nowhere but at Amazon.',
  'cdk-bucket': 'Amazon S3 answers, which runs nowhere but at Amazon.',
  'serverless-http': 'The template is the one of the CDK in another form; Amazon API Gateway runs it.',
  'serverless-http-api': 'Amazon API Gateway answers, which runs nowhere but at Amazon.',
  'serverless-url': 'AWS Lambda answers, which runs nowhere but at Amazon.',
  'oak-cors': 'It needs Deno; answers that were recorded there are in its unit test.',
  'client-requests':
    'These are requests of pages, not servers; the model of the browser judges them, and it is asked here.',
};
