/** The response headers of the CORS protocol (Fetch, section 3.3.3 "HTTP responses"), and the one that caches need. */
export const RESPONSE_HEADERS: readonly string[] = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Expose-Headers',
  'Access-Control-Max-Age',
  'Access-Control-Allow-Private-Network',
];

const CANONICAL = new Map([...RESPONSE_HEADERS, 'Vary'].map((name) => [name.toLowerCase(), name]));

/** The usual spelling of a header that matters here; undefined for every other name. */
export function canonicalName(written: string): string | undefined {
  return CANONICAL.get(written.toLowerCase());
}

/** True for a name that is meant to be a response header of CORS, also where it is misspelt. */
export function isResponseHeader(written: string): boolean {
  return /^access-control-(?!request-)[a-z-]+$/i.test(written);
}
