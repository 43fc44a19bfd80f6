import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { Value, When } from '../../../evaluate/value.ts';
import type { Policy } from '../../../policy/policy.ts';
import { isPromised, NOBODY, returnedCases, settledReturn } from '../javascript/returned.ts';
import { notOptions, type OptionsReader, type SetupCall, valuePolicies } from '../javascript/setups.ts';
import { lowerKoa } from './lower.ts';
import { libraryOf } from './versions.ts';

/** How `@koa/cors` takes its options; others that bring it hand them on. */
export const KOA_READER: OptionsReader = {
  lower: lowerKoa,
  given: (evaluator, value) =>
    value.kind === 'text' || value.kind === 'list' || value.kind === 'regex'
      ? notOptions(
          evaluator,
          value,
          '@koa/cors finds no option in it, so the default lets every origin in.',
          value.kind === 'text' ? (written) => `{ origin: ${written} }` : undefined,
        )
      : undefined,
  settled: (evaluator, option, version) =>
    isPromised(option) && !libraryOf(version).awaits ? option : settledReturn(evaluator, option, 'request'),
  callback: (evaluator, options, version) => {
    const origin = options.get('origin');
    if (isPromised(origin) && !libraryOf(version).awaits) return NOBODY;
    return returnedCases(evaluator, origin, 'request', 'header');
  },
};

/** The policies of options that are known by their value only. */
export function koaPolicies(
  evaluator: Evaluator,
  call: SetupCall,
  value: Value,
  when: readonly When[],
): readonly Policy[] {
  return valuePolicies(evaluator, call, value, when, KOA_READER);
}
