import type { Value } from '../../../evaluate/value.ts';
import type { Option, OriginRule, Policy } from '../../../policy/policy.ts';
import { isGivenByFunction } from '../javascript/callback.ts';
import { isTruthy, toJs, UNKNOWN } from '../javascript/js-value.ts';
import { lineRules, ruleFor, unknownRule } from '../javascript/origin-values.ts';
import { isSet } from '../javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../javascript/setups.ts';
import { problemsOf } from './option-problems.ts';
import { libraryOf } from './versions.ts';

export function lowerKoa(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  return policyOf(setup, {
    origins: originsOf(setup, origin),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsOf(setup),
    problems: [...setup.problems, ...problemsOf(setup.options, libraryOf(setup.version))],
  });
}

function originsOf(setup: OptionsSetup, origin: Option | undefined): readonly OriginRule[] {
  if (!origin) {
    const rule = { place: setup.setup, via: [], listed: false, isDefault: true };
    return setup.open
      ? [{ ...rule, match: { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } } }]
      : [{ ...rule, match: { kind: 'any' } }];
  }
  if (setup.callback && origin.value.kind === 'function') return setup.callback;
  return rulesOf(origin.value);
}

/** A text is sent to everybody. What is falsy counts as not given; what is no text is sent as it prints. */
function rulesOf(value: Value): readonly OriginRule[] {
  switch (value.kind) {
    case 'text':
      if (value.value === '' && isGivenByFunction(value)) return [];
      if (value.value === '' || value.value === '*') return [ruleFor(value, false, { kind: 'any' })];
      return [ruleFor(value, false, { kind: 'fixed', value: value.value })];
    case 'null':
      return [ruleFor(value, false, { kind: 'any' })];
    case 'boolean':
    case 'number':
      return value.value || isGivenByFunction(value) ? [] : [ruleFor(value, false, { kind: 'any' })];
    case 'list':
      return lineRules(value);
    case 'function':
      return [ruleFor(value, false, { kind: 'unknown', reason: { kind: 'call', callee: 'origin' } })];
    case 'unknown':
    case 'oneOf':
      return isSet(value) ? [] : [unknownRule(value, false)];
    case 'regex':
    case 'record':
      return [];
  }
}

function credentialsOf(setup: OptionsSetup): Pick<Policy, 'credentials' | 'credentialsOption'> {
  const option = setup.options.get('credentials');
  if (!option) return { credentials: setup.open ? 'unknown' : false };
  const value = toJs(option.value);
  const library = libraryOf(setup.version);
  const isOpen = value === UNKNOWN || (option.value.kind === 'function' && library.since('3.1.0'));
  if (isOpen) return { credentials: 'unknown', credentialsOption: option };
  const isOn = library.isKoa2 ? value === true : isTruthy(value);
  return isOn ? { credentials: true, credentialsOption: option } : { credentials: false };
}
