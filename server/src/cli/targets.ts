import { isAbsolute, resolve } from 'node:path';
import { isLookedAt } from '../host/ignoring.ts';
import { statPath } from '../host/node/files.ts';
import { uriOf } from '../host/node/paths.ts';
import type { Trouble } from './outcome.ts';

/** What a command line names. */
export interface Targets {
  /** Absolute paths. */
  readonly folders: readonly string[];
  readonly files: readonly NamedFile[];
  readonly troubles: readonly Trouble[];
}

export interface NamedFile {
  readonly path: string;
  /** From standard input: a list that a program made, so what settings exclude stays excluded. */
  readonly listed: boolean;
}

/** `listed`: paths of standard input. Files of other kinds among them are left out in silence. */
export function targetsOf(named: readonly string[], listed: readonly string[], directory: string): Targets {
  const folders = new Set<string>();
  const files = new Map<string, NamedFile>();
  const troubles: Trouble[] = [];
  const take = (written: string, isListed: boolean) => {
    const path = isAbsolute(written) ? resolve(written) : resolve(directory, written);
    const stat = path.includes('\0') ? undefined : statPath(path);
    const trouble = (message: string) => troubles.push({ kind: 'unreadable', uri: uriOf(path), message });
    if (!stat) {
      trouble('There is no such file or folder.');
    } else if (stat.kind === 'folder') {
      folders.add(path);
    } else if (!isLookedAt(path)) {
      if (!isListed) trouble('It is neither a Python nor a JavaScript or TypeScript file.');
    } else if (!files.has(path)) {
      files.set(path, { path, listed: isListed });
    }
  };
  for (const path of named) take(path, false);
  for (const path of listed) take(path, true);
  return { folders: [...folders], files: [...files.values()], troubles };
}

/** One path a line; blank lines and line ends of either kind do not matter. */
export function readList(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}
