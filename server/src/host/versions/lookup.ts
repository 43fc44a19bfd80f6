import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';
import type { ResolvedVersion } from '../../core/index.ts';
import type { VersionLookup } from '../host.ts';
import { nameOf, pathBelow } from '../uris.ts';
import type { FolderVersions } from './folder.ts';
import type { Ecosystem } from './sources.ts';
import { pythonName, type Stated } from './stated.ts';

/**
 * The version of a distribution for one source file: what a lock file pins, nearest folder first; else what is installed;
 * else what is declared. A pin that does not fit the nearest declaration belongs to another part of the repository.
 *
 * `chain` goes from the outermost folder down to the file's own.
 */
export function lookupFor(uri: string, chain: readonly FolderVersions[]): VersionLookup {
  const ecosystem: Ecosystem = nameOf(uri).toLowerCase().endsWith('.py') ? 'python' : 'javascript';
  const inward = [...chain].reverse();
  return (packages) => {
    for (const written of packages) {
      const name = ecosystem === 'python' ? pythonName(written) : written;
      const found = resolve(name, uri, ecosystem, inward);
      if (found) return { package: written, ...found };
    }
    return { package: packages[0] ?? '', from: 'assumed' };
  };
}

type Found = Omit<ResolvedVersion, 'package'>;

function resolve(
  name: string,
  uri: string,
  ecosystem: Ecosystem,
  inward: readonly FolderVersions[],
): Found | undefined {
  const stating = inward.flatMap((folder) => {
    const path = pathBelow(folder.folder, uri) ?? '';
    return folder.files
      .filter((file) => file.ecosystem === ecosystem)
      .map((file) => ({ file: file.uri, path, stated: file.stated().get(name) ?? [] }));
  });
  const declared = stating.flatMap(({ file, stated }) =>
    stated.filter((one) => !isPin(file, one)).map((one) => ({ file, one })),
  )[0];
  const range = ecosystem === 'javascript' ? (declared?.one.range ?? declared?.one.version) : undefined;

  for (const { file, path, stated } of stating) {
    const version = pick(
      stated.filter((one) => isPin(file, one)),
      path,
      range,
    );
    if (version !== undefined) return { version, from: 'lock', file };
  }
  for (const folder of inward) {
    const installed = folder.installed[ecosystem].get(name);
    if (installed) return { version: installed.version, from: 'lock', file: installed.uri };
  }
  if (!declared) return undefined;
  const { version, range: wanted } = declared.one;
  return {
    ...(version === undefined ? {} : { version }),
    ...(wanted === undefined ? {} : { range: wanted }),
    from: 'manifest',
    file: declared.file,
  };
}

/** A manifest's exact version is a declaration still; in a requirements file it is what gets installed. */
function isPin(file: string, stated: Stated): boolean {
  return stated.version !== undefined && !MANIFESTS.has(nameOf(file));
}

const MANIFESTS: ReadonlySet<string> = new Set([
  'package.json',
  'pyproject.toml',
  'setup.cfg',
  'setup.py',
  'Pipfile',
]);

/** The one version that holds for a path; undefined where several do and nothing tells which. */
function pick(pins: readonly Stated[], path: string, range: string | undefined): string | undefined {
  const fitting = pins.filter((pin) => range === undefined || fits(pin, range));
  const direct = fitting.filter((pin) => !pin.indirect && isBelow(pin.below, path));
  const depth = Math.max(-1, ...direct.map((pin) => pin.below?.length ?? 0));
  const deepest = direct.filter((pin) => (pin.below?.length ?? 0) === depth);
  const exact = deepest.filter((pin) => range !== undefined && pin.ranges?.includes(range));
  return (
    only(exact) ??
    only(deepest) ??
    (direct.length === 0 ? only(fitting.filter((pin) => pin.indirect)) : undefined)
  );
}

function only(pins: readonly Stated[]): string | undefined {
  const versions = new Set(pins.map((pin) => pin.version));
  return versions.size === 1 ? pins[0]?.version : undefined;
}

function isBelow(folder: string | undefined, path: string): boolean {
  return folder === undefined || path.startsWith(`${folder}/`);
}

/** A range that cannot be read excludes nothing. */
function fits(pin: Stated, range: string): boolean {
  if (pin.ranges?.includes(range) || pin.version === undefined) return true;
  if (validRange(range) === null) return true;
  return satisfies(pin.version, range, { includePrerelease: true });
}
