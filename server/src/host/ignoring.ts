import createMatcher, { type Ignore } from 'ignore';
import { EXTENSIONS } from '../core/index.ts';
import type { Entry } from './host.ts';

/**
 * Which entries of a folder a walk goes to. By decision:
 * - links are not followed, as in Git and ripgrep: their target is looked at where it stands, and no loop can arise;
 * - folders of installed packages, caches and version control are never entered, ignored or not;
 * - `dist`, `build` and `out` are entered unless Git ignores them: some projects keep sources there;
 * - minified files are let go;
 * - everything else is as `.gitignore`, `.git/info/exclude` and the `exclude` globs of the settings say;
 * - what a person names is looked at whatever these say.
 */
const NEVER_ENTERED: ReadonlySet<string> = new Set([
  '.git',
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

const MINIFIED = /\.min\.[cm]?js$/i;
const ENDINGS: ReadonlySet<string> = new Set(EXTENSIONS);

/** A list of patterns and the folder that they are relative to. */
interface Patterns {
  readonly base: string;
  readonly matcher: Ignore;
}

/** What applies to the entries of one folder. Paths are relative to the topmost folder that counts, with `/`. */
export interface Level {
  readonly path: string;
  /** Innermost last. The innermost that has an opinion decides. */
  readonly git: readonly Patterns[];
  /** Each excludes by itself. */
  readonly exclude: readonly Patterns[];
}

export const TOP: Level = { path: '', git: [], exclude: [] };

/** Where `.gitignore` and settings of the folder itself are taken in. */
export interface FolderTexts {
  readonly gitignore?: string | undefined;
  readonly exclude?: readonly string[] | undefined;
}

export function withFolder(level: Level, texts: FolderTexts): Level {
  const git =
    texts.gitignore === undefined
      ? level.git
      : [...level.git, patterns(level.path, texts.gitignore.split(/\r?\n/))];
  const exclude = texts.exclude?.length
    ? [...level.exclude, patterns(level.path, texts.exclude)]
    : level.exclude;
  return { path: level.path, git, exclude };
}

/** The level of a folder inside. Lists that ignore it as a whole are dropped: it is entered in spite of them. */
export function below(level: Level, name: string): Level {
  const path = level.path === '' ? name : `${level.path}/${name}`;
  const keep = (list: readonly Patterns[]) => {
    const kept = list.filter((item) => !item.matcher.ignores(`${path.slice(item.base.length)}/`));
    return kept.length === list.length ? list : kept;
  };
  return { path, git: keep(level.git), exclude: keep(level.exclude) };
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
      if (isLookedAt(name) && !MINIFIED.test(name) && !isIgnored(level, name, false)) files.push(name);
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
  const path = `${level.path === '' ? name : `${level.path}/${name}`}${folder ? '/' : ''}`;
  for (const { base, matcher } of level.exclude) if (matcher.ignores(path.slice(base.length))) return true;
  for (let at = level.git.length - 1; at >= 0; at--) {
    const item = level.git[at];
    const verdict = item?.matcher.test(path.slice(item.base.length));
    if (verdict?.ignored) return true;
    if (verdict?.unignored) return false;
  }
  return false;
}

/** True where globs that are relative to a folder cover a path below it, or one of the folders on the way. */
export function globs(list: readonly string[]): (path: string) => boolean {
  if (list.length === 0) return () => false;
  const { matcher } = patterns('', list);
  return (path) => path !== '' && matcher.ignores(path);
}

function patterns(path: string, lines: readonly string[]): Patterns {
  const matcher = createMatcher({ ignorecase: false, allowRelativePaths: true });
  for (const line of lines) {
    try {
      matcher.add(line);
    } catch {
      // A pattern that cannot be compiled matches nothing, as in Git.
    }
  }
  return { base: path === '' ? '' : `${path}/`, matcher };
}
