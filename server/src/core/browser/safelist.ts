/** CORS-safelisted request-headers (Fetch section 2.2.2): those that a page may set without asking the server. */
import { byteLowercase, isAllDigits } from './bytes.ts';
import { clientHintRules } from './clientHints.ts';
import { mimeEssence } from './mime.ts';
import type { Header } from './types.ts';

/** A longer value is never safelisted, whatever the name. In bytes. */
export const safelistedValueLimit = 128;

/** When all safelisted values together are longer, none of them is safelisted. In bytes. */
export const safelistedTotalLimit = 1024;

/** Safelisted under conditions on the value, see `isSafelistedRequestHeader`. */
export const safelistedRequestHeaderNames: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-language',
  'content-type',
  'range',
]);

/** The only content types that need no preflight: those that an HTML form can send. */
export const safelistedContentTypes: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);

/** Fetch "CORS non-wildcard request-header name": `*` does not cover it. */
export const nonWildcardRequestHeaderNames: ReadonlySet<string> = new Set(['authorization']);

/** Fetch "request-body-header name": removed when a redirect turns the request into a GET. */
export const requestBodyHeaderNames: readonly string[] = [
  'Content-Encoding',
  'Content-Language',
  'Content-Location',
  'Content-Type',
];

const unsafeBytes: ReadonlySet<number> = new Set(
  [...'"():<>?@[\\]{}\x7f'].map((character) => character.charCodeAt(0)),
);

/** Fetch "CORS-unsafe request-header byte": delimiters and controls. Tab and bytes from 0x80 on are fine. */
export function isUnsafeByte(code: number): boolean {
  return (code < 0x20 && code !== 0x09) || unsafeBytes.has(code);
}

function hasUnsafeByte(value: string): boolean {
  for (let index = 0; index < value.length; index++) if (isUnsafeByte(value.charCodeAt(index))) return true;
  return false;
}

/** `Accept-Language` and `Content-Language` are stricter: no underscore, no tab, nothing from 0x80 on. */
const languageValue = /^[0-9A-Za-z *,\-.;=]*$/;

/** Compares two decimal numbers of any length without losing digits. */
function isGreater(left: string, right: string): boolean {
  const a = left.replace(/^0+/, '');
  const b = right.replace(/^0+/, '');
  return a.length === b.length ? a > b : a.length > b.length;
}

/** Fetch "parse a single range header value" without whitespace, and with a start: `bytes=0-` or `bytes=5-9`. */
function isSimpleRange(value: string): boolean {
  if (!value.startsWith('bytes=')) return false;
  const dash = value.indexOf('-');
  if (dash === -1) return false;
  const start = value.slice('bytes='.length, dash);
  const end = value.slice(dash + 1);
  if (!isAllDigits(start)) return false;
  return end === '' || (isAllDigits(end) && !isGreater(start, end));
}

export function isSafelistedRequestHeader(name: string, value: string, clientHints = false): boolean {
  if (value.length > safelistedValueLimit) return false;
  const lower = byteLowercase(name);
  switch (lower) {
    case 'accept':
      return !hasUnsafeByte(value);
    case 'accept-language':
    case 'content-language':
      return languageValue.test(value);
    case 'content-type':
      return !hasUnsafeByte(value) && safelistedContentTypes.has(mimeEssence(value) ?? '');
    case 'range':
      return isSimpleRange(value);
    default:
      return clientHints && (clientHintRules.get(lower)?.(value) ?? false);
  }
}

/** Fetch "no-CORS-safelisted request-header": all that a `no-cors` request may carry. */
export function isNoCorsSafelistedRequestHeader(name: string, value: string): boolean {
  return byteLowercase(name) !== 'range' && isSafelistedRequestHeader(name, value);
}

export interface SafelistRules {
  /** Client hints count as safelisted. */
  readonly clientHints: boolean;
  /** The limit on all safelisted values together applies. */
  readonly totalLimit: boolean;
}

export interface UnsafeNames {
  /** Unique, lower-case, in the order in which the page set them. */
  readonly inScriptOrder: readonly string[];
  /** The same names sorted by byte: the value of `Access-Control-Request-Headers`, split. */
  readonly sorted: readonly string[];
  /** The safelisted headers were too long together. */
  readonly overTotal: boolean;
}

/** Fetch "CORS-unsafe request-header names": those that the server has to allow in a preflight. */
export function unsafeRequestHeaderNames(
  headers: readonly Header[],
  rules: SafelistRules = { clientHints: false, totalLimit: true },
): UnsafeNames {
  const unsafe = new Set<string>();
  const potentiallyUnsafe: string[] = [];
  let total = 0;
  for (const [name, value] of headers) {
    const lower = byteLowercase(name);
    if (isSafelistedRequestHeader(name, value, rules.clientHints)) {
      potentiallyUnsafe.push(lower);
      total += value.length;
    } else unsafe.add(lower);
  }
  const overTotal = rules.totalLimit && total > safelistedTotalLimit;
  if (overTotal) for (const name of potentiallyUnsafe) unsafe.add(name);
  const inScriptOrder = [...unsafe];
  return { inScriptOrder, sorted: [...inScriptOrder].sort(), overTotal };
}
