import { ittyCors } from '../../../server/src/core/frameworks/itty-cors/index.ts';
import { seedOf } from '../budget.ts';
import { fromFetch } from '../fetchHandler.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

const VERSIONS = ['4.0.27', '4.1.1', '4.2.2'];
const A = "'https://a.example'";

const POOLS: Pools = {
  origins: {
    chance: 14,
    values: [
      'undefined',
      "'*'",
      A,
      "'https://a.example,https://b.example'",
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['https://b.example', 'null']",
      "['https://A.example']",
      "['https://a.example/']",
      "['https://b.example', '*']",
      '[/a\\.example$/]',
      'null',
      '5',
      'true',
      `new Set([${A}])`,
      '() => true',
      '() => false',
      `(origin) => origin === ${A}`,
      "(origin) => ['https://a.example', 'null'].includes(origin)",
      "(origin) => origin.endsWith('.example')",
    ],
  },
  methods: {
    chance: 8,
    values: ["['GET', 'PUT']", "['OPTIONS', 'PATCH']", '[]', "['*']", "'GET'", 'undefined'],
  },
  headers: {
    chance: 10,
    values: [
      "{ 'Access-Control-Allow-Credentials': 'true' }",
      "{ 'Access-Control-Allow-Credentials': true }",
      "{ 'access-control-allow-credentials': 'true', 'X-A': 'a' }",
      "{ 'Access-Control-Expose-Headers': 'X-Total', 'Access-Control-Allow-Headers': 'X-A' }",
      "{ Vary: 'Origin' }",
      '{}',
      'undefined',
    ],
  },
  maxAge: { chance: 7, values: ['undefined', 'null', '0', '600', "'600'", "'1h'"] },
  credentials: { chance: 1, values: ['true'] },
};

interface Module {
  readonly createCors: (...options: unknown[]) => {
    readonly preflight: (request: Request) => unknown;
    readonly corsify: (response: Response) => Response;
  };
  readonly Router: () => {
    all(path: string, ...handlers: unknown[]): void;
    readonly handle: (request: Request) => Promise<Response>;
  };
}

const packages = () =>
  oraclePackages(
    'itty-cors',
    Object.fromEntries(VERSIONS.map((version) => [`itty-router-${version}`, `npm:itty-router@${version}`])),
  );

function serve({ createCors, Router }: Module, options: string): Handler {
  return fromFetch(async (request) => {
    const { preflight, corsify } = options === '' ? createCors() : createCors(optionsFrom(options));
    const router = Router();
    router.all('*', preflight);
    router.all('*', () => new Response('application', { headers: { [REACHED]: 'yes' } }));
    return corsify(await router.handle(request));
  });
}

const seed = seedOf(20_261_122);

export const ittyCorsOracle: OracleLibrary = {
  id: 'itty-cors',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: ittyCors,
        seed,
        pools: POOLS,
        others: ['', 'undefined'],
        requests: 4,
        file: (options) =>
          `import { createCors } from 'itty-router';\nconst { preflight, corsify } = createCors(${options});\n`,
        versions: { 'itty-router': version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const module = packages()(`itty-router-${version}`) as Module;
    return listen(cases.map((one) => serve(module, (one as SourceCase).options)));
  },
};
