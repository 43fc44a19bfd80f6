import { pathToFileURL } from 'node:url';
import { middyHttpCors } from '../../../server/src/core/frameworks/middy-http-cors/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oracleFile, oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** Every version whose answers differ, and its neighbours. */
const VERSIONS = [
  '2.0.1',
  '2.5.7',
  '3.0.3',
  '3.6.2',
  '4.1.0',
  '4.7.0',
  '5.2.6',
  '5.3.2',
  '5.4.3',
  '5.5.1',
  '6.0.0',
  '6.4.5',
  '7.1.6',
  '7.6.5',
  '7.6.7',
  '7.9.2',
];
const A = "'https://a.example'";
/** No lists: what becomes of them is decided behind the function. */
const NAMES = ['undefined', 'null', "''", "'*'", "'X-A, X-B'", "'Content-Type'"];

const POOLS: Pools = {
  origins: {
    chance: 10,
    values: [
      '[]',
      'undefined',
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['https://b.example', 'null']",
      "['https://A.example']",
      "['https://a.example/']",
      "['https://a.example:443', 'http://a.example:8000']",
      "['https://b.example', '*']",
      "['https://*.a.example']",
      "['https://*a.example', 'https://b.example']",
      "['http*://a.example']",
      "['https://*.A.example/']",
      "'*'",
      A,
      "'https://a.example,https://b.example'",
      "''",
    ],
  },
  origin: {
    chance: 7,
    values: ['undefined', 'null', "''", 'false', "'*'", "'*'", "'null'", A, "'https://a.example/'"],
  },
  credentials: {
    chance: 9,
    values: ['true', 'true', 'true', 'false', "'false'", "'true'", '1', 'undefined'],
  },
  methods: { chance: 7, values: [...NAMES, "'GET, PUT'"] },
  headers: { chance: 6, values: NAMES },
  exposeHeaders: { chance: 6, values: [...NAMES, "'X-Total, Link'"] },
  maxAge: { chance: 7, values: ['undefined', 'null', '0', '600', "'600'", "''", "'1h'", 'false'] },
  vary: { chance: 3, values: ["'Accept-Encoding'", 'undefined', "''"] },
  disableBeforePreflightResponse: { chance: 4, values: ['false', 'false', 'true', 'undefined', '0'] },
  requestMethods: { chance: 2, values: ["['GET', 'put']", '[]'] },
  requestHeaders: { chance: 2, values: ["['X-Foo', 'Authorization']", '[]'] },
  getOrigin: {
    chance: 2,
    values: [
      '(origin) => origin',
      "() => '*'",
      '() => undefined',
      `(origin) => (origin === ${A} ? origin : 'https://b.example')`,
      "(origin) => (origin?.endsWith('.example') ? origin : null)",
    ],
  },
};

interface LambdaRequest {
  readonly event: Readonly<Record<string, unknown>>;
  response?: { statusCode?: number; headers?: Readonly<Record<string, unknown>> };
}
interface Middleware {
  readonly before?: (request: LambdaRequest) => unknown;
  readonly after: (request: LambdaRequest) => unknown;
}
type HttpCors = (options?: unknown) => Middleware;

const packages = () =>
  oraclePackages(
    'middy-http-cors',
    Object.fromEntries(VERSIONS.map((version) => [`middy-${version}`, `npm:@middy/http-cors@${version}`])),
  );

async function load(version: string): Promise<HttpCors> {
  packages();
  const { default: httpCors } = (await import(
    pathToFileURL(oracleFile('middy-http-cors', `middy-${version}/index.js`)).href
  )) as { readonly default: HttpCors | { readonly default: HttpCors } };
  return typeof httpCors === 'function' ? httpCors : httpCors.default;
}

/** A function behind an API gateway: the middleware's `before` and `after` are called as middy calls them. */
function serve(httpCors: HttpCors, options: string): Handler {
  const lambda = async (event: LambdaRequest['event']) => {
    const middleware = options === '' ? httpCors() : httpCors(optionsFrom(options));
    const request: LambdaRequest = { event };
    const early = await middleware.before?.(request);
    if (early !== undefined) return request.response;
    request.response = { statusCode: 200, headers: { [REACHED]: 'yes' } };
    await middleware.after(request);
    return request.response;
  };
  return (req, res) => {
    lambda({ httpMethod: req.method, headers: req.headers }).then(
      (response) => {
        // A gateway takes texts; lists are given to it by nobody on purpose.
        for (const [name, value] of Object.entries(response?.headers ?? {}))
          if (typeof value === 'string' && value !== '') res.setHeader(name, value);
        res.writeHead(response?.statusCode ?? 500).end();
      },
      () => res.writeHead(500).end(),
    );
  };
}

const seed = seedOf(20_261_122);

export const middyHttpCorsOracle: OracleLibrary = {
  id: 'middy-http-cors',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: middyHttpCors,
        seed,
        pools: POOLS,
        others: ['', 'undefined'],
        requests: 4,
        file: (options) =>
          `import httpCors from '@middy/http-cors';\nmiddy(handler).use(httpCors(${options}));\n`,
        versions: { '@middy/http-cors': version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const httpCors = await load(version);
    return listen(cases.map((one) => serve(httpCors, (one as SourceCase).options)));
  },
};
