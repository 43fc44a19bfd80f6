import type { ListValue, Value } from '../../evaluate/value.ts';
import type { Option, OptionProblem, OriginRule, Policy, ResolvedVersion } from '../../policy/policy.ts';
import { isTruthy, toJs, UNKNOWN } from '../shared/javascript/js-value.ts';
import { ruleFor, unknownRule } from '../shared/javascript/origin-values.ts';
import { isSet } from '../shared/javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { atLeast } from '../shared/versions.ts';
import { problemsOf } from './problems.ts';

export function lowerHono(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  const problems = [...setup.problems, ...problemsOf(setup.options, setup.version)];
  return policyOf(setup, {
    origins: originsOf(setup, origin, problems),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsOf(setup),
    problems,
  });
}

function originsOf(
  setup: OptionsSetup,
  origin: Option | undefined,
  problems: readonly OptionProblem[],
): readonly OriginRule[] {
  if (!origin) {
    const rule = { place: setup.setup, via: [], listed: false, isDefault: true };
    return setup.open
      ? [{ ...rule, match: { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } } }]
      : [{ ...rule, match: { kind: 'any' } }];
  }
  // A value of the wrong type has its own finding: every request fails.
  if (problems.some((problem) => problem.kind === 'wrong-option-type' && problem.option === origin))
    return [];
  if (setup.callback && origin.value.kind === 'function') return setup.callback;
  return rulesOf(origin.value, setup.version);
}

function rulesOf(value: Value, version: ResolvedVersion): readonly OriginRule[] {
  switch (value.kind) {
    case 'text': {
      if (value.value === '') return [];
      if (value.value === '*') return [ruleFor(value, false, { kind: 'any' })];
      const kind = atLeast(version, '4.6.5') ? 'exact' : 'fixed';
      return [ruleFor(value, false, { kind, value: value.value })];
    }
    case 'list':
      return value.form === 'set' ? [] : itemsOf(value, version);
    case 'function':
      return [ruleFor(value, false, { kind: 'unknown', reason: { kind: 'call', callee: 'origin' } })];
    case 'unknown':
    case 'oneOf':
      return [unknownRule(value, false)];
    default:
      return [];
  }
}

const STAR_IN_LIST =
  "Hono compares the entries of a list with the Origin as they are, so `*` in a list matches no origin. Write `'*'` alone.";

function itemsOf(list: ListValue, version: ResolvedVersion): readonly OriginRule[] {
  return list.items.flatMap((item, index): readonly OriginRule[] => {
    if (item.kind === 'unknown' || item.kind === 'oneOf') return isSet(item) ? [] : [unknownRule(item, true)];
    if (item.kind !== 'text') return [];
    if (item.value !== '*') return [ruleFor(item, true, { kind: 'exact', value: item.value })];
    // Before 4.6.5 whoever is not in the list is sent its first entry.
    if (index === 0 && !atLeast(version, '4.6.5')) return [ruleFor(item, true, { kind: 'any' })];
    return [ruleFor(item, true, { kind: 'never', why: STAR_IN_LIST })];
  });
}

function credentialsOf(setup: OptionsSetup): Pick<Policy, 'credentials' | 'credentialsOption'> {
  const option = setup.options.get('credentials');
  if (!option) return { credentials: setup.open ? 'unknown' : false };
  const value = toJs(option.value);
  if (value === UNKNOWN) return { credentials: 'unknown', credentialsOption: option };
  return isTruthy(value) ? { credentials: true, credentialsOption: option } : { credentials: false };
}
