import type { Entry } from '../host.ts';
import { type Io, list, readText } from '../io.ts';
import { joinUri } from '../uris.ts';
import { parseInstalledPackage } from './packageJson.ts';
import {
  type Ecosystem,
  REQUIREMENTS_FOLDER,
  REQUIREMENTS_IN_FOLDER,
  SOURCES,
  type Source,
  sourceRank,
} from './sources.ts';
import { pythonName, type Stated } from './stated.ts';

/** What the files of one folder state. */
export interface FolderVersions {
  readonly folder: string;
  readonly files: readonly StatingFile[];
  readonly installed: Readonly<Record<Ecosystem, ReadonlyMap<string, Installed>>>;
}

export interface StatingFile {
  readonly uri: string;
  readonly ecosystem: Ecosystem;
  /** Parsed when first asked. */
  readonly stated: () => ReadonlyMap<string, readonly Stated[]>;
}

export interface Installed {
  readonly version: string;
  readonly uri: string;
}

/** `packages`: the distributions that will be asked for; of the installed ones only these are read. */
export function* loadFolder(folder: string, packages: readonly string[]): Io<FolderVersions> {
  const entries = (yield* list(folder)).entries ?? [];
  const names = new Set(entries.map((entry) => entry.name));
  return {
    folder,
    files: yield* loadFiles(folder, entries),
    installed: {
      javascript: names.has('node_modules')
        ? yield* loadNodeModules(joinUri(folder, 'node_modules'), packages)
        : new Map(),
      python: yield* loadEnvironments(folder, names),
    },
  };
}

function* loadFiles(folder: string, entries: readonly Entry[]): Io<readonly StatingFile[]> {
  const found = entries
    .filter((entry) => entry.kind !== 'folder')
    .map(({ name }) => ({ name, rank: sourceRank(name) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  const files: StatingFile[] = [];
  for (const { name, rank } of found) {
    const source = SOURCES[rank];
    if (source) files.push(...(yield* loadFile(joinUri(folder, name), source)));
  }
  if (entries.some((entry) => entry.name === REQUIREMENTS_FOLDER && entry.kind === 'folder')) {
    const inner = joinUri(folder, REQUIREMENTS_FOLDER);
    const texts = ((yield* list(inner)).entries ?? []).map((entry) => entry.name).sort();
    for (const name of texts) {
      if (REQUIREMENTS_IN_FOLDER.name.test(name)) {
        files.push(...(yield* loadFile(joinUri(inner, name), REQUIREMENTS_IN_FOLDER)));
      }
    }
  }
  return files;
}

function* loadFile(uri: string, source: Source): Io<readonly StatingFile[]> {
  const { text } = yield* readText(uri);
  if (text === undefined) return [];
  let stated: ReadonlyMap<string, readonly Stated[]> | undefined;
  let waiting: string | undefined = text;
  const read = () => {
    stated ??= byName(source.parse(waiting ?? ''));
    waiting = undefined;
    return stated;
  };
  return [{ uri, ecosystem: source.ecosystem, stated: read }];
}

function byName(stated: readonly Stated[]): ReadonlyMap<string, readonly Stated[]> {
  const map = new Map<string, Stated[]>();
  for (const one of stated) {
    const same = map.get(one.name);
    if (same) same.push(one);
    else map.set(one.name, [one]);
  }
  return map;
}

function* loadNodeModules(folder: string, packages: readonly string[]): Io<ReadonlyMap<string, Installed>> {
  const there = new Set(((yield* list(folder)).entries ?? []).map((entry) => entry.name));
  const installed = new Map<string, Installed>();
  for (const name of packages) {
    if (!there.has(name.split('/', 1)[0] ?? name)) continue;
    const uri = joinUri(joinUri(folder, name), 'package.json');
    const { text } = yield* readText(uri);
    const stated = text === undefined ? undefined : parseInstalledPackage(text);
    if (stated?.version !== undefined) installed.set(name, { version: stated.version, uri });
  }
  return installed;
}

const ENVIRONMENTS: readonly string[] = ['.venv', 'venv', 'env'];

/** `lib/python3.12/site-packages/flask_cors-4.0.0.dist-info`; on Windows `Lib/site-packages/…`. */
function* loadEnvironments(folder: string, names: ReadonlySet<string>): Io<ReadonlyMap<string, Installed>> {
  const installed = new Map<string, Installed>();
  for (const environment of ENVIRONMENTS) {
    if (!names.has(environment)) continue;
    const lib = joinUri(joinUri(folder, environment), 'lib');
    const pythons = ((yield* list(lib)).entries ?? []).filter((entry) => entry.name.startsWith('python'));
    const sites = [
      ...pythons.map((entry) => joinUri(joinUri(lib, entry.name), 'site-packages')),
      joinUri(joinUri(folder, environment), 'Lib/site-packages'),
    ];
    for (const site of sites) {
      for (const { name } of (yield* list(site)).entries ?? []) {
        const match = /^(.+?)-(\d[^-]*)\.dist-info$/.exec(name);
        const distribution = pythonName(match?.[1] ?? '');
        if (match?.[2] && !installed.has(distribution)) {
          installed.set(distribution, { version: match[2], uri: joinUri(site, name) });
        }
      }
    }
  }
  return installed;
}
