/** `Access-Control-Max-Age`: how long a passed preflight stays in the preflight cache. */
import { isAllDigits } from './bytes.ts';
import { headerLines } from './headers.ts';
import type { Header } from './types.ts';

/** Seconds that a preflight is remembered when the server says nothing: 5 in Fetch and in all engines. */
export const defaultMaxAge = 5;

/** The most that a browser keeps, in seconds. Fetch leaves it to the browser. */
export const maxAgeCaps = {
  fetch: Number.POSITIVE_INFINITY,
  /** `base::Hours(2)` in services/network/public/cpp/cors/preflight_result.cc; 600 before version 76. */
  chromium: 7200,
  /** 24 hours in netwerk/protocol/http/nsCORSListenerProxy.cpp. */
  firefox: 86_400,
  /** `maxPreflightCacheTimeout` in Source/WebCore/loader/CrossOriginPreflightResultCache.cpp. */
  webkit: 600,
} as const;

export interface MaxAgeRules {
  readonly cap: number;
  /** `+60` is read as 60. */
  readonly plusSign: boolean;
  /** What a negative number means: no caching, or the same as a value that is no number. */
  readonly negative: 'none' | 'malformed';
  /** What a value that is no number means: the default age, or no caching at all. */
  readonly malformed: 'default' | 'none';
  /** More than a signed 64-bit number holds is no number. */
  readonly int64: boolean;
}

const largestInt64 = '9223372036854775807';

function fitsInt64(digits: string): boolean {
  const significant = digits.replace(/^0+/, '');
  if (significant.length !== largestInt64.length) return significant.length < largestInt64.length;
  return significant <= largestInt64;
}

/**
 * The seconds for which a preflight answer is remembered; 0 means that it is not.
 * By the grammar of Fetch the value is one line of digits (`delta-seconds`); anything else counts as absent.
 */
export function parseMaxAge(headers: readonly Header[], rules: MaxAgeRules): number {
  const lines = headerLines(headers, 'Access-Control-Max-Age');
  // Two lines join to a value with a comma, which is no number in any engine.
  const value = lines.join(', ');
  if (value === '') return Math.min(defaultMaxAge, rules.cap);
  const malformed = rules.malformed === 'none' ? 0 : Math.min(defaultMaxAge, rules.cap);
  if (value.startsWith('-') && rules.negative === 'none' && isAllDigits(value.slice(1))) return 0;
  const digits = rules.plusSign && value.startsWith('+') ? value.slice(1) : value;
  if (!isAllDigits(digits)) return malformed;
  if (rules.int64 && !fitsInt64(digits)) return malformed;
  return Math.min(Number(digits), rules.cap);
}
