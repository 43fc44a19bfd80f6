import { createRequire } from 'node:module';
import { sails } from '../../../server/src/core/frameworks/sails/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages, packedFile } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** The hook is the same in all of them. */
const VERSIONS = ['1.0.0', '1.2.5', '1.5.0', '1.5.18'];
const A = "'https://a.example'";
const NAMES = ["''", "'X-Foo,Content-Type'", "'content-type'", '[]', "['X-Foo', 'Authorization']", "'*'"];

const POOLS: Pools = {
  allowOrigins: {
    chance: 14,
    values: [
      "'*'",
      "'*'",
      'false',
      'true',
      'null',
      "''",
      "'null'",
      A,
      A,
      "'https://a.example/'",
      "'https://a.example, https://b.example'",
      '/a\\.example$/',
      '5',
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      `[${A}, 'http://a.example:8000']`,
      "['https://b.example', 'null']",
      "['https://A.example']",
      "['https://*.a.example']",
      "['https://a.example:443']",
      "['https://a.example:443', 'https://b.example']",
      "['https://a.example/path']",
      "['http://a.example:80']",
      '[/a\\.example$/]',
      '{ a: 1 }',
    ],
  },
  allowCredentials: { chance: 8, values: ['true', 'true', 'false', "'false'", '1'] },
  allowAnyOriginWithCredentialsUnsafe: { chance: 6, values: ['true', 'true', 'false', '1'] },
  allowRequestMethods: { chance: 7, values: ["['GET', 'PUT']", "'GET, PUT'", "''", "['*']"] },
  allowRequestHeaders: { chance: 7, values: NAMES },
  allowResponseHeaders: { chance: 7, values: [...NAMES, "['X-Total']"] },
  origin: { chance: 1, values: [A, `[${A}]`, "'*'"] },
  credentials: { chance: 1, values: ['true', 'false'] },
  headers: { chance: 1, values: ["'authorization'", "''"] },
  methods: { chance: 1, values: ["'GET'"] },
  exposeHeaders: { chance: 2, values: ["'X-Old'", "['X-Old']"] },
  maxAge: { chance: 1, values: ['600'] },
};

type Middleware = (req: unknown, res: unknown, next: () => void) => void;
interface Application {
  readonly config: { security: { cors: Record<string, unknown>; csrf: boolean }; readonly routes: object };
  readonly hooks: object;
  readonly log: { debug(): void; verbose(): void; warn(): void };
  on(): void;
}
type Hook = (application: Application) => {
  readonly defaults: { readonly security: { readonly cors: Record<string, unknown> } };
  configure(): void;
};

const packages = () =>
  oraclePackages('sails', {
    '@sailshq/lodash': 'npm:@sailshq/lodash@3.10.7',
    flaverr: 'npm:flaverr@1.10.0',
    'path-to-regexp': 'npm:path-to-regexp@1.5.3',
    vary: 'npm:vary@1.1.2',
    csurf: 'npm:csurf@1.11.0',
    '@sailshq/csurf': 'npm:@sailshq/csurf@1.11.1',
  });

/** The hook checks the settings as the application lifts, and its middleware goes before every route. */
function serve(version: string, options: string): Handler {
  packages();
  const file = packedFile('sails', `sails@${version}`, ['lib/hooks/security/index.js']);
  const load = createRequire(file);
  const hook = load('./index.js') as Hook;
  const setHeaders = load('./cors/set-headers.js') as (settings: unknown) => Middleware;
  const silent = () => undefined;
  const application: Application = {
    config: { security: { cors: {}, csrf: false }, routes: {} },
    hooks: {},
    log: { debug: silent, verbose: silent, warn: silent },
    on: silent,
  };
  const security = hook(application);
  application.config.security.cors = {
    ...security.defaults.security.cors,
    ...(optionsFrom(options) as object),
  };
  try {
    security.configure();
  } catch {
    return (_req, res) => res.writeHead(500).end();
  }
  const middleware = setHeaders(application.config.security.cors);
  return (req, res) => {
    try {
      middleware(req, res, () => {
        res.setHeader(REACHED, 'yes');
        res.writeHead(200).end();
      });
    } catch {
      res.writeHead(500).end();
    }
  };
}

const seed = seedOf(20_261_122);

export const sailsOracle: OracleLibrary = {
  id: 'sails',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: sails,
        seed,
        pools: POOLS,
        others: ['{}'],
        requests: 4,
        path: 'config/security.js',
        file: (options) => `module.exports.security = { cors: { allRoutes: true, ...${options} } };\n`,
        versions: { sails: version },
      },
      exchanges,
    ),
  start: async (version, cases) => listen(cases.map((one) => serve(version, (one as SourceCase).options))),
  blind: { 'forgets the age of preflights': 'it never sends any' },
};
