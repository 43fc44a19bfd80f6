/**
 * As much of the URL standard as cross-origin decisions need: absolute URLs, and what `Location` may hold.
 * This folder runs where no `URL` class is declared. `undefined` means that the text is not a URL.
 */
import { byteLowercase, isAllDigits, trimControlsAndSpace } from './bytes.ts';
import { parseHost } from './host.ts';

export interface ParsedUrl {
  /** Lower-case, without the colon. */
  readonly scheme: string;
  readonly username: string;
  readonly password: string;
  /** Serialised; empty for URLs such as `data:`. */
  readonly host: string;
  /** Empty for the default port. */
  readonly port: string;
  readonly path: string;
  /** With the leading `?`, or empty. */
  readonly query: string;
  /** With the leading `#`, or empty. */
  readonly fragment: string;
}

const defaultPorts: ReadonlyMap<string, string> = new Map([
  ['http', '80'],
  ['https', '443'],
  ['ws', '80'],
  ['wss', '443'],
  ['ftp', '21'],
]);

function isSpecial(scheme: string): boolean {
  return defaultPorts.has(scheme) || scheme === 'file';
}

export function isHttpScheme(scheme: string): boolean {
  return scheme === 'http' || scheme === 'https';
}

/** Percent-encodes what a path or a query cannot hold. */
function encode(text: string, set: RegExp): string {
  return text.replace(set, (character) => {
    if (/^[\ud800-\udfff]$/u.test(character)) return '%EF%BF%BD';
    if (character.charCodeAt(0) >= 0x80) return encodeURIComponent(character);
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

const pathSet = /[^!$-;=@-\]_a-z|~]/gu;
/** The *special-query percent-encode set*; other URLs keep the apostrophe (URL Standard 1.3). */
const specialQuerySet = /[^!$-&(-;=?-~]/gu;
const querySet = /[^!$-;=?-~]/gu;

function isDot(segment: string): boolean {
  return /^(?:\.|%2e)$/i.test(segment);
}

function isDoubleDot(segment: string): boolean {
  return /^(?:\.|%2e){2}$/i.test(segment);
}

/** Removes dot segments and encodes. The path of a special URL begins with a slash, always. */
function normalisePath(path: string): string {
  const segments: string[] = [];
  const parts = path.replaceAll('\\', '/').replace(/^\//, '').split('/');
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    if (isDoubleDot(part)) {
      segments.pop();
      if (last) segments.push('');
    } else if (isDot(part)) {
      if (last) segments.push('');
    } else segments.push(encode(part, pathSet));
  }
  return `/${segments.join('/')}`;
}

interface Tail {
  readonly rest: string;
  readonly query: string;
  readonly fragment: string;
}

function splitTail(text: string, set = specialQuerySet): Tail {
  const hash = text.indexOf('#');
  const fragment = hash === -1 ? '' : text.slice(hash);
  const before = hash === -1 ? text : text.slice(0, hash);
  const mark = before.indexOf('?');
  if (mark === -1) return { rest: before, query: '', fragment };
  const query = before.slice(mark + 1);
  return { rest: before.slice(0, mark), query: `?${encode(query, set)}`, fragment };
}

interface Authority {
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly port: string;
}

function parseAuthority(text: string, scheme: string): Authority | undefined {
  const at = text.lastIndexOf('@');
  const userinfo = at === -1 ? '' : text.slice(0, at);
  const colon = userinfo.indexOf(':');
  const username = colon === -1 ? userinfo : userinfo.slice(0, colon);
  const password = colon === -1 ? '' : userinfo.slice(colon + 1);
  const hostPort = text.slice(at + 1);
  const bracket = hostPort.lastIndexOf(']');
  const portColon = hostPort.indexOf(':', bracket + 1);
  const host = parseHost(portColon === -1 ? hostPort : hostPort.slice(0, portColon));
  const portText = portColon === -1 ? '' : hostPort.slice(portColon + 1);
  if (host === undefined) return undefined;
  if (portText === '') return { username, password, host, port: '' };
  if (!isAllDigits(portText) || Number(portText) > 65_535) return undefined;
  const port = String(Number(portText));
  return { username, password, host, port: port === defaultPorts.get(scheme) ? '' : port };
}

/** `text` stands behind the scheme and its slashes. */
function parseSpecial(scheme: string, text: string): ParsedUrl | undefined {
  const { rest, query, fragment } = splitTail(text);
  const end = rest.search(/[/\\]/);
  const authority = parseAuthority(end === -1 ? rest : rest.slice(0, end), scheme);
  if (authority === undefined) return undefined;
  return { scheme, ...authority, path: normalisePath(end === -1 ? '' : rest.slice(end)), query, fragment };
}

function resolve(text: string, base: ParsedUrl): ParsedUrl | undefined {
  if (/^[/\\]{2}/.test(text)) return parseSpecial(base.scheme, text.replace(/^[/\\]+/, ''));
  const { rest, query, fragment } = splitTail(text);
  if (rest === '') {
    const kept = text === '' || text.startsWith('#') ? base.query : query;
    return { ...base, query: kept, fragment };
  }
  const directory = base.path.slice(0, base.path.lastIndexOf('/') + 1);
  const path = /^[/\\]/.test(rest) ? rest : directory + rest;
  return { ...base, path: normalisePath(path), query, fragment };
}

/** Parses an absolute URL, or one that is relative to `base` (an `http:` or `https:` URL). */
export function parseUrl(input: string, base?: ParsedUrl): ParsedUrl | undefined {
  // Only these are the same whatever the base is.
  if (base !== undefined && !/^[A-Za-z][A-Za-z0-9+\-.]*:\/\//.test(input)) return read(input, base);
  const known = absolute.get(input);
  if (known !== undefined || absolute.has(input)) return known;
  const url = read(input, undefined);
  if (absolute.size >= MOST_KEPT) absolute.clear();
  if (input.length <= LONGEST_KEPT) absolute.set(input, url);
  return url;
}

/** A set-up is asked about the same few origins again and again. */
const absolute = new Map<string, ParsedUrl | undefined>();
const MOST_KEPT = 200;
const LONGEST_KEPT = 300;

function read(input: string, base: ParsedUrl | undefined): ParsedUrl | undefined {
  const text = trimControlsAndSpace(input).replace(/[\t\n\r]/g, '');
  const match = /^([A-Za-z][A-Za-z0-9+\-.]*):/.exec(text);
  if (match === null) return base === undefined ? undefined : resolve(text, base);
  const scheme = byteLowercase(match[1] ?? '');
  const rest = text.slice(match[0].length);
  if (scheme === 'file' || !isSpecial(scheme)) {
    const set = scheme === 'file' ? specialQuerySet : querySet;
    const { rest: path, query, fragment } = splitTail(rest, set);
    return { scheme, username: '', password: '', host: '', port: '', path, query, fragment };
  }
  // `http:foo` is relative to a base of the same scheme, and `http://foo` otherwise.
  if (base !== undefined && base.scheme === scheme && !/^[/\\]{2}/.test(rest)) return resolve(rest, base);
  return parseSpecial(scheme, rest.replace(/^[/\\]+/, ''));
}

export function includesCredentials(url: ParsedUrl): boolean {
  return url.username !== '' || url.password !== '';
}

/** The serialised URL. */
export function urlText(url: ParsedUrl): string {
  if (url.host === '') return `${url.scheme}:${url.path}${url.query}${url.fragment}`;
  const password = url.password === '' ? '' : `:${url.password}`;
  const userinfo = includesCredentials(url) ? `${url.username}${password}@` : '';
  const port = url.port === '' ? '' : `:${url.port}`;
  return `${url.scheme}://${userinfo}${url.host}${port}${url.path}${url.query}${url.fragment}`;
}
