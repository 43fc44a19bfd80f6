/** Origins: serialisation and comparison (HTML section 7.1.1, URL section 4.7). */
import { isLoopbackHost } from './host.ts';
import { isHttpScheme, type ParsedUrl, parseUrl } from './url.ts';

/** The origin of a URL, serialised: no path, no default port, lower case. `null` when it is opaque. */
export function originOf(url: ParsedUrl): string {
  if (!isHttpScheme(url.scheme)) return 'null';
  return `${url.scheme}://${url.host}${url.port === '' ? '' : `:${url.port}`}`;
}

/** Serialises the origin of a URL text; `undefined` when it is not a URL, `'null'` when the origin is opaque. */
export function serialiseOrigin(text: string): string | undefined {
  const url = parseUrl(text);
  return url === undefined ? undefined : originOf(url);
}

/** Two serialised origins. An opaque origin is the same as none, not even as another `null`. */
export function isSameOrigin(left: string, right: string): boolean {
  return left !== 'null' && left === right;
}

/**
 * Whether a page loads this URL in spite of the mixed content rule: it is not plain HTTP, or it stays on the machine
 * (Secure Contexts, "is url potentially trustworthy").
 */
export function isPotentiallyTrustworthy(url: ParsedUrl): boolean {
  return url.scheme !== 'http' || isLoopbackHost(url.host);
}

/** Mixed Content: a page from `https:` may not fetch plain HTTP. */
export function isMixedContent(pageOrigin: string, url: ParsedUrl): boolean {
  return pageOrigin.startsWith('https://') && !isPotentiallyTrustworthy(url);
}
