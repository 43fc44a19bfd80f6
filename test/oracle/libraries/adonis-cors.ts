import { pathToFileURL } from 'node:url';
import { adonisCors } from '../../../server/src/core/frameworks/adonis-cors/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { packedFile } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** `5.…` are those of `@adonisjs/core`, which brought the same as a hook. */
const VERSIONS = ['5.3.0', '5.9.0', '2.1.0', '2.2.1', '3.0.0'];
const A = "'https://a.example'";
const NAMES = [
  'true',
  'false',
  "'X-Foo,Content-Type'",
  "'x-foo, accept'",
  "''",
  '[]',
  "['X-Foo', 'Authorization']",
];

const POOLS: Pools = {
  origin: {
    chance: 14,
    values: [
      'true',
      'true',
      'false',
      'undefined',
      'null',
      "''",
      "'*'",
      "'null'",
      A,
      "'https://a.example/'",
      "'https://a.example,https://b.example'",
      "'https://b.example, https://a.example'",
      '/a\\.example$/',
      '5',
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['https://b.example', 'null']",
      "['https://A.example']",
      '[/a\\.example$/]',
      `new Set([${A}])`,
      '{ a: 1 }',
      '() => true',
      "() => '*'",
      `() => ${A}`,
      `(origin) => origin === ${A}`,
      "(origin) => ['https://a.example', 'null'].includes(origin)",
      "(origin) => origin.endsWith('.example')",
      'async () => true',
    ],
  },
  credentials: {
    chance: 9,
    values: ['true', 'true', 'false', 'false', "'false'", "'true'", '1', 'undefined'],
  },
  enabled: { chance: 3, values: ['true', 'true', 'false', '() => true', '0'] },
  methods: {
    chance: 8,
    values: [
      "['GET', 'PUT']",
      "['GET', 'PATCH', 'DELETE']",
      '[]',
      "['*']",
      "'GET,PUT'",
      'undefined',
      "['get']",
    ],
  },
  headers: { chance: 8, values: [...NAMES, "['*']", 'undefined', "['x-foo', 'accept', 'content-type']"] },
  exposeHeaders: {
    chance: 7,
    values: [
      "['X-Total']",
      "['X-Total', 'Link']",
      '[]',
      "['*']",
      "['Content-Type', 'pragma']",
      "['']",
      "'X-A'",
      'undefined',
    ],
  },
  maxAge: { chance: 7, values: ['undefined', 'null', '0', '600', "'600'", "''", "'1h'", '-1'] },
  allowedHeaders: { chance: 1, values: ['true'] },
};

type Reach = () => void;
/** What the middleware uses of a context of AdonisJS. */
interface Context {
  readonly request: { header(name: string): string | undefined; method(): string };
  readonly response: {
    header(name: string, value: unknown): void;
    status(code: number): { send(body: unknown): void };
  };
}
type Middleware = (context: Context, next: Reach) => Promise<void>;

/** Version 5 is handed a whole configuration; later ones complete it. */
const COMPLETE = {
  enabled: true,
  origin: true,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  headers: true,
  exposeHeaders: [],
  credentials: true,
  maxAge: 90,
};

type Make = (options: unknown) => Middleware;

async function load(version: string): Promise<Make> {
  if (version.startsWith('5.')) {
    const path = packedFile('adonis-cors', `@adonisjs/core@${version}`, ['build/src/Hooks/Cors/index.js']);
    const { Cors } = (await import(pathToFileURL(path).href)) as {
      readonly Cors: new (options: unknown) => { handle(context: Context): Promise<void> };
    };
    return (options) => {
      const cors = new Cors({ ...COMPLETE, ...(options as object) });
      return async (context, next) => {
        let isAnswered = false;
        const { status } = context.response;
        const response = {
          ...context.response,
          status: (code: number) => {
            isAnswered = true;
            return status(code);
          },
        };
        await cors.handle({ ...context, response });
        if (!isAnswered) next();
      };
    };
  }
  const spec = `@adonisjs/cors@${version}`;
  const middleware = packedFile('adonis-cors', spec, ['build/src/cors_middleware.js']);
  const index = packedFile('adonis-cors', spec, ['build/index.js']);
  const { default: CorsMiddleware } = (await import(pathToFileURL(middleware).href)) as {
    readonly default: new (options: unknown) => { handle: Middleware };
  };
  const { defineConfig } = (await import(pathToFileURL(index).href)) as {
    readonly defineConfig: (options: unknown) => unknown;
  };
  return (options) => {
    const cors = new CorsMiddleware(defineConfig(options));
    return (context, next) => cors.handle(context, next);
  };
}

function serve(make: Make, options: string): Handler {
  return (req, res) => {
    const header = (name: string, value: unknown) => {
      if (value !== undefined && value !== null) res.setHeader(name, String(value));
    };
    const context: Context = {
      request: {
        header: (name) => {
          const value = req.headers[name.toLowerCase()];
          return Array.isArray(value) ? value.join(', ') : value;
        },
        method: () => req.method ?? '',
      },
      response: {
        header,
        status: (code) => ({
          send: () => {
            res.writeHead(code).end();
          },
        }),
      },
    };
    const next = () => {
      header(REACHED, 'yes');
      res.writeHead(req.method === 'OPTIONS' ? 404 : 200).end();
    };
    Promise.resolve()
      .then(() => make(optionsFrom(options))(context, next))
      .catch(() => {
        for (const name of res.getHeaderNames()) if (/^access-control/.test(name)) res.removeHeader(name);
        res.writeHead(500).end();
      });
  };
}

const seed = seedOf(20_261_122);

export const adonisCorsOracle: OracleLibrary = {
  id: 'adonis-cors',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: adonisCors,
        seed,
        pools: POOLS,
        others: ['{}'],
        requests: 4,
        file: (options) =>
          `import { defineConfig } from '@adonisjs/cors';\nexport default defineConfig(${options});\n`,
        versions: { '@adonisjs/cors': version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const make = await load(version);
    return listen(cases.map((one) => serve(make, (one as SourceCase).options)));
  },
  blind: { 'forgets Vary': 'it never sends any' },
};
