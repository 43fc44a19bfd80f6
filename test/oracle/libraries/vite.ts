import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vite } from '../../../server/src/core/frameworks/vite/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** Every version whose default differs, and its neighbours. */
const VERSIONS = [
  '3.2.11',
  '4.5.5',
  '4.5.6',
  '4.5.9',
  '5.4.11',
  '5.4.12',
  '5.4.14',
  '6.0.8',
  '6.0.9',
  '6.0.11',
  '7.3.8',
];

const A = "'https://a.example'";

/** Options of `cors`, of every kind that it treats differently. */
export const CORS_POOLS: Pools = {
  origin: {
    chance: 10,
    values: [
      'undefined',
      'null',
      'false',
      'true',
      "''",
      "'*'",
      "'null'",
      A,
      "'https://a.example/'",
      '5',
      '/a\\.example$/',
      '/^https:\\/\\/[a-z]+\\.example$/i',
      '/undefined/',
      '[]',
      "['*']",
      `[${A}, 'https://b.example']`,
      "['https://A.example']",
      "[/\\.example$/, 'null']",
      '[true]',
      '{ a: 1 }',
      '(origin, callback) => callback(null, true)',
      '(origin, callback) => callback(null, origin)',
      `(origin, callback) => callback(null, [${A}])`,
    ],
  },
  credentials: { chance: 8, values: ['true', 'true', 'false', "'false'", '1', 'undefined'] },
  methods: { chance: 3, values: ["''", "'GET'", "'get,put'", "'*'", "['GET', 'PATCH']", '[]'] },
  allowedHeaders: { chance: 4, values: ['undefined', 'null', "'*'", "'X-A, X-B'", "['X-A']", '[]'] },
  exposedHeaders: { chance: 6, values: ['null', "''", "'*'", "'X-Total'", "['X-Total', 'Link']", '[]'] },
  maxAge: { chance: 6, values: ['undefined', '0', '600', "'600'", "'1h'", '-1'] },
  preflightContinue: { chance: 2, values: ['true', 'false', 'undefined'] },
  optionsSuccessStatus: { chance: 2, values: ['200', "'200'", '404'] },
  allowedOrigins: { chance: 1, values: [`[${A}]`] },
};

export const CORS_OTHERS = [
  'true',
  '{}',
  '{ credentials: true }',
  `(request, callback) => callback(null, { origin: ${A}, credentials: true })`,
];

interface Vite {
  createServer(config: object): Promise<{
    readonly middlewares: (...call: [...Parameters<Handler>, () => void]) => void;
    close(): Promise<void>;
  }>;
}

const packages = () =>
  oraclePackages(
    'vite',
    Object.fromEntries(VERSIONS.map((version) => [`vite-${version}`, `npm:vite@${version}`])),
  );

/** Vite is a module of its own kind in every version: `import` finds it where `require` would. */
async function load(version: string): Promise<Vite> {
  const path = packages()
    .resolve(`vite-${version}/package.json`)
    .replace(/package\.json$/, '');
  const entry: string = `${path}dist/node/index.js`;
  return (await import(/* @vite-ignore */ entry)) as Vite;
}

const seed = seedOf(20_261_123);

export const viteOracle: OracleLibrary = {
  id: 'vite',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: vite,
        seed,
        pools: CORS_POOLS,
        others: CORS_OTHERS,
        requests: 8,
        file: (options) =>
          `import { defineConfig } from 'vite';\nexport default defineConfig({ server: { cors: ${options} } });\n`,
        versions: { vite: version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const { createServer } = await load(version);
    // Old versions watch everything in it.
    const root = mkdtempSync(join(tmpdir(), 'cors-lens-vite-'));
    const servers: Awaited<ReturnType<Vite['createServer']>>[] = [];
    for (const one of cases) {
      const cors = optionsFrom((one as SourceCase).options);
      servers.push(await createServer(configOf(root, cors)));
    }
    const running = await listen(servers.map(({ middlewares }) => handlerOf(middlewares)));
    const stop = async () => {
      await running.stop();
      for (const server of servers) await server.close();
      rmSync(root, { recursive: true, force: true });
    };
    return { ...running, stop };
  },
};

/** Without files, watchers and sockets: only the chain of middleware. */
function configOf(root: string, cors: unknown): object {
  return {
    configFile: false,
    envFile: false,
    root,
    cacheDir: join(root, 'cache'),
    logLevel: 'silent',
    appType: 'custom',
    publicDir: false,
    optimizeDeps: { disabled: true, noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null, cors },
  };
}

/** Behind the chain of a project with pages: what is not found is left to a page, but for OPTIONS. */
function handlerOf(middlewares: Awaited<ReturnType<Vite['createServer']>>['middlewares']): Handler {
  return (req, res) =>
    middlewares(req, res, () => {
      res.setHeader(REACHED, 'yes');
      res.statusCode = req.method === 'OPTIONS' ? 404 : 200;
      res.end();
    });
}
