import { honoCors } from '../../../server/src/core/frameworks/hono-cors/index.ts';
import { seedOf } from '../budget.ts';
import { type FetchHandler, fromFetch } from '../fetchHandler.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** Every version whose answers differ, and its neighbours. */
const VERSIONS = [
  '3.12.12',
  '4.0.0',
  '4.1.7',
  '4.2.0',
  '4.4.4',
  '4.4.5',
  '4.6.4',
  '4.6.5',
  '4.8.0',
  '4.10.2',
  '4.10.3',
  '4.12.8',
  '4.12.9',
  '4.12.24',
  '4.12.25',
  '4.13.0',
  '4.13.3',
  '4.13.19',
];
const A = "'https://a.example'";
const NAMES = [
  'undefined',
  "''",
  "'X-A, X-B'",
  "'*'",
  "['*']",
  "['X-A', 'Authorization']",
  '[]',
  "['']",
  '5',
];

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
      A,
      "'https://a.example/'",
      "'https://a.example,https://b.example'",
      '5',
      '/a\\.example$/',
      '[]',
      "['*']",
      `[${A}, '*']`,
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['https://b.example', 'null']",
      "['https://A.example']",
      "['https://*.example']",
      "['']",
      `new Set([${A}])`,
      '{ a: 1 }',
      '(origin) => origin',
      `() => ${A}`,
      "() => '*'",
      "() => ''",
      "(origin, c) => c.req.header('Origin')",
      `async () => ${A}`,
    ],
  },
  allowMethods: { chance: 5, values: [...NAMES, "['get', 'PUT']"] },
  allowHeaders: { chance: 5, values: NAMES },
  exposeHeaders: { chance: 5, values: [...NAMES, "['X-Total']", "['X-Total', 'Link']"] },
  credentials: { chance: 9, values: ['true', 'true', 'true', 'false', "'false'", '1', '0', 'undefined'] },
  maxAge: {
    chance: 6,
    values: ['undefined', 'null', '0', '600', "'600'", "''", "'1h'", '-1', 'true', '[5]'],
  },
  allowedOrigins: { chance: 1, values: [`[${A}]`] },
};

interface Context {
  header(name: string, value: string): void;
  text(body: string): unknown;
}
interface Hono {
  use(path: string, middleware: unknown): void;
  on(methods: readonly string[], path: string, handler: (c: Context) => unknown): void;
  onError(handler: (error: unknown, c: { text(body: string, status: number): unknown }) => unknown): void;
  notFound(handler: (c: Context & { text(body: string, status: number): unknown }) => unknown): void;
  readonly fetch: FetchHandler;
}

const packages = () =>
  oraclePackages(
    'hono-cors',
    Object.fromEntries(VERSIONS.map((version) => [`hono-${version}`, `npm:hono@${version}`])),
  );

function serve(version: string, options: string): Handler {
  const load = packages();
  const { Hono } = load(`hono-${version}`) as { readonly Hono: new () => Hono };
  const { cors } = load(`hono-${version}/cors`) as { readonly cors: (...options: unknown[]) => unknown };
  const app = new Hono();
  let middleware: unknown;
  try {
    middleware = options === '' ? cors() : cors(optionsFrom(options));
  } catch {
    // The application does not start.
    return (_req, res) => res.writeHead(500).end();
  }
  app.use('*', middleware);
  app.on(['GET', 'POST', 'PUT', 'DELETE', 'PATCH'], '/', (c) => {
    c.header(REACHED, 'yes');
    return c.text('application');
  });
  app.onError((_error, c) => c.text('failed', 500));
  return fromFetch(app.fetch);
}

const seed = seedOf(20_261_122);

export const honoCorsOracle: OracleLibrary = {
  id: 'hono-cors',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: honoCors,
        seed,
        pools: POOLS,
        others: ['', 'undefined'],
        requests: 4,
        file: (options) => `import { cors } from 'hono/cors';\napp.use('*', cors(${options}));\n`,
        versions: { hono: version },
      },
      exchanges,
    ),
  start: (version, cases) => listen(cases.map((one) => serve(version, (one as SourceCase).options))),
};
