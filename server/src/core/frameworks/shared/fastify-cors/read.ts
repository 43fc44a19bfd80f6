import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives, type Plain, recordEntry } from '../../../evaluate/read.ts';
import type { FunctionValue, Value, When } from '../../../evaluate/value.ts';
import { type Option, optionOf, type Policy, type ResolvedVersion } from '../../../policy/policy.ts';
import { placeOf } from '../../../text/span.ts';
import { callbackOf, withConstantCallback } from '../cors-package/read.ts';
import { GIVEN_BY_FUNCTION, isFirstParameter, onlyReturn } from '../javascript/callback.ts';
import { delegateResult } from '../javascript/delegates.ts';
import type { OriginFunctionCase } from '../javascript/origin-function.ts';
import { isSubject } from '../javascript/predicate.ts';
import {
  type Given,
  notOptions,
  OPEN_OPTIONS,
  type OptionsReader,
  readSetup,
  recordGiven,
  type SetupCall,
  valuePolicies,
} from '../javascript/setups.ts';
import { isRequestOrigin, mentionsOrigin } from '../origin-mention.ts';
import { atLeast } from '../versions.ts';
import { lowerFastify } from './lower.ts';

const READER: OptionsReader = {
  lower: lowerFastify,
  given: fastifyGiven,
  settled,
  callback: (evaluator, options) => functionRules(evaluator, options.get('origin')),
};

/** One policy for each combination of options that can hold. */
export function readFastifyCors(evaluator: Evaluator, call: SetupCall): readonly Policy[] {
  return readSetup(evaluator, call, READER);
}

/** The same for options that are known by their value only. */
export function fastifyPolicies(
  evaluator: Evaluator,
  call: SetupCall,
  value: Value,
  when: readonly When[],
): readonly Policy[] {
  return valuePolicies(evaluator, call, value, when, READER);
}

function fastifyGiven(
  evaluator: Evaluator,
  value: Plain,
  depth: number,
  version: ResolvedVersion,
): Given | undefined {
  switch (value.kind) {
    case 'record': {
      const delegator = recordEntry(value, 'delegator');
      return delegator && atLeast(version, '8.2.0') ? delegated(evaluator, optionOf(delegator)) : undefined;
    }
    case 'text':
    case 'list':
    case 'regex':
      return notOptions(
        evaluator,
        value,
        '@fastify/cors finds no option in it, so the default `*` allows every origin.',
        (written) => `{ origin: ${written} }`,
      );
    case 'function':
      return depth < 3 ? fromFunction(evaluator, value, depth) : OPEN_OPTIONS;
    default:
      return undefined;
  }
}

/** Fastify calls a function in the place of options with the instance; what that returns may be a delegate. */
function fromFunction(evaluator: Evaluator, value: FunctionValue, depth: number): Given {
  if (value.place.uri !== evaluator.module.uri) return OPEN_OPTIONS;
  const returned = onlyReturn(evaluator.module, value.function);
  const result = returned && evaluator.evaluate(returned);
  if (depth > 0 || !result) return OPEN_OPTIONS;
  if (result.kind !== 'function') return { ...OPEN_OPTIONS, result };
  return delegated(evaluator, {
    name: 'delegator',
    value: result,
    place: value.place,
    keyPlace: value.place,
    form: 'positional',
  });
}

/** `(request, callback) => callback(null, options)`, `async (request) => options` */
function delegated(evaluator: Evaluator, option: Option): Given {
  const { value } = option;
  const found = value.kind === 'function' ? delegateOptions(evaluator, value) : undefined;
  const [only, ...others] = found ? alternatives(found) : [];
  const given = only?.value.kind === 'record' && others.length === 0 ? recordGiven(only.value) : OPEN_OPTIONS;
  return { ...given, options: new Map(given.options).set('delegator', option) };
}

function delegateOptions(evaluator: Evaluator, value: FunctionValue): Value | undefined {
  const fn = value.function;
  if (fn.params.length === 2) return delegateResult(evaluator, value);
  if (value.place.uri !== evaluator.module.uri || !fn.isAsync) return undefined;
  const returned = onlyReturn(evaluator.module, fn);
  if (!returned || mentionsOrigin(evaluator, returned, (expr) => isRequestOrigin(evaluator, expr)))
    return undefined;
  return evaluator.evaluate(returned);
}

/** An `origin` function that gives the same to every origin, by callback or as a promise. */
function settled(evaluator: Evaluator, option: Option): Option {
  const { value } = option;
  if (option.name !== 'origin' || value.kind !== 'function') return option;
  if (value.place.uri !== evaluator.module.uri || reportsUndefined(evaluator, value)) return option;
  const fn = value.function;
  if (!fn.isAsync) return withConstantCallback(evaluator, option);
  const returned = onlyReturn(evaluator.module, fn);
  if (!returned) return option;
  const isItself = isFirstParameter(fn, returned);
  const isOrigin = (expr: Parameters<typeof isFirstParameter>[1]) =>
    expr.kind === 'name' && isSubject(evaluator.module, fn, expr);
  if (!isItself && mentionsOrigin(evaluator, returned, isOrigin)) return option;
  const place = placeOf(evaluator.module.uri, returned.span);
  const given: Value = isItself
    ? { kind: 'boolean', value: true, place, via: [] }
    : evaluator.evaluate(returned);
  if (given.kind === 'oneOf') return { ...option, value: given };
  const step = { place: placeOf(evaluator.module.uri, fn.span), what: GIVEN_BY_FUNCTION };
  return { ...option, value: { ...given, via: [...given.via, step] } };
}

/** `callback(undefined, true)`: only `null` is no error for @fastify/cors, so nothing is allowed. */
function reportsUndefined(evaluator: Evaluator, { function: fn }: FunctionValue): boolean {
  const name = fn.params[1]?.name;
  if (!name) return false;
  const { module } = evaluator;
  return module.occurrences(name).some((use) => {
    const inside = fn.body.start <= use.span.start && use.span.end <= fn.body.end;
    const parent = inside ? module.parent(use) : undefined;
    const [error] = parent?.role === 'callee' ? parent.call.args : [];
    return error !== undefined && error.value.kind === 'null' && error.value.undefined;
  });
}

function functionRules(
  evaluator: Evaluator,
  option: Option | undefined,
): readonly OriginFunctionCase[] | undefined {
  if (option?.value.kind !== 'function' || option.value.place.uri !== evaluator.module.uri) return undefined;
  if (reportsUndefined(evaluator, option.value)) return [{ when: [], rules: [] }];
  return callbackOf(evaluator, option, { subject: 'origin', answers: 'either', gives: 'setting' });
}
