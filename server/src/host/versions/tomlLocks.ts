import type { Parse, Stated } from './stated.ts';
import { pythonName } from './stated.ts';

/**
 * `uv.lock`, `poetry.lock`, `pdm.lock` and `pylock.toml`: tables `[[package]]` (`[[packages]]`) with `name` and `version`. Read
 * line by line, as such a file may be a megabyte long and holds nothing else that counts.
 */
export const parseTomlLock: Parse = (text) => {
  const stated: Stated[] = [];
  let inside = false;
  let name: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) {
      inside = /^\[\[packages?\]\]\s*(?:#.*)?$/.test(line);
      name = undefined;
      continue;
    }
    if (!inside) continue;
    const match = /^(name|version)\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(line);
    const value = match?.[2] ?? match?.[3];
    if (value === undefined) continue;
    if (match?.[1] === 'name') {
      name = value;
    } else if (name !== undefined) {
      stated.push({ name: pythonName(name), version: value });
      name = undefined;
    }
  }
  return stated;
};
