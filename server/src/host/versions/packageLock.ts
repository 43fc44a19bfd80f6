import { attempt, isRecord, type Parse, recordAt, type Stated } from './stated.ts';

/**
 * `package-lock.json` and `npm-shrinkwrap.json`, lockfileVersion 1 to 3.
 * https://docs.npmjs.com/cli/configuring-npm/package-lock-json
 */
export const parsePackageLock: Parse = (text) => {
  const root = attempt<unknown>(() => JSON.parse(text), undefined);
  if (!isRecord(root)) return [];
  const stated: Stated[] = [];
  if (isRecord(root.packages)) {
    for (const [path, entry] of Object.entries(root.packages)) {
      const place = placeOf(path);
      const version = isRecord(entry) ? entry.version : undefined;
      if (place === undefined || typeof version !== 'string') continue;
      stated.push({ name: place.name, version, ...(place.below === '' ? {} : { below: place.below }) });
    }
    return stated;
  }
  for (const [name, entry] of Object.entries(recordAt(root, 'dependencies'))) {
    const version = isRecord(entry) ? entry.version : undefined;
    // An alias or a Git address stands there as well.
    if (typeof version === 'string' && /^\d/.test(version)) stated.push({ name, version });
  }
  return stated;
};

/** `packages/api/node_modules/cors` is `cors` for sources in `packages/api`. A package inside a package is nobody's import. */
function placeOf(path: string): { readonly name: string; readonly below: string } | undefined {
  const at = path.indexOf('node_modules/');
  if (at < 0 || path.indexOf('node_modules/', at + 1) >= 0) return undefined;
  if (at > 0 && path[at - 1] !== '/') return undefined;
  return { name: path.slice(at + 'node_modules/'.length), below: path.slice(0, Math.max(0, at - 1)) };
}
