import type { Option, OriginMatch, OriginRule, ResolvedVersion } from '../../policy/policy.ts';
import type { Place } from '../../text/span.ts';
import { isValidPattern } from '../shared/python/pattern.ts';
import { defaultRule, exactly, ruleOf, textRules, unknownMatch } from '../shared/python/policy.ts';
import { atLeast } from '../shared/versions.ts';

/** What `allowed_origins_regex` makes of each origin (litestar@2.25.0:litestar/config/cors.py). */
export function originRules(
  options: ReadonlyMap<string, Option>,
  version: ResolvedVersion,
  setup: Place,
  open: boolean,
): readonly OriginRule[] {
  const origins = options.get('allow_origins');
  const pattern = options.get('allow_origin_regex')?.value;
  const rules: OriginRule[] = [];
  if (!origins) {
    const unread: OriginMatch = { kind: 'unknown', reason: { kind: 'syntax', what: 'spread' } };
    rules.push(defaultRule(setup, open ? unread : { kind: 'any' }));
  } else if (origins.value.kind === 'text') {
    // `"*" in allow_origins` looks for a part of a text; each letter is an origin otherwise.
    if (origins.value.value.includes('*')) rules.push(ruleOf(origins.value, { kind: 'any' }, false));
  } else {
    const why = 'Litestar takes origins as text; patterns go into `allow_origin_regex`.';
    rules.push(...textRules(origins.value, (text) => matchOf(text, version), why));
  }
  if (pattern?.kind === 'text' && pattern.value !== '' && isValidPattern(pattern.value))
    rules.push(ruleOf(pattern, full(pattern.value), false));
  if (pattern?.kind === 'unknown') rules.push(ruleOf(pattern, unknownMatch(pattern), false));
  return rules;
}

function matchOf(text: string, version: ResolvedVersion): OriginMatch {
  if (text === '*') return { kind: 'any' };
  const source = sourceOf(text, version);
  if (!atLeast(version, '2.20.0')) {
    if (isValidPattern(source)) return full(source);
    return {
      kind: 'never',
      why: 'Litestar makes a regular expression of it, which does not compile: every request with an origin ends with status 500.',
    };
  }
  if (text.includes('*')) return full(source);
  return exactly(
    text,
    'Litestar takes origins as text, with `*` for any text; patterns go into `allow_origin_regex`.',
  );
}

/** Before 2.20.0 nothing was escaped, and only `*.` had a meaning of its own. */
export function sourceOf(text: string, version: ResolvedVersion): string {
  if (!atLeast(version, '2.20.0')) return text.replaceAll('*.', '.*\\.');
  return text
    .split('*')
    .map((part) => part.replace(/[\\^$.|?+()[\]{}#&~\s-]/g, '\\$&'))
    .join('.*');
}

function full(source: string): OriginMatch {
  return { kind: 'pattern', source, flags: '', language: 'python', mode: 'full' };
}
