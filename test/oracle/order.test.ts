import { describe, expect, test } from 'vitest';
import { isReadable, isSilent } from './order.ts';
import { oraclePackages } from './packages.ts';

// What the rules of order and presence say of a source, and what the libraries do with the same source.

const bring = oraclePackages('order', {
  '@elysiajs/cors': '1.4.2',
  '@fastify/bearer-auth': '10.1.3',
  '@fastify/cors': '11.4.3',
  '@hapi/hapi': '21.4.10',
  '@koa/cors': '5.0.0',
  '@koa/router': '15.7.0',
  cors: '2.8.5',
  elysia: '1.4.30',
  express: '5.1.0',
  fastify: '5.12.8',
  hono: '4.13.19',
  koa: '3.3.0',
  'koa-jwt': '4.0.4',
});

const KOA = `const Koa = require('koa');
const Router = require('@koa/router');
const cors = require('@koa/cors');
const jwt = require('koa-jwt');
const app = new Koa();
const router = new Router();
app.silent = true;
router.put('/x', (ctx) => { ctx.body = 'x'; });
`;
const HONO = `const { Hono } = require('hono');
const { cors } = require('hono/cors');
const { bearerAuth } = require('hono/bearer-auth');
const app = new Hono();
`;
const PUT = `app.put('/x', (c) => c.text('x'));\n`;
const FASTIFY = `const app = require('fastify')();
const cors = require('@fastify/cors');
const bearerAuth = require('@fastify/bearer-auth');
const refuse = async (request, reply) => { if (!request.headers.authorization) return reply.code(401).send('log in'); };
`;
const ROUTE = `app.put('/x', async () => 'x');\n`;
const CORS = `{ origin: 'https://a.example', methods: ['PUT'] }`;
const ELYSIA = `const { Elysia } = require('elysia');
const { cors } = require('@elysiajs/cors');
const refuse = ({ request, set }) => { if (!request.headers.get('authorization')) { set.status = 401; return 'log in'; } };
`;
const EXPRESS = `const express = require('express');
const cors = require('cors');
const app = express();
const own = express.Router();
const refuse = (req, res, next) => { if (!req.headers.authorization) return res.status(401).end(); next(); };
const x = (req, res) => res.send('x');
`;
const HAPI = `const Hapi = require('@hapi/hapi');
const app = Hapi.server({ routes: { cors: { origin: ['https://a.example'] } } });
app.route({ method: 'PUT', path: '/x', handler: () => 'x' });
const refuse = (request, h) => request.headers.authorization ? h.continue : h.response('log in').code(401).takeover();
`;

/** Each works or does not; the request that is tried has no credentials, and only its header counts, not its status. */
const SOURCES: readonly (readonly [name: string, source: string])[] = [
  ['Koa: cors, routes', `${KOA}app.use(cors(${CORS}));\napp.use(router.routes());`],
  ['Koa: routes, cors', `${KOA}app.use(router.routes());\napp.use(cors(${CORS}));`],
  [
    'Koa: jwt, cors',
    `${KOA}app.use(jwt({ secret: 'a' }));\napp.use(cors(${CORS}));\napp.use(router.routes());`,
  ],
  [
    'Koa: cors, jwt',
    `${KOA}app.use(cors(${CORS}));\napp.use(jwt({ secret: 'a' }));\napp.use(router.routes());`,
  ],
  [
    'Koa: a check, cors',
    `${KOA}app.use(async (ctx, next) => { if (!ctx.get('authorization')) ctx.throw(401); await next(); });\napp.use(cors(${CORS}));\napp.use(router.routes());`,
  ],
  [
    'Koa: cors of a router',
    `${KOA}const own = new Router();\nown.use(cors(${CORS}));\nown.put('/x', (ctx) => { ctx.body = 'x'; });\napp.use(own.routes()).use(own.allowedMethods());`,
  ],
  [
    'Koa: cors of a route',
    `${KOA}const own = new Router();\nown.put('/x', cors(${CORS}), (ctx) => { ctx.body = 'x'; });\napp.use(own.routes());`,
  ],
  [
    'Koa: cors of every method',
    `${KOA}const own = new Router();\nown.all('/x', cors(${CORS}), (ctx) => { ctx.body = 'x'; });\napp.use(own.routes());`,
  ],
  ['Hono: cors, route', `${HONO}app.use('*', cors(${CORS}));\n${PUT}`],
  ['Hono: route, cors', `${HONO}${PUT}app.use('*', cors(${CORS}));`],
  [
    'Hono: bearerAuth, cors',
    `${HONO}app.use('*', bearerAuth({ token: 'a' }));\napp.use('*', cors(${CORS}));\n${PUT}`,
  ],
  [
    'Hono: cors, bearerAuth',
    `${HONO}app.use('*', cors(${CORS}));\napp.use('*', bearerAuth({ token: 'a' }));\n${PUT}`,
  ],
  ['Hono: one path', `${HONO}app.use('/', cors(${CORS}));\n${PUT}`],
  ['Hono: a star', `${HONO}app.use('/*', cors(${CORS}));\n${PUT}`],
  [
    'Hono: cors of a route',
    `${HONO}app.put('/x', cors(${CORS}), (c) => c.text('x'));\nconst served = app.fetch;`,
  ],
  [
    'Hono: cors of a route and OPTIONS',
    `${HONO}app.options('/x', cors(${CORS}));\napp.put('/x', cors(${CORS}), (c) => c.text('x'));\nconst served = app.fetch;`,
  ],
  ['Fastify: cors, route', `${FASTIFY}app.register(cors, ${CORS});\n${ROUTE}`],
  ['Fastify: route, cors', `${FASTIFY}${ROUTE}app.register(cors, ${CORS});`],
  [
    'Fastify: a hook, cors',
    `${FASTIFY}app.addHook('onRequest', refuse);\napp.register(cors, ${CORS});\n${ROUTE}`,
  ],
  [
    'Fastify: cors, a hook',
    `${FASTIFY}app.register(cors, ${CORS});\napp.addHook('onRequest', refuse);\n${ROUTE}`,
  ],
  [
    'Fastify: a later hook, cors',
    `${FASTIFY}app.addHook('preHandler', refuse);\napp.register(cors, ${CORS});\n${ROUTE}`,
  ],
  [
    'Fastify: bearerAuth, cors',
    `${FASTIFY}app.register(bearerAuth, { keys: ['a'] });\napp.register(cors, ${CORS});\n${ROUTE}`,
  ],
  [
    'Fastify: a scope of its own',
    `${FASTIFY}app.register(async (own) => { own.register(cors, ${CORS}); });\n${ROUTE}`,
  ],
  [
    'Elysia: route, cors',
    `${ELYSIA}const app = new Elysia().put('/x', () => 'x').use(cors({ origin: 'a.example' }));`,
  ],
  [
    'Elysia: a check, cors',
    `${ELYSIA}const app = new Elysia().onRequest(refuse).use(cors({ origin: 'a.example' })).put('/x', () => 'x');`,
  ],
  [
    'Elysia: cors, a check',
    `${ELYSIA}const app = new Elysia().use(cors({ origin: 'a.example' })).onRequest(refuse).put('/x', () => 'x');`,
  ],
  [
    'Elysia: a later check, cors',
    `${ELYSIA}const app = new Elysia().onBeforeHandle(refuse).use(cors({ origin: 'a.example' })).put('/x', () => 'x');`,
  ],
  [
    'Hono: cors of a route, mounted',
    `${HONO}const own = new Hono();\nown.put('/x', cors(${CORS}), (c) => c.text('x'));\napp.route('/', own);\nconst served = app.fetch;`,
  ],
  [
    'Hono: cors of a route, mounted behind cors',
    `${HONO}const own = new Hono();\nown.put('/x', cors(${CORS}), (c) => c.text('x'));\napp.use('*', cors(${CORS}));\napp.route('/', own);\nconst served = app.fetch;`,
  ],
  ['Express: cors, route', `${EXPRESS}app.use(cors(${CORS}));\napp.put('/x', x);`],
  ['Express: route, cors', `${EXPRESS}app.put('/x', x);\napp.use(cors(${CORS}));`],
  ['Express: a check, cors', `${EXPRESS}app.use(refuse);\napp.use(cors(${CORS}));\napp.put('/x', x);`],
  ['Express: cors, a check', `${EXPRESS}app.use(cors(${CORS}));\napp.use(refuse);\napp.put('/x', x);`],
  [
    'Express: a router with cors first',
    `${EXPRESS}own.use(cors(${CORS}));\nown.put('/x', x);\napp.use('/', own);`,
  ],
  [
    'Express: a router with cors last',
    `${EXPRESS}own.put('/x', x);\nown.use(cors(${CORS}));\napp.use('/', own);`,
  ],
  [
    'Express: a router with cors last, behind cors',
    `${EXPRESS}app.use(cors(${CORS}));\nown.put('/x', x);\nown.use(cors(${CORS}));\napp.use('/', own);`,
  ],
  ['Express: a router, cors', `${EXPRESS}own.put('/x', x);\napp.use('/', own);\napp.use(cors(${CORS}));`],
  ['Express: cors of a route', `${EXPRESS}app.put('/x', cors(${CORS}), x);`],
  [
    'Express: cors of a route and OPTIONS',
    `${EXPRESS}app.options('/x', cors(${CORS}));\napp.put('/x', cors(${CORS}), x);`,
  ],
  ['hapi: nothing', HAPI],
  ['hapi: a check at onRequest', `${HAPI}app.ext('onRequest', refuse);`],
  ['hapi: a check at onPreAuth', `${HAPI}app.ext('onPreAuth', refuse);`],
];

describe('order and presence, with the real libraries', () => {
  test.each(SOURCES)('%s', async (_, source) => {
    const works = await isReadable(source, bring);
    expect(isSilent(source)).toBe(works);
  });
});
