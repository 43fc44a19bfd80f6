import { prefilter } from '../../../core/index.ts';
import { createFolderSettings } from '../../folderSettings.ts';
import type { Prefilter, TextOutcome } from '../../host.ts';
import { runNow } from '../../io.ts';
import { combineSettings, loadSettingsFile } from '../../settingsFile.ts';
import type { VisitOptions } from '../../visit.ts';
import { localFiles } from '../files.ts';
import { uriOf } from '../paths.ts';
import { candidateReader } from '../reader.ts';
import { walk } from '../walk.ts';

/** What is searched for files that may hold a set-up. Plain data, so that another thread can be given it. */
export interface Search {
  /** Absolute paths. */
  readonly folders: readonly string[];
  /** URIs, as in `StoreOptions`. */
  readonly roots: readonly string[];
  /** The URI of the one settings file that counts instead of those beside the sources. */
  readonly config?: string | undefined;
}

/** What is met on the way, in the order of the walk. Plain data. */
export type Sighting =
  /** Files that are worth opening, absolute paths, each told once. */
  | { readonly kind: 'found'; readonly paths: readonly string[] }
  /** A folder that could not be read. */
  | { readonly kind: 'problem'; readonly uri: string; readonly message: string }
  /** All are found. `settings`: the folders with a settings file. */
  | { readonly kind: 'walked'; readonly settings: readonly string[] }
  /** So many of the files were read, this one included, which passed its filter or could not be read. */
  | {
      readonly kind: 'candidate';
      readonly path: string;
      readonly files: number;
      readonly outcome: TextOutcome;
    }
  | { readonly kind: 'read'; readonly files: number };

export interface SearchInTwo {
  /** Finds. */
  walk(): Generator<Sighting, void, undefined>;
  /** Reads what was found and not read yet. */
  read(): Generator<Sighting, void, undefined>;
}

/** Files of which nothing is said are told in groups of so many. */
const TOLD_EVERY = 64;

/** Finding and reading apart: a progress that finds everything first knows how much there is to read. */
export function searchInTwo({ folders, roots, config }: Search, what: Prefilter = prefilter): SearchInTwo {
  // Which rules there are does not matter here: of a settings file only its exclusions count.
  const store = createFolderSettings(() => roots, []);
  const found: string[] = [];
  const known = new Set<string>();
  let next = 0;
  const reader = candidateReader(what);

  return {
    *walk() {
      const file = config === undefined ? undefined : runNow(loadSettingsFile(config, []), localFiles);
      const options: VisitOptions = {
        store,
        folderSettings: config === undefined,
        excludes: file && combineSettings([file]).excludes,
      };
      let paths: string[] = [];
      for (const folder of folders) {
        for (const event of walk(uriOf(folder), options)) {
          if (event.kind === 'problem') {
            yield { kind: 'problem', uri: event.uri, message: event.message };
            continue;
          }
          // Folders that are named may lie in each other.
          if (folders.length > 1 && known.size === known.add(event.path).size) continue;
          found.push(event.path);
          paths.push(event.path);
          if (paths.length < TOLD_EVERY) continue;
          yield { kind: 'found', paths };
          paths = [];
        }
      }
      if (paths.length > 0) yield { kind: 'found', paths };
      yield { kind: 'walked', settings: store.settingsFiles().map((one) => one.folder) };
    },
    *read() {
      for (; next < found.length; next++) {
        const path = found[next];
        if (path === undefined) continue;
        const outcome = reader(path);
        if (outcome) yield { kind: 'candidate', path, files: next + 1, outcome };
        else if (next % TOLD_EVERY === TOLD_EVERY - 1) yield { kind: 'read', files: next + 1 };
      }
    },
  };
}
