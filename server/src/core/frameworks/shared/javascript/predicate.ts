import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives } from '../../../evaluate/read.ts';
import type { OriginMatch, OriginRule } from '../../../policy/policy.ts';
import type { CallExpr, Expr, FunctionExpr, NameExpr } from '../../../syntax/expr.ts';
import type { Condition, Module } from '../../../syntax/module.ts';
import { contains, placeOf } from '../../../text/span.ts';
import { isGuarded } from '../origin-guards.ts';
import type { IsOrigin } from '../origin-mention.ts';
import { asksForAbsence, bothVerdicts, type OriginVerdict, originVerdict } from '../origin-test.ts';

const MAX_CALLS = 12;

/** What the function makes of an origin where its tests are not followed. */
const UNREAD: OriginMatch = { kind: 'unknown', reason: { kind: 'call', callee: 'origin' } };

/**
 * Whom an `origin` function `(origin, callback) => …` lets in: every call of the callback that reports no error and
 * gives something, under the tests that lead to it. Undefined where the callback is handed on, so that nothing is known.
 */
export function callbackRules(evaluator: Evaluator, fn: FunctionExpr): readonly OriginRule[] | undefined {
  const [subject, callback] = fn.params;
  if (!subject || !callback || subject.rest || callback.rest || callback.name === '') return undefined;
  const calls = callsOf(evaluator.module, fn, callback.name);
  if (!calls || calls.length === 0 || calls.length > MAX_CALLS) return undefined;
  const isOrigin: IsOrigin = (expr) => expr.kind === 'name' && isSubject(evaluator.module, fn, expr);
  return calls.flatMap((call, index) => {
    const tests = [
      ...evaluator.module.conditions(call.span.start),
      ...passed(evaluator.module, calls.slice(0, index), call),
    ];
    return admitted(evaluator, fn, call, tests, isOrigin);
  });
}

/** Every use of the callback in the function; undefined where one is no call of the function itself. */
function callsOf(module: Module, fn: FunctionExpr, name: string): readonly CallExpr[] | undefined {
  const body = fn.result?.span ?? fn.body;
  const calls: CallExpr[] = [];
  for (const use of module.occurrences(name)) {
    if (use.kind !== 'name' || !contains(body, use.span)) continue;
    const parent = module.parent(use);
    const [around] = module.enclosing(use.span.start);
    const isDirect = around?.kind === 'function' && around.function.body.start === fn.body.start;
    if (parent.role !== 'callee' || !isDirect) return undefined;
    calls.push(parent.call);
  }
  return calls;
}

/** The function's own first parameter, by whatever use of its name. */
export function isSubject(module: Module, fn: FunctionExpr, name: NameExpr): boolean {
  if (name.name !== fn.params[0]?.name) return false;
  const [binding, ...others] = module.bindings(name.name, name.span.start);
  return (
    binding?.kind === 'parameter' && others.length === 0 && binding.function.body.start === fn.body.start
  );
}

/** Tests of earlier branches that end with their call: behind them they came out the other way. */
function passed(module: Module, earlier: readonly CallExpr[], call: CallExpr): readonly Condition[] {
  const here = module.conditions(call.span.start);
  return earlier.flatMap((other) => {
    const there = module.conditions(other.span.start);
    const last = there[there.length - 1];
    if (!last || isExclusive(here, there)) return [];
    // It runs on to this call as well: nothing is known of what comes out.
    if (!leaves(module, other)) return [{ outcome: true, span: other.span }];
    const isAround = there
      .slice(0, -1)
      .every((one, i) => one.span.start === here[i]?.span.start && one.outcome === here[i]?.outcome);
    const isInside = here.some((one) => one.span.start === last.span.start);
    return isAround && !isInside ? [{ ...last, outcome: !last.outcome }] : [];
  });
}

function isExclusive(here: readonly Condition[], there: readonly Condition[]): boolean {
  return here.some((one) =>
    there.some((other) => one.span.start === other.span.start && one.outcome !== other.outcome),
  );
}

/** `return callback(…)`, or `callback(…); return;` */
function leaves(module: Module, call: CallExpr): boolean {
  const statement = module.statement(call.span.start);
  if (/^return\b/.test(module.text.slice(statement.start, statement.start + 8))) return true;
  return /^[\s;]*return\b/.test(module.text.slice(statement.end, statement.end + 200));
}

/** What one call of the callback lets in. */
function admitted(
  evaluator: Evaluator,
  fn: FunctionExpr,
  call: CallExpr,
  tests: readonly Condition[],
  isOrigin: IsOrigin,
): readonly OriginRule[] {
  const [error, result] = call.args;
  if (!error || !result || error.spread || result.spread) return [];
  const { value } = result;
  if (isError(error.value) || isNone(evaluator, value)) return [];
  if (tests.some(({ test, outcome }) => test && asksForAbsence(test, outcome, isOrigin))) return [];
  const place = placeOf(evaluator.module.uri, value.span);
  const rule = { place, via: [], listed: false, isDefault: false };
  const unread: readonly OriginRule[] = [{ ...rule, match: UNREAD }];
  if (!isNone(evaluator, error.value)) return unread;
  // Settings beside the origin decide too; who is let in under which of them is not told apart.
  if (tests.some(({ test, outcome }) => !test || isSetting(evaluator, test, outcome, isOrigin)))
    return unread;
  const verdicts = tests.map(
    ({ test, outcome }): OriginVerdict =>
      test ? originVerdict(evaluator, test, outcome, isOrigin) : { kind: 'unread' },
  );
  const given =
    isGiven(evaluator, value) || isOrigin(value)
      ? undefined
      : originVerdict(evaluator, value, true, isOrigin);
  if (given?.kind === 'neutral') return unread;
  const verdict = [...verdicts, ...(given ? [given] : [])].reduce(bothVerdicts, { kind: 'neutral' });
  if (verdict.kind === 'rules')
    return verdict.rules.map((one) => (isOpen(one) ? { ...one, match: UNREAD } : one));
  if (verdict.kind === 'unread' || isGuarded(evaluator, [fn.body], [fn.params[0]?.name ?? ''], isOrigin))
    return unread;
  return [{ ...rule, match: { kind: 'any' } }];
}

function isOpen({ match }: OriginRule): boolean {
  return match.kind === 'unknown' && match.reason.kind === 'request-origin';
}

function isError(expr: Expr): boolean {
  return (expr.kind === 'call' && expr.isNew) || expr.kind === 'text' || expr.kind === 'template';
}

function isNone(evaluator: Evaluator, expr: Expr): boolean {
  const value = evaluator.evaluate(expr);
  return value.kind === 'null' || (value.kind === 'boolean' && !value.value);
}

function isGiven(evaluator: Evaluator, expr: Expr): boolean {
  return alternatives(evaluator.evaluate(expr)).every(({ value }) => value.kind === 'boolean' && value.value);
}

/** A test that is not about the origin at all. */
function isSetting(evaluator: Evaluator, test: Expr, outcome: boolean, isOrigin: IsOrigin): boolean {
  if (test.kind === 'not') return isSetting(evaluator, test.operand, !outcome, isOrigin);
  return (
    !isOrigin(test) &&
    originVerdict(evaluator, test, outcome, isOrigin).kind === 'neutral' &&
    !asksForPresence(test, isOrigin)
  );
}

function asksForPresence(test: Expr, isOrigin: IsOrigin): boolean {
  if (test.kind === 'not') return asksForPresence(test.operand, isOrigin);
  if (test.kind !== 'binary')
    return isOrigin(test) || (test.kind === 'call' && test.args.some(({ value }) => isOrigin(value)));
  return asksForPresence(test.left, isOrigin) || asksForPresence(test.right, isOrigin);
}
