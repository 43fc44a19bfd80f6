import { isRecord } from '../versions/stated.ts';

/** Conditions of `exports` and `imports` that a source file can meet, best first: sources before what is made of them. */
const CONDITIONS: readonly string[] = [
  'source',
  'typescript',
  'ts',
  'development',
  'bun',
  'deno',
  'types',
  'node',
  'module',
  'module-sync',
  'import',
  'require',
  'default',
  'production',
  'browser',
  'worker',
];

const MOST_TARGETS = 24;
const MOST_KEYS = 2000;
const DEEPEST = 8;

/**
 * The paths that a table of `exports` (keys `.`, `./x`) or `imports` (keys `#x`) gives for a key, best first. Every condition
 * counts, since it is not known how the code will be run, and all of them lead to the same source.
 * https://nodejs.org/api/packages.html#package-entry-points
 */
export function targetsFor(table: unknown, key: string): readonly string[] {
  if (typeof table === 'string' || Array.isArray(table)) return key === '.' ? leaves(table, '') : [];
  if (!isRecord(table)) return [];
  const keys = Object.keys(table).slice(0, MOST_KEYS);
  if (!keys.some((one) => one.startsWith('.') || one.startsWith('#')))
    return key === '.' ? leaves(table, '') : [];
  if (Object.hasOwn(table, key) && !key.includes('*')) return leaves(table[key], '');
  let best: { readonly written: string; readonly part: string } | undefined;
  for (const written of keys) {
    const star = written.indexOf('*');
    // A key that ends with a slash names a folder: the old form of a pattern.
    const start = star < 0 ? written : written.slice(0, star);
    const end = star < 0 ? '' : written.slice(star + 1);
    if (star < 0 && !written.endsWith('/')) continue;
    if (key.length < start.length + end.length || !key.startsWith(start) || !key.endsWith(end)) continue;
    if (best && best.written.length >= written.length) continue;
    best = { written, part: key.slice(start.length, key.length - end.length) };
  }
  if (!best) return [];
  const { written, part } = best;
  const targets = leaves(table[written], part);
  return written.includes('*') ? targets : targets.map((target) => target + part);
}

function leaves(target: unknown, part: string, depth = 0): readonly string[] {
  if (typeof target === 'string') return [target.replaceAll('*', () => part)];
  if (depth > DEEPEST) return [];
  if (Array.isArray(target)) {
    return target
      .slice(0, MOST_TARGETS)
      .flatMap((one) => leaves(one, part, depth + 1))
      .slice(0, MOST_TARGETS);
  }
  if (!isRecord(target)) return [];
  return CONDITIONS.filter((condition) => Object.hasOwn(target, condition))
    .flatMap((condition) => leaves(target[condition], part, depth + 1))
    .slice(0, MOST_TARGETS);
}
