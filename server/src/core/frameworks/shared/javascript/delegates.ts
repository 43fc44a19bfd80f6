import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives, bothHold, MAX_ALTERNATIVES, oneOf, whenOutcome } from '../../../evaluate/read.ts';
import type { Alternative, FunctionValue, NullValue, Value, When } from '../../../evaluate/value.ts';
import type { Expr, FunctionExpr } from '../../../syntax/expr.ts';
import { contains, placeOf, type Span } from '../../../text/span.ts';
import { isInTry } from '../origin-helpers.ts';
import { isRequestOrigin, mentionsOrigin } from '../origin-mention.ts';
import { answersOf, isReported } from './origin-function.ts';

const MAX_ANSWERS = 8;
const MAX_DEPTH = 6;

/**
 * `cors((request, callback) => callback(null, options))`: the options that it gives, each under the branches that lead there.
 * Undefined where the origin may have a part in that: then there is another set of options for every origin.
 */
export function delegateResult(asked: Evaluator, value: FunctionValue): Value | undefined {
  const evaluator = asked.at(value.place.uri);
  const fn = value.function;
  const answers = answersOf(evaluator, fn, { answers: 'callback' });
  if (!answers || answers.length > MAX_ANSWERS) return undefined;
  const found: Alternative[] = [];
  let open: readonly (readonly When[])[] = [[]];
  for (const { span, value: given, error } of answers) {
    const reported = error ? isReported(evaluator, error) : false;
    // What is reported as an error, and what fails beside it, gives no options.
    if (reported === true || (reported === undefined && !given)) continue;
    if (reported === undefined || (given && restsOnOrigin(evaluator, fn, given, 0))) return undefined;
    const ways = waysTo(evaluator, fn, span);
    if (!ways) return undefined;
    const options = given ? alternatives(evaluator.evaluate(given)) : [nothingAt(evaluator, span)];
    for (const before of open) {
      const reached = ways.taken && bothHold(before, ways.taken);
      for (const option of reached ? options : []) {
        const when = reached && bothHold(reached, option.when);
        if (when) found.push({ value: option.value, when });
      }
    }
    open = open.flatMap((before) =>
      ways.past.flatMap((past) => [bothHold(before, past)].filter((when) => when !== undefined)),
    );
    if (open.length + found.length > MAX_ALTERNATIVES) return undefined;
  }
  return found.length > 0 ? oneOf(found, value.place) : undefined;
}

/** `callback(null)`: the library's own defaults. */
function nothingAt(
  { module }: Evaluator,
  span: Span,
): { readonly value: NullValue; readonly when: readonly When[] } {
  return { value: { kind: 'null', undefined: true, place: placeOf(module.uri, span), via: [] }, when: [] };
}

interface Ways {
  /** What must hold for the place to be reached; undefined where it never is. */
  readonly taken: readonly When[] | undefined;
  /** The ways that do not lead there. */
  readonly past: readonly (readonly When[])[];
}

/** Undefined where a loop leads there, or a test that may be about the origin. */
function waysTo(evaluator: Evaluator, fn: FunctionExpr, span: Span): Ways | undefined {
  let taken: readonly When[] | undefined = [];
  const past: (readonly When[])[] = [];
  for (const { test, outcome, span: branch } of evaluator.module.conditions(span.start)) {
    if (!test) {
      if (!isInTry(evaluator.module, branch, span.start)) return undefined;
      continue;
    }
    if (mayAskOrigin(evaluator, fn, test)) return undefined;
    const otherwise = whenOutcome(evaluator, test, !outcome);
    const left: readonly When[] | undefined = otherwise && taken && bothHold(taken, otherwise);
    if (left) past.push(left);
    const here = whenOutcome(evaluator, test, outcome);
    taken = here && taken && bothHold(taken, here);
  }
  return { taken, past };
}

/** Whether it depends on the origin which options these are. An option that is the origin itself is the same for all. */
function restsOnOrigin(evaluator: Evaluator, fn: FunctionExpr, expr: Expr, depth: number): boolean {
  if (depth > MAX_DEPTH) return true;
  const any = (parts: readonly Expr[]): boolean =>
    parts.some((part) => restsOnOrigin(evaluator, fn, part, depth + 1));
  switch (expr.kind) {
    case 'record':
      return expr.entries.some(
        ({ key, value }) =>
          value.kind !== 'function' &&
          !(key === 'origin' && isRequestOrigin(evaluator, value)) &&
          restsOnOrigin(evaluator, fn, value, depth + 1),
      );
    case 'list':
      return any(expr.items);
    case 'spread':
      return any([expr.value]);
    case 'call': {
      // What a function of the file makes, it makes of its arguments.
      const { callee, args } = expr;
      return any([
        callee.kind === 'member' ? callee.object : callee,
        ...args.map((argument) => argument.value),
      ]);
    }
    case 'name':
      if (expr.name === fn.params[0]?.name) return true;
      return isMadeOfOrigin(evaluator, fn, expr.name, expr.span.start, depth);
    default:
      return mayAskOrigin(evaluator, fn, expr);
  }
}

/** Whether the origin has a part in what the function's own variable holds. */
function isMadeOfOrigin(
  evaluator: Evaluator,
  fn: FunctionExpr,
  name: string,
  at: number,
  depth: number,
): boolean {
  const { module } = evaluator;
  const asks = ({ test }: { readonly test?: Expr }): boolean =>
    test !== undefined && mayAskOrigin(evaluator, fn, test);
  const bindings = module.bindings(name, at).filter(({ span }) => contains(fn.body, span));
  if (bindings.length === 0) return false;
  const changes = module.mutations(name, at);
  return [...bindings, ...changes].some((one) => {
    if (one.kind === 'assign' || one.kind === 'set') {
      const isOrigin = one.kind === 'set' && one.key === 'origin' && isRequestOrigin(evaluator, one.value);
      return one.conditions.some(asks) || (!isOrigin && restsOnOrigin(evaluator, fn, one.value, depth + 1));
    }
    return one.kind !== 'call' || one.conditions.some(asks) || mayAskOrigin(evaluator, fn, one.call);
  });
}

/** A function that is handed the whole request may look at its origin. */
function mayAskOrigin(evaluator: Evaluator, fn: FunctionExpr, expr: Expr): boolean {
  if (mentionsOrigin(evaluator, expr, (each) => isRequestOrigin(evaluator, each))) return true;
  const { module } = evaluator;
  const request = fn.params[0]?.name ?? '';
  if (request === '') return true;
  return module
    .occurrences(request)
    .some(
      (use) => use.kind === 'name' && contains(expr.span, use.span) && module.parent(use).role !== 'object',
    );
}
