/** Forbidden request-headers (Fetch section 2.2.2): the browser drops them without a word. */
import { byteLowercase } from './bytes.ts';
import { splitOutsideQuotes } from './headers.ts';
import { isForbiddenMethod } from './methods.ts';

/** Lower-case. `User-Agent` left this list; see `ignoresUserAgent` in `engines.ts` for Chromium. */
export const forbiddenRequestHeaderNames: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

export const forbiddenRequestHeaderPrefixes: readonly string[] = ['proxy-', 'sec-'];

/** Forbidden only when their value names a forbidden method. */
export const methodOverrideHeaderNames: ReadonlySet<string> = new Set([
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
]);

export function isForbiddenRequestHeader(name: string, value: string): boolean {
  const lower = byteLowercase(name);
  if (forbiddenRequestHeaderNames.has(lower)) return true;
  if (forbiddenRequestHeaderPrefixes.some((prefix) => lower.startsWith(prefix))) return true;
  return methodOverrideHeaderNames.has(lower) && splitOutsideQuotes(value).some(isForbiddenMethod);
}
