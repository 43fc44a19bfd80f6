import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nitro } from '../../../server/src/core/frameworks/nitro/index.ts';
import { seedOf } from '../budget.ts';
import type { OracleCase, OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { optionsFrom, type Pools, type SourceCase, sourceCases } from '../sources.ts';

/** One version, since each is built for the test: what makes headers of `cors` is the same code from 2.6.0 on (read). */
const VERSIONS = ['2.13.6'];

const POOLS: Pools = {
  cors: { chance: 16, values: ['true', '{}', "{ origin: ['https://a.example'], credentials: true }", "'*'"] },
  headers: {
    chance: 10,
    values: [
      '{}',
      "{ 'Access-Control-Allow-Credentials': 'true' }",
      "{ 'access-control-allow-credentials': 'true' }",
      "{ 'access-control-allow-methods': 'GET,PUT', 'Access-Control-Max-Age': '600' }",
      "{ 'Access-Control-Allow-Headers': 'X-Foo' }",
      "{ 'access-control-expose-headers': 'X-Total' }",
      "{ 'Access-Control-Expose-Headers': 'Link', 'Cache-Control': 'no-store' }",
    ],
  },
};

interface Nitro {
  createNitro(config: object): Promise<{ close(): Promise<void> }>;
  prepare(project: object): Promise<void>;
  build(project: object): Promise<void>;
}

const packages = () =>
  oraclePackages(
    'nitro',
    Object.fromEntries(VERSIONS.map((version) => [`nitro-${version}`, `npm:nitropack@${version}`])),
  );

/** Nitro is a module that only `import` takes. */
async function load(version: string): Promise<{ readonly api: Nitro; readonly folder: string }> {
  const folder = dirname(packages().resolve(`nitro-${version}/package.json`));
  const entry: string = pathToFileURL(join(folder, 'dist/core/index.mjs')).href;
  return { api: (await import(/* @vite-ignore */ entry)) as Nitro, folder };
}

const ROUTE = `import { defineEventHandler, setResponseHeader } from 'h3';
export default defineEventHandler((event) => {
  setResponseHeader(event, '${REACHED}', 'yes');
  return 'application';
});
`;

/** One project with a path for each set-up, built and loaded. */
async function built(version: string, cases: readonly OracleCase[]) {
  const { api, folder } = await load(version);
  const root = join(dirname(folder), '..', `project-${version}-${process.pid}`);
  mkdirSync(join(root, 'routes'), { recursive: true });
  writeFileSync(join(root, 'routes', '[...].ts'), ROUTE);
  const rules = cases.map((one, i) => [`/c${i}/**`, optionsFrom((one as SourceCase).options)] as const);
  const project = await api.createNitro({
    rootDir: root,
    preset: 'node',
    compatibilityDate: '2025-01-01',
    logLevel: 0,
    typescript: { generateTsConfig: false },
    routeRules: Object.fromEntries(rules),
  });
  await api.prepare(project);
  await api.build(project);
  await project.close();
  const entry: string = pathToFileURL(join(root, '.output/server/index.mjs')).href;
  const { listener } = (await import(/* @vite-ignore */ entry)) as { readonly listener: Handler };
  return { listener, remove: () => rmSync(root, { recursive: true, force: true }) };
}

const seed = seedOf(20_261_122);

export const nitroOracle: OracleLibrary = {
  id: 'nitro',
  versions: VERSIONS,
  seed,
  blind: {
    'takes preflights for simple requests': 'every request gets the same headers',
    'compares origins without case': 'no origin is compared',
    'forgets Vary': 'none is sent',
  },
  cases: (version, exchanges) =>
    sourceCases(
      {
        framework: nitro,
        seed,
        pools: POOLS,
        others: [],
        requests: 8,
        file: (options) => `export default defineNitroConfig({ routeRules: { '/**': ${options} } });\n`,
        versions: { nitropack: version },
      },
      exchanges,
    ),
  start: async (version, cases) => {
    const { listener, remove } = await built(version, cases);
    const handlers = cases.map(
      (_, i): Handler =>
        (req, res) => {
          req.url = `/c${i}/x`;
          listener(req, res);
        },
    );
    const running = await listen(handlers);
    return { ...running, stop: () => running.stop().then(remove) };
  },
};
