#!/usr/bin/env node
/** `npm run package`: one `.vsix` for every platform, the same bytes for the same sources. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, vsixFile } from './lib/paths.mjs';
import { bin, ensureInstalled, must } from './lib/run.mjs';

const LARGEST = 1024 * 1024;

await ensureInstalled();
await must(process.execPath, ['scripts/build.mjs'], { quiet: true });
const file = vsixFile();
// The time in the archive. Any fixed one does; without it two packages of one source would differ.
const env = { ...process.env, SOURCE_DATE_EPOCH: '1700000000' };
const made = spawnSync(bin('vsce'), ['package', '--no-dependencies', '-o', file], {
  cwd: ROOT,
  env,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const said = `${made.stdout}${made.stderr}`.trim();
console.log(said);
if (made.status !== 0) process.exit(1);
const { size } = fs.statSync(file);
if (/warning/i.test(said)) fail('vsce warns; a package must be made without warnings.');
if (size > LARGEST) fail(`The package has ${size} bytes; ${LARGEST} are the most.`);
console.log(`${path.relative(ROOT, file)}: ${Math.round(size / 1024)} KB`);

function fail(reason) {
  console.error(reason);
  process.exit(1);
}
