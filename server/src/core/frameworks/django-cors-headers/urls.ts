/** What Python's `urllib.parse.urlsplit` makes of a text, as far as an origin goes. */
export interface SplitUrl {
  readonly scheme: string;
  readonly netloc: string;
  /** Path, query and fragment together. */
  readonly rest: string;
}

/** Undefined where Python raises `ValueError` (a bracket without its partner). */
export function urlsplit(text: string): SplitUrl | undefined {
  // Since 3.11.4 leading controls and blanks go; tabs and line ends go everywhere.
  let at = 0;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  let url = text.slice(at).replace(/[\t\r\n]/g, '');
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url);
  if (scheme) url = url.slice(scheme[0].length);
  let netloc = '';
  if (url.startsWith('//')) {
    const end = url.slice(2).search(/[/?#]/);
    netloc = end < 0 ? url.slice(2) : url.slice(2, 2 + end);
    url = url.slice(2 + netloc.length);
    if (netloc.includes('[') !== netloc.includes(']')) return undefined;
  }
  return { scheme: scheme?.[1]?.toLowerCase() ?? '', netloc, rest: url };
}
