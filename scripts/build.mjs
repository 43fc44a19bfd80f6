import { chmodSync, copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildServer } from './lib/server-bundles.mjs';

/**
 * Bundles everything that is shipped into `dist/`, or another folder with `--out FOLDER`. With `--dev`: source maps, names and
 * lines kept.
 *
 * The package is of type "module", so `.js` is an ES module; what the editor loads with `require` ends in `.cjs`. Two files
 * are read in another way: a web worker runs `serverWorker.js` as a classic script (see `lib/server-bundles.mjs`), and the editor's
 * web host reads `clientWeb.js` as text and evaluates it as CommonJS.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const dev = process.argv.includes('--dev');
const out = process.argv.includes('--out') ? process.argv[process.argv.indexOf('--out') + 1] : `${root}dist`;

/** Some libraries are CommonJS and ask for Node's modules by `require`, which an ES module does not have. */
const REQUIRE =
  "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);";

// `module` first: jsonc-parser's other build calls `require` in a way that cannot be bundled.
const node = { platform: 'node', target: 'node20', mainFields: ['module', 'main'] };
const browser = { platform: 'browser', target: 'es2022', mainFields: ['browser', 'module', 'main'] };

/** No file of the core or the hosts does anything by being imported: what is not used is left out, with what it imports. */
const unusedLeftOut = {
  name: 'unused-left-out',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, resolveDir, kind }) =>
      kind === 'import-statement' ? { path: resolve(resolveDir, path), sideEffects: false } : undefined,
    );
  },
};

/** Loaded when it is needed, from the file beside it. */
const analysisLater = {
  name: 'analysis-later',
  setup({ onResolve }) {
    onResolve({ filter: /\/analysis\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './cliAnalysis.js', external: true } : undefined,
    );
  },
};

const bundles = [
  {
    entryPoints: ['server/src/cli.ts'],
    outfile: 'cli.js',
    ...node,
    format: 'esm',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [analysisLater, unusedLeftOut],
  },
  {
    entryPoints: ['server/src/cli/analysis.ts'],
    outfile: 'cliAnalysis.js',
    ...node,
    format: 'esm',
    banner: { js: REQUIRE },
  },
  {
    entryPoints: ['server/src/cliSearch.ts'],
    outfile: 'cliSearch.js',
    ...node,
    format: 'esm',
    plugins: [unusedLeftOut],
  },
  { entryPoints: ['server/src/api/browser.ts'], outfile: 'browser.js', ...browser, format: 'esm' },
  {
    entryPoints: ['client/src/node.ts'],
    outfile: 'client.cjs',
    ...node,
    format: 'cjs',
    external: ['vscode'],
  },
  {
    entryPoints: ['client/src/web.ts'],
    outfile: 'clientWeb.js',
    ...browser,
    format: 'cjs',
    external: ['vscode'],
  },
];

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  legalComments: 'none',
  treeShaking: true,
  logLevel: 'warning',
  logOverride: { 'empty-import-meta': 'silent' },
};

async function main() {
  const missing = bundles
    .flatMap(({ entryPoints }) => entryPoints)
    .filter((path) => !existsSync(`${root}${path}`));
  if (missing.length > 0) throw new Error(`there is no ${missing.join(', ')}`);
  rmSync(out, { recursive: true, force: true });
  for (const bundle of bundles) {
    const { warnings } = await build({ ...common, ...bundle, outfile: join(out, bundle.outfile) });
    if (warnings.length > 0) throw new Error(`${bundle.outfile} was built with warnings`);
  }
  await buildServer(common, out);
  for (const name of [
    ...bundles.map(({ outfile }) => outfile),
    'server.js',
    'serverAnalysis.js',
    'serverWorker.js',
  ]) {
    const size = statSync(join(out, name)).size;
    process.stdout.write(`${name}  ${Math.round(size / 1024)} KB\n`);
  }
  copyFileSync(`${root}server/src/api/published.d.ts`, join(out, 'browser.d.ts'));
  for (const program of ['cli.js', 'server.js']) chmodSync(join(out, program), 0o755);
}

main().catch((error) => {
  process.stderr.write(`build failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
