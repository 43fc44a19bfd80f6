import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** Every source file below a folder, relative to the root, with forward slashes. */
export function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|mjs)$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export interface ImportOf {
  readonly from: string;
  /** A path from the root for a file of the project, else the package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

/** The imports and re-exports of a file. */
export function importsOf(path: string): readonly ImportOf[] {
  const found: ImportOf[] = [];
  const text = read(path).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  for (const match of text.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\s+from\s+)?['"]([^'"]+)['"]/gm,
  )) {
    const [, type, specifier = ''] = match;
    found.push({ from: path, to: target(path, specifier), typeOnly: type !== undefined });
  }
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) {
    found.push({ from: path, to: target(path, match[1] ?? ''), typeOnly: false });
  }
  return found;
}

function target(path: string, specifier: string): string {
  return specifier.startsWith('.') ? join(dirname(path), specifier).split(sep).join('/') : specifier;
}
