import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathToFileURL } from 'node:url';
import { tinyhttpCors } from '../../../server/src/core/frameworks/tinyhttp-cors/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oracleFile, oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

const VERSIONS = ['1.1.2', '1.2.4', '1.2.5', '1.3.2', '2.0.0', '2.0.1'];
const A = "'https://a.example'";
const ASKING = 'req.headers.origin';

// What a function gives to whoever it refuses is `undefined` or an origin here: the model knows of no other.
const POOLS: Pools = {
  origin: {
    chance: 14,
    values: [
      'undefined',
      'true',
      'false',
      "'*'",
      A,
      "''",
      "'null'",
      "'https://a.example/'",
      "'https://\u4f8b.example'",
      'null',
      '5',
      '{ a: 1 }',
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['https://A.example', 'null']",
      "['https://b.example', '*']",
      `[${A}, /b\\.example$/]`,
      `new Set([${A}, 'https://b.example'])`,
      "new Set(['*'])",
      '/a\\.example$/',
      '/^https:\\/\\/a\\.example$/i',
      `() => ${A}`,
      '() => true',
      "() => '*'",
      `(req) => ${ASKING}`,
      `(req) => ${ASKING} === ${A} ? ${ASKING} : undefined`,
      `(req) => ['https://a.example', 'https://b.example'].includes(${ASKING}) ? ${ASKING} : ${A}`,
      `async () => ${A}`,
    ],
  },
  methods: {
    chance: 6,
    values: ["['GET', 'PUT']", "['patch', 'Delete']", '[]', "['*']", "'GET'", 'undefined', 'null'],
  },
  allowedHeaders: {
    chance: 7,
    values: [
      "['X-Foo', 'Authorization']",
      "'x-foo, content-type'",
      '[]',
      "['*']",
      "''",
      'false',
      'true',
      'undefined',
    ],
  },
  exposedHeaders: {
    chance: 6,
    values: ["['X-Total']", "['X-Foo', 'X-Bar']", '[]', "'X-Total, Link'", "''", 'null', 'undefined'],
  },
  credentials: { chance: 8, values: ['true', 'true', 'false', "'false'", '1', '0', 'null', 'undefined'] },
  maxAge: { chance: 6, values: ['600', '0', '-1', "'600'", "'1h'", "''", 'null', 'undefined'] },
  optionsSuccessStatus: { chance: 4, values: ['200', '204', "'200'", 'undefined'] },
  preflightContinue: { chance: 3, values: ['true', 'false', "'no'", 'undefined'] },
  allowMethods: { chance: 1, values: ["['GET']"] },
};

type Middleware = (req: IncomingMessage, res: ServerResponse, next: () => void) => unknown;
type Cors = (...options: unknown[]) => Middleware;
type OnError = (error: { readonly code?: unknown }, req: IncomingMessage, res: ServerResponse) => void;
interface App {
  use(middleware: Middleware): App;
  get(path: string, handler: Middleware): App;
  post(path: string, handler: Middleware): App;
  readonly handler: Handler;
}

const NAME = 'tinyhttp-cors';

async function load<T>(path: string): Promise<T> {
  return (await import(pathToFileURL(oracleFile(NAME, path)).href)) as T;
}

function serve(make: () => App, cors: Cors, options: string): Handler {
  const app = make();
  try {
    app.use(options === '' ? cors({}) : cors(optionsFrom(options)));
  } catch {
    return (_req, res) => void res.writeHead(500).end();
  }
  app.use((_req, res, next) => {
    res.setHeader(REACHED, 'yes');
    next();
  });
  const application: Middleware = (_req, res) => res.end('application');
  app.get('/', application).post('/', application);
  return (req, res) => app.handler(req, res);
}

const seed = seedOf(20_261_123);

export const tinyhttpCorsOracle: OracleLibrary = {
  id: NAME,
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: tinyhttpCors,
        seed,
        pools: POOLS,
        // Version 1.1 does not start without options.
        others: [''],
        requests: 4,
        file: (options) =>
          `import { App } from '@tinyhttp/app';\nimport { cors } from '@tinyhttp/cors';\nnew App().use(cors(${options}));\n`,
        versions: { '@tinyhttp/cors': version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    oraclePackages(NAME, {
      ...Object.fromEntries(VERSIONS.map((each) => [`cors-${each}`, `npm:@tinyhttp/cors@${each}`])),
      '@tinyhttp/app': '2.5.2',
    });
    const { App } = await load<{ readonly App: new (settings: { onError: OnError }) => App }>(
      '@tinyhttp/app/dist/index.js',
    );
    const { cors } = await load<{ readonly cors: Cors }>(`cors-${version}/dist/index.js`);
    // As its own does, which prints errors as well.
    const onError: OnError = (error, _req, res) => void res.writeHead(error.code === 404 ? 404 : 500).end();
    const make = () => new App({ onError });
    return listen(cases.map((one) => serve(make, cors, (one as SourceCase).options)));
  },
};
