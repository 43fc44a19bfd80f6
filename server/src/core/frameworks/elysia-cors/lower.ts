import type { Value } from '../../evaluate/value.ts';
import type { Option, OriginMatch, OriginRule, Policy, ResolvedVersion } from '../../policy/policy.ts';
import { ruleFor, testedPattern, unknownRule } from '../shared/javascript/origin-values.ts';
import { isSet } from '../shared/javascript/problems.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { atLeast } from '../shared/versions.ts';
import { problemsOf } from './problems.ts';

export function lowerElysia(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  return policyOf(setup, {
    origins: originsOf(setup, origin),
    originsPlace: origin?.value.place ?? setup.setup,
    ...credentialsOf(setup),
    problems: [...setup.problems, ...problemsOf(setup.options)],
  });
}

/** What is written as `undefined` has its default. */
function originsOf(setup: OptionsSetup, origin: Option | undefined): readonly OriginRule[] {
  if (!origin || (origin.value.kind === 'null' && origin.value.undefined)) {
    const place = origin?.value.place ?? setup.setup;
    const rule = { place, via: [], listed: false, isDefault: true };
    return setup.open && !origin
      ? [{ ...rule, match: { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } } }]
      : [{ ...rule, match: { kind: 'any' } }];
  }
  if (setup.callback && origin.value.kind === 'function') return setup.callback;
  return rulesOf(origin.value, setup.version, false, 0);
}

function rulesOf(
  value: Value,
  version: ResolvedVersion,
  listed: boolean,
  depth: number,
): readonly OriginRule[] {
  switch (value.kind) {
    case 'text':
      return [ruleFor(value, listed, textMatch(value.value, version))];
    case 'regex':
      return [ruleFor(value, listed, testedPattern(value, '@elysiajs/cors'))];
    case 'boolean':
      return value.value && !listed ? [ruleFor(value, listed, { kind: 'any' })] : [];
    case 'list':
      if (value.form === 'set' || depth > 8) return [];
      return value.items.flatMap((item) => rulesOf(item, version, true, depth + 1));
    case 'function':
      return [ruleFor(value, listed, { kind: 'unknown', reason: { kind: 'call', callee: 'origin' } })];
    case 'unknown':
    case 'oneOf':
      return isSet(value) ? [] : [unknownRule(value, listed)];
    default:
      return [];
  }
}

function textMatch(text: string, version: ResolvedVersion): OriginMatch {
  if (text === '*') return { kind: 'any' };
  const hasScheme = text.includes('://');
  if (hasScheme) {
    const isLost = atLeast(version, '1.3.1') && !atLeast(version, '1.3.3');
    return isLost
      ? {
          kind: 'never',
          why: '@elysiajs/cors 1.3.1 compares the host only, so an entry with a scheme matches no origin. A later version compares the whole origin.',
        }
      : { kind: 'exact', value: text };
  }
  if (text === '' || text === 'null') return { kind: 'exact', value: text };
  const source = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const pattern = { kind: 'pattern', flags: '', language: 'javascript', mode: 'search' } as const;
  return atLeast(version, '1.3.1')
    ? { ...pattern, source: `^https?:\\/\\/${source}$` }
    : { ...pattern, source };
}

function credentialsOf(setup: OptionsSetup): Pick<Policy, 'credentials' | 'credentialsOption'> {
  const option = setup.options.get('credentials');
  if (!option) return { credentials: setup.open ? 'unknown' : true };
  const { value } = option;
  if (value.kind === 'unknown' || value.kind === 'oneOf')
    return { credentials: 'unknown', credentialsOption: option };
  const isOn = (value.kind === 'boolean' && value.value) || (value.kind === 'null' && value.undefined);
  return isOn ? { credentials: true, credentialsOption: option } : { credentials: false };
}
