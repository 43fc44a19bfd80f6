import type { Option, OptionProblem, OriginRule, Policy } from '../../../policy/policy.ts';
import { isTruthy, toJs, UNKNOWN } from '../javascript/js-value.ts';
import { type OptionsSetup, policyOf } from '../javascript/setups.ts';
import { fastifyOriginRules } from './origins.ts';
import { fastifyProblems } from './problems.ts';

/** A set-up of `@fastify/cors`, or of NestJS on its Fastify adapter. */
export function lowerFastify(setup: OptionsSetup): Policy {
  const origin = setup.options.get('origin');
  const problems = [...setup.problems, ...fastifyProblems(setup.options, setup.version)];
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
  if (!origin) {
    const rule = { place: setup.setup, via: [], listed: false, isDefault: true };
    return setup.open
      ? [{ ...rule, match: { kind: 'unknown', reason: { kind: 'syntax', what: 'options' } } }]
      : [{ ...rule, match: { kind: 'any' } }];
  }
  // A value of the wrong type has its own finding; as an origin it admits nobody.
  if (problems.some((problem) => problem.kind === 'wrong-option-type' && problem.option === origin))
    return [];
  if (setup.callback && origin.value.kind === 'function') return setup.callback;
  return fastifyOriginRules(origin.value, setup.version);
}

function credentialsOf(setup: OptionsSetup): Pick<Policy, 'credentials' | 'credentialsOption'> {
  const option = setup.options.get('credentials');
  if (!option) return { credentials: setup.open ? 'unknown' : false };
  const value = toJs(option.value);
  if (value === UNKNOWN) return { credentials: 'unknown', credentialsOption: option };
  return isTruthy(value) ? { credentials: true, credentialsOption: option } : { credentials: false };
}
