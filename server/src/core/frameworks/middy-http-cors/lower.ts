import type { ListValue, Value } from '../../evaluate/value.ts';
import type { OriginRule, Policy, ResolvedVersion } from '../../policy/policy.ts';
import { isGivenByFunction } from '../shared/javascript/callback.ts';
import { isTruthy, toText, UNKNOWN } from '../shared/javascript/js-value.ts';
import { credentialsWhere, defaultRules, isUndefined } from '../shared/javascript/lowering.ts';
import { plainMatch, ruleFor, textMatch, unknownRule } from '../shared/javascript/origin-values.ts';
import { isSet } from '../shared/javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { atLeast } from '../shared/versions.ts';
import { normalOrigin, patternOf } from './entries.ts';
import { problemsOf } from './problems.ts';

export function lowerMiddy(setup: OptionsSetup): Policy {
  const given = deciding(setup);
  return policyOf(setup, {
    origins: originsOf(setup),
    originsPlace: given?.value.place ?? setup.setup,
    ...credentialsWhere(
      setup,
      'credentials',
      (value) => value !== UNKNOWN && isTruthy(value) && toText(value) === 'true',
    ),
    problems: [...setup.problems, ...problemsOf(setup.options, setup.version)],
  });
}

/** The option that says who is let in: the function, else the list where it holds anything, else the one origin. */
function deciding({ options }: OptionsSetup) {
  const getOrigin = options.get('getOrigin');
  if (getOrigin && !isUndefined(getOrigin.value)) return getOrigin;
  const origins = options.get('origins');
  return origins && !isEmpty(origins.value) ? origins : options.get('origin');
}

function isEmpty(value: Value): boolean {
  return (value.kind === 'list' && value.items.length === 0) || (value.kind === 'text' && value.value === '');
}

function originsOf(setup: OptionsSetup): readonly OriginRule[] {
  const given = deciding(setup);
  const { version } = setup;
  if (!given) return defaultRules(setup, atLeast(version, '6.0.0') ? undefined : { kind: 'any' });
  const { value } = given;
  if (value.kind === 'unknown' || value.kind === 'oneOf')
    return isSet(value) ? [] : [unknownRule(value, false)];
  if (given.name === 'getOrigin') {
    if (isGivenByFunction(value)) return originRules(value);
    if (value.kind !== 'function') return [];
    const unread = ruleFor(value, false, { kind: 'unknown', reason: { kind: 'call', callee: 'getOrigin' } });
    return setup.callback ?? [unread];
  }
  if (given.name === 'origin') return originRules(value);
  const listed =
    value.kind === 'list' && value.form !== 'set' ? itemsOf(value, version) : stringRules(value, version);
  const origin = setup.options.get('origin');
  // Since 6.0.0 the one origin joins the list.
  const joins = origin?.value.kind === 'text' && origin.value.value !== '' && atLeast(version, '6.0.0');
  return joins ? [...listed, entryRule(origin.value, version, false)] : listed;
}

function originRules(value: Value): readonly OriginRule[] {
  if (value.kind !== 'text' || value.value === '') return [];
  if (value.value === '*') return [ruleFor(value, false, { kind: 'any' })];
  return [ruleFor(value, false, textMatch(value.value, 'fixed', '@middy/http-cors'))];
}

/** A text in the place of the list: it is searched in, or its letters are the entries. */
function stringRules(value: Value, version: ResolvedVersion): readonly OriginRule[] {
  if (value.kind !== 'text') return [];
  if (atLeast(version, '5.4.0'))
    return value.value.includes('*') ? [ruleFor(value, false, { kind: 'any' })] : [];
  if (value.value.startsWith('*') && !atLeast(version, '5.3.0'))
    return [ruleFor(value, false, { kind: 'any' })];
  return [ruleFor(value, false, { kind: 'within', value: value.value })];
}

const STAR_IN_LIST =
  "@middy/http-cors compares the entries with the Origin as they are before 5.4, so `*` in a list matches no origin. Write `origin: '*'`.";

function itemsOf(list: ListValue, version: ResolvedVersion): readonly OriginRule[] {
  return list.items.flatMap((item, index): readonly OriginRule[] => {
    if (item.kind === 'unknown' || item.kind === 'oneOf') return isSet(item) ? [] : [unknownRule(item, true)];
    if (item.kind !== 'text') return [];
    if (atLeast(version, '5.4.0')) return [entryRule(item, version, true)];
    // Before 5.3 whoever is not in the list is sent its first entry.
    const isSent = index === 0 && !atLeast(version, '5.3.0');
    if (item.value !== '*') return [compared(item)];
    return [ruleFor(item, true, isSent ? { kind: 'any' } : { kind: 'never', why: STAR_IN_LIST })];
  });
}

function compared(item: Value & { readonly kind: 'text' }): OriginRule {
  return ruleFor(item, true, plainMatch(item.value, '@middy/http-cors'));
}

function entryRule(
  item: Value & { readonly kind: 'text' },
  version: ResolvedVersion,
  listed: boolean,
): OriginRule {
  if (item.value === '*') return ruleFor(item, listed, { kind: 'any' });
  const text = normalOrigin(item.value, version);
  if (!text.includes('*')) {
    const rule = ruleFor(item, listed, { kind: 'exact', value: text });
    return text === item.value ? rule : { ...rule, forgiven: () => ({ kind: 'works' }) };
  }
  return ruleFor(item, listed, {
    kind: 'pattern',
    source: `^${patternOf(text, version)}$`,
    flags: '',
    language: 'javascript',
    mode: 'search',
  });
}
