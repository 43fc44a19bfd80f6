import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives, bothHold } from '../../../evaluate/read.ts';
import type { Value, When } from '../../../evaluate/value.ts';
import type { Option, Policy } from '../../../policy/policy.ts';
import type { SetupCall } from '../javascript/setups.ts';

type Policies = (
  evaluator: Evaluator,
  call: SetupCall,
  value: Value,
  when: readonly When[],
) => readonly Policy[];

/** An option `cors` of another library: `true` takes the defaults, anything falsy leaves CORS off, what is unknown is not read. */
export function optionPolicies(
  evaluator: Evaluator,
  call: SetupCall,
  option: Option,
  when: readonly When[],
  policies: Policies,
): readonly Policy[] {
  return alternatives(option.value).flatMap((alternative) => {
    const both = bothHold(when, alternative.when);
    return both && isOn(alternative.value) ? policies(evaluator, call, alternative.value, both) : [];
  });
}

function isOn(value: Value): boolean {
  return (value.kind === 'boolean' && value.value) || value.kind === 'record' || value.kind === 'function';
}
