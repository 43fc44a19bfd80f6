import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { sails0 } from '../../../server/src/core/frameworks/sails-0/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages, packedFile } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

const VERSIONS = ['0.11.5', '0.12.0', '0.12.3', '0.12.14'];
const A = "'https://a.example'";
const NAMES = [
  "''",
  "'X-Foo,Content-Type'",
  "'authorization'",
  '[]',
  "['X-Foo', 'Authorization']",
  "'*'",
  'null',
  'undefined',
];

const POOLS: Pools = {
  origin: {
    chance: 14,
    values: [
      "'*'",
      "'*'",
      'undefined',
      'false',
      'true',
      'null',
      '5',
      "''",
      "'null'",
      A,
      A,
      "'https://a.example/'",
      "' https://a.example '",
      "'https://A.example'",
      "'https://a.example, https://b.example'",
      "'https://a.example,http://a.example:8000,null'",
      "'https://b.example, *'",
      "'https://*.a.example'",
      '/a\\.example$/',
      `[${A}]`,
      "['*']",
      '{ a: 1 }',
    ],
  },
  credentials: {
    chance: 9,
    values: ['true', 'true', 'false', "'false'", "'true'", '1', 'null', 'undefined'],
  },
  methods: { chance: 7, values: ["'GET, PUT'", "['GET', 'PUT']", "''", "'*'", 'undefined'] },
  headers: { chance: 7, values: NAMES },
  exposeHeaders: { chance: 7, values: [...NAMES, "'X-Total'"] },
  securityLevel: { chance: 5, values: ['0', '1', '2', 'undefined'] },
  allowCredentials: { chance: 1, values: ['false'] },
};

/** What the hook uses of a request and a response of Express 3. */
interface Request extends IncomingMessage {
  host?: string;
  port?: string;
}
interface Response extends ServerResponse {
  set?(name: string, value: unknown): void;
  get?(name: string): unknown;
  forbidden?(): void;
}
type Middleware = (req: Request, res: Response, next: () => void) => void;
interface Hook {
  readonly defaults: { readonly cors: object };
  initialize(done: () => void): void;
}

const packages = () =>
  oraclePackages('sails-0', {
    lodash: 'npm:lodash@3.10.1',
    '@sailshq/lodash': 'npm:@sailshq/lodash@3.10.2',
    'sails-util': 'npm:sails-util@0.11.0',
  });

/** The middleware that the hook puts before every route. */
function middlewareOf(version: string, options: string): readonly Middleware[] {
  const util = packages()('sails-util') as object;
  const load = createRequire(packedFile('sails-0', `sails@${version}`, ['lib/hooks/cors/index.js']));
  const found: Middleware[] = [];
  const sails = {
    config: { cors: {}, routes: {} },
    hooks: {},
    util,
    on: (_event: string, listener: () => void) => listener(),
    router: { bind: (_path: string, middleware: Middleware) => found.push(middleware) },
  };
  const hook = (load('./index.js') as (application: object) => Hook)(sails);
  sails.hooks = { cors: hook };
  const given = Object.entries(optionsFrom(options) as object).filter(([, value]) => value !== undefined);
  sails.config.cors = { ...hook.defaults.cors, ...Object.fromEntries(given), allRoutes: true };
  hook.initialize(() => undefined);
  return found;
}

/** Express 3 makes texts of what it is given. */
function serve(middleware: readonly Middleware[]): Handler {
  return (req: Request, res: Response) => {
    [req.host, req.port] = (req.headers.host ?? '').split(':') as [string, string];
    res.set = (name, value) => res.setHeader(name, Array.isArray(value) ? value.map(String) : String(value));
    res.get = (name) => res.getHeader(name);
    res.forbidden = () => void res.writeHead(403).end();
    const run = (at: number): void => {
      const next = middleware[at];
      if (next) {
        next(req, res, () => run(at + 1));
        return;
      }
      // Measured with the whole of Sails: Express answers OPTIONS, whatever the routes are.
      if (req.method !== 'OPTIONS') res.setHeader(REACHED, 'yes');
      res.writeHead(200).end();
    };
    try {
      run(0);
    } catch {
      res.writeHead(500).end();
    }
  };
}

const seed = seedOf(20_261_123);

export const sails0Oracle: OracleLibrary = {
  id: 'sails-0',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: sails0,
        seed,
        pools: POOLS,
        others: ['{}'],
        requests: 4,
        path: 'config/cors.js',
        file: (options) => `module.exports.cors = { allRoutes: true, ...${options} };\n`,
        versions: { sails: version },
      },
      exchanges,
    ),
  start: async (version, cases) =>
    listen(cases.map((one) => serve(middlewareOf(version, (one as SourceCase).options)))),
  blind: {
    'forgets the age of preflights': 'it never sends any',
    'forgets Vary': 'it never sends any',
  },
};
