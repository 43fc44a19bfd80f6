import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { Value } from '../../../evaluate/value.ts';
import type { Option } from '../../../policy/policy.ts';
import type { Expr, FunctionExpr } from '../../../syntax/expr.ts';
import { isRequestOrigin, mentionsOrigin } from '../origin-mention.ts';
import { GIVEN_BY_FUNCTION, isFirstParameter, onlyReturn } from './callback.ts';
import { type OriginConvention, type OriginFunctionCase, originFunction } from './origin-function.ts';
import { isSubject } from './predicate.ts';

/** How an `origin` function that returns its answer is given the asking origin. */
export type OriginSource = 'first parameter' | 'request';

/** An async function whose promise the library does not wait for: it is sent as it prints. */
export function isPromised(option: Option | undefined): boolean {
  return option?.value.kind === 'function' && option.value.function.isAsync;
}

/** A function that returns the same text, or truth, to every request, as if that was written. */
export function settledReturn(evaluator: Evaluator, option: Option, source: OriginSource): Option {
  const { value } = option;
  if (option.name !== 'origin' || value.kind !== 'function') return option;
  const own = evaluator.at(value.place.uri);
  const returned = onlyReturn(own.module, value.function);
  const isOrigin = (expr: Expr) => standsForOrigin(own, value.function, expr, source);
  if (!returned || mentionsOrigin(own, returned, isOrigin)) return option;
  const given = own.evaluate(returned);
  if (given.kind !== 'text' && given.kind !== 'boolean') return option;
  const step = { place: value.place, what: GIVEN_BY_FUNCTION };
  const settled: Value = { ...given, via: [...given.via, step] };
  return { ...option, value: settled };
}

/** Whom an `origin` function that returns its answer lets in, wherever it is written. */
export function returnedCases(
  evaluator: Evaluator,
  option: Option | undefined,
  source: OriginSource,
  gives: OriginConvention['gives'],
): readonly OriginFunctionCase[] | undefined {
  if (option?.value.kind !== 'function') return undefined;
  const own = evaluator.at(option.value.place.uri);
  const isFromRequest = source === 'request' || readsRequest(evaluator, option);
  const subject = isFromRequest ? 'request' : 'origin';
  return originFunction(own, option.value, { subject, answers: 'returned', gives });
}

/** `(origin, c) => c.req.header('Origin')` takes the origin from the request, whatever it is given. */
export function readsRequest(evaluator: Evaluator, option: Option | undefined): boolean {
  if (option?.value.kind !== 'function') return false;
  const own = evaluator.at(option.value.place.uri);
  const returned = onlyReturn(own.module, option.value.function);
  return returned !== undefined && isRequestOrigin(own, returned);
}

/** A function that lets nobody in. */
export const NOBODY: readonly OriginFunctionCase[] = [{ when: [], rules: [] }];

function standsForOrigin(own: Evaluator, fn: FunctionExpr, expr: Expr, source: OriginSource): boolean {
  const isParameter =
    source === 'first parameter' &&
    expr.kind === 'name' &&
    isFirstParameter(fn, expr) &&
    isSubject(own.module, fn, expr);
  return isParameter || isRequestOrigin(own, expr);
}
