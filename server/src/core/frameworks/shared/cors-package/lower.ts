import type { Option, OriginRule, Policy, ResolvedVersion } from '../../../policy/policy.ts';
import { defaultRules, policyWhere } from '../javascript/lowering.ts';
import type { OptionsSetup } from '../javascript/setups.ts';
import { atLeast } from '../versions.ts';
import { originRules, originRulesBefore27 } from './origins.ts';
import { problemsOf } from './problems.ts';

export function lowerCors(setup: OptionsSetup): Policy {
  return policyWhere(setup, {
    problems: problemsOf(setup.options, setup.version),
    standard: defaultRules(setup, { kind: 'any' }),
    rules: (origin) => rulesOf(origin, setup.version),
    isOn: (value) => value === true,
  });
}

function rulesOf(origin: Option, version: ResolvedVersion): readonly OriginRule[] {
  if (isUnsetBefore282(origin, version))
    return [{ place: origin.place, via: [], listed: false, isDefault: true, match: { kind: 'any' } }];
  return atLeast(version, '2.7.0') ? originRules(origin.value) : originRulesBefore27(origin.value);
}

/** Before 2.8.2 an option that is written as `undefined` kept its default, `*`. */
function isUnsetBefore282(origin: Option, version: ResolvedVersion): boolean {
  return origin.value.kind === 'null' && origin.value.undefined && !atLeast(version, '2.8.2');
}
