import { fastifyCors } from '../../../server/src/core/frameworks/fastify-cors/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** Every version whose answers differ, and its neighbours, with the Fastify that it is made for. */
const VERSIONS: Readonly<Record<string, string>> = {
  '5.2.0': '3.29.5',
  '6.0.3': '3.29.5',
  '7.0.0': '3.29.5',
  '8.0.0': '4.29.1',
  '8.2.0': '4.29.1',
  '8.2.1': '4.29.1',
  '8.5.0': '4.29.1',
  '9.0.0': '4.29.1',
  '9.0.1': '4.29.1',
  '10.1.0': '5.12.8',
  '11.2.0': '5.12.8',
  '11.4.1': '5.12.8',
  '11.4.3': '5.12.8',
};
const A = "'https://a.example'";

const POOLS: Pools = {
  origin: {
    chance: 14,
    values: [
      'undefined',
      'null',
      'false',
      'true',
      "''",
      "'*'",
      "'null'",
      "'true'",
      A,
      "'https://a.example/'",
      "'https://a.example,https://b.example'",
      "'https://*.example'",
      '5',
      '0',
      '/a\\.example$/',
      '/^https:\\/\\/[a-z]+\\.example$/i',
      '/a\\.example$/g',
      '/https:\\/\\/a/y',
      '/undefined/',
      '[]',
      "['*']",
      `[${A}, '*']`,
      "[['*']]",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['https://A.example']",
      "[/\\.example$/, 'null']",
      `[[${A}], ['null']]`,
      '[true]',
      '[false, null]',
      '[() => false]',
      `new Set([${A}])`,
      '{ a: 1 }',
      '(origin, callback) => callback(null, true)',
      '(origin, callback) => callback(null, false)',
      '(origin, callback) => callback(null, origin)',
      "(origin, callback) => callback(null, '*')",
      "(origin, callback) => callback(null, ['*'])",
      `(origin, callback) => callback(null, [${A}])`,
      `(origin, callback) => callback(null, ${A})`,
      '(origin, callback) => callback(undefined, true)',
      `(origin, callback) => { if (origin === ${A}) callback(null, true); else callback(null, false); }`,
      `async (origin) => true`,
      `async () => ${A}`,
      `async () => '*'`,
    ],
  },
  methods: {
    chance: 4,
    values: ['undefined', "''", "'GET'", "'get,put'", "'*'", "['GET', 'PATCH']", '[]', "['GET', ['PUT']]"],
  },
  allowedHeaders: {
    chance: 4,
    values: ['undefined', 'null', "''", "'*'", "'X-A, X-B'", "['X-A', 'Authorization']", '[]'],
  },
  exposedHeaders: {
    chance: 5,
    values: ['undefined', 'null', "''", "'*'", "'X-Total'", "['X-Total', 'Link']", '[]'],
  },
  credentials: {
    chance: 8,
    values: ['true', 'true', 'true', 'false', "'false'", '1', '0', 'undefined', 'null'],
  },
  maxAge: {
    chance: 5,
    values: ['undefined', 'null', '0', '600', "'600'", "''", "'1h'", '-1', 'true', '1.5'],
  },
  preflightContinue: { chance: 3, values: ['true', 'false', "'false'", 'undefined', '1'] },
  optionsSuccessStatus: { chance: 3, values: ['200', '204', "'200'", "'abc'", '404', '0', 'undefined'] },
  preflight: { chance: 2, values: ['false', 'true', 'undefined', "'true'"] },
  strictPreflight: { chance: 4, values: ['false', 'true', "'true'", 'undefined'] },
  hook: { chance: 2, values: ["'onRequest'", "'preHandler'"] },
  cacheControl: { chance: 1, values: ['60', "'private'"] },
  allowedOrigins: { chance: 1, values: [`[${A}]`] },
  delegator: {
    chance: 1,
    values: [
      '(request, callback) => callback(null, { origin: true, credentials: true })',
      `(request, callback) => callback(null, { origin: ${A} })`,
      `async (request) => ({ origin: [${A}], maxAge: 5 })`,
    ],
  },
};

const OTHERS = [
  '',
  `() => (request, callback) => callback(null, { origin: ${A}, credentials: true })`,
  `() => async (request) => ({ origin: false })`,
  '() => ({ origin: true })',
];

interface Fastify {
  register(plugin: unknown, options?: unknown): Fastify;
  route(route: object): void;
  setErrorHandler(handler: (error: unknown, request: unknown, reply: Reply) => void): void;
  setNotFoundHandler(handler: (request: unknown, reply: Reply) => void): void;
  ready(): Promise<unknown>;
}
interface Reply {
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body?: string): void;
}

const nameOf = (version: string) => (Number(version.split('.')[0]) < 7 ? 'fastify-cors' : '@fastify/cors');

const packages = () =>
  oraclePackages('fastify-cors', {
    ...Object.fromEntries(
      [...new Set(Object.values(VERSIONS))].map((version) => [
        `fastify-${version}`,
        `npm:fastify@${version}`,
      ]),
    ),
    ...Object.fromEntries(
      Object.keys(VERSIONS).map((version) => [`cors-${version}`, `npm:${nameOf(version)}@${version}`]),
    ),
  });

async function serve(version: string, options: string): Promise<Handler> {
  const load = packages();
  const fastify = load(`fastify-${VERSIONS[version]}`) as (options: object) => Fastify;
  const cors = load(`cors-${version}`) as unknown;
  let handle: Handler | undefined;
  const app = fastify({
    serverFactory: (handler: Handler) => {
      handle = handler;
      return (load('node:http') as typeof import('node:http')).createServer();
    },
  });
  const given = optionsFrom(options);
  if (given === undefined) app.register(cors);
  else app.register(cors, given);
  app.route({
    method: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
    url: '/',
    handler: (_request: unknown, reply: Reply) => reply.header(REACHED, 'yes').send('application'),
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).header(REACHED, 'yes').send());
  app.setErrorHandler((_error, _request, reply) => reply.code(500).send());
  await app.ready();
  return (req, res) => handle?.(req, res);
}

const seed = seedOf(20_261_122);

export const fastifyCorsOracle: OracleLibrary = {
  id: 'fastify-cors',
  versions: Object.keys(VERSIONS),
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: fastifyCors,
        seed,
        pools: POOLS,
        others: OTHERS,
        requests: 4,
        file: (options) =>
          `import cors from '${nameOf(version)}';\nfastify.register(cors${options === '' ? '' : `, ${options}`});\n`,
        versions: { [nameOf(version)]: version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const handlers: Handler[] = [];
    for (const one of cases) handlers.push(await serve(version, (one as SourceCase).options));
    return listen(handlers);
  },
};
