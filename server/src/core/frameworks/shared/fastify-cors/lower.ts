import type { Policy } from '../../../policy/policy.ts';
import { isTruthy } from '../javascript/js-value.ts';
import { defaultRules, policyWhere } from '../javascript/lowering.ts';
import type { OptionsSetup } from '../javascript/setups.ts';
import { fastifyOriginRules } from './origins.ts';
import { fastifyProblems } from './problems.ts';

/** A set-up of `@fastify/cors`, or of NestJS on its Fastify adapter. */
export function lowerFastify(setup: OptionsSetup): Policy {
  return policyWhere(setup, {
    problems: fastifyProblems(setup.options, setup.version),
    standard: defaultRules(setup, { kind: 'any' }),
    rules: ({ value }) => fastifyOriginRules(value, setup.version),
    isOn: isTruthy,
  });
}
