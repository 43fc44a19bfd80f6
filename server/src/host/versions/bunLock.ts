import { type ParseError, parse } from 'jsonc-parser';
import { isTooDeep } from '../depth.ts';
import { attempt, isRecord, type Parse, recordAt, type Stated } from './stated.ts';

/** `bun.lock`, the text format: JSON with trailing commas. https://bun.com/docs/pm/lockfile */
export const parseBunLock: Parse = (text) => {
  const errors: ParseError[] = [];
  if (isTooDeep(text)) return [];
  const root = attempt<unknown>(() => parse(text, errors, { allowTrailingComma: true }), undefined);
  const folders = new Map<string, string>();
  for (const [folder, workspace] of Object.entries(recordAt(root, 'workspaces'))) {
    const name = isRecord(workspace) ? workspace.name : undefined;
    if (typeof name === 'string' && folder !== '') folders.set(name, folder);
  }
  const stated: Stated[] = [];
  for (const [key, entry] of Object.entries(recordAt(root, 'packages'))) {
    const resolved = Array.isArray(entry) ? entry[0] : undefined;
    if (typeof resolved !== 'string') continue;
    const at = resolved.indexOf('@', 1);
    const name = resolved.slice(0, at);
    const version = resolved.slice(at + 1);
    if (at < 0 || !/^\d/.test(version)) continue;
    if (key === name) {
      stated.push({ name, version });
    } else if (key.endsWith(`/${name}`)) {
      // `api/cors` is the version that differs for the workspace `api`, or for the dependency `api`, which is nobody's import.
      const below = folders.get(key.slice(0, -name.length - 1));
      if (below !== undefined) stated.push({ name, version, below });
    }
  }
  return stated;
};
