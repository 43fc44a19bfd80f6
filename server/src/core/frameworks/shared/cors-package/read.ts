import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { Plain } from '../../../evaluate/read.ts';
import type { Step, Value, When } from '../../../evaluate/value.ts';
import type { Option, Policy } from '../../../policy/policy.ts';
import { placeOf } from '../../../text/span.ts';
import { GIVEN_BY_FUNCTION, isFirstParameter, onlyResult } from '../javascript/callback.ts';
import { delegateResult } from '../javascript/delegates.ts';
import {
  type OriginConvention,
  type OriginFunctionCase,
  originFunction,
} from '../javascript/origin-function.ts';
import { isSubject } from '../javascript/predicate.ts';
import {
  type Given,
  notOptions,
  OPEN_OPTIONS,
  type OptionsReader,
  readSetup,
  type SetupCall,
  valuePolicies,
} from '../javascript/setups.ts';
import { mentionsOrigin } from '../origin-mention.ts';
import { lowerCors } from './lower.ts';

/** How `cors` takes its options; others that bring it lower them in ways of their own. */
export const CORS_READER: OptionsReader = {
  lower: lowerCors,
  given: corsGiven,
  settled: withConstantCallback,
  callback: (evaluator, options) => callbackOf(evaluator, options.get('origin')),
};

/** One policy for each combination of options that can hold. */
export function readCors(evaluator: Evaluator, call: SetupCall): readonly Policy[] {
  return readSetup(evaluator, call, CORS_READER);
}

/** The same for options that are known by their value only. */
export function corsPolicies(
  evaluator: Evaluator,
  call: SetupCall,
  value: Value,
  when: readonly When[],
): readonly Policy[] {
  return valuePolicies(evaluator, call, value, when, CORS_READER);
}

function corsGiven(evaluator: Evaluator, value: Plain, depth: number): Given | undefined {
  switch (value.kind) {
    // `cors('https://a.example')`
    case 'text':
    case 'list':
    case 'regex':
      return notOptions(
        evaluator,
        value,
        '`cors` finds no option in it, so the default `*` allows every origin.',
        (written) => `{ origin: ${written} }`,
      );
    case 'function': {
      const result = depth < 2 ? delegateResult(evaluator, value) : undefined;
      return result ? { ...OPEN_OPTIONS, result } : OPEN_OPTIONS;
    }
    default:
      return undefined;
  }
}

/** An `origin` function that gives the same answer to every request is that answer. */
export function withConstantCallback(asked: Evaluator, option: Option): Option {
  const { value } = option;
  if (option.name !== 'origin' || value.kind !== 'function') return option;
  const fn = value.function;
  const evaluator = asked.at(value.place.uri);
  const result = onlyResult(evaluator, fn);
  if (!result) return option;
  const isItself = isFirstParameter(fn, result);
  const depends = mentionsOrigin(
    evaluator,
    result,
    (expr) => expr.kind === 'name' && isSubject(evaluator.module, fn, expr),
  );
  if (depends && !isItself) return option;
  const step: Step = {
    place: placeOf(evaluator.module.uri, fn.span),
    what: GIVEN_BY_FUNCTION,
  };
  const given: Value = isItself
    ? { kind: 'boolean', value: true, place: placeOf(evaluator.module.uri, result.span), via: [] }
    : evaluator.evaluate(result);
  return { ...option, value: given.kind === 'oneOf' ? given : { ...given, via: [...given.via, step] } };
}

/** Whom the tests of an `origin` function let in. */
export function callbackOf(
  evaluator: Evaluator,
  option: Option | undefined,
  convention: OriginConvention = CORS_CONVENTION,
): readonly OriginFunctionCase[] | undefined {
  if (option?.value.kind !== 'function') return undefined;
  return originFunction(evaluator, option.value, convention);
}

const CORS_CONVENTION: OriginConvention = { subject: 'origin', answers: 'callback', gives: 'setting' };
