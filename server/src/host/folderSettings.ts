import { chainOf } from './boundary.ts';
import type { FileSettings } from './host.ts';
import type { Io } from './io.ts';
import { combineSettings, loadSettingsFile, SETTINGS_FILE, type SettingsFile } from './settingsFile.ts';
import { joinUri, parentOf } from './uris.ts';

/** What is remembered about the settings of folders. */
export interface FolderSettings {
  chain(folder: string): Io<readonly string[]>;
  settings(uri: string): Io<FileSettings>;
  /** The settings file of this very folder. */
  settingsFile(folder: string): Io<SettingsFile | undefined>;
  /** Those that were read so far. */
  settingsFiles(): readonly SettingsFile[];
  forget(): void;
}

/** `roots` as in `StoreOptions`: asked each time, and everything is forgotten when they are others. */
export function createFolderSettings(
  roots: () => readonly string[],
  ruleIds: readonly string[],
): FolderSettings {
  let chains = new Map<string, readonly string[]>();
  let settingsFiles = new Map<string, SettingsFile | undefined>();
  let combined = new Map<string, FileSettings>();
  let rootsThen = roots().join('\n');

  function forget(): void {
    // New maps: a load that is under way goes on with the old ones.
    chains = new Map();
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
    forget,
  };
}

export function* remembered<T>(map: Map<string, T>, key: string, make: () => Io<T>): Io<T> {
  if (map.has(key)) return map.get(key) as T;
  const made = yield* make();
  map.set(key, made);
  return made;
}
