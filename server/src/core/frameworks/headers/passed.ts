import type { Expr } from '../../syntax/expr.ts';
import type { Condition, Module } from '../../syntax/module.ts';
import { sameBranch } from './conditions.ts';

/** A longer way to one place is not read. */
const MAX_TESTS = 6;

/**
 * What must hold where a branch was not taken: behind `if (!isListed) return;`, or `if (!isListed) origin = other;`, the test
 * came out the other way. Undefined where nothing can be said: both places exclude each other, the branch is always taken, or one of
 * its conditions cannot be read.
 */
export function passedBy(branch: readonly Condition[], here: readonly Condition[]): Condition | undefined {
  const own: Condition[] = [];
  for (const condition of branch) {
    const shared = here.find((other) => sameBranch(condition, other));
    if (shared && shared.outcome !== condition.outcome) return undefined;
    if (!shared) own.push(condition);
  }
  if (own.length > MAX_TESTS) return undefined;
  const tests: Expr[] = [];
  for (const { test, outcome } of own) {
    if (!test) return undefined;
    tests.push(outcome || own.length === 1 ? test : { kind: 'not', operand: test, span: test.span });
  }
  const [first, ...others] = tests;
  if (!first) return undefined;
  if (others.length === 0) return { test: first, outcome: own[0]?.outcome === false, span: first.span };
  const all = others.reduce<Expr>((left, right) => {
    const span = {
      start: Math.min(left.span.start, right.span.start),
      end: Math.max(left.span.end, right.span.end),
    };
    return { kind: 'binary', operator: 'and', left, right, span };
  }, first);
  return { test: all, outcome: false, span: all.span };
}

const MAX_EXITS = 8;
/** A callback inside of a handler: where the handler was left before counts too. */
const MAX_FUNCTIONS = 2;

/** What must hold where the function was not left before this place, by a `return` or an exception. */
export function notLeftBefore(module: Module, at: number): readonly Condition[] {
  const functions = module.enclosing(at).flatMap((each) => (each.kind === 'function' ? [each.function] : []));
  return functions.slice(0, MAX_FUNCTIONS).flatMap((fn, level) => {
    const place = level === 0 ? at : (functions[level - 1]?.span.start ?? at);
    const before = module.exits(fn).filter(({ end }) => end <= place);
    if (before.length > MAX_EXITS) return [];
    const here = module.conditions(place);
    return before.flatMap(({ start }) => passedBy(module.conditions(start), here) ?? []);
  });
}
