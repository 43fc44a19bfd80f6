import type { OriginRule, Policy } from '../../policy/policy.ts';
import { originRules } from '../shared/cors-package/origins.ts';
import { credentialsWhere, defaultRules, isUndefined } from '../shared/javascript/lowering.ts';
import { ruleFor } from '../shared/javascript/origin-values.ts';
import { type OptionsSetup, policyOf } from '../shared/javascript/setups.ts';
import { problemsOf } from './problems.ts';

export function lowerRemixUtils(setup: OptionsSetup): Policy {
  return policyOf(setup, {
    origins: originsOf(setup),
    originsPlace: setup.options.get('origin')?.value.place ?? setup.setup,
    ...credentialsWhere(setup, 'credentials', (value) => value === true),
    problems: [...setup.problems, ...problemsOf(setup.options)],
  });
}

/** A value is taken as the package `cors` takes it, but what is `undefined` stands for `*`. */
function originsOf(setup: OptionsSetup): readonly OriginRule[] {
  const origin = setup.options.get('origin');
  if (!origin) return defaultRules(setup, { kind: 'any' });
  const { value } = origin;
  if (isUndefined(value)) return [{ ...ruleFor(value, false, { kind: 'any' }), isDefault: true }];
  if (setup.callback && value.kind === 'function') return setup.callback;
  return originRules(value);
}
