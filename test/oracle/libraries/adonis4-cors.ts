import type { IncomingMessage, ServerResponse } from 'node:http';
import { adonis4Cors } from '../../../server/src/core/frameworks/adonis4-cors/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

const VERSIONS = ['1.0.1', '1.0.2', '1.0.3', '1.0.5', '1.0.6', '1.0.7'];
const A = "'https://a.example'";

const POOLS: Pools = {
  origin: {
    chance: 14,
    values: [
      'true',
      'true',
      'false',
      'undefined',
      'null',
      '5',
      "''",
      "'*'",
      "'null'",
      "'true'",
      A,
      "'https://a.example/'",
      "'https://a.example,https://b.example'",
      "'https://b.example, https://a.example'",
      '/a\\.example$/',
      '/^https/i',
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['https://A.example', 'null']",
      `[${A}, /b\\.example$/]`,
      `new Set([${A}])`,
      '() => true',
      "() => '*'",
      `(origin) => origin === ${A}`,
      "(origin) => ['https://a.example', 'null'].includes(origin)",
      `async () => ${A}`,
    ],
  },
  methods: {
    chance: 8,
    values: [
      "['GET']",
      "['GET', 'PUT', 'PATCH', 'POST', 'DELETE']",
      '[]',
      "'GET,DELETE'",
      "' '",
      'false',
      'undefined',
    ],
  },
  headers: {
    chance: 7,
    values: [
      'true',
      'false',
      "'*'",
      "'x-foo,content-type'",
      "['X-Foo', 'Authorization']",
      '[]',
      'null',
      'undefined',
    ],
  },
  exposeHeaders: {
    chance: 7,
    values: [
      "['X-Total']",
      "['X-Foo', 'X-Bar']",
      '[]',
      "'X-Total, Link'",
      "' '",
      'true',
      'null',
      'undefined',
    ],
  },
  credentials: { chance: 9, values: ['true', 'true', 'false', "'false'", "'true'", '1', 'undefined'] },
  maxAge: { chance: 6, values: ['600', '0', "'600'", "'1h'", "''", 'null', 'undefined'] },
  allowedHeaders: { chance: 1, values: ["['X-A']"] },
};

interface Config {
  set(key: string, value: unknown): void;
}
interface Response {
  end(): void;
}
type New<T> = new (...given: unknown[]) => T;
interface Cors {
  handle(
    context: { readonly request: unknown; readonly response: Response },
    next: () => void,
  ): Promise<void>;
}

const packages = () =>
  oraclePackages('adonis4-cors', {
    ...Object.fromEntries(VERSIONS.map((each) => [`cors-${each}`, `npm:@adonisjs/cors@${each}`])),
    '@adonisjs/framework': '5.0.13',
  });

function serve(load: NodeJS.Require, version: string, options: string): Handler {
  const ofFramework = <T>(name: string) => load(`@adonisjs/framework/src/${name}/index.js`) as New<T>;
  const config = new (ofFramework<Config>('Config'))('/nowhere');
  config.set('cors', optionsFrom(options));
  // The options are laid over the defaults for good: each set-up needs defaults of its own.
  for (const path of Object.keys(load.cache)) if (path.includes(`/cors-${version}/`)) delete load.cache[path];
  const cors = new (load(`cors-${version}/src/Cors/index.js`) as New<Cors>)(config);
  const [Request, Response] = [ofFramework('Request'), ofFramework<Response>('Response')];
  return (req: IncomingMessage, res: ServerResponse) => {
    const request = new Request(req, res, config);
    const response = new Response(request, config);
    let isReached = false;
    const next = () => {
      isReached = true;
    };
    cors.handle({ request, response }, next).then(
      () => {
        if (!isReached) return response.end();
        res.setHeader(REACHED, 'yes');
        res.end('application');
      },
      () => res.writeHead(500).end(),
    );
  };
}

const seed = seedOf(20_261_123);

export const adonis4CorsOracle: OracleLibrary = {
  id: 'adonis4-cors',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: adonis4Cors,
        seed,
        pools: POOLS,
        others: [],
        requests: 4,
        path: 'config/cors.js',
        file: (options) => `'use strict';\n\nmodule.exports = ${options};\n`,
        versions: { '@adonisjs/cors': version },
      },
      exchanges,
    ),
  start: async (version, cases) =>
    listen(cases.map((one) => serve(packages(), version, (one as SourceCase).options))),
};
