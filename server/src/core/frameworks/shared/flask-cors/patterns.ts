import type { Value } from '../../../evaluate/value.ts';
import type { ResolvedVersion } from '../../../policy/policy.ts';
import { isValidPattern, matchesPattern } from '../python/pattern.ts';
import { atLeast } from '../versions.ts';

/** What flask-cors and its copies make of one entry of `origins` or `allow_headers` (flask_cors/core.py: `probably_regex`, `re_fix`). */
export type Pattern =
  /** `*` and `.*`: the wildcard. */
  | { readonly kind: 'any' }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string }
  | { readonly kind: 'literal'; readonly text: string }
  /** Looks like a regular expression and is none. */
  | { readonly kind: 'invalid'; readonly source: string }
  /** Neither text nor pattern. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unknown' };

/** `probably_regex`: the letters that turn a text into a regular expression; 3.0.5 added the last five. */
function looksLikeRegex(text: string, version: ResolvedVersion): boolean {
  return atLeast(version, '3.0.5') ? /[*\\\]?$^[()]/.test(text) : /[*\\\]?]/.test(text);
}

/** The same letters for a message. */
export function markersOf(version: ResolvedVersion): string {
  return atLeast(version, '3.0.5') ? '* \\ ] ? $ ^ [ ( )' : '* \\ ] ?';
}

/** `ensure_iterable`: the items of a list, the keys of a dict, everything else as the only entry. */
export function entriesOf(value: Value): readonly Value[] {
  if (value.kind === 'list') return value.items;
  if (value.kind !== 'record') return [value];
  return value.entries.map((entry) => ({ kind: 'text', value: entry.key, place: entry.keyPlace, via: [] }));
}

export function patternOf(entry: Value, version: ResolvedVersion): Pattern {
  switch (entry.kind) {
    case 'text': {
      const { value: text } = entry;
      if (text === '*' || text === '.*') return { kind: 'any' };
      if (!looksLikeRegex(text, version)) return { kind: 'literal', text };
      return isValidPattern(text, 'i')
        ? { kind: 'regex', source: text, flags: 'i' }
        : { kind: 'invalid', source: text };
    }
    case 'regex':
      return { kind: 'regex', source: entry.source, flags: entry.flags };
    case 'unknown':
    case 'oneOf':
      return { kind: 'unknown' };
    default:
      return { kind: 'other' };
  }
}

/** `try_match_any`, entry by entry: an entry behind the one that matches is not looked at. */
export function matchesAny(
  text: string,
  patterns: readonly Pattern[],
  version: ResolvedVersion,
): boolean | 'raises' {
  for (const pattern of patterns) {
    const found = matches(text, pattern, version);
    if (found !== false) return found;
  }
  return false;
}

function matches(text: string, pattern: Pattern, version: ResolvedVersion): boolean | 'raises' {
  switch (pattern.kind) {
    case 'any':
      return true;
    case 'regex':
      return matchesPattern(pattern.source, pattern.flags, 'prefix', text);
    case 'literal':
      return pattern.text.toLowerCase() === text.toLowerCase();
    case 'invalid':
      // 6.0.0 swallows `re.error`; from 6.0.5 on it is raised at start-up, which is judged there.
      return atLeast(version, '6.0.0') ? false : 'raises';
    case 'other':
      return atLeast(version, '6.0.5') ? false : 'raises';
    case 'unknown':
      return false;
  }
}
