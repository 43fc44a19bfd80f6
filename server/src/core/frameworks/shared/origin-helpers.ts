import type { Evaluator } from '../../evaluate/evaluator.ts';
import { methodFrom, methodIn } from '../../evaluate/owners.ts';
import type { Value } from '../../evaluate/value.ts';
import { ALWAYS, allOf, anyOf, not, type Predicate, type Subject, UNKNOWN } from '../../origins/predicate.ts';
import type { Argument, CallExpr, Expr, FunctionExpr } from '../../syntax/expr.ts';
import type { Condition, Module } from '../../syntax/module.ts';
import type { Span } from '../../text/span.ts';
import { loopItems } from './origin-loops.ts';
import { OriginReader } from './origin-reader.ts';

const MAX_SITES = 12;

/** One place where a function gives its answer. */
export interface Site {
  readonly span: Span;
  /** The function ends there. */
  readonly leaves: boolean;
  /** It says yes there, and nothing else: which of two such places comes first makes no difference. */
  readonly says?: boolean;
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
    const isAlike = (i: number): boolean => sites[index]?.says === true && sites[i]?.says === true;
    // Which of two places in a loop comes first depends on the items.
    if (own.some((there, i) => i !== index && !isAlike(i) && shareLoop(module, here, there))) return UNKNOWN;
    const earlier = sites.slice(0, index).map((site, i): Predicate => {
      const there = own[i] ?? [];
      if (isExclusive(here, there) || isAlike(i)) return ALWAYS;
      return site.leaves ? not(conditionsHold(reader, there, site.span.start)) : UNKNOWN;
    });
    return allOf([conditionsHold(reader, here, sites[index]?.span.start ?? 0), ...earlier]);
  });
}

/** All branches around a place are taken: in a loop over a list, for one of its items. */
export function conditionsHold(
  reader: OriginReader,
  conditions: readonly Condition[],
  at: number,
): Predicate {
  const parts: Predicate[] = [];
  for (const [index, condition] of conditions.entries()) {
    const { test, outcome, span } = condition;
    if (test) parts.push(reader.read(test, outcome));
    else if (!isInTry(reader.evaluator.module, span, at)) {
      const items = loopItems(reader, condition);
      const inner = conditions.slice(index + 1);
      parts.push(items ? anyOf(items.map((one) => conditionsHold(reader.with(one), inner, at))) : UNKNOWN);
      break;
    }
  }
  return allOf(parts);
}

function shareLoop({ text }: Module, here: readonly Condition[], there: readonly Condition[]): boolean {
  return here.some(
    ({ test, span }) =>
      !test &&
      /^(?:for|while|do)\b/.test(text.slice(span.start, span.start + 6)) &&
      there.some((other) => other.span.start === span.start),
  );
}

/** Inside of `try`, in front of its `catch` or `except`: reached unless something goes wrong before. */
export function isInTry({ text }: Module, span: Span, at: number): boolean {
  const before = text.slice(span.start, Math.min(at, span.start + 4000));
  return /^try\b/.test(before) && !/\b(?:catch|except|finally)\b/.test(before);
}

function isExclusive(here: readonly Condition[], there: readonly Condition[]): boolean {
  return here.some((one) =>
    there.some((other) => one.span.start === other.span.start && one.outcome !== other.outcome),
  );
}

/** A function, in whatever file it is written. */
export interface Helper {
  readonly function: FunctionExpr;
  readonly evaluator: Evaluator;
}

/** Methods that only look at what they are called on. */
const ASKING = /^(?:includes|some|every|find|findIndex|indexOf|filter|map|has|forEach|test|exec)$/;

/** The same function, with what it is given beside the origin; `offset` parameters come first that no argument is for. */
export function withArguments(
  reader: OriginReader,
  helper: Helper,
  { args }: CallExpr,
  origin: Argument,
  offset: number,
): Helper {
  const { evaluator, function: fn } = helper;
  const { module, context } = evaluator;
  const locals = new Map<string, Value>();
  for (const [index, argument] of args.entries()) {
    if (argument.spread || argument.name !== undefined) break;
    const parameter = fn.params[index + offset];
    if (argument === origin || !parameter || parameter.rest || parameter.name === '') continue;
    const { name } = parameter;
    const isKept =
      module.bindings(name, fn.body.start).length === 1 &&
      !module.mutations(name, fn.body.start).some((one) => one.kind === 'set' || !ASKING.test(one.method));
    const value = isKept ? reader.value(argument.value) : undefined;
    if (value && value.kind !== 'unknown') locals.set(name, value);
  }
  return locals.size === 0 ? helper : { function: fn, evaluator: context.replaced(locals, fn) };
}

/** For which origins a function gives something true. `name` is the parameter that gets the origin. */
export function functionPredicate(outer: OriginReader, helper: Helper, name: string): Predicate {
  const { evaluator, function: fn } = helper;
  const reader = new OriginReader(
    evaluator,
    (expr) => expr.kind === 'name' && isParameter(evaluator.module, fn, name, expr),
    outer.elsewhere,
    { outcome: outer.outcome, helpers: outer.helpers + 1, rules: outer.rules, effort: outer.effort },
  );
  return bodyPredicate(reader, fn);
}

/** When a function gives something true, as the reader understands the names in it. */
export function bodyPredicate(reader: OriginReader, fn: FunctionExpr): Predicate {
  if (fn.result) return reader.read(fn.result, true);
  const returns = reader.evaluator.module.returns(fn);
  if (returns.length === 0 || returns.length > MAX_SITES) return UNKNOWN;
  const ways = reached(
    reader,
    returns.map(({ span, value }) => ({
      span,
      leaves: true,
      says: value?.kind === 'boolean' && value.value,
    })),
  );
  return anyOf(
    returns.map(({ value }, index) =>
      value ? allOf([ways[index] ?? UNKNOWN, reader.read(value, true)]) : allOf([UNKNOWN, not(ALWAYS)]),
    ),
  );
}

/** What was read of a parameter, said of the part of the origin that it is given. */
export function aboutPart(reader: OriginReader, predicate: Predicate, subject: Subject): Predicate {
  if (subject === 'origin') return predicate;
  const rule = reader.rules.get(predicate);
  const again = (part: Predicate): Predicate => aboutPart(reader, part, subject);
  switch (predicate.kind) {
    case 'constant':
    case 'unknown':
      return predicate;
    case 'not':
      return not(again(predicate.part));
    case 'and':
      return allOf(predicate.parts.map(again));
    case 'or':
      return anyOf(predicate.parts.map(again));
    case 'test': {
      // A part of a part: `new URL(host)`.
      if (predicate.subject !== 'origin') return UNKNOWN;
      const moved: Predicate = { ...predicate, subject };
      if (rule) reader.rules.set(moved, { ...rule, match: { kind: 'predicate', predicate: moved } });
      return moved;
    }
  }
}

/** The function's own parameter, which nothing else binds. */
export function isParameter(module: Module, fn: FunctionExpr, name: string, expr: Expr): boolean {
  if (expr.kind !== 'name' || expr.name !== name) return false;
  const [binding, ...others] = module.bindings(name, expr.span.start);
  return (
    binding?.kind === 'parameter' && others.length === 0 && binding.function.body.start === fn.body.start
  );
}

/** The function that is called: by its name, from another file, or as a method of a class of the workspace. */
export function helperOf(evaluator: Evaluator, callee: Expr): Helper | undefined {
  const { module } = evaluator;
  const value = evaluator.evaluate(callee);
  if (value.kind === 'function') {
    const home = evaluator.at(value.place.uri);
    return home.module.uri === value.place.uri ? { function: value.function, evaluator: home } : undefined;
  }
  if (callee.kind !== 'member' || callee.subscript) return undefined;
  const { object, property } = callee;
  if (module.text.slice(object.span.start, object.span.end) === 'this') {
    const around = module.enclosing(callee.span.start).find((each) => each.kind === 'class');
    const method = around?.kind === 'class' ? methodIn(module, around.span, property) : undefined;
    return method && { function: method, evaluator };
  }
  const method = methodFrom(evaluator.context, object, property);
  return method && { function: method.function, evaluator: method.context };
}
