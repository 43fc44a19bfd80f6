import { graphqlYoga } from '../../../server/src/core/frameworks/graphql-yoga/index.ts';
import { seedOf } from '../budget.ts';
import { type FetchHandler, fromFetch } from '../fetchHandler.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

const VERSIONS = ['3.9.1', '4.0.5', '5.0.2', '5.24.1'];
const A = "'https://a.example'";
const NAMES = ['undefined', 'null', "''", "'X-A, X-B'", "['*']", "['X-A', 'Authorization']", '[]'];

const POOLS: Pools = {
  origin: {
    chance: 14,
    values: [
      'undefined',
      'null',
      "''",
      'true',
      '5',
      "'*'",
      "'null'",
      A,
      "'https://a.example/'",
      "'https://*.example'",
      '/a\\.example$/',
      '[]',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      `[${A}, 'https://b.example', 'null']`,
      "['https://b.example', '*']",
      "['https://*.example']",
      "['https://A.example', 'https://b.example']",
    ],
  },
  credentials: {
    chance: 9,
    values: ['true', 'true', 'true', 'false', "'false'", '1', '0', 'undefined', 'null'],
  },
  methods: { chance: 8, values: [...NAMES, "['get', 'PUT']", "['GET', 'PATCH', 'DELETE']"] },
  allowedHeaders: { chance: 6, values: NAMES },
  exposedHeaders: { chance: 6, values: [...NAMES, "['X-Total']", "['X-Total', 'Link']"] },
  maxAge: { chance: 7, values: ['undefined', '0', '600', "'600'", "'1h'", 'false', '-1'] },
  allowedOrigins: { chance: 1, values: [`[${A}]`] },
};

interface Asked {
  readonly request: Request;
  readonly endResponse: (response: Response) => void;
  readonly fetchAPI: { readonly Response: typeof Response };
}
interface Module {
  readonly createSchema: (schema: object) => unknown;
  readonly createYoga: (options: object) => { fetch(request: Request): Promise<Response> };
}

const packages = () =>
  oraclePackages('graphql-yoga', {
    graphql: '16.11.0',
    ...Object.fromEntries(VERSIONS.map((version) => [`yoga-${version}`, `npm:graphql-yoga@${version}`])),
  });

function serve({ createSchema, createYoga }: Module, options: string): Handler {
  const application = {
    onRequest: ({ request, endResponse, fetchAPI }: Asked) => {
      if (request.method !== 'OPTIONS')
        endResponse(new fetchAPI.Response('application', { headers: { [REACHED]: 'yes' } }));
    },
  };
  const yoga = createYoga({
    schema: createSchema({ typeDefs: 'type Query { one: Int }' }),
    logging: false,
    plugins: [application],
    ...(options !== '' && { cors: optionsFrom(options) }),
  });
  const answer: FetchHandler = async (request) => {
    try {
      const { status, headers } = await yoga.fetch(request);
      // The body is left out, and so is its length.
      const sent = [...headers].filter(([name]) => name !== 'content-length');
      return new Response(null, { status, headers: sent });
    } catch {
      return new Response(null, { status: 500 });
    }
  };
  return fromFetch(answer);
}

const seed = seedOf(20_261_123);

export const graphqlYogaOracle: OracleLibrary = {
  id: 'graphql-yoga',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: graphqlYoga,
        seed,
        pools: POOLS,
        others: ['undefined', 'true'],
        requests: 4,
        file: (options) =>
          `import { createYoga } from 'graphql-yoga';\nconst yoga = createYoga({ schema, cors: ${options} });\n`,
        versions: { 'graphql-yoga': version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const module = packages()(`yoga-${version}`) as Module;
    return listen(cases.map((one) => serve(module, (one as SourceCase).options)));
  },
};
