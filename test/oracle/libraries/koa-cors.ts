import { koaCors } from '../../../server/src/core/frameworks/koa-cors/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** Every version whose answers differ, and its neighbours; `kcors` and `koa2-cors` in their last ones. */
const VERSIONS = [
  'kcors 2.2.2',
  'koa2-cors 2.0.6',
  '2.2.2',
  '2.2.3',
  '3.0.0',
  '3.1.0',
  '3.3.0',
  '3.4.0',
  '3.4.1',
  '3.4.2',
  '3.4.3',
  '4.0.0',
  '5.0.0',
];
const A = "'https://a.example'";
const NAMES = ['undefined', "''", "'GET'", "'X-A, X-B'", "'*'", "['X-A', 'Authorization']", '[]', 'false'];

export const KOA_POOLS: Pools = {
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
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      `new Set([${A}])`,
      '{ a: 1 }',
      `() => ${A}`,
      `() => '*'`,
      `async () => ${A}`,
      "() => ''",
      "(ctx) => ctx.get('Origin')",
      '(ctx) => ctx.request.header.origin',
      "(ctx) => { return ctx.get('Origin'); }",
    ],
  },
  allowMethods: { chance: 5, values: [...NAMES, "['get', 'PUT']", '5'] },
  allowHeaders: { chance: 5, values: NAMES },
  exposeHeaders: { chance: 6, values: [...NAMES, "'X-Total'"] },
  credentials: { chance: 9, values: ['true', 'true', 'true', 'false', "'false'", '1', '0', 'undefined'] },
  maxAge: {
    chance: 6,
    values: ['undefined', 'null', '0', '600', "'600'", "''", "'1h'", '-1', 'true', '[5]'],
  },
  keepHeadersOnError: { chance: 2, values: ['false', 'true'] },
  secureContext: { chance: 1, values: ['true'] },
  privateNetworkAccess: { chance: 5, values: ['true', 'false', "'yes'"] },
  allowedOrigins: { chance: 1, values: [`[${A}]`] },
};

export interface Koa {
  use(middleware: unknown): void;
  on(event: string, handler: () => void): void;
  callback(): Handler;
}
interface Context {
  method: string;
  status: number;
  body: unknown;
  set(name: string, value: string): void;
}

function read(written: string): { readonly name: string; readonly version: string } {
  const [name, version] = written.includes(' ') ? written.split(' ') : ['@koa/cors', written];
  return { name: name ?? '', version: version ?? '' };
}

const aliasOf = (version: string) => version.replace(' ', '-');

const packages = () =>
  oraclePackages('koa-cors', {
    koa: 'npm:koa@2.16.3',
    ...Object.fromEntries(
      VERSIONS.map((each) => [`cors-${aliasOf(each)}`, `npm:${read(each).name}@${read(each).version}`]),
    ),
  });

function serve(version: string, options: string): Handler {
  const load = packages();
  const cors = load(`cors-${aliasOf(version)}`) as (...options: unknown[]) => unknown;
  return koaApplication(load('koa'), options === '' ? cors() : cors(optionsFrom(options)));
}

/** One middleware before an application of Koa. */
export function koaApplication(koa: unknown, middleware: unknown): Handler {
  const Koa = koa as new () => Koa;
  const app = new Koa();
  app.use(middleware);
  return answering(app);
}

/** An application that answers everything that what it has so far lets through. */
export function answering(app: Koa): Handler {
  app.on('error', () => {});
  app.use((ctx: Context) => {
    ctx.set(REACHED, 'yes');
    if (ctx.method !== 'OPTIONS') ctx.body = 'application';
  });
  return app.callback();
}

const seed = seedOf(20_261_122);

export const koaCorsOracle: OracleLibrary = {
  id: 'koa-cors',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: koaCors,
        seed,
        pools: KOA_POOLS,
        others: ['', 'undefined'],
        requests: 4,
        file: (options) => `const cors = require('${read(version).name}');\napp.use(cors(${options}));\n`,
        versions: { [read(version).name]: read(version).version },
      },
      exchanges,
    ),
  start: (version, cases) => listen(cases.map((one) => serve(version, (one as SourceCase).options))),
};
