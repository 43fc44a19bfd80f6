import { ittyRouter } from '../../../server/src/core/frameworks/itty-router/index.ts';
import { seedOf } from '../budget.ts';
import { type FetchHandler, fromFetch } from '../fetchHandler.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** Every version whose answers differ, and its neighbours. 5.0.0 was published without the files that its manifest names. */
const VERSIONS = ['5.0.4', '5.0.9', '5.0.15', '5.0.18', '5.0.20', '5.0.24', '6.0.0'];
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
  '5',
];

/** No pattern with `g` or `y`: its answers depend on the requests before. */
const POOLS: Pools = {
  origin: {
    chance: 14,
    values: [
      'undefined',
      'null',
      'false',
      'true',
      "''",
      '5',
      "'*'",
      "'null'",
      A,
      "'https://a.example/'",
      "'https://a.example,https://b.example'",
      '/a\\.example$/',
      '/^https:\\/\\/(?:x\\.)?a\\.example$/i',
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['https://b.example', 'null']",
      "['https://A.example']",
      '[/a\\.example$/]',
      `new Set([${A}])`,
      '{ a: 1 }',
      "() => '*'",
      `() => ${A}`,
      "() => ''",
      '() => true',
      '(origin) => origin',
      `(origin) => (origin === ${A} ? origin : undefined)`,
      `(origin) => (origin?.endsWith('.example') ? origin : ${A})`,
      `async (origin) => origin`,
    ],
  },
  credentials: {
    chance: 9,
    values: ['true', 'true', 'true', 'false', "'false'", "'true'", '1', 'undefined'],
  },
  allowMethods: { chance: 8, values: [...NAMES, "['get', 'PUT']", "['GET', 'PATCH', 'DELETE']"] },
  allowHeaders: { chance: 6, values: NAMES },
  exposeHeaders: { chance: 6, values: [...NAMES, "['X-Total']", "'X-Total, Link'"] },
  maxAge: { chance: 7, values: ['undefined', 'null', '0', '600', "'600'", "''", "'1h'", 'false'] },
  methods: { chance: 1, values: ["['GET']"] },
};

interface Module {
  readonly cors: (...options: unknown[]) => { readonly preflight: unknown; readonly corsify: unknown };
  readonly Router: (options: unknown) => {
    all(path: string, handler: () => Response): void;
    fetch: FetchHandler;
  };
}

const packages = () =>
  oraclePackages(
    'itty-router',
    Object.fromEntries(VERSIONS.map((version) => [`itty-router-${version}`, `npm:itty-router@${version}`])),
  );

function serve({ cors, Router }: Module, options: string): Handler {
  const { preflight, corsify } = options === '' ? cors() : cors(optionsFrom(options));
  const router = Router({ before: [preflight], finally: [corsify] });
  router.all('*', () => new Response('application', { headers: { [REACHED]: 'yes' } }));
  return fromFetch((request) => router.fetch(request));
}

const seed = seedOf(20_261_122);

export const ittyRouterOracle: OracleLibrary = {
  id: 'itty-router',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: ittyRouter,
        seed,
        pools: POOLS,
        others: ['', 'undefined'],
        requests: 4,
        file: (options) =>
          `import { cors } from 'itty-router';\nconst { preflight, corsify } = cors(${options});\n`,
        versions: { 'itty-router': version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const module = packages()(`itty-router-${version}`) as Module;
    return listen(cases.map((one) => serve(module, (one as SourceCase).options)));
  },
  blind: { 'forgets Vary': 'it never sends any' },
};
