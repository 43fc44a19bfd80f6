import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { hapi } from '../../../server/src/core/frameworks/hapi/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/**
 * The versions whose preflights Node 20 runs. At an empty answer 17.8.5 and 18.4.1 hang there, and 19.2.0, 20.0.0, 20.1.0 and
 * 20.1.1 stop the process ("Cannot read properties of null").
 */
const VERSIONS = ['hapi 16.8.4', '20.1.2', '20.3.0', '21.0.0', '21.3.12', '21.4.10'];
const A = "'https://a.example'";
const NAMES = ["['X-Foo']", "['X-Foo', 'X-Bar']", "['*']", '[]', 'undefined'];
const WRONG = ["'X-Foo'", "['X-Foo', '']", 'null', '[5]'];

const POOLS: Pools = {
  origin: {
    chance: 13,
    values: [
      'undefined',
      "'ignore'",
      "['*']",
      `[${A}]`,
      `[${A}, 'https://b.example']`,
      "['https://*.example']",
      "['*.example']",
      "['https://*a.example', 'null']",
      "['http*']",
      "['http?://*.exampl?']",
      "['https://a.example/']",
      "['null']",
      "['']",
      "'*'",
      A,
      "['*', 'https://a.example']",
      '[]',
      'true',
      'null',
      '/a/',
      '[/a/]',
      '[5]',
    ],
  },
  credentials: {
    chance: 8,
    values: ['true', 'true', 'true', 'false', "'true'", "'False'", "'yes'", 'undefined'],
  },
  headers: { chance: 5, values: [...NAMES, "['Content-Type', 'X-Foo']", ...WRONG.slice(0, 1)] },
  additionalHeaders: { chance: 6, values: [...NAMES, ...NAMES, ...WRONG] },
  exposedHeaders: { chance: 5, values: [...NAMES, "['X-Total']"] },
  additionalExposedHeaders: { chance: 5, values: [...NAMES, "['X-Total']", "'X-Total'"] },
  maxAge: { chance: 6, values: ['undefined', '0', '600', "'600'", '-1', '1.5', "'1h'", 'null'] },
  preflightStatusCode: { chance: 3, values: ['200', '204', '204', '201', "'204'"] },
  methods: { chance: 1, values: ["['GET']"] },
};

interface Toolkit {
  response(text: string): { header(name: string, value: string): unknown };
}
interface HapiServer {
  readonly listener: Server;
  route(route: unknown): void;
  initialize(): Promise<void>;
}
interface Hapi {
  readonly Server: new (options: unknown) => HapiServer;
}

function read(written: string): { readonly name: string; readonly version: string } {
  const [name, version] = written.includes(' ') ? written.split(' ') : ['@hapi/hapi', written];
  return { name: name ?? '', version: version ?? '' };
}

const aliasOf = (version: string) => version.replace(' ', '-');

const packages = () =>
  oraclePackages(
    'hapi',
    Object.fromEntries(
      VERSIONS.map((each) => [`hapi-${aliasOf(each)}`, `npm:${read(each).name}@${read(each).version}`]),
    ),
  );

/** hapi 16 has its listeners in connections, and gives its answers through a function. */
async function serveOld(version: string, options: string): Promise<Handler> {
  const { Server } = packages()(`hapi-${aliasOf(version)}`) as { readonly Server: new () => OldServer };
  const server = new Server();
  server.connection({ compression: false, routes: { cors: optionsFrom(options) } });
  const handler = (_: unknown, reply: (text: string) => { header(name: string, value: string): unknown }) =>
    reply('application').header(REACHED, 'yes');
  server.route({ method: '*', path: '/', handler });
  await server.initialize();
  return (req, res) => {
    // On Node 20 it takes the end of a body for the end of the connection; a method without one gets the same headers.
    if (/^(?:POST|PUT|PATCH|DELETE)$/.test(req.method ?? '')) req.method = 'GET';
    server.connections[0]?.listener.emit('request', req, res);
  };
}

interface OldServer {
  readonly connections: readonly { readonly listener: Server }[];
  connection(options: unknown): void;
  route(route: unknown): void;
  initialize(): Promise<void>;
}

/** A server that does not start answers 500. Compression is off, since it adds to `Vary`. */
async function serve(version: string, options: string): Promise<Handler> {
  const { Server } = packages()(`hapi-${aliasOf(version)}`) as Hapi;
  try {
    if (read(version).version.startsWith('16.')) return await serveOld(version, options);
    const server = new Server({ compression: false, routes: { cors: optionsFrom(options) } });
    const handler = (_: unknown, h: Toolkit) => h.response('application').header(REACHED, 'yes');
    server.route({ method: '*', path: '/', handler });
    await server.initialize();
    return (req: IncomingMessage, res: ServerResponse) => server.listener.emit('request', req, res);
  } catch {
    return (_, res) => res.writeHead(500).end();
  }
}

const seed = seedOf(20_261_122);

export const hapiOracle: OracleLibrary = {
  id: 'hapi',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: hapi,
        seed,
        pools: POOLS,
        others: ['true'],
        requests: 4,
        file: (options) =>
          `const Hapi = require('${read(version).name}');\nHapi.server({ routes: { cors: ${options} } });\n`,
        versions: { [read(version).name]: read(version).version },
      },
      exchanges,
    ),
  start: async (version, cases) =>
    listen(await Promise.all(cases.map((one) => serve(version, (one as SourceCase).options)))),
};
