import { chmodSync, copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundles, PROGRAMS } from './lib/bundles.mjs';
import { buildServer } from './lib/server-bundles.mjs';

/**
 * Bundles everything that is shipped into `dist/`, or another folder with `--out FOLDER`. With `--dev`: source maps, names and
 * lines kept.
 *
 * `.js` is CommonJS, `.mjs` an ES module. Two files are read in another way: a web worker runs `serverWorker.js` as a classic
 * script (see `lib/server-bundles.mjs`), and the editor's web host reads `clientWeb.js` as text and evaluates it as CommonJS.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const dev = process.argv.includes('--dev');
const out = process.argv.includes('--out') ? process.argv[process.argv.indexOf('--out') + 1] : `${root}dist`;

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
  for (const name of PROGRAMS) {
    const size = statSync(join(out, name)).size;
    process.stdout.write(`${name}  ${Math.round(size / 1024)} KB\n`);
  }
  copyFileSync(`${root}server/src/api/published.d.ts`, join(out, 'browser.d.mts'));
  for (const program of ['cli.js', 'server.js']) chmodSync(join(out, program), 0o755);
}

main().catch((error) => {
  process.stderr.write(`build failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
