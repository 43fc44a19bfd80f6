import type { ListValue, Value } from '../../evaluate/value.ts';
import type { Option, OriginRule, Policy, ResolvedVersion } from '../../policy/policy.ts';
import { isFunction, isList, isTruthy } from '../shared/javascript/js-value.ts';
import { credentialsWhere } from '../shared/javascript/lowering.ts';
import {
  freshPattern,
  ruleFor,
  testedPattern,
  textMatch,
  unknownRule,
} from '../shared/javascript/origin-values.ts';
import { isSet } from '../shared/javascript/problems.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { atLeast } from '../shared/versions.ts';
import { isWrongOrigin, problemsOf } from './problems.ts';

export function lowerH3(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  return policyOf(setup, {
    origins: originsOf(setup, origin),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsWhere(
      setup,
      'credentials',
      (value) => isTruthy(value) || isList(value) || isFunction(value),
    ),
    problems: [...setup.problems, ...problemsOf(setup.options, setup.version)],
  });
}

function originsOf(setup: OptionsSetup, origin: Option | undefined): readonly OriginRule[] {
  if (!origin) {
    const rule = { place: setup.setup, via: [], listed: false, isDefault: true };
    return setup.open
      ? [{ ...rule, match: { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } } }]
      : [{ ...rule, match: { kind: 'any' } }];
  }
  const { value } = origin;
  // A promise is truthy, and h3 does not wait for it.
  if (isPromised(origin)) return [ruleFor(value, false, { kind: 'any' })];
  if (setup.callback && value.kind === 'function') return setup.callback;
  return rulesOf(value, setup.version);
}

function rulesOf(value: Value, version: ResolvedVersion): readonly OriginRule[] {
  switch (value.kind) {
    case 'text': {
      if (value.value === '' || value.value === '*') return [ruleFor(value, false, { kind: 'any' })];
      return [
        ruleFor(value, false, textMatch(value.value, atLeast(version, '2.0.0') ? 'exact' : 'fixed', 'h3')),
      ];
    }
    case 'list':
      return value.form === 'set' ? [] : itemsOf(value, version);
    case 'function':
      return [ruleFor(value, false, { kind: 'unknown', reason: { kind: 'call', callee: 'origin' } })];
    case 'unknown':
    case 'oneOf':
      return isSet(value) ? [] : [unknownRule(value, false)];
    default:
      return isWrongOrigin(value) ? [] : [ruleFor(value, false, { kind: 'any' })];
  }
}

const STAR_IN_LIST =
  "h3 compares the entries of a list with the Origin as they are, so `*` in a list matches no origin. Write `'*'` alone.";

function itemsOf(list: ListValue, version: ResolvedVersion): readonly OriginRule[] {
  return list.items.flatMap((item): readonly OriginRule[] => {
    switch (item.kind) {
      case 'unknown':
      case 'oneOf':
        return isSet(item) ? [] : [unknownRule(item, true)];
      case 'regex': {
        const match = atLeast(version, '2.0.4') ? freshPattern(item) : testedPattern(item, 'h3');
        return [ruleFor(item, true, match)];
      }
      case 'text':
        return [
          ruleFor(
            item,
            true,
            item.value === '*' ? { kind: 'never', why: STAR_IN_LIST } : textMatch(item.value, 'exact', 'h3'),
          ),
        ];
      default:
        return [];
    }
  });
}
