import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { decode, type Failed, failed, MAX_BYTES, tooLarge } from '../decode.ts';
import type { Entry, FileSystem, ListOutcome, Stat, TextOutcome } from '../host.ts';
import type { FileSystemSync } from '../io.ts';
import { pathOf } from './paths.ts';

/** The local disk. Small synchronous reads: a wait would cost more than the read. */
export const localFiles: FileSystemSync = {
  readText(uri) {
    const path = pathOf(uri);
    return path === undefined ? failed('missing') : readPath(path);
  },
  stat(uri) {
    const path = pathOf(uri);
    return path === undefined ? undefined : statPath(path);
  },
  list(uri) {
    const path = pathOf(uri);
    return path === undefined ? { problem: 'missing', message: failed('missing').message } : listPath(path);
  },
};

export function later(files: FileSystemSync): FileSystem {
  return {
    readText: async (uri) => files.readText(uri),
    stat: async (uri) => files.stat(uri),
    list: async (uri) => files.list(uri),
  };
}

export function readPath(path: string, limit = MAX_BYTES): TextOutcome {
  try {
    // A named pipe or a device would be read for ever.
    const stat = statSync(path);
    if (stat.isDirectory()) return failed('unreadable', 'it is a folder');
    if (!stat.isFile()) return failed('unreadable', 'it is not a regular file');
    if (stat.size > limit) return tooLarge(limit);
    return decode(readFileSync(path), limit);
  } catch (error) {
    return failedBy(error);
  }
}

/** Follows links. */
export function statPath(path: string): Stat {
  try {
    const stat = statSync(path);
    return { kind: stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other', size: stat.size };
  } catch {
    return undefined;
  }
}

/** Does not follow links: a link is an entry of its own kind. */
export function listPath(path: string): ListOutcome {
  try {
    const entries: Entry[] = [];
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const kind = entry.isFile()
        ? 'file'
        : entry.isDirectory()
          ? 'folder'
          : entry.isSymbolicLink()
            ? 'link'
            : isUntold(entry)
              ? kindByStat(`${path}/${entry.name}`)
              : 'other';
      entries.push({ name: entry.name, kind });
    }
    return { entries };
  } catch (error) {
    const { problem, message } = failedBy(error);
    return { problem: problem === 'missing' ? 'missing' : 'unreadable', message };
  }
}

/** Some file systems do not tell the kind of an entry when they list it. */
function isUntold(entry: {
  isFIFO(): boolean;
  isSocket(): boolean;
  isBlockDevice(): boolean;
  isCharacterDevice(): boolean;
}): boolean {
  return !entry.isFIFO() && !entry.isSocket() && !entry.isBlockDevice() && !entry.isCharacterDevice();
}

function kindByStat(path: string): Entry['kind'] {
  try {
    const stat = lstatSync(path);
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'other';
  } catch {
    return 'other';
  }
}

/** What an error of the file system means for who wanted to read. */
export function failedBy(error: unknown): Failed {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return failed('missing');
  return failed('unreadable', REASONS[code] ?? code);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'a symbolic link leads to itself',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
  EIO: 'the disk reports an error',
};
