import type { ModuleRequest, Resolution } from '../core/index.ts';
import { chainOf } from './boundary.ts';
import type { FileSettings, VersionLookup } from './host.ts';
import type { Io } from './io.ts';
import { createResolver, type FileChange } from './resolve/resolver.ts';
import { combineSettings, loadSettingsFile, SETTINGS_FILE, type SettingsFile } from './settingsFile.ts';
import { joinUri, nameOf, parentOf } from './uris.ts';
import type { VariableLookup } from './variables/around.ts';
import { type FolderVersions, loadFolder } from './versions/folder.ts';
import { lookupFor } from './versions/lookup.ts';
import { REQUIREMENTS_FOLDER, sourceRank } from './versions/sources.ts';

/** What is remembered about folders. Everything in it would be read again the same. */
export interface Store {
  chain(folder: string): Io<readonly string[]>;
  versions(uri: string): Io<VersionLookup>;
  settings(uri: string): Io<FileSettings>;
  /** The settings file of this very folder. */
  settingsFile(folder: string): Io<SettingsFile | undefined>;
  /** Those that were read so far. */
  settingsFiles(): readonly SettingsFile[];
  /** Where an import leads. */
  resolve(request: ModuleRequest): Io<Resolution>;
  /** What the files around this one say of variables of the environment. */
  variables(uri: string): Io<VariableLookup>;
  /** `change`: what is known to have happened to the files. */
  changed(uris: readonly string[], change?: FileChange): void;
}

export interface StoreOptions {
  /** Workspace folders, or the folders of a command line; asked each time, as they may change. */
  readonly roots: () => readonly string[];
  readonly ruleIds: readonly string[];
  /** The distributions that will be asked for. */
  readonly packages: readonly string[];
}

export function createStore({ roots, ruleIds, packages }: StoreOptions): Store {
  let chains = new Map<string, readonly string[]>();
  let folders = new Map<string, FolderVersions>();
  let settingsFiles = new Map<string, SettingsFile | undefined>();
  let combined = new Map<string, FileSettings>();
  let rootsThen = roots().join('\n');
  const resolver = createResolver(roots);

  function forget(): void {
    // New maps: a load that is under way goes on with the old ones.
    chains = new Map();
    folders = new Map();
    settingsFiles = new Map();
    combined = new Map();
  }

  function forgetOtherRoots(): void {
    const now = roots().join('\n');
    if (now === rootsThen) return;
    rootsThen = now;
    forget();
  }

  function* chain(folder: string): Io<readonly string[]> {
    forgetOtherRoots();
    return yield* remembered(chains, folder, () => chainOf(folder, roots()));
  }

  function* settingsFile(folder: string): Io<SettingsFile | undefined> {
    return yield* remembered(settingsFiles, folder, () =>
      loadSettingsFile(joinUri(folder, SETTINGS_FILE), ruleIds),
    );
  }

  function* combine(folder: string): Io<FileSettings> {
    const files: SettingsFile[] = [];
    for (const one of yield* chain(folder)) {
      const file = yield* settingsFile(one);
      if (file) files.push(file);
    }
    return combineSettings(files);
  }

  return {
    chain,
    settingsFile,
    settingsFiles: () => [...settingsFiles.values()].filter((file) => file !== undefined),
    *settings(uri) {
      const folder = parentOf(uri) ?? uri;
      forgetOtherRoots();
      return yield* remembered(combined, folder, () => combine(folder));
    },
    *versions(uri) {
      const found: FolderVersions[] = [];
      const known = folders;
      for (const folder of yield* chain(parentOf(uri) ?? uri)) {
        found.push(yield* remembered(known, folder, () => loadFolder(folder, packages)));
      }
      return lookupFor(uri, found);
    },
    resolve: resolver.resolve,
    variables: resolver.variables,
    changed(uris, change = 'existence') {
      if (uris.some(isRemembered)) forget();
      resolver.changed(uris, change);
    },
  };
}

/** True for a file whose change can change settings or versions: what a client should watch. */
export function isRemembered(uri: string): boolean {
  const name = nameOf(uri);
  if (name === SETTINGS_FILE || name === '.git' || sourceRank(name) >= 0 || name.endsWith('.dist-info'))
    return true;
  const folder = parentOf(uri);
  return folder !== undefined && nameOf(folder) === REQUIREMENTS_FOLDER;
}

/** Globs of the files that {@link isRemembered} knows, for a client's file watcher. */
export const WATCHED_GLOBS: readonly string[] = [
  `**/${SETTINGS_FILE}`,
  '**/{package.json,package-lock.json,npm-shrinkwrap.json,pnpm-lock.yaml,yarn.lock,bun.lock}',
  '**/{uv.lock,poetry.lock,pdm.lock,pylock*.toml,Pipfile,Pipfile.lock,pyproject.toml,setup.cfg,setup.py}',
  '**/{*requirements*.txt,*requirements*.in,requirements/*.txt,requirements/*.in,constraints*.txt,environment.yml,environment.yaml}',
];

function* remembered<T>(map: Map<string, T>, key: string, make: () => Io<T>): Io<T> {
  if (map.has(key)) return map.get(key) as T;
  const made = yield* make();
  map.set(key, made);
  return made;
}
