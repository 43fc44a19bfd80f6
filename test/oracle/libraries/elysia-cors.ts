import { elysiaCors } from '../../../server/src/core/frameworks/elysia-cors/index.ts';
import { seedOf } from '../budget.ts';
import { type FetchHandler, fromFetch } from '../fetchHandler.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** Every version whose answers differ, and its neighbours, with the Elysia that it is made for. */
const VERSIONS: Readonly<Record<string, string>> = {
  '1.1.1': '1.1.27',
  '1.2.0': '1.2.25',
  '1.3.0': '1.3.21',
  '1.3.1': '1.3.21',
  '1.3.3': '1.3.21',
  '1.4.0': '1.4.30',
  '1.4.2': '1.4.30',
};
const A = "'https://a.example'";
const NAMES = ['undefined', 'true', 'false', "''", "'X-A, X-B'", "'*'", "['X-A', 'Authorization']", '[]'];

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
      "'a.example'",
      "'A.example'",
      "'a.example:8000'",
      "'https://a.example/'",
      "'https://a.example,https://b.example'",
      '5',
      '/a\\.example$/',
      '/^https:\\/\\/[a-z]+\\.example$/i',
      '[]',
      "['*']",
      `['a.example', '*']`,
      `[${A}]`,
      `[${A}, 'b.example']`,
      "['https://A.example', 'null']",
      "[/\\.example$/, 'null']",
      `[[${A}], ['null']]`,
      '[true]',
      `new Set([${A}])`,
      '{ a: 1 }',
      '() => true',
      '() => false',
      'async () => true',
      "({ headers }) => headers.get('origin')",
    ],
  },
  methods: { chance: 6, values: [...NAMES, "['get', 'PUT']"] },
  allowedHeaders: { chance: 6, values: NAMES },
  exposeHeaders: { chance: 6, values: NAMES },
  credentials: { chance: 9, values: ['true', 'false', 'false', "'false'", '1', 'undefined', 'null'] },
  maxAge: { chance: 6, values: ['undefined', 'null', '0', '600', "'600'", "'1h'", 'true'] },
  preflight: { chance: 3, values: ['false', 'true', 'undefined'] },
  allowedOrigins: { chance: 1, values: [`[${A}]`] },
};

interface Elysia {
  use(plugin: unknown): Elysia;
  all(path: string, handler: (context: Context) => string): Elysia;
  get: Elysia['all'];
  post: Elysia['all'];
  onError(handler: (context: Context & { code: unknown }) => Response | undefined): Elysia;
  readonly handle: FetchHandler;
}
interface Context {
  readonly set: { headers: Record<string, string>; status: number };
}

/** The plugin imports `elysia` by this name, so that each Elysia has a folder of its own. */
function packages(version: string): NodeJS.Require {
  const elysia = VERSIONS[version] ?? '';
  const plugins = Object.keys(VERSIONS).filter((each) => VERSIONS[each] === elysia);
  return oraclePackages(`elysia-cors-${elysia}`, {
    elysia,
    ...Object.fromEntries(plugins.map((each) => [`cors-${each}`, `npm:@elysiajs/cors@${each}`])),
  });
}

function serve(version: string, options: string): Handler {
  const load = packages(version);
  const { Elysia } = load('elysia') as { readonly Elysia: new () => Elysia };
  const { cors } = load(`cors-${version}`) as { readonly cors: (...options: unknown[]) => unknown };
  const reached = ({ set }: Context) => {
    set.headers[REACHED.toLowerCase()] = 'yes';
    return 'application';
  };
  const app = new Elysia()
    .onError(({ code, set }) => {
      if (code === 'NOT_FOUND') set.headers[REACHED.toLowerCase()] = 'yes';
      return undefined;
    })
    .use(options === '' ? cors() : cors(optionsFrom(options)))
    .get('/', reached)
    .post('/', reached);
  return fromFetch(app.handle, /^(?:host|connection|content-length)$/i);
}

const seed = seedOf(20_261_122);

export const elysiaCorsOracle: OracleLibrary = {
  id: 'elysia-cors',
  versions: Object.keys(VERSIONS),
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: elysiaCors,
        seed,
        pools: POOLS,
        others: ['', 'undefined'],
        requests: 4,
        file: (options) => `import { cors } from '@elysiajs/cors';\napp.use(cors(${options}));\n`,
        versions: { '@elysiajs/cors': version },
      },
      exchanges,
    ),
  start: (version, cases) => listen(cases.map((one) => serve(version, (one as SourceCase).options))),
};
