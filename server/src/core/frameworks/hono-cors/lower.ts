import type { ListValue, Value } from '../../evaluate/value.ts';
import type { OriginRule, Policy, ResolvedVersion } from '../../policy/policy.ts';
import { isTruthy } from '../shared/javascript/js-value.ts';
import { defaultRules, policyWhere } from '../shared/javascript/lowering.ts';
import { ruleFor, unknownRule } from '../shared/javascript/origin-values.ts';
import { isSet } from '../shared/javascript/problems.ts';
import type { OptionsSetup } from '../shared/javascript/setups.ts';
import { atLeast } from '../shared/versions.ts';
import { problemsOf } from './problems.ts';

export function lowerHono(setup: OptionsSetup): Policy {
  return policyWhere(setup, {
    problems: problemsOf(setup.options, setup.version),
    standard: defaultRules(setup, { kind: 'any' }),
    rules: ({ value }) => rulesOf(value, setup.version),
    isOn: isTruthy,
  });
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
