import type { ModuleRequest, Resolution } from '../core/index.ts';
import { createFolderSettings, type FolderSettings, remembered } from './folderSettings.ts';
import type { VersionLookup } from './host.ts';
import type { Io } from './io.ts';
import { createResolver, type FileChange } from './resolve/resolver.ts';
import { SETTINGS_FILE } from './settingsFile.ts';
import { nameOf, parentOf } from './uris.ts';
import type { VariableLookup } from './variables/around.ts';
import { type FolderVersions, loadFolder } from './versions/folder.ts';
import { lookupFor } from './versions/lookup.ts';
import { REQUIREMENTS_FOLDER, sourceRank } from './versions/sources.ts';

/** What is remembered about folders. Everything in it would be read again the same. */
export interface Store extends Omit<FolderSettings, 'forget'> {
  versions(uri: string): Io<VersionLookup>;
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
  const known = createFolderSettings(roots, ruleIds);
  const resolver = createResolver(roots);
  let folders = new Map<string, FolderVersions>();

  return {
    chain: known.chain,
    settings: known.settings,
    settingsFile: known.settingsFile,
    settingsFiles: known.settingsFiles,
    *versions(uri) {
      const found: FolderVersions[] = [];
      // A load that is under way goes on with the old one.
      const then = folders;
      for (const folder of yield* known.chain(parentOf(uri) ?? uri)) {
        found.push(yield* remembered(then, folder, () => loadFolder(folder, packages)));
      }
      return lookupFor(uri, found);
    },
    resolve: resolver.resolve,
    variables: resolver.variables,
    changed(uris, change = 'existence') {
      if (uris.some(isRemembered)) {
        known.forget();
        folders = new Map();
      }
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
