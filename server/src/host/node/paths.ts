import { sep } from 'node:path';
import { encodeName } from '../uris.ts';

/** The URI of an absolute path, spelt as VS Code spells it: `/a b` is `file:///a%20b`, `C:\a` is `file:///c%3A/a`. */
export function uriOf(path: string): string {
  const plain = sep === '\\' ? path.replaceAll('\\', '/') : path;
  if (plain.startsWith('//')) {
    const [host = '', ...rest] = plain.slice(2).split('/');
    return `file://${host.toLowerCase()}/${rest.map(encodeName).join('/')}`;
  }
  const drive = /^([A-Za-z]):/.exec(plain);
  const rooted = drive ? `/${plain.charAt(0).toLowerCase()}${plain.slice(1)}` : plain;
  return `file://${rooted.split('/').map(encodeName).join('/')}`;
}

/** The path of a `file:` URI however it is spelt; undefined for another scheme. */
export function pathOf(uri: string): string | undefined {
  // Most have nothing to decode, and a walk asks for each folder.
  if (sep === '/' && uri.startsWith('file:///') && !/[%?#]|^file:\/\/\/[A-Za-z]:/.test(uri))
    return uri.slice(7);
  const match = /^file:\/\/([^/]*)(\/[^?#]*)?/i.exec(uri);
  if (!match) return undefined;
  const host = match[1] ?? '';
  let path: string;
  try {
    path = decodeURIComponent(match[2] ?? '/');
  } catch {
    return undefined;
  }
  if (path.includes('\0')) return undefined;
  if (/^\/[A-Za-z]:/.test(path)) path = path.slice(1);
  if (host !== '' && host !== 'localhost') path = `//${host}${path}`;
  return sep === '\\' ? path.replaceAll('/', '\\') : path;
}
