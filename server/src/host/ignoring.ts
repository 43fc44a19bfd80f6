import { EXTENSIONS } from '../core/index.ts';
import { type Patterns, readPatterns } from './gitignore.ts';
import type { Entry } from './host.ts';

/**
 * Which entries of a folder a walk goes to. By decision:
 * - links are not followed, as in Git and ripgrep: their target is looked at where it stands, and no loop can arise;
 * - folders of installed packages, caches and version control are never entered, ignored or not;
 * - `dist`, `build` and `out` are entered unless Git ignores them: some projects keep sources there;
 * - minified files and declarations of types (`.d.ts`) are let go;
 * - everything else is as `.gitignore`, `.git/info/exclude` and the `exclude` globs of the settings say;
 * - what a person names is looked at whatever these say.
 */
const NEVER_ENTERED: ReadonlySet<string> = new Set([
  '.git',
  '.history',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  'jspm_packages',
  '.yarn',
  '.pnpm-store',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.angular',
  '.turbo',
  '.wrangler',
  '.venv',
  'venv',
  'site-packages',
  '__pycache__',
  '__pypackages__',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
]);

/** What a program made, and declarations of types, which set nothing up. */
const UNLIKELY = /\.(?:min\.[cm]?js|d\.[cm]?ts)$/i;
const ENDINGS: ReadonlySet<string> = new Set(EXTENSIONS);

/** A list of patterns and the folder that they are relative to. */
interface List {
  /** Empty, or a path that ends with `/`. */
  readonly base: string;
  readonly patterns: Patterns;
}

/** What applies to the entries of one folder. Paths are relative to the topmost folder that counts, with `/`. */
export interface Level {
  readonly path: string;
  /** Innermost last. The innermost that has an opinion decides. */
  readonly git: readonly List[];
  /** Each excludes by itself. */
  readonly exclude: readonly List[];
}

export const TOP: Level = { path: '', git: [], exclude: [] };

/** Where `.gitignore` and settings of the folder itself are taken in. */
export interface FolderTexts {
  readonly gitignore?: string | undefined;
  readonly exclude?: readonly string[] | undefined;
}

export function withFolder(level: Level, texts: FolderTexts): Level {
  const { path } = level;
  const list = (lines: readonly string[]): List => ({
    base: path === '' ? '' : `${path}/`,
    patterns: readPatterns(lines),
  });
  const git = texts.gitignore === undefined ? level.git : [...level.git, list(texts.gitignore.split('\n'))];
  const exclude = texts.exclude?.length ? [...level.exclude, list(texts.exclude)] : level.exclude;
  return { path, git, exclude };
}

export function below(level: Level, name: string): Level {
  return { ...level, path: level.path === '' ? name : `${level.path}/${name}` };
}

export interface Chosen {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** The entries to look at, each kind sorted by name. */
export function choose(level: Level, entries: readonly Entry[]): Chosen {
  // A folder with this file is a Python environment, whatever its name.
  if (entries.some((entry) => entry.name === 'pyvenv.cfg')) return { files: [], folders: [] };
  const files: string[] = [];
  const folders: string[] = [];
  for (const { name, kind } of entries) {
    if (kind === 'file') {
      if (isLookedAt(name) && !UNLIKELY.test(name) && !isIgnored(level, name, false)) files.push(name);
    } else if (kind === 'folder') {
      if (!NEVER_ENTERED.has(name) && !isIgnored(level, name, true)) folders.push(name);
    }
  }
  return { files: files.sort(), folders: folders.sort() };
}

export function isLookedAt(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot >= 0 && ENDINGS.has(name.slice(dot).toLowerCase());
}

export function isIgnored(level: Level, name: string, folder: boolean): boolean {
  if (level.git.length === 0 && level.exclude.length === 0) return false;
  const path = level.path === '' ? name : `${level.path}/${name}`;
  const ask = ({ base, patterns }: List) => patterns.verdict(path.slice(base.length), name, folder);
  if (level.exclude.some((list) => ask(list) === 'ignored')) return true;
  for (let at = level.git.length - 1; at >= 0; at--) {
    const list = level.git[at];
    const verdict = list && ask(list);
    if (verdict !== undefined) return verdict === 'ignored';
  }
  return false;
}

/** A test whether globs that are relative to a folder cover a path below it, or one of the folders on the way. */
export function globs(lines: readonly string[]): (path: string) => boolean {
  const patterns = readPatterns(lines);
  return (path) => {
    const names = path.split('/');
    let at = -1;
    return names.some((name, index) => {
      at += 1 + name.length;
      return patterns.verdict(path.slice(0, at), name, index < names.length - 1) === 'ignored';
    });
  };
}
