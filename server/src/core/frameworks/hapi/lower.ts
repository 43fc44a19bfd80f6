import type { Option, OriginRule, Policy } from '../../policy/policy.ts';
import { ruleFor, unknownRule } from '../shared/javascript/origin-values.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { problemsOf } from './problems.ts';
import { booleanOf, hasConnections, originsOf, wildcardSource } from './values.ts';

/** A route takes what it does not say itself from its server. */
export function lowerHapi(own: OptionsSetup, inherited: ReadonlyMap<string, Option>): Policy {
  const given = hasConnections(own.version) ? withoutNull(own.options) : own.options;
  const setup = { ...own, options: new Map([...inherited, ...given]) };
  const origin = setup.options.get('origin');
  return policyOf(setup, {
    origins: rulesOf(setup, origin),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsOf(setup),
    problems: [...setup.problems, ...problemsOf(given, setup.options, setup.version)],
  });
}

/** Up to hapi 16 defaults are laid under what is given, and `null` is nothing. */
function withoutNull(options: ReadonlyMap<string, Option>): ReadonlyMap<string, Option> {
  return new Map([...options].filter(([, { value }]) => value.kind !== 'null'));
}

function rulesOf(setup: OptionsSetup, option: Option | undefined): readonly OriginRule[] {
  const taken = originsOf(setup.options, setup.version);
  if (!option || taken.kind === 'default') {
    const rule = { place: option?.value.place ?? setup.setup, via: [], listed: false, isDefault: true };
    return setup.open && !option
      ? [{ ...rule, match: { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } } }]
      : [{ ...rule, match: { kind: 'any' } }];
  }
  const { value } = option;
  if (taken.kind === 'refused') return [];
  if (taken.kind === 'unknown') return [unknownRule(value, false)];
  if (value.kind !== 'list') return [ruleFor(value, false, { kind: 'any' })];
  return value.items.map((item) => {
    if (item.kind !== 'text') return unknownRule(item, true);
    if (item.value === '*') return ruleFor(item, true, { kind: 'any' });
    if (!item.value.includes('*')) return ruleFor(item, true, { kind: 'exact', value: item.value });
    const source = wildcardSource(item.value);
    return ruleFor(item, true, {
      kind: 'pattern',
      source,
      flags: '',
      language: 'javascript',
      mode: 'search',
    });
  });
}

function credentialsOf(setup: OptionsSetup): Pick<Policy, 'credentials' | 'credentialsOption'> {
  const option = setup.options.get('credentials');
  if (!option) return { credentials: setup.open ? 'unknown' : false };
  const taken = booleanOf(setup.options, 'credentials');
  if (taken.kind === 'unknown') return { credentials: 'unknown', credentialsOption: option };
  return taken.kind === 'taken' && taken.value
    ? { credentials: true, credentialsOption: option }
    : { credentials: false };
}
