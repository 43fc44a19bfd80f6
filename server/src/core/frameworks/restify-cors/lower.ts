import type { Option, OriginMatch, OriginRule, Policy } from '../../policy/policy.ts';
import { freshPattern, ruleFor, unknownRule } from '../shared/javascript/origin-values.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { problemsOf } from './problems.ts';

export function lowerRestifyCors(setup: OptionsSetup): Policy {
  const origins = setup.options.get('origins');
  return policyOf(setup, {
    origins: originsOf(setup, origins),
    originsPlace: origins?.value.place ?? setup.setup,
    ...credentialsOf(setup),
    problems: [...setup.problems, ...problemsOf(setup.options, setup.version, setup.open)],
  });
}

function originsOf(setup: OptionsSetup, option: Option | undefined): readonly OriginRule[] {
  if (!option || option.value.kind === 'null') {
    const rule = { place: setup.setup, via: [], listed: false, isDefault: true };
    return setup.open && !option
      ? [{ ...rule, match: { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } } }]
      : [{ ...rule, match: { kind: 'any' } }];
  }
  const { value } = option;
  if (value.kind === 'unknown' || value.kind === 'oneOf') return [unknownRule(value, false)];
  if (value.kind !== 'list' || value.form === 'set') return [];
  return value.items.flatMap((item): readonly OriginRule[] => {
    if (item.kind === 'unknown' || item.kind === 'oneOf') return [unknownRule(item, true)];
    if (item.kind === 'regex') return [ruleFor(item, true, freshPattern(item))];
    return item.kind === 'text' ? [ruleFor(item, true, matchOf(item.value))] : [];
  });
}

/** src/origin-matcher.js: the first dot is escaped and the first star made a wildcard, whatever else stands there. */
function matchOf(entry: string): OriginMatch {
  if (entry === '*') return { kind: 'any' };
  if (!entry.includes('*')) return { kind: 'exact', value: entry };
  const source = `^${entry.replace('.', '\\.').replace('*', '.*')}$`;
  return { kind: 'pattern', source, flags: '', language: 'javascript', mode: 'search' };
}

function credentialsOf(setup: OptionsSetup): Pick<Policy, 'credentials' | 'credentialsOption'> {
  const option = setup.options.get('credentials');
  if (!option) return { credentials: setup.open ? 'unknown' : false };
  const { value } = option;
  if (value.kind === 'unknown' || value.kind === 'oneOf')
    return { credentials: 'unknown', credentialsOption: option };
  return value.kind === 'boolean' && value.value
    ? { credentials: true, credentialsOption: option }
    : { credentials: false };
}
