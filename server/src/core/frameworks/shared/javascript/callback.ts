import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { Value } from '../../../evaluate/value.ts';
import type { CallExpr, Expr, FunctionExpr, NameExpr } from '../../../syntax/expr.ts';
import type { Module } from '../../../syntax/module.ts';

/**
 * What a function `(subject, callback) => callback(null, result)` always gives: the expression that stands for the result.
 * Only where that call is all that the function does, and its first argument reports no error.
 */
export function onlyResult(evaluator: Evaluator, fn: FunctionExpr): Expr | undefined {
  const call = onlyCall(evaluator.module, fn);
  const [error, result, ...others] = call?.args ?? [];
  if (!error || !result || others.length > 0 || error.spread || result.spread) return undefined;
  const reported: Value = evaluator.evaluate(error.value);
  const isNone = reported.kind === 'null' || (reported.kind === 'boolean' && !reported.value);
  return isNone ? result.value : undefined;
}

/** The step on the way of a value that a function gives to every request. */
export const GIVEN_BY_FUNCTION = 'the callback gives it for every origin';

/** Whether the option is written as a function that always gives this value. */
export function isGivenByFunction({ via }: Value): boolean {
  return via.some(({ what }) => what === GIVEN_BY_FUNCTION);
}

/** What a function returns, where it does nothing else: its only `return`, under no condition. */
export function onlyReturn(module: Module, fn: FunctionExpr): Expr | undefined {
  if (fn.result) return fn.result;
  const [only, ...others] = module.returns(fn);
  if (!only?.value || others.length > 0 || module.conditions(only.span.start).length > 0) return undefined;
  return only.value;
}

/** True where the expression is the function's first parameter: a callback that hands the origin back. */
export function isFirstParameter(fn: FunctionExpr, expr: Expr): boolean {
  return expr.kind === 'name' && fn.params[0]?.name === expr.name && !fn.params[0].rest;
}

function onlyCall(module: Module, fn: FunctionExpr): CallExpr | undefined {
  const callback = fn.params[1];
  if (!callback || callback.rest || callback.name === '') return undefined;
  if (fn.result) return calls(fn.result, callback.name) ? fn.result : undefined;
  const uses = module
    .occurrences(callback.name)
    .filter(
      (use): use is NameExpr =>
        use.kind === 'name' && fn.body.start < use.span.start && use.span.end < fn.body.end,
    );
  const [use, ...others] = uses;
  if (!use || others.length > 0) return undefined;
  const parent = module.parent(use);
  if (parent.role !== 'callee') return undefined;
  const statement = module.statement(use.span.start);
  const before = module.text.slice(fn.body.start + 1, statement.start);
  const after = module.text.slice(statement.end, fn.body.end - 1);
  return isBlank(before) && isBlank(after.replace(/^\s*return\s*;?/, '')) ? parent.call : undefined;
}

function calls(expr: Expr, name: string): expr is CallExpr {
  return expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === name;
}

/** Blanks, semicolons and comments. */
function isBlank(text: string): boolean {
  return text
    .slice(0, 2000)
    .split('\n')
    .map((line) => line.replace(/\/\/.*$/, '').trim())
    .every((line) => line === '' || line === ';' || /^(?:\/\*|\*)/.test(line));
}
