import type { FolderSettings } from './folderSettings.ts';
import type { ReadProblem } from './host.ts';
import { below, choose, type Level, TOP, withFolder } from './ignoring.ts';
import { type Io, list, readText } from './io.ts';
import { joinUri, nameOf, parentOf, pathBelow } from './uris.ts';

/** A folder that a walk will go to. */
export interface Pending {
  readonly uri: string;
  readonly level: Level;
}

export interface Visit {
  /** Names of the files to look at, sorted. */
  readonly files: readonly string[];
  readonly folders: readonly Pending[];
  readonly problem?: { readonly problem: ReadProblem; readonly message: string };
}

export interface VisitOptions {
  readonly store: Pick<FolderSettings, 'chain' | 'settingsFile'>;
  /** False where one settings file was named and the folders' own do not count. */
  readonly folderSettings: boolean;
  /** Further exclusions. Absent where there are none: the URI of each file costs time. */
  readonly excludes?: ((uri: string) => boolean) | undefined;
}

/**
 * Where a walk begins. The lists of the folders above count for what is in this folder, not for the folder itself, which
 * somebody named.
 */
export function* startAt(folder: string, options: VisitOptions): Io<Pending> {
  const chain = yield* options.store.chain(folder);
  let level = TOP;
  for (const [index, one] of chain.entries()) {
    if (index > 0) level = below(level, nameOf(one));
    if (one === folder) break;
    level = withFolder(level, {
      gitignore: yield* gitignoreOf(one, true, true),
      exclude: yield* excludeOf(one, options),
    });
  }
  return { uri: folder, level };
}

/** Whether a walk of the workspace folder around comes to this file. */
export function* isWalked(uri: string, roots: readonly string[], options: VisitOptions): Io<boolean> {
  const folder = parentOf(uri);
  const root = roots.find((one) => pathBelow(one, uri) !== undefined);
  if (folder === undefined || root === undefined) return false;
  const chain = yield* options.store.chain(folder);
  let level = TOP;
  let inside = false;
  for (const [index, one] of chain.entries()) {
    const name = nameOf(one);
    if (inside && choose(level, [{ name, kind: 'folder' }]).folders.length === 0) return false;
    inside ||= one === root;
    if (index > 0) level = below(level, name);
    level = withFolder(level, {
      gitignore: yield* gitignoreOf(one, true, true),
      exclude: yield* excludeOf(one, options),
    });
  }
  return inside && choose(level, [{ name: nameOf(uri), kind: 'file' }]).files.length === 1;
}

export function* visit(pending: Pending, options: VisitOptions): Io<Visit> {
  const outcome = yield* list(pending.uri);
  if (outcome.problem !== undefined) {
    const { problem, message } = outcome;
    return { files: [], folders: [], problem: { problem, message } };
  }
  let git = false;
  let ignore = false;
  let settings = false;
  for (const { name } of outcome.entries) {
    if (name === '.git') git = true;
    else if (name === '.gitignore') ignore = true;
    else if (name === 'cors-lens.json') settings = true;
  }
  const level =
    git || ignore || settings
      ? withFolder(pending.level, {
          gitignore: yield* gitignoreOf(pending.uri, git, ignore),
          exclude: settings ? yield* excludeOf(pending.uri, options) : undefined,
        })
      : pending.level;
  const chosen = choose(level, outcome.entries);
  const folders = chosen.folders.map((name) => ({
    uri: joinUri(pending.uri, name),
    level: below(level, name),
  }));
  const { excludes } = options;
  if (!excludes) return { files: chosen.files, folders };
  return {
    files: chosen.files.filter((name) => !excludes(joinUri(pending.uri, name))),
    folders: folders.filter((folder) => !excludes(folder.uri)),
  };
}

/** `.git/info/exclude` comes first: the folder's own file decides over it. */
function* gitignoreOf(folder: string, git: boolean, ignore: boolean): Io<string | undefined> {
  const own = git ? (yield* readText(joinUri(folder, '.git/info/exclude'))).text : undefined;
  const shared = ignore ? (yield* readText(joinUri(folder, '.gitignore'))).text : undefined;
  if (own === undefined) return shared;
  return shared === undefined ? own : `${own}\n${shared}`;
}

function* excludeOf(folder: string, options: VisitOptions): Io<readonly string[] | undefined> {
  if (!options.folderSettings) return undefined;
  return (yield* options.store.settingsFile(folder))?.settings.exclude;
}
