import { createRequire } from 'node:module';
import { remixUtils } from '../../../server/src/core/frameworks/remix-utils/index.ts';
import { seedOf } from '../budget.ts';
import { fromFetch } from '../fetchHandler.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { packedFile } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** The code moved with 7.0.0 and got a middleware with 8; the answers never changed. */
const VERSIONS = [
  '3.1.0',
  '6.6.0',
  '7.0.0',
  '7.7.0',
  '8.8.0',
  '9.3.1',
  '10.0.0',
  '8.8.0 middleware',
  '10.0.0 middleware',
];
const A = "'https://a.example'";
const NAMES = ['undefined', 'null', "'X-A, X-B'", "['*']", "['X-A', 'Authorization']", '[]', 'false'];

/** A pattern with the flag `g` is left out: it answers every other time. */
const POOLS: Pools = {
  origin: {
    chance: 13,
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
      "'https://\u4f60.example'",
      '5',
      '0',
      '/a\\.example$/',
      '/^https:\\/\\/[a-z]+\\.example$/i',
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "[/\\.example$/, 'null']",
      `[[${A}], ['null']]`,
      '[true]',
      `new Set([${A}])`,
      '{ a: 1 }',
      '() => true',
      '() => false',
      'async () => true',
      `() => ${A}`,
      '(origin) => origin',
      `(origin) => [${A}].includes(origin)`,
      `(origin) => { if (origin === ${A}) return true; return false; }`,
    ],
  },
  methods: { chance: 6, values: [...NAMES, "['get', 'PUT']"] },
  allowedHeaders: { chance: 6, values: NAMES },
  exposedHeaders: { chance: 6, values: NAMES },
  credentials: { chance: 9, values: ['true', 'true', 'false', "'false'", '1', 'undefined', 'null'] },
  maxAge: { chance: 6, values: ['undefined', 'null', '0', '600', '-1', "'600'", "'1h'", 'true'] },
  allowedOrigins: { chance: 1, values: [`[${A}]`] },
};

type Cors = (request: Request, response: Response, options?: unknown) => Promise<Response>;
type Middleware = (args: { readonly request: Request }, next: () => Promise<Response>) => Promise<Response>;

interface Loaded {
  readonly cors: Cors;
  readonly createCorsMiddleware?: (options?: unknown) => [Middleware];
  readonly unstable_createCorsMiddleware?: (options?: unknown) => [Middleware];
}

const isMiddleware = (version: string) => version.endsWith('middleware');

/** The package wants Remix or React Router beside it; this file of it wants nothing. */
function load(version: string): Loaded {
  const [number = ''] = version.split(' ');
  const file = isMiddleware(version) ? 'build/server/middleware/cors.js' : 'build/server/cors.js';
  const path = packedFile('remix-utils', `remix-utils@${number}`, [file]);
  return createRequire(import.meta.url)(path) as Loaded;
}

/** A loader that answers everything. */
const application = () => new Response('application', { headers: { [REACHED]: 'yes' } });

function serve(version: string, written: string): Handler {
  const loaded = load(version);
  const options = optionsFrom(written);
  if (!isMiddleware(version))
    return fromFetch((request) => loaded.cors(request, application(), options), /^(?:host|connection)$/i);
  const create = loaded.createCorsMiddleware ?? loaded.unstable_createCorsMiddleware;
  const middleware = create?.(options)[0];
  if (!middleware) throw new TypeError(`remix-utils ${version} has no middleware`);
  return fromFetch((request) => middleware({ request }, async () => application()), /^(?:host|connection)$/i);
}

const seed = seedOf(20_261_123);

export const remixUtilsOracle: OracleLibrary = {
  id: 'remix-utils',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: remixUtils,
        seed,
        pools: POOLS,
        others: ['undefined', '{}', A, `[${A}]`],
        requests: 4,
        file: (options) =>
          isMiddleware(version)
            ? `import { createCorsMiddleware } from 'remix-utils/middleware/cors';\nexport const [middleware] = createCorsMiddleware(${options});\n`
            : `import { cors } from 'remix-utils/cors';\nexport const loader = ({ request }) => cors(request, answer(), ${options});\n`,
        versions: { 'remix-utils': version.split(' ')[0] ?? '' },
      },
      exchanges,
    ),
  start: (version, cases) => listen(cases.map((one) => serve(version, (one as SourceCase).options))),
};
