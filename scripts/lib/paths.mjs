import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
/** Downloads and results that can be deleted at any time. */
export const CACHE = path.join(ROOT, '.cache');
export const DIST = path.join(ROOT, 'dist');

/** Where `npm run package` puts the extension. */
export function vsixFile() {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  return path.join(DIST, `${name}-${version}.vsix`);
}
