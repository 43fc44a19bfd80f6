import { type Io, stat } from './io.ts';
import { joinUri, parentOf, pathBelow } from './uris.ts';

/**
 * How far up lock files, settings and `.gitignore` are looked for. For a file in a workspace folder (for the command line: the
 * working directory, and folders named outside it): up to that folder, or to the Git repository that the folder lies in. For
 * any other file: up to its own repository, else its own folder. So no stray file of a home directory counts by
 * accident.
 *
 * The result is the chain of folders from the outermost that counts down to the given one.
 */
export function* chainOf(folder: string, roots: readonly string[]): Io<readonly string[]> {
  const root = outermostRoot(folder, roots);
  const repository = yield* repositoryAround(root ?? folder);
  const top = repository ?? root ?? folder;
  const chain: string[] = [];
  for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
    chain.unshift(at);
    if (at === top) break;
  }
  return chain;
}

function outermostRoot(folder: string, roots: readonly string[]): string | undefined {
  return roots
    .map((root) => (root.endsWith('/') && parentOf(root) !== undefined ? root.slice(0, -1) : root))
    .filter((root) => pathBelow(root, folder) !== undefined)
    .sort((a, b) => a.length - b.length)[0];
}

function* repositoryAround(folder: string): Io<string | undefined> {
  for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
    // A work tree or submodule has a file of this name.
    if (yield* stat(joinUri(at, '.git'))) return at;
  }
  return undefined;
}
