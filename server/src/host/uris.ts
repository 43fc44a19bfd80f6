/**
 * URIs as VS Code writes them: every character of a path is percent-encoded but letters, digits and `-._~/`. The same spelling
 * everywhere lets a URI serve as key, whether a client, a walk or the command line made it.
 */

/** The URI of an entry of a folder. */
export function joinUri(folder: string, name: string): string {
  return `${folder.endsWith('/') ? folder.slice(0, -1) : folder}/${name.split('/').map(encodeName).join('/')}`;
}

/** The folder around; undefined for a root. */
export function parentOf(uri: string): string | undefined {
  const start = pathStart(uri);
  const end = uri.endsWith('/') ? uri.length - 1 : uri.length;
  const slash = uri.lastIndexOf('/', end - 1);
  if (end <= start || slash < start) return undefined;
  return slash === start ? uri.slice(0, start + 1) : uri.slice(0, slash);
}

/** The last part of the path, decoded. */
export function nameOf(uri: string): string {
  const end = uri.endsWith('/') ? uri.length - 1 : uri.length;
  return decodeName(uri.slice(uri.lastIndexOf('/', end - 1) + 1, end));
}

/**
 * The decoded path from a folder down to a URI: `a/b.py`, the empty text for the folder itself, undefined for what lies outside.
 */
export function pathBelow(folder: string, uri: string): string | undefined {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  if (uri === folder || `${uri}/` === base) return '';
  return uri.startsWith(base) ? uri.slice(base.length).split('/').map(decodeName).join('/') : undefined;
}

/** `encodeURIComponent` leaves five marks alone that VS Code encodes, and refuses half a surrogate pair. */
export function encodeName(name: string): string {
  // Nearly every name, and a walk comes here for each folder.
  if (/^[\w.~-]*$/.test(name)) return name;
  return encodeURIComponent(name.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Where the path begins: its first slash, behind scheme and authority. */
function pathStart(uri: string): number {
  const scheme = uri.indexOf('://');
  if (scheme < 0) return Math.max(0, uri.indexOf('/'));
  const slash = uri.indexOf('/', scheme + 3);
  return slash < 0 ? uri.length : slash;
}
