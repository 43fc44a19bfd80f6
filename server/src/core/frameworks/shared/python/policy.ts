import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { argumentOptions, bothHold } from '../../../evaluate/read.ts';
import type { RegexValue, Step, Value, When } from '../../../evaluate/value.ts';
import { readOrigin } from '../../../origins/origin.ts';
import type { Option, OriginMatch, OriginRule, Policy, Tri } from '../../../policy/policy.ts';
import type { CallExpr } from '../../../syntax/expr.ts';
import type { Place } from '../../../text/span.ts';
import { developmentOf } from '../development.ts';
import { runsWhen } from './calls.ts';
import { combinations } from './combinations.ts';
import { truth } from './values.ts';

/** Making a policy of a set-up in Python: what every library does alike. */

/** The options of one set-up, in one of its cases. */
export interface Configured {
  readonly options: ReadonlyMap<string, Option>;
  readonly when: readonly When[];
  /** Some options could not be read. */
  readonly open: boolean;
}

/** The arguments of a call that are options, in every case that the source tells apart. */
export function configuredBy(
  evaluator: Evaluator,
  call: CallExpr,
  positionalNames: readonly string[],
  isOption: (name: string) => boolean = () => true,
): readonly Configured[] {
  const runs = runsWhen(evaluator, call.span.start);
  if (!runs) return [];
  return argumentOptions(call, evaluator, positionalNames).flatMap((given) => {
    const base = bothHold(runs, given.when);
    if (!base) return [];
    const entries = given.entries.filter(({ key }) => isOption(key));
    const open = given.rest.length > 0;
    return combinations(entries, base).map(({ options, when }) => ({ options, when, open }));
  });
}

/** What a library knows of a set-up; the rest follows from it. */
export interface PolicyDraft
  extends Pick<
    Policy,
    'framework' | 'title' | 'version' | 'setup' | 'when' | 'options' | 'origins' | 'problems' | 'open'
  > {
  readonly insertion?: Policy['insertion'];
  readonly scope?: string | undefined;
  readonly uncached?: true;
  readonly unconfigured?: true;
  readonly openSockets?: NonNullable<Policy['openSockets']>;
  /** Options that say which origins are allowed: the first that is given is what a finding points at. */
  readonly originOptions: readonly string[];
  /** Where no option says it. */
  readonly originsPlace?: Place;
  /** The option that turns credentials on, and what holds without it. */
  readonly credentials: readonly [option: string, otherwise: Tri];
  /** The library asks `is True`: nothing else that is true counts. */
  readonly isTrue?: true;
}

export function policyOf(draft: PolicyDraft): Policy {
  const { originOptions, credentials, isTrue, scope, insertion, ...given } = draft;
  const { options, setup, when } = draft;
  const development = developmentOf(when, setup.uri);
  const [name, otherwise] = credentials;
  const credentialsOption = options.get(name);
  const source = originOptions.flatMap((option) => options.get(option) ?? [])[0];
  return {
    ...given,
    language: 'python',
    ...(insertion ? { insertion } : {}),
    ...(scope === undefined ? {} : { scope }),
    ...(development === undefined ? {} : { development }),
    originsPlace: source?.value.place ?? draft.originsPlace ?? setup,
    credentials: credentialsOption ? switchedOn(credentialsOption.value, isTrue) : otherwise,
    ...(credentialsOption ? { credentialsOption } : {}),
  };
}

function switchedOn(value: Value, isTrue: true | undefined): Tri {
  const found = truth(value) ?? 'unknown';
  return isTrue && found === true && value.kind !== 'boolean' ? false : found;
}

/** A rule that a value makes. `outer` is the way of the list that the value is an item of. */
export function ruleOf(
  value: Value,
  match: OriginMatch,
  listed: boolean,
  outer: readonly Step[] = [],
): OriginRule {
  const written = value.kind === 'text' ? value.value : value.kind === 'regex' ? value.source : undefined;
  return {
    match,
    place: value.place,
    via: [...value.via, ...outer],
    ...(written === undefined ? {} : { written }),
    listed,
    isDefault: false,
  };
}

/** What holds where nothing is written. */
export function defaultRule(setup: Place, match: OriginMatch): OriginRule {
  return { match, place: setup, via: [], listed: false, isDefault: true };
}

/** A text that is compared with the whole origin. `why` says why a pattern in its place matches nothing. */
export function exactly(text: string, why: string): OriginMatch {
  return readOrigin(text).kind === 'pattern' ? { kind: 'never', why } : { kind: 'exact', value: text };
}

/** Something whose value is not known here. */
export function unknownMatch(value: Value): OriginMatch {
  return { kind: 'unknown', reason: value.kind === 'unknown' ? value.reason : { kind: 'too-complex' } };
}

/**
 * The rules of an option that is one text or several; `match` says what a text does, `why` why a compiled pattern
 * matches nothing, or what it does.
 */
export function textRules(
  value: Value,
  match: (text: string, listed: boolean) => OriginMatch,
  why: string | ((pattern: RegexValue) => OriginMatch),
): readonly OriginRule[] {
  switch (value.kind) {
    case 'text':
      return [ruleOf(value, match(value.value, false), false)];
    case 'list':
      return value.items.flatMap((item) => {
        if (item.kind === 'text') return [ruleOf(item, match(item.value, true), true, value.via)];
        if (item.kind === 'unknown' || item.kind === 'oneOf')
          return [ruleOf(item, unknownMatch(item), true, value.via)];
        if (item.kind !== 'regex') return [];
        const found: OriginMatch = typeof why === 'string' ? { kind: 'never', why } : why(item);
        return [ruleOf(item, found, true, value.via)];
      });
    case 'regex':
      return typeof why === 'string' ? [] : [ruleOf(value, why(value), false)];
    case 'record':
      return value.entries.map(({ key, keyPlace }) =>
        ruleOf({ kind: 'text', value: key, place: keyPlace, via: [] }, match(key, true), true, value.via),
      );
    case 'unknown':
    case 'oneOf':
      return [ruleOf(value, unknownMatch(value), false)];
    default:
      return [];
  }
}

/** `pattern.match(origin)`: the beginning of the origin has to match. */
export function beginning({ source, flags }: RegexValue): OriginMatch {
  return { kind: 'pattern', source, flags, language: 'python', mode: 'prefix' };
}
