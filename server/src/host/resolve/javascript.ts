import type { Io } from '../io.ts';
import { joinUri } from '../uris.ts';
import { type CompilerSettings, compilerSettings, elsewhere, mapped } from './compilerSettings.ts';
import { targetsFor } from './exports.ts';
import { indexOf, sourceAt, sourceOfBuilt } from './files.ts';
import { type Manifest, manifestOf, nearestManifest, workspacePackage } from './packages.ts';
import { joinPath } from './paths.ts';
import type { View } from './view.ts';

/**
 * The file that an import or `require` in a folder means, as TypeScript, Node and the usual bundlers find it; undefined for
 * an installed package, a built-in module, a style sheet, or nothing at all.
 */
export function* resolveJavaScript(view: View, folder: string, specifier: string): Io<string | undefined> {
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) return yield* relative(view, folder, specifier);
  // `node:fs`, `https://…`, `/absolute`, `C:\…`, `./x?raw`
  if (/^[a-z][a-z\d+.-]*:|^[/\\]|[?\0]/i.test(specifier)) return undefined;
  for (const settings of yield* compilerSettings(view, folder)) {
    for (const place of mapped(settings, specifier)) {
      const found = yield* fileOrFolder(view, place);
      if (found !== undefined) return found;
    }
    const found = specifier.startsWith('#') ? undefined : yield* fromBase(view, settings, specifier);
    if (found !== undefined) return found;
  }
  const manifest = yield* nearestManifest(view, folder);
  if (specifier.startsWith('#')) return manifest && (yield* ownImport(view, manifest, specifier));
  if (/^[@~]\//.test(specifier)) return yield* conventional(view, manifest, specifier.slice(2));
  return yield* packageFile(view, folder, manifest, specifier);
}

function* relative(view: View, folder: string, specifier: string): Io<string | undefined> {
  const place = joinPath(folder, specifier);
  if (place === undefined) return undefined;
  const namesFolder = /(?:^|\/)\.{0,2}$/.test(specifier);
  const found = namesFolder ? yield* packageFolder(view, place) : yield* fileOrFolder(view, place);
  if (found !== undefined) return found;
  for (const settings of yield* compilerSettings(view, folder)) {
    for (const other of elsewhere(settings, place)) {
      const there = yield* fileOrFolder(view, other);
      if (there !== undefined) return there;
    }
  }
  return undefined;
}

function* fileOrFolder(view: View, place: string): Io<string | undefined> {
  return (yield* sourceAt(view, place)) ?? (yield* packageFolder(view, place));
}

/** A folder as it is required: by its manifest, else by its index. */
function* packageFolder(view: View, folder: string): Io<string | undefined> {
  if (!(yield* view.isFolder(folder))) return undefined;
  const manifest = yield* manifestOf(view, folder);
  return (manifest && (yield* entry(view, manifest))) ?? (yield* indexOf(view, folder));
}

function* fromBase(view: View, { baseUrl }: CompilerSettings, specifier: string): Io<string | undefined> {
  const place = baseUrl === undefined ? undefined : joinPath(baseUrl, specifier);
  return place === undefined ? undefined : yield* fileOrFolder(view, place);
}

/** `@/x` and `~/x` can be no packages; bundlers and frameworks that know them mean the sources. */
function* conventional(view: View, manifest: Manifest | undefined, path: string): Io<string | undefined> {
  if (!manifest) return undefined;
  for (const base of ['src', 'app', '.']) {
    const place = joinPath(manifest.folder, `${base}/${path}`);
    const found = place === undefined ? undefined : yield* fileOrFolder(view, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `#config`: https://nodejs.org/api/packages.html#imports */
function* ownImport(view: View, { folder, content }: Manifest, specifier: string): Io<string | undefined> {
  for (const target of targetsFor(content.imports, specifier)) {
    const found = target.startsWith('.')
      ? yield* sourceOfBuilt(view, folder, target)
      : yield* packageFile(view, folder, undefined, target);
    if (found !== undefined) return found;
  }
  return undefined;
}

function* packageFile(
  view: View,
  folder: string,
  own: Manifest | undefined,
  specifier: string,
): Io<string | undefined> {
  const parts = specifier.split('/');
  const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  const path = specifier.slice(name.length + 1);
  const manifest = own?.content.name === name ? own : yield* workspacePackage(view, folder, name);
  if (!manifest) return undefined;
  if (path === '') return (yield* entry(view, manifest)) ?? (yield* indexOf(view, manifest.folder));
  for (const target of targetsFor(manifest.content.exports, `./${path}`)) {
    const found = yield* sourceOfBuilt(view, manifest.folder, target);
    if (found !== undefined) return found;
  }
  for (const place of [joinPath(manifest.folder, `src/${path}`), joinPath(manifest.folder, path)]) {
    const found = place?.startsWith(`${manifest.folder}/`) ? yield* fileOrFolder(view, place) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a package gives when it is imported by its name alone. */
function* entry(view: View, { folder, content }: Manifest): Io<string | undefined> {
  const { source, types, module, main } = content;
  const targets = [source, ...targetsFor(content.exports, '.'), types, module, main];
  for (const target of targets) {
    const found = typeof target === 'string' ? yield* sourceOfBuilt(view, folder, target) : undefined;
    if (found !== undefined) return found;
  }
  return yield* indexOf(view, joinUri(folder, 'src'));
}
