import { socketIo } from '../../../server/src/core/frameworks/socket-io/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

const VERSIONS = ['2.3.0', '2.5.1', '3.0.5', '3.1.2', '4.0.2', '4.5.4', '4.8.4'];
const A = "'https://a.example'";
const NAMES = ["''", "'X-A, X-B'", "'*'", "['X-A', 'Authorization']", '[]'];

/** Values that make `cors` throw are left out: nobody catches it here, and the process ends. */
const POOLS: Pools = {
  origin: {
    chance: 14,
    values: [
      'undefined',
      'false',
      'true',
      "''",
      "'*'",
      "'null'",
      A,
      "'https://a.example/'",
      "'https://a.example,https://b.example'",
      '5',
      '/a\\.example$/',
      '/^https:\\/\\/[a-z]+\\.example$/i',
      '[]',
      "['*']",
      `[${A}, 'https://b.example']`,
      "[/\\.example$/, 'null']",
      '[true]',
      `new Set([${A}])`,
      '(origin, callback) => callback(null, true)',
      `(origin, callback) => { if (origin === ${A}) callback(null, true); else callback(null, false); }`,
    ],
  },
  methods: { chance: 5, values: [...NAMES, "['GET', 'POST']"] },
  allowedHeaders: { chance: 5, values: NAMES },
  exposedHeaders: { chance: 5, values: NAMES },
  credentials: { chance: 9, values: ['true', 'true', 'false', "'true'", '1'] },
  maxAge: { chance: 5, values: ['0', '600', "'1h'"] },
  optionsSuccessStatus: { chance: 3, values: ['200', '204'] },
};

interface Server {
  readonly engine: { handleRequest(req: object, res: object): void };
  close(): void;
}

const packages = () =>
  oraclePackages(
    'socket-io',
    Object.fromEntries(VERSIONS.map((version) => [`io-${version}`, `npm:socket.io@${version}`])),
  );

function serve(version: string, options: string): Handler {
  const load = packages();
  const create = load(`io-${version}`) as (server: object, options?: unknown) => Server;
  const http = load('node:http') as typeof import('node:http');
  const server = http.createServer();
  const given = optionsFrom(options);
  const io = create(server, given);
  // A handshake of the polling transport; the application is what answers it.
  return (req, res) => {
    req.url = `/socket.io/?EIO=${version.startsWith('2.') ? 3 : 4}&transport=polling`;
    if (req.method !== 'OPTIONS') res.setHeader(REACHED, 'yes');
    server.emit('request', req, res);
    res.on('finish', () => res.socket?.unref?.());
    void io;
  };
}

const seed = seedOf(20_261_122);

export const socketIoOracle: OracleLibrary = {
  id: 'socket-io',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: socketIo,
        seed,
        pools: POOLS,
        others: ['', 'true'],
        requests: 4,
        file: (options) =>
          `import { Server } from 'socket.io';\nnew Server(httpServer, { cors: ${options === '' ? 'true' : options} });\n`,
        versions: { 'socket.io': version },
      },
      exchanges,
    ).map((one) => ({
      ...one,
      options: `{ cors: ${one.options === '' ? 'true' : one.options} }`,
      // Other methods carry messages of a connection that exists.
      requests: one.requests.map((request) =>
        request.method === 'POST' ? { ...request, method: 'GET' } : request,
      ),
    })),
  start: (version, cases) => listen(cases.map((one) => serve(version, (one as SourceCase).options))),
};
