import type { Io } from '../io.ts';
import { joinUri, parentOf } from '../uris.ts';
import { STANDARD_LIBRARY } from './standardLibrary.ts';
import { upwards, type View } from './view.ts';

const MOST_PARTS = 32;

/**
 * The file that an import in a folder means: `pkg/mod.py` or `pkg/__init__.py`. Undefined for the standard library, an
 * installed package, and a folder without `__init__.py`, which has submodules but no values. Stub files hold no values either.
 */
export function* resolvePython(view: View, folder: string, specifier: string): Io<string | undefined> {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const path = specifier.slice(dots);
  const parts = path === '' ? [] : path.split('.');
  if (parts.length > MOST_PARTS || parts.some((part) => !/^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(part)))
    return undefined;
  if (dots > 0) {
    let base: string | undefined = folder;
    for (let up = 1; up < dots && base !== undefined && up <= MOST_PARTS; up++) base = parentOf(base);
    return base === undefined ? undefined : yield* moduleAt(view, base, parts);
  }
  const [top] = parts;
  if (top === undefined || STANDARD_LIBRARY.has(top)) return undefined;
  for (const root of yield* rootsFor(view, folder)) {
    const found = yield* moduleAt(view, root, parts);
    if (found !== undefined) return found;
  }
  return undefined;
}

function* moduleAt(view: View, base: string, parts: readonly string[]): Io<string | undefined> {
  const folder = parts.length === 0 ? base : joinUri(base, parts.join('/'));
  // A package goes before a module of the same name.
  const own = joinUri(folder, '__init__.py');
  if (yield* view.isFile(own)) return own;
  return parts.length > 0 && (yield* view.isFile(`${folder}.py`)) ? `${folder}.py` : undefined;
}

/**
 * Where absolute imports of the files in a folder may begin, the likeliest first: the folder around their package, which is
 * where Python itself begins when it runs them; then each folder from theirs up to the workspace folder, with its `src`; then
 * the other workspace folders. The projects' own folders (`pyproject.toml`, `manage.py`) are on that way.
 */
function rootsFor(view: View, folder: string): Io<readonly string[]> {
  return view.remember(`python ${folder}`, function* () {
    const chain = upwards(view, folder);
    const roots = new Set<string>();
    for (const one of chain) {
      if (yield* view.isFile(joinUri(one, '__init__.py'))) continue;
      roots.add(one);
      break;
    }
    for (const one of [...chain, ...view.roots()]) {
      roots.add(one);
      for (const name of ['src', 'lib']) {
        const inner = joinUri(one, name);
        if (yield* view.isFolder(inner)) roots.add(inner);
      }
    }
    return [...roots];
  });
}
