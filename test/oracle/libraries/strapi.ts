import { createRequire } from 'node:module';
import { strapi } from '../../../server/src/core/frameworks/strapi/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen } from '../loopback.ts';
import { oraclePackages, packedFile } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';
import { koaApplication } from './koa-cors.ts';

/** The versions at each change of its middleware, or of the @koa/cors that it brings. */
const VERSIONS = [
  '4.14.0',
  '4.22.0',
  '4.23.1',
  '4.24.0',
  '4.25.1',
  '4.25.2',
  '4.26.2',
  '5.0.0',
  '5.19.0',
  '5.20.0',
  '5.54.0',
];
const A = "'https://a.example'";
const NAMES = ['undefined', "''", "'GET'", "'X-A, X-B'", "'*'", "['X-A', 'Authorization']", '[]', 'false'];

export const POOLS: Pools = {
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
      "'https://a.example, https://b.example ,null'",
      "'https://a.example, *'",
      '5',
      '/a\\.example$/',
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      `[${A}, '*']`,
      "['null']",
      `new Set([${A}])`,
      '{ a: 1 }',
      `() => ${A}`,
      `() => '*'`,
      `async () => ${A}`,
    ],
  },
  credentials: { chance: 7, values: ['true', 'false', 'false', "'false'", '1', '0', 'undefined'] },
  methods: { chance: 5, values: [...NAMES, "['get', 'PUT']", '5'] },
  headers: { chance: 5, values: NAMES },
  expose: { chance: 6, values: [...NAMES, "'X-Total'"] },
  maxAge: { chance: 6, values: ['undefined', 'null', '0', '600', "'600'", "''", "'1h'", '-1', 'true'] },
  keepHeadersOnError: { chance: 2, values: ['false', 'true'] },
  enabled: { chance: 1, values: ['true', 'false'] },
  allowedOrigins: { chance: 1, values: [`[${A}]`] },
};

/** The versions of @koa/cors and Koa that each version brings. */
const BROUGHT = [
  ['5.0.0', '5.0.0', '2.16.3'],
  ['4.24.0', '5.0.0', '2.13.4'],
  ['4.22.1', '3.4.3', '2.13.4'],
  ['4.22.0', '5.0.0', '2.13.4'],
  ['4.0.0', '3.4.3', '2.13.4'],
] as const;

function numbers(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 1e6 + minor * 1e3 + patch;
}

function broughtBy(version: string): { readonly cors: string; readonly koa: string } {
  const found = BROUGHT.find(([since]) => numbers(version) >= numbers(since));
  if (!found) throw new RangeError(version);
  return { cors: found[1], koa: found[2] };
}

const packages = () =>
  oraclePackages('strapi', {
    ...Object.fromEntries(['3.4.3', '5.0.0'].map((each) => [`cors-${each}`, `npm:@koa/cors@${each}`])),
    ...Object.fromEntries(['2.13.4', '2.16.3'].map((each) => [`koa-${each}`, `npm:koa@${each}`])),
  });

type Middleware = (config: unknown) => unknown;

/** The middleware's own file, with the @koa/cors of its version. The rest of Strapi is not needed. */
function middlewareOf(version: string): Middleware {
  const load = packages();
  const name = version.startsWith('4.') ? '@strapi/strapi' : '@strapi/core';
  const file = packedFile('strapi', `${name}@${version}`, ['dist/middlewares/cors.js']);
  return withKoaCors(load.resolve(`cors-${broughtBy(version).cors}`), () => {
    const { cors } = load(file) as { readonly cors: Middleware };
    return cors;
  });
}

/** What Strapi asks for under its own name stands beside it under the name of its version. */
export function withKoaCors<T>(path: string, load: () => T): T {
  const { Module } = createRequire(import.meta.url)('node:module') as { readonly Module: Loader };
  const before = Module._load;
  Module._load = (request, ...others) => before(request === '@koa/cors' ? path : request, ...others);
  try {
    return load();
  } finally {
    Module._load = before;
  }
}

interface Loader {
  _load(request: string, ...others: unknown[]): unknown;
}

/** The middleware warns through the application's log. */
Object.assign(globalThis, { strapi: { log: { warn: () => {} } } });

function serve(version: string, middleware: Middleware, options: string): Handler {
  const koa = packages()(`koa-${broughtBy(version).koa}`);
  return koaApplication(koa, middleware(optionsFrom(options)));
}

const seed = seedOf(20_261_122);

export const strapiOracle: OracleLibrary = {
  id: 'strapi',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: strapi,
        seed,
        pools: POOLS,
        others: ['{}'],
        requests: 4,
        file: (options) =>
          `module.exports = ['strapi::errors', { name: 'strapi::cors', config: ${options} }, 'strapi::body'];\n`,
        versions: { '@strapi/strapi': version },
      },
      exchanges,
    ),
  start: (version, cases) => {
    const middleware = middlewareOf(version);
    return listen(cases.map((one) => serve(version, middleware, (one as SourceCase).options)));
  },
};
