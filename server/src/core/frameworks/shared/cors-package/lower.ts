import type { Option, OptionProblem, OriginRule, Policy, ResolvedVersion } from '../../../policy/policy.ts';
import { type OptionsSetup, policyOf } from '../javascript/setups.ts';
import { atLeast } from '../versions.ts';
import { originRules, originRulesBefore27 } from './origins.ts';
import { problemsOf } from './problems.ts';

export function lowerCors(setup: OptionsSetup): Policy {
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
  if (!origin || isUnsetBefore282(origin, setup.version)) return [defaultRule(setup, origin)];
  // A value of the wrong type has its own finding; as an origin it admits nobody.
  if (problems.some((problem) => problem.kind === 'wrong-option-type' && problem.option === origin))
    return [];
  if (setup.callback && origin.value.kind === 'function') return setup.callback;
  return atLeast(setup.version, '2.7.0') ? originRules(origin.value) : originRulesBefore27(origin.value);
}

/** Before 2.8.2 an option that is written as `undefined` kept its default, `*`. */
function isUnsetBefore282(origin: Option, version: ResolvedVersion): boolean {
  return origin.value.kind === 'null' && origin.value.undefined && !atLeast(version, '2.8.2');
}

function defaultRule(setup: OptionsSetup, origin: Option | undefined): OriginRule {
  const base = { place: origin?.place ?? setup.setup, via: [], listed: false, isDefault: true };
  if (setup.open && !origin)
    return { ...base, match: { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } } };
  return { ...base, match: { kind: 'any' } };
}

function credentialsOf(setup: OptionsSetup): Pick<Policy, 'credentials' | 'credentialsOption'> {
  const option = setup.options.get('credentials');
  if (!option) return { credentials: setup.open ? 'unknown' : false };
  const { value } = option;
  if (value.kind === 'boolean' && value.value) return { credentials: true, credentialsOption: option };
  if (value.kind === 'unknown' || value.kind === 'oneOf')
    return { credentials: 'unknown', credentialsOption: option };
  return { credentials: false };
}
