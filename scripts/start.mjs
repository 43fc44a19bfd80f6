#!/usr/bin/env node
/**
 * `npm start [-- PATH]`: installs what is missing, builds, and opens a real VS Code with the extension on PATH, or on
 * `examples/`. The desktop VS Code where `code` is on the path, else an embedded one in the browser.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { ensureBuilt, ensureInstalled, must } from './lib/run.mjs';

// npm runs scripts in the package's folder; a relative path means the folder in which the person typed it.
const typed = process.argv[2];
const target = typed
  ? path.resolve(process.env.INIT_CWD ?? process.cwd(), typed)
  : path.join(ROOT, 'examples');
if (!fs.existsSync(target)) {
  console.error(`There is no ${target}.`);
  process.exit(2);
}

await ensureInstalled();
await ensureBuilt();
const windows = process.platform === 'win32';
const hasCode = spawnSync('code', ['--version'], { stdio: 'ignore', shell: windows }).status === 0;
if (hasCode && !process.env.CORS_LENS_EMBEDDED) {
  await must('code', [`--extensionDevelopmentPath=${ROOT}`, '--new-window', target]);
  console.log(`VS Code opens on ${target}.`);
} else {
  const { openEmbedded } = await import('./editor/embedded.mjs');
  await openEmbedded(target);
}
