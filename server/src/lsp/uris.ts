import { pathBelow } from '../host/uris.ts';

/**
 * One spelling for each file: clients and hosts escape different characters, and Windows drive letters come in both
 * cases. For comparing only; what is sent keeps the spelling it came in.
 */
export function uriKey(uri: string): string {
  let decoded = uri;
  try {
    decoded = decodeURIComponent(uri);
  } catch {
    // Not well escaped: compared as it is.
  }
  return decoded.replace(/^file:\/\/\/([A-Z]):/, (_, drive: string) => `file:///${drive.toLowerCase()}:`);
}

/** The innermost of these folders that holds the file. */
export function folderOf(folders: readonly string[], uri: string): string | undefined {
  return folders
    .filter((folder) => pathBelow(folder, uri) !== undefined)
    .sort((a, b) => b.length - a.length)[0];
}

/** For people and globs: the path below the folder, else the whole path. */
export function relativePath(folder: string | undefined, uri: string): string {
  const below = folder === undefined ? undefined : pathBelow(folder, uri);
  return below ?? uriKey(uri).replace(/^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i, '');
}
