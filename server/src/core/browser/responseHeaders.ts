/** Which headers of an answer script may read (Fetch "CORS-safelisted response-header name", "filtered response"). */
import { byteLowercase } from './bytes.ts';
import { parseTokenList } from './headers.ts';
import type { Header } from './types.ts';

/** Readable without being listed. `Content-Length` since Chrome 76, Safari 12.1, Firefox 87 (browser-compat-data). */
export const safelistedResponseHeaderNames: ReadonlySet<string> = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);

/** Never readable, not even when listed or on the own origin. */
export const forbiddenResponseHeaderNames: ReadonlySet<string> = new Set(['set-cookie', 'set-cookie2']);

function readableNames(headers: readonly Header[], isReadable: (name: string) => boolean): readonly string[] {
  const names = new Set<string>();
  for (const [name] of headers) {
    const lower = byteLowercase(name);
    if (!forbiddenResponseHeaderNames.has(lower) && isReadable(lower)) names.add(lower);
  }
  return [...names];
}

/** The lower-case names that a same-origin answer shows, in the order of the answer. */
export function sameOriginExposedNames(headers: readonly Header[]): readonly string[] {
  return readableNames(headers, () => true);
}

/**
 * The lower-case names that a cross-origin answer shows, in the order of the answer.
 * A malformed `Access-Control-Expose-Headers` counts as absent; with credentials `*` is a header named `*`.
 */
export function corsExposedNames(headers: readonly Header[], includeCredentials: boolean): readonly string[] {
  const list = parseTokenList(headers, 'Access-Control-Expose-Headers');
  const listed = new Set(list.kind === 'list' ? list.items.map(byteLowercase) : []);
  const all = !includeCredentials && listed.has('*');
  return readableNames(headers, (name) => all || listed.has(name) || safelistedResponseHeaderNames.has(name));
}
