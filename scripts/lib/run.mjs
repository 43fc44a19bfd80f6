import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PROGRAMS } from './bundles.mjs';
import { DIST, ROOT, vsixFile } from './paths.mjs';

/** Runs a program in the project's folder with its output on this terminal. Resolves to its exit code. */
export function run(command, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit',
      shell: process.platform === 'win32',
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Like {@link run}, but a failure ends this program too. What failed has said why. */
export async function must(command, args, options) {
  const code = await run(command, args, options);
  if (code === 0) return;
  console.error(`${[path.relative(ROOT, command), ...args].join(' ')} ended with exit code ${code}.`);
  process.exit(1);
}

/** A program that an npm package of this project brings, for {@link run}. */
export function bin(name) {
  return path.join(ROOT, 'node_modules', '.bin', name);
}

/**
 * Brings the packages in when they are missing or older than the lock file says. Plain Node alone is needed, so that a
 * fresh clone can start with it.
 */
export async function ensureInstalled() {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Error(`Node 20 or later is needed; this is ${process.version}.`);
  if (isInstalled()) return;
  // npm would empty the folder that the link leads to, which is somebody else's.
  if (fs.lstatSync(path.join(ROOT, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Error('node_modules is a link, and what it leads to does not fit package-lock.json.');
  console.log('Installing the packages of package-lock.json …');
  await must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

function isInstalled() {
  try {
    const lock = fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8');
    // npm writes what it installed into this file: every package of the lock in its version, if nothing is missing.
    const installed = JSON.parse(fs.readFileSync(path.join(ROOT, 'node_modules/.package-lock.json'), 'utf8'));
    return Object.entries(JSON.parse(lock).packages).every(
      ([name, { version, optional }]) =>
        name === '' || optional || installed.packages[name]?.version === version,
    );
  } catch {
    return false;
  }
}

const SOURCES = [
  'client/src',
  'server/src',
  'scripts/build.mjs',
  'scripts/lib/bundles.mjs',
  'scripts/lib/server-bundles.mjs',
  'package-lock.json',
];
const PACKED = [
  ...SOURCES,
  'package.json',
  '.vscodeignore',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'docs/rules',
  'images',
  'schemas',
  'syntaxes',
];

/** Builds the bundles, unless they are newer than every source. */
export async function ensureBuilt() {
  const times = PROGRAMS.map((name) => timeOf(path.join(DIST, name)));
  if (Math.min(...times) > newest(SOURCES)) return;
  await must(process.execPath, ['scripts/build.mjs'], { quiet: true });
}

/** Packs the extension, unless the package is newer than everything in it. Returns the file. */
export async function ensurePackaged() {
  const file = vsixFile();
  if (timeOf(file) <= newest(PACKED)) await must(process.execPath, ['scripts/package.mjs'], { quiet: true });
  return file;
}

function timeOf(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** The latest change among these files and everything below these folders. */
function newest(names) {
  let latest = 0;
  const visit = (file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat) return;
    latest = Math.max(latest, stat.mtimeMs);
    if (stat.isDirectory()) for (const name of fs.readdirSync(file)) visit(path.join(file, name));
  };
  for (const name of names) visit(path.join(ROOT, name));
  return latest;
}
