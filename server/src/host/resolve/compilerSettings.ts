import type { Io } from '../io.ts';
import { joinUri, parentOf } from '../uris.ts';
import { isRecord, recordAt } from '../versions/stated.ts';
import { joinPath } from './paths.ts';
import { upwards, type View } from './view.ts';

/** What a `tsconfig.json` or `jsconfig.json`, with all that it extends, says about where imports lead. */
export interface CompilerSettings {
  readonly baseUrl: string | undefined;
  readonly exact: ReadonlyMap<string, readonly Target[]>;
  /** With a `*`, the longest beginning first. */
  readonly patterns: readonly {
    readonly start: string;
    readonly end: string;
    readonly targets: readonly Target[];
  }[];
  /** Folders that count as one. */
  readonly rootDirs: readonly string[];
}

interface Target {
  readonly base: string;
  readonly path: string;
}

interface Raw {
  readonly baseUrl?: string;
  readonly paths?: { readonly base: string; readonly leaf: string; readonly table: Record<string, unknown> };
  readonly rootDirs?: readonly string[];
}

const MOST_FILES = 32;
const MOST_PATHS = 5000;
const MOST_TARGETS = 16;

/**
 * The settings that count for a folder: the nearest file's; then of the projects that it refers to, which is how Vite and
 * others divide theirs; then every `tsconfig.base.json` above, which is where Nx names its libraries.
 */
export function compilerSettings(view: View, folder: string): Io<readonly CompilerSettings[]> {
  return view.remember(`compiler ${folder}`, function* () {
    const found: CompilerSettings[] = [];
    const chain = upwards(view, folder);
    const nearest = yield* nearestFile(view, chain);
    if (nearest !== undefined) {
      found.push(yield* settingsOf(view, nearest));
      for (const file of yield* referred(view, nearest)) found.push(yield* settingsOf(view, file));
    }
    for (const one of chain) {
      const base = joinUri(one, 'tsconfig.base.json');
      if (yield* view.isFile(base)) found.push(yield* settingsOf(view, base));
    }
    return found.filter(({ baseUrl, exact, patterns, rootDirs }) => {
      return baseUrl !== undefined || exact.size > 0 || patterns.length > 0 || rootDirs.length > 0;
    });
  });
}

function* nearestFile(view: View, chain: readonly string[]): Io<string | undefined> {
  for (const folder of chain) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const uri = joinUri(folder, name);
      if (yield* view.isFile(uri)) return uri;
    }
  }
  return undefined;
}

function* referred(view: View, file: string): Io<readonly string[]> {
  const json = yield* view.json(file);
  const references: unknown = isRecord(json) ? json.references : undefined;
  if (!Array.isArray(references)) return [];
  const files: string[] = [];
  for (const reference of references.slice(0, MOST_FILES)) {
    const path: unknown = isRecord(reference) ? reference.path : undefined;
    const uri = typeof path === 'string' ? joinPath(parentOf(file) ?? file, path) : undefined;
    // A project in a folder of its own speaks for the sources there, not for these.
    if (uri?.endsWith('.json')) files.push(uri);
  }
  return files;
}

function settingsOf(view: View, file: string): Io<CompilerSettings> {
  return view.remember(`settings ${file}`, function* () {
    return compiled(yield* extended(view, file, parentOf(file) ?? file, { left: MOST_FILES }, new Set()));
  });
}

/** Of a file with what it extends; a circle and a chain without end break off. `leaf`: the folder that `${configDir}` names. */
function* extended(
  view: View,
  file: string,
  leaf: string,
  budget: { left: number },
  above: ReadonlySet<string>,
): Io<Raw> {
  if (above.has(file) || budget.left-- <= 0) return {};
  const json = yield* view.json(file);
  if (!isRecord(json)) return {};
  const folder = parentOf(file) ?? file;
  let raw: Raw = {};
  const extend: unknown = json.extends;
  for (const one of Array.isArray(extend) ? extend.slice(0, MOST_FILES) : [extend]) {
    const uri = typeof one === 'string' ? yield* extendedFile(view, folder, one) : undefined;
    if (uri !== undefined)
      raw = { ...raw, ...(yield* extended(view, uri, leaf, budget, new Set([...above, file]))) };
  }
  return { ...raw, ...own(recordAt(json, 'compilerOptions'), folder, leaf) };
}

/** What comes from a package is not looked at: those hold no paths. */
function* extendedFile(view: View, folder: string, written: string): Io<string | undefined> {
  if (!/^\.{1,2}(?:\/|$)/.test(written)) return undefined;
  const uri = joinPath(folder, written);
  if (uri === undefined) return undefined;
  if (yield* view.isFile(uri)) return uri;
  return `${uri}.json`;
}

function own(options: Record<string, unknown>, folder: string, leaf: string): Raw {
  const place = (path: unknown): string | undefined => {
    if (typeof path !== 'string') return undefined;
    const inLeaf = path.replace(CONFIG_DIR, '');
    return inLeaf === path ? joinPath(folder, path) : joinPath(leaf, inLeaf);
  };
  const baseUrl = place(options.baseUrl);
  const rootDirs = Array.isArray(options.rootDirs)
    ? options.rootDirs.slice(0, MOST_TARGETS).flatMap((dir) => place(dir) ?? [])
    : undefined;
  return {
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(rootDirs === undefined ? {} : { rootDirs }),
    ...(isRecord(options.paths) ? { paths: { base: folder, leaf, table: options.paths } } : {}),
  };
}

/** The folder of the settings that were found, whichever file this is written in. */
const CONFIG_DIR = /^\$\{configDir\}\/?/;

function compiled({ baseUrl, paths, rootDirs = [] }: Raw): CompilerSettings {
  const exact = new Map<string, readonly Target[]>();
  const patterns: { start: string; end: string; targets: readonly Target[] }[] = [];
  for (const [key, written] of Object.entries(paths?.table ?? {}).slice(0, MOST_PATHS)) {
    const listed: readonly unknown[] = Array.isArray(written) ? written.slice(0, MOST_TARGETS) : [];
    const targets = listed
      .filter((target) => typeof target === 'string')
      .map((target) => {
        const path = target.replace(CONFIG_DIR, '');
        return { path, base: (path === target ? (baseUrl ?? paths?.base) : paths?.leaf) ?? '' };
      });
    const star = key.indexOf('*');
    if (star < 0) exact.set(key, targets);
    else patterns.push({ start: key.slice(0, star), end: key.slice(star + 1), targets });
  }
  patterns.sort((a, b) => b.start.length - a.start.length);
  return { baseUrl, exact, patterns, rootDirs };
}

/** The places that `paths` gives for a specifier, best first. Only the best pattern counts, as in the compiler. */
export function mapped({ exact, patterns }: CompilerSettings, specifier: string): readonly string[] {
  const same = exact.get(specifier);
  if (same) return same.flatMap(({ base, path }) => joinPath(base, path) ?? []);
  const pattern = patterns.find(
    ({ start, end }) =>
      specifier.length >= start.length + end.length && specifier.startsWith(start) && specifier.endsWith(end),
  );
  if (!pattern) return [];
  const part = specifier.slice(pattern.start.length, specifier.length - pattern.end.length);
  return pattern.targets.flatMap(
    ({ base, path }) =>
      joinPath(
        base,
        path.replace('*', () => part),
      ) ?? [],
  );
}

/** The same relative place in each of the folders that count as one. */
export function elsewhere({ rootDirs }: CompilerSettings, uri: string): readonly string[] {
  const dir = rootDirs.find((one) => uri.startsWith(`${one}/`));
  if (dir === undefined) return [];
  return rootDirs.filter((one) => one !== dir).map((one) => one + uri.slice(dir.length));
}
