import type { ListValue, Value } from '../../evaluate/value.ts';
import type { OriginRule, Policy } from '../../policy/policy.ts';
import { toText, UNKNOWN } from '../shared/javascript/js-value.ts';
import { credentialsWhere, defaultRules, isUndefined } from '../shared/javascript/lowering.ts';
import {
  plainMatch,
  ruleFor,
  testedPattern,
  textMatch,
  unknownRule,
} from '../shared/javascript/origin-values.ts';
import { isSet } from '../shared/javascript/problems.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { problemsOf } from './problems.ts';

export function lowerItty(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  return policyOf(setup, {
    origins: originsOf(setup),
    originsPlace: origin?.value.place ?? setup.setup,
    // Whatever else is truthy is sent as its text, which no browser takes for `true`.
    ...credentialsWhere(setup, 'credentials', (value) => value !== UNKNOWN && toText(value) === 'true'),
    problems: [...setup.problems, ...problemsOf(setup.options, setup.version)],
  });
}

function originsOf(setup: OptionsSetup): readonly OriginRule[] {
  const origin = setup.options.get('origin');
  if (!origin || isUndefined(origin.value)) return defaultRules(setup, { kind: 'any' });
  if (isPromised(origin)) return [];
  if (setup.callback && origin.value.kind === 'function') return setup.callback;
  return rulesOf(origin.value);
}

function rulesOf(value: Value): readonly OriginRule[] {
  switch (value.kind) {
    case 'boolean':
      return value.value ? [ruleFor(value, false, { kind: 'any' })] : [];
    case 'text': {
      if (value.value === '') return [];
      if (value.value === '*') return [ruleFor(value, false, { kind: 'any' })];
      return [ruleFor(value, false, textMatch(value.value, 'fixed', 'itty-router'))];
    }
    case 'regex':
      return [ruleFor(value, false, testedPattern(value, 'itty-router'))];
    case 'list':
      return value.form === 'set' ? [] : itemsOf(value);
    case 'function':
      return [ruleFor(value, false, { kind: 'unknown', reason: { kind: 'call', callee: 'origin' } })];
    case 'unknown':
    case 'oneOf':
      return isSet(value) ? [] : [unknownRule(value, false)];
    default:
      return [];
  }
}

const STAR_IN_LIST =
  "itty-router compares the entries of a list with the Origin as they are, so `*` in a list matches no origin. Write `'*'` alone.";

function itemsOf(list: ListValue): readonly OriginRule[] {
  return list.items.flatMap((item): readonly OriginRule[] => {
    if (item.kind === 'unknown' || item.kind === 'oneOf') return isSet(item) ? [] : [unknownRule(item, true)];
    // A pattern in a list has its own finding.
    if (item.kind !== 'text') return [];
    if (item.value === '*') return [ruleFor(item, true, { kind: 'never', why: STAR_IN_LIST })];
    return [ruleFor(item, true, plainMatch(item.value, 'itty-router'))];
  });
}
