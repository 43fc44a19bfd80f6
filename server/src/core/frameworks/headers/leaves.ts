import type { Expr } from '../../syntax/expr.ts';
import type { Condition, Module } from '../../syntax/module.ts';

/** One expression that a header's value can come from, and the tests that lead there. */
export interface Leaf {
  readonly expr: Expr;
  readonly tests: readonly Condition[];
  /** The names on the way, where each is used. */
  readonly names: readonly string[];
}

const MAX_LEAVES = 24;
const MAX_DEPTH = 8;

/** Goes through conditional expressions and names, so that the tests on the way can be read. */
export function leavesOf(module: Module, expr: Expr): readonly Leaf[] {
  const found: Leaf[] = [];
  collect(module, expr, { tests: [], names: [] }, found, 0);
  return found.length === 0 || found.length > MAX_LEAVES ? [{ expr, tests: [], names: [] }] : found;
}

type Way = Omit<Leaf, 'expr'>;

function collect(module: Module, expr: Expr, way: Way, found: Leaf[], depth: number): void {
  if (found.length > MAX_LEAVES) return;
  const inner = (next: Expr, tests: readonly Condition[] = [], names: readonly string[] = []): void =>
    collect(module, next, { tests: [...way.tests, ...tests], names: [...way.names, ...names] }, found, depth + 1);
  if (depth <= MAX_DEPTH) {
    if (expr.kind === 'conditional') {
      inner(expr.then, [{ test: expr.test, outcome: true, span: expr.test.span }]);
      inner(expr.otherwise, [{ test: expr.test, outcome: false, span: expr.test.span }]);
      return;
    }
    if (expr.kind === 'binary' && expr.operator === 'and') {
      inner(expr.right, [{ test: expr.left, outcome: true, span: expr.left.span }]);
      return;
    }
    if (expr.kind === 'template') {
      const parts = expr.parts.filter((part) => part !== '');
      const [only] = parts;
      if (parts.length === 1 && only !== undefined && typeof only !== 'string') {
        inner(only);
        return;
      }
    }
    const values = expr.kind === 'name' ? assigned(module, expr) : undefined;
    if (values && expr.kind === 'name') {
      for (const { value, conditions } of values) inner(value, conditions, [expr.name]);
      return;
    }
  }
  found.push({ expr, ...way });
}

/** The values that a name is given, where that is all that happens to it. */
function assigned(
  module: Module,
  name: Expr & { readonly kind: 'name' },
): readonly { readonly value: Expr; readonly conditions: readonly Condition[] }[] | undefined {
  const bindings = module.bindings(name.name, name.span.start);
  if (bindings.length === 0 || bindings.length > 6) return undefined;
  const values = [];
  for (const binding of bindings) {
    if (binding.kind !== 'assign' || binding.path.length > 0 || binding.operator !== undefined) return undefined;
    values.push({ value: binding.value, conditions: binding.conditions });
  }
  return values;
}
