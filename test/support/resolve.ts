import {
  type ModuleRequest,
  type NamedProgram,
  namedProgram,
  type Resolution,
} from '../../server/src/core/index.ts';

/**
 * Where imports lead among files that are given by path, as far as tests need it: relative paths, index files, JSON, an
 * alias `@/` for `src/`, and Python packages below the root or `src`. Everything else is outside.
 */
export function resolveAmong(has: (path: string) => boolean, { from, specifier }: ModuleRequest): Resolution {
  const program = namedProgram(specifier);
  const found = (program ? programs(has, from, program) : candidates(from, specifier)).find(has);
  return found === undefined ? { kind: 'outside' } : { kind: 'file', uri: found };
}

function programs(
  has: (path: string) => boolean,
  from: string,
  { path, beside }: NamedProgram,
): readonly string[] {
  let folder = folderOf(from);
  while (beside !== undefined && folder !== '' && !has(joined(folder, beside))) folder = folderOf(folder);
  if (beside !== undefined && !has(joined(folder, beside))) return [];
  const at = joined(folder, path);
  return [
    at,
    ...['.ts', '.mts', '.js', '.mjs', '.py'].map((ending) => at.replace(/\.(?:js|py)$/, '') + ending),
  ];
}

function candidates(from: string, specifier: string): readonly string[] {
  if (/\.py$/.test(from))
    return pythonRoots(from, specifier).flatMap((path) => [`${path}.py`, `${path}/__init__.py`].map(clean));
  const base = specifier.startsWith('@/')
    ? `src/${specifier.slice(2)}`
    : /^\.\.?(?:\/|$)/.test(specifier)
      ? joined(folderOf(from), specifier)
      : undefined;
  if (base === undefined) return [];
  const bare = base.replace(/\.[cm]?js$/, '');
  const endings = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.json', '/index.ts', '/index.js'];
  return [base, ...[base, bare].flatMap((path) => endings.map((ending) => clean(path + ending)))];
}

function pythonRoots(from: string, specifier: string): readonly string[] {
  const dots = /^\.*/.exec(specifier)?.[0].length ?? 0;
  const path = specifier.slice(dots).split('.').filter(Boolean).join('/');
  if (dots === 0) return [folderOf(from), '', 'src'].map((root) => joined(root, path));
  return [joined(folderOf(from), [...Array.from({ length: dots - 1 }, () => '..'), path].join('/'))];
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function clean(path: string): string {
  return path.replace(/^\//, '');
}
