import { pathToFileURL } from 'node:url';
import { orpcCors } from '../../../server/src/core/frameworks/orpc-cors/index.ts';
import { seedOf } from '../budget.ts';
import { fromFetch } from '../fetchHandler.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oracleFile, oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** Every version whose answers differ, and its neighbours. Parts of older ones are not published any more. */
const VERSIONS = ['1.2.0', '1.4.0', '1.13.14', '1.14.5', '1.14.8', '1.15.7', '1.16.1'];
const A = "'https://a.example'";
const NAMES = ['undefined', 'null', "''", "'*'", "'X-A, X-B'", "['*']", "['X-A', 'Authorization']", '[]'];

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
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['https://b.example', 'null']",
      "['https://A.example']",
      "['https://b.example', '*']",
      '[/a\\.example$/]',
      '{ a: 1 }',
      "() => '*'",
      `() => ${A}`,
      '() => true',
      '() => undefined',
      '(origin) => origin',
      `(origin) => (origin === ${A} ? origin : undefined)`,
      `(origin) => (origin.endsWith('.example') ? origin : ${A})`,
      "(origin) => (['https://a.example', 'null'].includes(origin) ? origin : null)",
      'async (origin) => origin',
    ],
  },
  credentials: { chance: 9, values: ['true', 'true', 'true', 'false', "'false'", '1', '0', 'undefined'] },
  allowMethods: { chance: 8, values: [...NAMES, "['get', 'PUT']", "['GET', 'PATCH', 'DELETE']"] },
  allowHeaders: { chance: 6, values: NAMES },
  exposeHeaders: { chance: 6, values: [...NAMES, "['X-Total']", "['X-Total', 'Link']"] },
  maxAge: { chance: 7, values: ['undefined', '0', '600', "'600'", "'1h'", 'false', '-1'] },
  allowedOrigins: { chance: 1, values: [`[${A}]`] },
};

interface Handled {
  readonly matched: boolean;
  readonly response?: Response;
}
interface Modules {
  readonly os: {
    route(route: object): { handler(run: (call: { context: { reach(): void } }) => unknown): unknown };
  };
  readonly RPCHandler: new (
    router: object,
    options: object,
  ) => { handle(request: Request, options: object): Promise<Handled> };
  readonly CORSPlugin: new (...options: unknown[]) => unknown;
}

const packages = () =>
  oraclePackages(
    'orpc-cors',
    Object.fromEntries(VERSIONS.map((version) => [`orpc-${version}`, `npm:@orpc/server@${version}`])),
  );

async function load(version: string): Promise<Modules> {
  packages();
  const parts = ['index.mjs', 'adapters/fetch/index.mjs', 'plugins/index.mjs'].map(
    (part) => import(pathToFileURL(oracleFile('orpc-cors', `orpc-${version}/dist/${part}`)).href),
  );
  return Object.assign({}, ...(await Promise.all(parts))) as Modules;
}

function serve({ os, RPCHandler, CORSPlugin }: Modules, options: string): Handler {
  const plugin = options === '' ? new CORSPlugin() : new CORSPlugin(optionsFrom(options));
  const procedure = os.route({ method: 'GET' }).handler(({ context }) => {
    context.reach();
    return 'application';
  });
  const handler = new RPCHandler({ run: procedure }, { plugins: [plugin] });
  return fromFetch(async (request) => {
    let isReached = false;
    const context = {
      reach: () => {
        isReached = true;
      },
    };
    const { method, headers } = request;
    const body = /^(?:POST|PUT|PATCH|DELETE)$/.test(method) ? { body: '{"json":null}' } : {};
    const asked = new Request(new URL('/run?data=%7B%7D', request.url), { method, headers, ...body });
    const { response } = await handler.handle(asked, { context });
    if (!response) return new Response(null, { status: 404 });
    if (isReached) response.headers.set(REACHED, 'yes');
    return response;
  });
}

const seed = seedOf(20_261_122);

export const orpcCorsOracle: OracleLibrary = {
  id: 'orpc-cors',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: orpcCors,
        seed,
        pools: POOLS,
        others: ['', 'undefined'],
        requests: 4,
        file: (options) =>
          `import { CORSPlugin } from '@orpc/server/plugins';\nconst plugins = [new CORSPlugin(${options})];\n`,
        versions: { '@orpc/server': version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const modules = await load(version);
    return listen(cases.map((one) => serve(modules, (one as SourceCase).options)));
  },
};
