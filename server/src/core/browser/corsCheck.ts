/** The CORS check (Fetch section 4.10): does this answer let the origin read it? */
import { getHeader, headerLines } from './headers.ts';
import type { CredentialsMode, Details, Header } from './types.ts';
import { parseUrl } from './url.ts';

export type CorsCheckCode =
  | 'missing-allow-origin'
  | 'allow-origin-mismatch'
  | 'invalid-allow-origin'
  | 'multiple-allow-origin'
  | 'wildcard-with-credentials'
  | 'allow-credentials-not-true';

export type CorsCheckResult =
  | { readonly passed: true; readonly text: string }
  | { readonly passed: false; readonly code: CorsCheckCode; readonly details: Details };

/** Header values are bytes. Where they are read as a URL they are UTF-8; `undefined` when they are not. */
function decodeUtf8(bytes: string): string | undefined {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  try {
    return decodeURIComponent(
      bytes.replace(/[%\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`),
    );
  } catch {
    return undefined;
  }
}

/** Why a value that is neither `*` nor the origin is refused. Fetch does not tell these apart, consoles do. */
function mismatchCode(value: string): CorsCheckCode {
  if (/[ ,]/.test(value)) return 'multiple-allow-origin';
  const text = decodeUtf8(value);
  const isUrl = text !== undefined && parseUrl(text) !== undefined;
  return value === 'null' || isUrl ? 'allow-origin-mismatch' : 'invalid-allow-origin';
}

/**
 * `origin` is what the request's `Origin` header says: the page's serialised origin, or `null`.
 * `Access-Control-Allow-Origin` is compared byte for byte as one value: no list, no pattern, no case folding.
 */
export function corsCheck(
  origin: string,
  credentials: CredentialsMode,
  headers: readonly Header[],
): CorsCheckResult {
  const lines = headerLines(headers, 'Access-Control-Allow-Origin').length;
  const value = getHeader(headers, 'Access-Control-Allow-Origin');
  if (value === undefined) return { passed: false, code: 'missing-allow-origin', details: { origin } };
  const include = credentials === 'include';
  if (value === '*') {
    if (!include) {
      return {
        passed: true,
        text: `Access-Control-Allow-Origin is * and the credentials mode is ${credentials}: any origin may read this answer.`,
      };
    }
    return { passed: false, code: 'wildcard-with-credentials', details: { origin, value, lines } };
  }
  if (value !== origin)
    return { passed: false, code: mismatchCode(value), details: { origin, value, lines } };
  if (!include) {
    return {
      passed: true,
      text: `Access-Control-Allow-Origin is ${value}, which equals the Origin header byte for byte.`,
    };
  }
  const allow = getHeader(headers, 'Access-Control-Allow-Credentials');
  if (allow === 'true') {
    return {
      passed: true,
      text: `Access-Control-Allow-Origin is ${value} and Access-Control-Allow-Credentials is true: this origin may read the answer to a request with credentials.`,
    };
  }
  return {
    passed: false,
    code: 'allow-credentials-not-true',
    details: allow === undefined ? { origin, lines: 0 } : { origin, value: allow, lines: 1 },
  };
}
