import type { Option, OriginMatch, OriginRule, Tri } from '../../policy/policy.ts';
import type { Place } from '../../text/span.ts';
import { beginning, defaultRule, exactly, ruleOf, textRules, unknownMatch } from '../shared/python/policy.ts';
import { truth } from '../shared/python/values.ts';
import { settingOf } from './options.ts';

/** What quart-cors makes of an argument and the setting behind it (quart-cors@0.8.0:quart_cors/__init__.py). */

export type Options = ReadonlyMap<string, Option>;

const LITERAL =
  'quart-cors compares strings letter by letter, so a pattern matches no origin. `re.compile(…)` makes one.';

/** `_sanitise_origin_set` */
export function originRules(options: Options, setup: Place, open: boolean): readonly OriginRule[] {
  const argument = options.get('allow_origin');
  if (argument) return textRules(argument.value, matchOf, beginning);
  const value = options.get('QUART_CORS_ALLOW_ORIGIN')?.value;
  const unread: OriginMatch = { kind: 'unknown', reason: { kind: 'syntax', what: 'spread' } };
  if (!value) return [defaultRule(setup, open ? unread : { kind: 'any' })];
  // `set("…")`: each letter is an origin.
  if (value.kind === 'text') return value.value.includes('*') ? [ruleOf(value, { kind: 'any' }, false)] : [];
  if (value.kind === 'regex') return [];
  if (value.kind === 'unknown' || value.kind === 'oneOf') return [ruleOf(value, unknownMatch(value), false)];
  return textRules(value, matchOf, beginning);
}

function matchOf(text: string): OriginMatch {
  return text === '*' ? { kind: 'any' } : exactly(text, LITERAL);
}

/** `argument or setting`: a false argument gives way. Undefined where neither is written. */
export function flagOption(options: Options, name: string): Option | undefined {
  const argument = options.get(name);
  if (argument && truth(argument.value) !== false) return argument;
  return options.get(settingOf(name)) ?? argument;
}

export interface Credentials {
  readonly option: Option | undefined;
  /** `Access-Control-Allow-Credentials` is sent: for `True`, and for nothing else that is true. */
  readonly sent: Tri;
  /** Whether it counts as true, which `*` beside it does not bear. */
  readonly on: Tri;
}

export function credentialsOf(options: Options, open: boolean): Credentials {
  const option = flagOption(options, 'allow_credentials');
  if (!option) return { option, sent: open ? 'unknown' : false, on: open ? 'unknown' : false };
  const on = truth(option.value) ?? 'unknown';
  const sent = on === 'unknown' ? on : option.value.kind === 'boolean' && option.value.value;
  return { option, sent, on };
}
