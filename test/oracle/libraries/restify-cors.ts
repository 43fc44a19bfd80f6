import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { restifyCors } from '../../../server/src/core/frameworks/restify-cors/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

const VERSIONS = ['restify-cors-middleware 1.1.1', '2.1.0', '2.2.1'];
const A = "'https://a.example'";
const NAMES = ["['X-Foo']", "['X-Foo', 'content-type']", '[]', "'X-Foo'", '[5]', 'null'];

const POOLS: Pools = {
  origins: {
    chance: 16,
    values: [
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['*']",
      "['https://*.example']",
      "['https://*a.example']",
      "['https://*.a.example', 'null']",
      "['https://a.example/']",
      '[/\\.example$/]',
      '[/^https:\\/\\/a\\.example$/gi]',
      '[]',
      A,
      '[5]',
      `['*', ${A}]`,
    ],
  },
  credentials: { chance: 10, values: ['true', 'true', 'false', "'true'", 'null'] },
  allowCredentialsAllOrigins: { chance: 5, values: ['true', 'true', 'false', '1'] },
  allowHeaders: { chance: 5, values: NAMES },
  exposeHeaders: { chance: 5, values: NAMES },
  preflightMaxAge: { chance: 7, values: ['0', '600', '-1', "'600'", 'null'] },
  allowedOrigins: { chance: 1, values: [`[${A}]`] },
};

type Next = (error?: unknown) => void;
type Middleware = (req: IncomingMessage, res: ServerResponse, next: Next) => void;
interface Restify {
  readonly server: Server;
  pre(middleware: Middleware): void;
  use(middleware: Middleware): void;
  get(path: string, handler: Middleware): void;
  put(path: string, handler: Middleware): void;
  post(path: string, handler: Middleware): void;
  patch(path: string, handler: Middleware): void;
  del(path: string, handler: Middleware): void;
  opts(path: string, handler: Middleware): void;
}

function read(written: string): { readonly name: string; readonly version: string } {
  const [name, version] = written.includes(' ') ? written.split(' ') : ['restify-cors-middleware2', written];
  return { name: name ?? '', version: version ?? '' };
}

const aliasOf = (version: string) => `cors-${version.replace(' ', '-')}`;

/** The first package wants a restify of its own time, which Node 20 does not run: it stands apart. */
function load(version: string): unknown {
  const { name } = read(version);
  const own = VERSIONS.filter((each) => read(each).name === name);
  const aliases = own.map((each) => [aliasOf(each), `npm:${name}@${read(each).version}`]);
  return oraclePackages(name, Object.fromEntries(aliases))(aliasOf(version));
}

/** A server that does not start answers 500. */
function serve(version: string, options: string): Handler {
  const restify = oraclePackages('restify', { restify: 'npm:restify@11.1.0' })('restify');
  const { createServer } = restify as { createServer(): Restify };
  const make = load(version) as (options: unknown) => { preflight: Middleware; actual: Middleware };
  try {
    const { preflight, actual } = make(optionsFrom(options));
    const server = createServer();
    server.pre(preflight);
    server.use(actual);
    const handler: Middleware = (_, res, next) => {
      res.setHeader(REACHED, 'yes');
      res.statusCode = 200;
      res.end('application');
      next();
    };
    for (const method of ['get', 'post', 'put', 'patch', 'del', 'opts'] as const)
      server[method]('/', handler);
    return (req, res) => server.server.emit('request', req, res);
  } catch {
    // restify changes `writeHead` for the whole process.
    return (_, res) => {
      res.statusCode = 500;
      res.end();
    };
  }
}

const seed = seedOf(20_261_122);

export const restifyCorsOracle: OracleLibrary = {
  id: 'restify-cors',
  versions: VERSIONS,
  seed,
  blind: { 'sends every origin back': 'whom it admits it sends back' },
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: restifyCors,
        seed,
        pools: POOLS,
        others: [],
        requests: 4,
        file: (options) => `const middleware = require('${read(version).name}');\nmiddleware(${options});\n`,
        versions: { [read(version).name]: read(version).version },
      },
      exchanges,
    ),
  start: (version, cases) => listen(cases.map((one) => serve(version, (one as SourceCase).options))),
};
