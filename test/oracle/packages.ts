import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../.cache/oracle/', import.meta.url));

/**
 * Real npm packages, several versions side by side under aliases: `{ 'cors-2.8.5': 'npm:cors@2.8.5' }`. They are
 * installed once into `.cache/oracle/<name>` and again when the list changes. Gives a `require` that finds them.
 */
export function oraclePackages(name: string, aliases: Readonly<Record<string, string>>): NodeJS.Require {
  const folder = join(CACHE, name);
  const manifest = `${JSON.stringify({ name: `oracle-${name}`, private: true, dependencies: aliases }, null, 2)}\n`;
  const path = join(folder, 'package.json');
  const stamp = join(folder, 'installed.json');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== manifest) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, manifest);
    execFileSync(
      'npm',
      [
        'install',
        '--no-audit',
        '--no-fund',
        '--ignore-scripts',
        '--no-package-lock',
        '--engine-strict=false',
      ],
      {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    writeFileSync(stamp, manifest);
  }
  return createRequire(path);
}

/**
 * One file of a published package, without what the package depends on: for a part of something so large that nobody
 * installs it for a test. The file is put beside the packages of `oraclePackages(name, …)`, which it finds by their aliases.
 */
export function packedFile(name: string, spec: string, files: readonly string[]): string {
  const folder = join(CACHE, name, 'packed', spec.replace(/\W+/g, '-'));
  if (!existsSync(folder)) {
    const unpacked = `${folder}.${process.pid}`;
    mkdirSync(unpacked, { recursive: true });
    const [packed] = execFileSync('npm', ['pack', '--silent', spec], { cwd: unpacked, encoding: 'utf8' })
      .trim()
      .split('\n')
      .slice(-1);
    execFileSync('tar', ['xzf', packed ?? ''], { cwd: unpacked });
    rmSync(join(unpacked, packed ?? ''));
    renameSync(unpacked, folder);
  }
  const found = files.map((file) => join(folder, 'package', file)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${spec} has none of ${files.join(', ')}`);
  return found;
}

/** A file of an installed package, also where its manifest does not let `require` see it. */
export function oracleFile(name: string, path: string): string {
  return join(CACHE, name, 'node_modules', path);
}
