import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CACHE, ROOT } from './paths.mjs';

/** The analysis as a module that plain Node can import: its sources, bundled in a moment. */
export async function loadCore(entry = 'server/src/core/index.ts') {
  const { build } = await import('esbuild');
  const folder = path.join(CACHE, 'core');
  fs.mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, `${entry.replace(/\W+/g, '-')}-${process.pid}.mjs`);
  await build({
    entryPoints: [path.join(ROOT, entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'error',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    fs.rmSync(outfile, { force: true });
  }
}
