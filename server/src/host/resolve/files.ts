import type { Io } from '../io.ts';
import { joinUri, nameOf } from '../uris.ts';
import { withEnding } from './paths.ts';
import type { View } from './view.ts';

/** What stands for a written ending, best first: sources are imported by the name that they will have when compiled. */
const WRITTEN: readonly (readonly [ending: string, standsFor: readonly string[]])[] = [
  ['.d.ts', ['.ts', '.tsx', '.js']],
  ['.d.mts', ['.mts', '.mjs']],
  ['.d.cts', ['.cts', '.cjs']],
  ['.js', ['.ts', '.tsx', '.js']],
  ['.jsx', ['.tsx', '.jsx']],
  ['.mjs', ['.mts', '.mjs']],
  ['.cjs', ['.cts', '.cjs']],
  ['.ts', ['.ts']],
  ['.tsx', ['.tsx']],
  ['.mts', ['.mts']],
  ['.cts', ['.cts']],
  ['.json', ['.json']],
];

const APPENDED: readonly string[] = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

/** The file that a path without or with ending means. A declaration file holds no values, so none is ever the answer. */
export function* sourceAt(view: View, uri: string): Io<string | undefined> {
  const written = WRITTEN.find(([ending]) => uri.endsWith(ending));
  for (const ending of written?.[1] ?? []) {
    const source = withEnding(uri, written?.[0] ?? '', ending);
    if (yield* view.isFile(source)) return source;
  }
  for (const ending of APPENDED) {
    if (yield* view.isFile(uri + ending)) return uri + ending;
  }
  return undefined;
}

/** The file that a folder without a manifest of its own stands for. */
export function* indexOf(view: View, folder: string): Io<string | undefined> {
  if (!(yield* view.isFolder(folder))) return undefined;
  return yield* sourceAt(view, joinUri(folder, 'index'));
}

/** Where the compiler puts what it makes of `src`. */
const BUILT: ReadonlySet<string> = new Set([
  'dist',
  'build',
  'lib',
  'out',
  'esm',
  'cjs',
  'es',
  'types',
  'output',
]);

/**
 * The sources of what a manifest points at. Where that lies among built files, the sources are looked for first: a finding
 * belongs where a person would change it.
 */
export function* sourceOfBuilt(view: View, folder: string, path: string): Io<string | undefined> {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..') || parts.includes('node_modules') || parts.length > 32) return undefined;
  // Of `dist/lib/a.js` the source may be `src/lib/a.ts` or `src/a.ts`; of `dist/src/a.js` it is `src/a.ts`.
  for (let inner = 1; inner < parts.length && BUILT.has(parts[inner - 1] ?? ''); inner++) {
    const rest = parts.slice(inner);
    for (const place of [['src', ...rest], rest]) {
      const found = yield* sourceAt(view, joinUri(folder, place.join('/')));
      if (found !== undefined) return found;
    }
  }
  const target = joinUri(folder, parts.join('/'));
  const found = yield* sourceAt(view, target);
  if (found !== undefined || nameOf(target).includes('.')) return found;
  return yield* indexOf(view, target);
}
