import type { TextValue } from '../../evaluate/value.ts';
import { readOrigin } from '../../origins/origin.ts';
import type { Option, OriginMatch, OriginRule, ResolvedVersion } from '../../policy/policy.ts';
import type { Place } from '../../text/span.ts';
import { escaped } from '../shared/python/pattern.ts';
import { beginning, defaultRule, exactly, ruleOf, textRules, unknownMatch } from '../shared/python/policy.ts';
import { atLeast } from '../shared/versions.ts';
import { SETTING_OF } from './options.ts';

/** What the extension makes of its options (sanic-ext@25.12.0:sanic_ext/extensions/http/cors.py). */

export type Options = ReadonlyMap<string, Option>;

/** What `@cors` says, or else the application. */
export function effective(options: Options, argument: string): Option | undefined {
  return options.get(argument) ?? options.get(SETTING_OF.get(argument) ?? '');
}

export function originOption(options: Options): Option | undefined {
  return effective(options, 'origin');
}

const LITERAL =
  'Sanic Extensions takes strings as text, so a pattern matches no origin. `re.compile(…)` makes one.';

const STAR = '`"*"` stands for every origin as the whole value only: in a list it is a text like any other.';

/** `_parse_allow_origins` */
export function originRules(
  option: Option | undefined,
  version: ResolvedVersion,
  setup: Place,
  open: boolean,
  isRoute: boolean,
): readonly OriginRule[] {
  const unread: OriginMatch = { kind: 'unknown', reason: { kind: 'syntax', what: 'spread' } };
  // A route without origins of its own has those of the application, which another file may set.
  if (!option) return open || isRoute ? [defaultRule(setup, unread)] : [];
  const { value } = option;
  switch (value.kind) {
    case 'text':
      return partsOf(value).map((part) =>
        ruleOf(part, matchOf(part.value, version, value.value === '*'), false),
      );
    case 'list':
      if (value.form !== 'list') return [];
      return textRules(value, (text) => matchOf(text, version, false), beginning);
    case 'regex':
      return [ruleOf(value, value.source === '.*' ? { kind: 'any' } : beginning(value), false)];
    case 'unknown':
    case 'oneOf':
      return [ruleOf(value, unknownMatch(value), false)];
    default:
      return [];
  }
}

/** `value.split(",")`, each without blanks around it. */
function partsOf(value: TextValue): readonly TextValue[] {
  if (value.value === '') return [];
  return value.value.split(',').map((part) => ({ ...value, value: part.trim() }));
}

/** Up to 24.12.0 an escaped text had no end. */
function matchOf(text: string, version: ResolvedVersion, isAll: boolean): OriginMatch {
  if (isAll) return { kind: 'any' };
  if (text === '*') return { kind: 'never', why: STAR };
  if (atLeast(version, '25.12.0')) return exactly(text, LITERAL);
  if (text === '') return { kind: 'any' };
  if (readOrigin(text).kind === 'pattern') return { kind: 'never', why: LITERAL };
  return { kind: 'pattern', source: escaped(text), flags: '', language: 'python', mode: 'prefix' };
}
