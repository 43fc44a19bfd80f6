import { pathToFileURL } from 'node:url';
import { h3 } from '../../../server/src/core/frameworks/h3/index.ts';
import { seedOf } from '../budget.ts';
import { type FetchHandler, fromFetch } from '../fetchHandler.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** Every version whose answers differ, and its neighbours. 2.0.0 is an empty package. */
const VERSIONS = ['1.5.0', '1.8.0', '1.15.11', '2.0.1', '2.0.3', '2.0.4', '2.0.8'];
const A = "'https://a.example'";
const NAMES = [
  'undefined',
  'null',
  "''",
  "'*'",
  "'X-A, X-B'",
  "['*']",
  "['X-A', 'Authorization']",
  '[]',
  "['']",
];

/** No pattern with `g` or `y`: before 2.0.4 its answers depend on the requests before. */
const POOLS: Pools = {
  origin: {
    chance: 14,
    values: [
      'undefined',
      'null',
      'false',
      'true',
      "''",
      '0',
      '5',
      "'*'",
      "'null'",
      A,
      "'https://a.example/'",
      "'https://a.example,https://b.example'",
      '/a\\.example$/',
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['https://b.example', 'null']",
      "['https://A.example']",
      "['https://*.example']",
      '[/^https:\\/\\/(?:x\\.)?a\\.example$/]',
      '[/a\\.example/i]',
      `new Set([${A}])`,
      '{ a: 1 }',
      '() => true',
      '() => false',
      "() => ''",
      `(origin) => origin === ${A}`,
      "(origin) => ['https://a.example', 'null'].includes(origin)",
      "(origin) => origin.endsWith('.example')",
      'async () => false',
    ],
  },
  methods: { chance: 8, values: [...NAMES, "['get', 'PUT']", "['GET', 'PATCH', 'DELETE']"] },
  allowHeaders: { chance: 6, values: NAMES },
  exposeHeaders: { chance: 6, values: [...NAMES, "['X-Total']", "['X-Total', 'Link']"] },
  credentials: { chance: 9, values: ['true', 'true', 'true', 'false', "'false'", '1', '0', 'undefined'] },
  maxAge: { chance: 7, values: ['undefined', 'false', "'0'", "'600'", '600', "''", "'1h'", '0'] },
  preflight: { chance: 3, values: ['{ statusCode: 200 }', '{ statusCode: 204 }', '{}', 'undefined'] },
  allowedOrigins: { chance: 1, values: [`[${A}]`] },
};

/** What the two major versions have, each its part. */
interface Module {
  readonly handleCors: (event: unknown, options: unknown) => unknown;
  readonly createApp: (options: { onError(error: unknown, event: unknown): unknown }) => {
    use(handler: unknown): void;
  };
  readonly sendError: (event: unknown, error: unknown) => unknown;
  readonly toNodeListener: (app: unknown) => Handler;
  readonly eventHandler: (handler: (event: unknown) => unknown) => unknown;
  readonly setResponseHeader: (event: unknown, name: string, value: string) => void;
  readonly H3: new (options: {
    readonly silent: boolean;
  }) => { use(handler: (event: EventOf2) => unknown): void; readonly fetch: FetchHandler };
}
interface EventOf2 {
  readonly res: { readonly headers: Headers };
}

const packages = () =>
  oraclePackages('h3', Object.fromEntries(VERSIONS.map((version) => [`h3-${version}`, `npm:h3@${version}`])));

function serveOne(module: Module, options: unknown): Handler {
  // As without it, and nothing is printed.
  const app = module.createApp({ onError: (error, event) => module.sendError(event, error) });
  app.use(
    module.eventHandler((event) => {
      if (module.handleCors(event, options)) return undefined;
      module.setResponseHeader(event, REACHED, 'yes');
      return 'application';
    }),
  );
  return module.toNodeListener(app);
}

function serveTwo(module: Module, options: unknown): Handler {
  const app = new module.H3({ silent: true });
  app.use((event) => {
    const answered = module.handleCors(event, options);
    if (answered !== false) return answered;
    event.res.headers.set(REACHED, 'yes');
    return 'application';
  });
  return fromFetch(app.fetch);
}

const seed = seedOf(20_261_122);

export const h3Oracle: OracleLibrary = {
  id: 'h3',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: h3,
        seed,
        pools: POOLS,
        others: ['{}'],
        requests: 4,
        file: (options) => `import { handleCors } from 'h3';\nhandleCors(event, ${options});\n`,
        versions: { h3: version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const path = packages().resolve(`h3-${version}`);
    const module = (await import(pathToFileURL(path).href)) as Module;
    const serve = version.startsWith('1.') ? serveOne : serveTwo;
    return listen(cases.map((one) => serve(module, optionsFrom((one as SourceCase).options))));
  },
};
