import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { apolloServer } from '../../../server/src/core/frameworks/apollo-server/index.ts';
import { expressCors } from '../../../server/src/core/frameworks/express-cors/index.ts';
import type { Framework } from '../../../server/src/core/frameworks/framework.ts';
import { loopback } from '../../../server/src/core/frameworks/loopback/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleCase, OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type SourceCase, sourceCases } from '../sources.ts';
import { CORS_OTHERS, CORS_POOLS } from './vite.ts';

type Next = (error?: unknown) => void;
type Middleware = (req: IncomingMessage, res: ServerResponse, next: Next) => void;
type Cors = (options?: unknown) => Middleware;

/** The application behind `cors`, which takes every method. */
const application = (_: unknown, res: ServerResponse) => {
  res.setHeader(REACHED, 'yes');
  res.statusCode = 200;
  res.end('application');
};

const PACKAGES: Readonly<Record<string, string>> = {
  cors: 'cors@2.8.6',
  express5: 'express@5.2.1',
  connect: 'connect@3.7.0',
  polka: 'polka@0.5.2',
  polka1: 'polka@1.0.0-next.28',
  restify11: 'restify@11.1.0',
  micro: 'micro@10.0.1',
  'nextjs-cors': 'nextjs-cors@2.2.1',
  '@feathersjs/express': '@feathersjs/express@5.0.50',
  '@feathersjs/feathers': '@feathersjs/feathers@5.0.50',
  graphql: 'graphql@15.8.0',
  apollo2: 'apollo-server-express@2.26.2',
  apollo3: 'apollo-server-express@3.13.0',
  loopback: '@loopback/rest@14.0.14',
};

const load = (name: string): unknown =>
  oraclePackages(
    'cors-hosts',
    Object.fromEntries(Object.entries(PACKAGES).map(([alias, spec]) => [alias, `npm:${spec}`])),
  )(name);

const cors = (options: unknown) => (load('cors') as Cors)(options);

interface Chain {
  use(middleware: unknown): unknown;
}

/** What mounts `cors` in a server of its own kind, and how that is written. Node 20 does not run restify before 10. */
interface Host {
  readonly framework?: Framework;
  readonly written: (options: string) => string;
  readonly serve: (options: unknown) => Handler | Promise<Handler>;
}

const USED = (options: string) => `const cors = require('cors');\napp.use(cors(${options}));\n`;

function chained(name: string, of: (app: Chain) => Handler): Host {
  const serve = (options: unknown) => {
    const app = (load(name) as () => Chain)();
    app.use(cors(options));
    app.use(application);
    return of(app);
  };
  return { written: USED, serve };
}

interface Restify extends Chain {
  readonly server: Server;
  pre(middleware: unknown): unknown;
  get(path: string, handler: unknown): void;
  post(path: string, handler: unknown): void;
  put(path: string, handler: unknown): void;
  patch(path: string, handler: unknown): void;
  del(path: string, handler: unknown): void;
  opts(path: string, handler: unknown): void;
}

function restify(name: string, method: 'use' | 'pre'): Host {
  const serve = (options: unknown): Handler => {
    const { createServer } = load(name) as { createServer(options?: object): Restify };
    const server = createServer();
    server[method](cors(options));
    const handler = (req: unknown, res: ServerResponse, next: Next) => {
      application(req, res);
      next(false);
    };
    for (const route of ['get', 'post', 'put', 'patch', 'del', 'opts'] as const) server[route]('/', handler);
    return (req, res) => server.server.emit('request', req, res);
  };
  const written = (options: string) => `const cors = require('cors');\nserver.${method}(cors(${options}));\n`;
  return { written, serve };
}

/**
 * An application that cannot be made to say that it was reached: whatever `cors` has not ended, which announces a length of
 * 0. It answers GET at one address.
 */
function within(handler: Handler, url: string): Handler {
  return (req, res) => {
    req.url = url;
    if (req.method === 'POST') req.method = 'GET';
    const writeHead = res.writeHead.bind(res) as (...head: unknown[]) => ServerResponse;
    res.writeHead = (...head: unknown[]) => {
      if (res.getHeader('Content-Length') !== '0') res.setHeader(REACHED, 'yes');
      return writeHead(...head);
    };
    handler(req, res);
  };
}

interface Apollo {
  start(): Promise<void>;
  getMiddleware(options: object): unknown;
}

function apollo(name: string): Host {
  return {
    framework: apolloServer,
    written: (options) =>
      `const { ApolloServer } = require('apollo-server-express');\nserver.applyMiddleware({ app, cors: ${options} });\n`,
    serve: async (options) => {
      const { ApolloServer } = load(name) as { readonly ApolloServer: new (options: object) => Apollo };
      const { buildSchema } = load('graphql') as { buildSchema(text: string): unknown };
      const server = new ApolloServer({
        schema: buildSchema('type Query { a: Int }'),
        stopOnTerminationSignals: false,
      });
      await server.start();
      const app = (load('express5') as () => Chain)();
      app.use(server.getMiddleware({ path: '/', cors: options }));
      return within(app as unknown as Handler, '/?query=%7Ba%7D');
    },
  };
}

interface LoopBack {
  init(): Promise<void>;
  readonly requestHandler: Handler;
}

const LOOPBACK: Host = {
  framework: loopback,
  written: (options) =>
    `import { RestApplication } from '@loopback/rest';\nnew RestApplication({ rest: { cors: ${options} } });\n`,
  serve: async (options) => {
    const { RestApplication } = load('loopback') as { RestApplication: new (options: object) => LoopBack };
    const app = new RestApplication({ rest: { cors: options } });
    await app.init();
    return within(app.requestHandler, '/openapi.json');
  },
};

const HOSTS: Readonly<Record<string, Host>> = {
  'express 5.2.1': chained('express5', (app) => app as unknown as Handler),
  'connect 3.7.0': chained('connect', (app) => app as unknown as Handler),
  'polka 0.5.2': chained('polka', (app) => (app as Chain & { readonly handler: Handler }).handler),
  'polka 1.0.0-next.28': chained('polka1', (app) => (app as Chain & { readonly handler: Handler }).handler),
  'restify 11.1.0 pre': restify('restify11', 'pre'),
  'restify 11.1.0 use': restify('restify11', 'use'),
  'micro 10.0.1': {
    written: (options) =>
      `const cors = require('cors')(${options});\nmodule.exports = (req, res) => cors(req, res, () => 'application');\n`,
    serve: (options) => {
      const { serve } = load('micro') as { serve(handler: Handler): Handler };
      const middleware = cors(options);
      return serve((req, res) => middleware(req, res, () => application(req, res)));
    },
  },
  'nextjs-cors 2.2.1': {
    written: (options) =>
      `import NextCors from 'nextjs-cors';\nexport default async (req, res) => {\n  await NextCors(req, res, ${options});\n};\n`,
    serve: (options) => {
      const NextCors = load('nextjs-cors') as (...call: unknown[]) => Promise<void>;
      return (req, res) => void NextCors(req, res, options).then(() => application(req, res));
    },
  },
  'apollo-server-express 2.26.2': apollo('apollo2'),
  'apollo-server-express 3.13.0': apollo('apollo3'),
  '@loopback/rest 14.0.14': LOOPBACK,
  '@feathersjs/express 5.0.50': {
    written: (options) => `import { cors } from '@feathersjs/express';\napp.use(cors(${options}));\n`,
    serve: (options) => {
      const feathers = load('@feathersjs/express') as {
        default(app: unknown): Chain;
        readonly cors: Cors;
      };
      const { feathers: make } = load('@feathersjs/feathers') as { feathers(): unknown };
      const app = feathers.default(make());
      app.use(feathers.cors(options));
      app.use(application);
      return app as unknown as Handler;
    },
  },
};

const seed = seedOf(20_261_125);

/** The package `cors` in what mounts it beside Express 4. */
export const corsHostsOracle: OracleLibrary = {
  id: 'cors-hosts',
  rooms: [expressCors.id, apolloServer.id, loopback.id],
  versions: Object.keys(HOSTS),
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: HOSTS[version]?.framework ?? expressCors,
        seed,
        pools: CORS_POOLS,
        others: CORS_OTHERS,
        requests: 4,
        file: (options) => HOSTS[version]?.written(options) ?? '',
        versions: { cors: '2.8.6' },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const serve = (one: OracleCase) => HOSTS[version]?.serve(optionsFrom((one as SourceCase).options));
    return listen(await Promise.all(cases.map(async (one) => (await serve(one)) ?? application)));
  },
};
