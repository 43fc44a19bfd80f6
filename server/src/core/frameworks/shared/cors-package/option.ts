import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives, bothHold } from '../../../evaluate/read.ts';
import type { Value, When } from '../../../evaluate/value.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { SetupCall } from '../javascript/setups.ts';

type Policies = (
  evaluator: Evaluator,
  call: SetupCall,
  value: Value,
  when: readonly When[],
) => readonly Policy[];

/**
 * The value of an option `cors` of another library: unless `isRead` says else, `true` takes the defaults, anything falsy leaves CORS off,
 * and what is unknown is not read.
 */
export function optionPolicies(
  evaluator: Evaluator,
  call: SetupCall,
  given: Value,
  when: readonly When[],
  policies: Policies,
  isRead: (value: Value) => boolean = isOn,
): readonly Policy[] {
  return alternatives(given).flatMap((alternative) => {
    const both = bothHold(when, alternative.when);
    return both && isRead(alternative.value) ? policies(evaluator, call, alternative.value, both) : [];
  });
}

function isOn(value: Value): boolean {
  return (value.kind === 'boolean' && value.value) || value.kind === 'record' || value.kind === 'function';
}
