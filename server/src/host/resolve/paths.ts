import { encodeName, joinUri, nameOf, parentOf } from '../uris.ts';

/** More parts than any import has. */
const MOST_PARTS = 100;

/**
 * One spelling for one file, whichever client or person wrote the URI: the spelling of {@link joinUri}, with the drive
 * letters of Windows in lower case.
 */
export function canonical(uri: string): string {
  const start = uri.indexOf('://');
  if (start < 0) return uri;
  const slash = uri.indexOf('/', start + 3);
  if (slash < 0) return uri;
  const path = uri
    .slice(slash)
    .split('/')
    .map((part) => (/^[\w.~-]*$/.test(part) ? part : encodeName(nameOf(part))))
    .join('/')
    .replace(/^\/[A-Z]%3A/, (drive) => drive.toLowerCase().replace('%3a', '%3A'));
  return uri.slice(0, slash) + path;
}

/** The URI that a relative path names from a folder; undefined above the top, and for what is no path. */
export function joinPath(folder: string, path: string): string | undefined {
  if (path.includes('\0')) return undefined;
  const parts = path.split('/');
  if (parts.length > MOST_PARTS) return undefined;
  let at: string | undefined = folder;
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    at = part === '..' ? parentOf(at) : joinUri(at, part);
    if (at === undefined) return undefined;
  }
  return at;
}

/** The same file name with another ending. */
export function withEnding(uri: string, ending: string, other: string): string {
  return uri.slice(0, uri.length - ending.length) + other;
}
