import type { Evaluator } from '../../evaluate/evaluator.ts';
import { ALWAYS, allOf, anyOf, not, type Predicate, UNKNOWN } from '../../origins/predicate.ts';
import type { Expr, FunctionExpr } from '../../syntax/expr.ts';
import type { Condition, Module } from '../../syntax/module.ts';
import type { Span } from '../../text/span.ts';
import { OriginReader } from './origin-reader.ts';

const MAX_SITES = 12;

/** One place where a function gives its answer. */
export interface Site {
  readonly span: Span;
  /** The function ends there. */
  readonly leaves: boolean;
}

/**
 * What must hold for each place to be reached: its own branches, and that none of the earlier places was. A place that the
 * function runs on from says nothing sure of the later ones.
 */
export function reached(reader: OriginReader, sites: readonly Site[]): readonly Predicate[] {
  const { module } = reader.evaluator;
  const own = sites.map(({ span }) => module.conditions(span.start));
  return sites.map((_, index) => {
    const here = own[index] ?? [];
    const earlier = sites.slice(0, index).map((site, i): Predicate => {
      const there = own[i] ?? [];
      if (isExclusive(here, there)) return ALWAYS;
      return site.leaves ? not(conditionsHold(reader, there, site.span.start)) : UNKNOWN;
    });
    return allOf([conditionsHold(reader, here, sites[index]?.span.start ?? 0), ...earlier]);
  });
}

function conditionsHold(reader: OriginReader, conditions: readonly Condition[], at: number): Predicate {
  return allOf(
    conditions.map(({ test, outcome, span }) => {
      if (test) return reader.read(test, outcome);
      return isInTry(reader.evaluator.module, span, at) ? ALWAYS : UNKNOWN;
    }),
  );
}

/** Inside of `try`, in front of its `catch` or `except`: reached unless something goes wrong before. */
function isInTry({ text }: Module, span: Span, at: number): boolean {
  const before = text.slice(span.start, Math.min(at, span.start + 4000));
  return /^try\b/.test(before) && !/\b(?:catch|except|finally)\b/.test(before);
}

function isExclusive(here: readonly Condition[], there: readonly Condition[]): boolean {
  return here.some((one) =>
    there.some((other) => one.span.start === other.span.start && one.outcome !== other.outcome),
  );
}

/** For which origins a function of the file gives something true. `name` is the parameter that gets the origin. */
export function functionPredicate(outer: OriginReader, fn: FunctionExpr, name: string): Predicate {
  const { evaluator } = outer;
  const reader = new OriginReader(
    evaluator,
    (expr) => expr.kind === 'name' && isParameter(evaluator.module, fn, name, expr),
    outer.elsewhere,
    { helpers: outer.helpers + 1, rules: outer.rules },
  );
  if (fn.result) return reader.read(fn.result, true);
  const returns = evaluator.module.returns(fn);
  if (returns.length === 0 || returns.length > MAX_SITES) return UNKNOWN;
  const ways = reached(
    reader,
    returns.map(({ span }) => ({ span, leaves: true })),
  );
  return anyOf(
    returns.map(({ value }, index) =>
      value ? allOf([ways[index] ?? UNKNOWN, reader.read(value, true)]) : allOf([UNKNOWN, not(ALWAYS)]),
    ),
  );
}

/** The function's own parameter, which nothing else binds. */
export function isParameter(module: Module, fn: FunctionExpr, name: string, expr: Expr): boolean {
  if (expr.kind !== 'name' || expr.name !== name) return false;
  const [binding, ...others] = module.bindings(name, expr.span.start);
  return (
    binding?.kind === 'parameter' && others.length === 0 && binding.function.body.start === fn.body.start
  );
}

/** The function of this file that is called: by its name, or as a method of the object itself. */
export function helperOf(evaluator: Evaluator, callee: Expr): FunctionExpr | undefined {
  const { module } = evaluator;
  const value = evaluator.evaluate(callee);
  if (value.kind === 'function') return value.place.uri === module.uri ? value.function : undefined;
  const isOwn =
    callee.kind === 'member' &&
    callee.object.kind === 'name' &&
    /^(?:this|self|cls)$/.test(callee.object.name);
  const isThis =
    callee.kind === 'member' &&
    module.text.slice(callee.object.span.start, callee.object.span.end) === 'this';
  if (callee.kind !== 'member' || !(isOwn || isThis)) return undefined;
  const around = module.enclosing(callee.span.start).find((each) => each.kind === 'class');
  if (around?.kind !== 'class') return undefined;
  return methodOf(module, around.span, callee.property);
}

function methodOf(module: Module, around: Span, name: string): FunctionExpr | undefined {
  if (!/^[\w$]{1,60}$/.test(name)) return undefined;
  const body = module.text.slice(around.start, Math.min(around.end, around.start + 50_000));
  const head = new RegExp(
    module.language === 'python'
      ? `\\bdef ${name}\\([^)]{0,300}\\)[^:\\n]{0,100}:`
      : `(?:^|[\\s;}*])${name.replace(/\$/g, '\\$')}\\s?(?:=\\s?(?:async\\s)?)?\\([^)]{0,300}\\)[^{};]{0,100}\\{`,
  ).exec(body);
  if (!head) return undefined;
  const [inside] = module.enclosing(around.start + head.index + head[0].length + 1);
  return inside?.kind === 'function' ? inside.function : undefined;
}
