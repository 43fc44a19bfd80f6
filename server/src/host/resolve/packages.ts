import type { Io } from '../io.ts';
import { joinUri, parentOf } from '../uris.ts';
import { blocksAt, readBlocks } from '../versions/blockYaml.ts';
import { isRecord } from '../versions/stated.ts';
import { upwards, type View } from './view.ts';

export interface Manifest {
  readonly folder: string;
  readonly content: Record<string, unknown>;
}

/** A workspace with more packages is looked at only so far. */
const MOST_FOLDERS = 4000;
const DEEPEST = 5;
/** Where packages stand in a workspace whose tool does not list them. */
const USUAL = ['packages/**', 'apps/**', 'libs/**', 'services/**', 'modules/**'];

export function* manifestOf(view: View, folder: string): Io<Manifest | undefined> {
  const content = yield* view.json(joinUri(folder, 'package.json'));
  return isRecord(content) ? { folder, content } : undefined;
}

export function nearestManifest(view: View, folder: string): Io<Manifest | undefined> {
  return view.remember(`manifest ${folder}`, function* () {
    for (const one of upwards(view, folder)) {
      const manifest = yield* manifestOf(view, one);
      if (manifest) return manifest;
    }
    return undefined;
  });
}

/** The package of this name among those of the workspace that a folder belongs to. */
export function* workspacePackage(view: View, folder: string, name: string): Io<Manifest | undefined> {
  for (const one of upwards(view, folder)) {
    const found = (yield* packagesOf(view, one)).get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** By name, where a folder is the top of a monorepo; else none. */
function packagesOf(view: View, folder: string): Io<ReadonlyMap<string, Manifest>> {
  return view.remember(`packages ${folder}`, function* () {
    const found = new Map<string, Manifest>();
    const budget = { left: MOST_FOLDERS };
    for (const glob of yield* globsOf(view, folder)) {
      if (glob.startsWith('!')) continue;
      const parts = glob.split('/').filter((part) => part !== '' && part !== '.');
      for (const one of yield* expand(view, folder, parts, budget, 0)) {
        const manifest = yield* manifestOf(view, one);
        const name: unknown = manifest?.content.name;
        if (manifest && typeof name === 'string' && !found.has(name)) found.set(name, manifest);
      }
    }
    return found;
  });
}

/** npm, Yarn and Bun name the packages in `package.json`, pnpm and Lerna in files of their own, Nx and others nowhere. */
function* globsOf(view: View, folder: string): Io<readonly string[]> {
  const manifest = yield* manifestOf(view, folder);
  const workspaces: unknown = manifest?.content.workspaces;
  const listed = isRecord(workspaces) ? workspaces.packages : workspaces;
  if (Array.isArray(listed)) return texts(listed);
  const pnpm = yield* view.text(joinUri(folder, 'pnpm-workspace.yaml'));
  if (pnpm !== undefined) {
    return blocksAt(readBlocks(pnpm), 'packages').flatMap(({ key, value }) =>
      key === undefined ? value : [],
    );
  }
  const lerna = yield* view.json(joinUri(folder, 'lerna.json'));
  if (isRecord(lerna)) return Array.isArray(lerna.packages) ? texts(lerna.packages) : ['packages/*'];
  for (const name of ['nx.json', 'turbo.json', 'rush.json']) {
    if (yield* view.isFile(joinUri(folder, name))) return USUAL;
  }
  return [];
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string').slice(0, 200);
}

/** The folders that a glob names. `**` goes down a few levels only, and never into installed packages. */
function* expand(
  view: View,
  folder: string,
  parts: readonly string[],
  budget: { left: number },
  depth: number,
): Io<readonly string[]> {
  const [part, ...rest] = parts;
  if (part === undefined) return [folder];
  if (depth > DEEPEST || budget.left <= 0) return [];
  if (part === '..') {
    const parent = parentOf(folder);
    return parent === undefined ? [] : yield* expand(view, parent, rest, budget, depth + 1);
  }
  if (!part.includes('*')) {
    const inner = joinUri(folder, part);
    return (yield* view.isFolder(inner)) ? yield* expand(view, inner, rest, budget, depth + 1) : [];
  }
  const found: string[] = part === '**' ? [...(yield* expand(view, folder, rest, budget, depth + 1))] : [];
  for (const name of yield* view.foldersIn(folder)) {
    if (name === 'node_modules' || name.startsWith('.') || !fits(name, part)) continue;
    if (budget.left-- <= 0) break;
    const inner = joinUri(folder, name);
    found.push(...(yield* expand(view, inner, part === '**' ? parts : rest, budget, depth + 1)));
  }
  return found;
}

/** One `*` in the name; a second one is taken for any text too. */
function fits(name: string, part: string): boolean {
  if (part === '*' || part === '**') return true;
  const first = part.indexOf('*');
  const last = part.lastIndexOf('*');
  const end = part.slice(last + 1);
  return name.length >= first + end.length && name.startsWith(part.slice(0, first)) && name.endsWith(end);
}
