import { parse } from 'jsonc-parser';
import { chainOf } from '../boundary.ts';
import { isTooDeep } from '../depth.ts';
import { type Io, list, readText } from '../io.ts';
import { nameOf, parentOf, pathBelow } from '../uris.ts';
import { attempt } from '../versions/stated.ts';

/** Longer manifests and compiler settings are not written by people; in UTF-16 units. */
const LONGEST_JSON = 1024 * 1024;
/** Folders and results beyond this are forgotten together: the memory stays small, and they are looked up again. */
const MOST_REMEMBERED = 20_000;
const DEEPEST = 100;

type Kind = 'file' | 'folder';

/**
 * What was seen of the workspace's folders, all of it remembered. A folder is listed once, and the listing answers whether
 * any of a dozen endings stands there. Nothing outside the workspace is seen, and links are not followed, as in the walk:
 * their target is looked at where it stands.
 */
export interface View {
  /** Lets the folders around a file that lies in no workspace folder be seen: its repository, else its own folder. */
  admit(folder: string): Io<void>;
  /** The workspace folder around, or what was admitted. */
  rootOf(uri: string): string | undefined;
  roots(): readonly string[];
  isFile(uri: string): Io<boolean>;
  isFolder(uri: string): Io<boolean>;
  /** Names of the folders in a folder, sorted. */
  foldersIn(uri: string): Io<readonly string[]>;
  /** Names of the files in a folder, sorted. */
  filesIn(uri: string): Io<readonly string[]>;
  /** The value of a JSON file, also with comments; undefined for one that is not there or broken. */
  json(uri: string): Io<unknown>;
  text(uri: string): Io<string | undefined>;
  /** Calls once for each key. */
  remember<T>(key: string, make: () => Io<T>): Io<T>;
}

export function createView(workspace: readonly string[]): View {
  const roots = new Set(workspace);
  const listings = new Map<string, ReadonlyMap<string, Kind>>();
  const remembered = new Map<string, unknown>();

  function rootOf(uri: string): string | undefined {
    let outermost: string | undefined;
    for (const root of roots) {
      if (pathBelow(root, uri) === undefined) continue;
      if (outermost === undefined || root.length < outermost.length) outermost = root;
    }
    return outermost;
  }

  function* listing(folder: string, depth: number): Io<ReadonlyMap<string, Kind>> {
    const known = listings.get(folder);
    if (known) return known;
    if ((yield* kindOf(folder, depth + 1)) !== 'folder') return NOTHING;
    const found = new Map<string, Kind>();
    for (const { name, kind } of (yield* list(folder)).entries ?? []) {
      if (kind === 'file' || kind === 'folder') found.set(name, kind);
    }
    if (listings.size >= MOST_REMEMBERED) listings.clear();
    listings.set(folder, found);
    return found;
  }

  function* kindOf(uri: string, depth = 0): Io<Kind | undefined> {
    if (depth > DEEPEST || rootOf(uri) === undefined) return undefined;
    if (roots.has(uri)) return 'folder';
    const folder = parentOf(uri);
    return folder === undefined ? undefined : (yield* listing(folder, depth)).get(nameOf(uri));
  }

  function* text(uri: string): Io<string | undefined> {
    if ((yield* kindOf(uri)) !== 'file') return undefined;
    const outcome = yield* readText(uri);
    return outcome.text !== undefined && outcome.text.length <= LONGEST_JSON ? outcome.text : undefined;
  }

  function* remember<T>(key: string, make: () => Io<T>): Io<T> {
    if (remembered.has(key)) return remembered.get(key) as T;
    const made = yield* make();
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, made);
    return made;
  }

  function* namesIn(uri: string, wanted: Kind): Io<readonly string[]> {
    const names: string[] = [];
    for (const [name, kind] of yield* listing(uri, 0)) if (kind === wanted) names.push(name);
    return names.sort();
  }

  return {
    *admit(folder) {
      if (rootOf(folder) !== undefined) return;
      const [top] = yield* chainOf(folder, []);
      if (top !== undefined) roots.add(top);
    },
    rootOf,
    roots: () => workspace,
    *isFile(uri) {
      return (yield* kindOf(uri)) === 'file';
    },
    *isFolder(uri) {
      return (yield* kindOf(uri)) === 'folder';
    },
    foldersIn: (uri) => namesIn(uri, 'folder'),
    filesIn: (uri) => namesIn(uri, 'file'),
    json: (uri) =>
      remember(`json ${uri}`, function* () {
        const written = yield* text(uri);
        return written === undefined || isTooDeep(written) ? undefined : readJson(written);
      }),
    text,
    remember,
  };
}

const NOTHING: ReadonlyMap<string, Kind> = new Map();

function readJson(text: string): unknown {
  return attempt(() => parse(text, [], { allowTrailingComma: true }) as unknown, undefined);
}

/** A folder and those around it, innermost first, up to the workspace folder. */
export function upwards(view: View, folder: string): readonly string[] {
  const root = view.rootOf(folder);
  const chain: string[] = [];
  let at: string | undefined = folder;
  while (at !== undefined && root !== undefined && chain.length < DEEPEST) {
    chain.push(at);
    if (at === root) break;
    at = parentOf(at);
  }
  return chain;
}
