import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { conditionsAt, qualifiedName } from '../../../evaluate/read.ts';
import type { When } from '../../../evaluate/value.ts';
import type { CallExpr, Expr } from '../../../syntax/expr.ts';

/** Finding the uses of a library's names in a Python file, however they are imported and called. */

/** `package.module.Name` of an expression that is imported, or an attribute or alias of one. */
export function qualified(evaluator: Evaluator, expr: Expr): string | undefined {
  const symbol = evaluator.symbol(expr);
  return symbol && qualifiedName(symbol);
}

/** Whether an expression refers to one of these; also after `from module import *`. */
export function refersTo(evaluator: Evaluator, expr: Expr, targets: ReadonlySet<string>): boolean {
  const name = qualified(evaluator, expr);
  if (name !== undefined) return targets.has(name);
  const { module } = evaluator;
  if (expr.kind !== 'name' || module.bindings(expr.name, expr.span.start).length > 0) return false;
  return module.imports().some((one) => one.name === '**' && targets.has(`${one.from}.${expr.name}`));
}

/** Every expression of the file that refers to one of these, in source order: names, aliases, attributes. */
export function references(evaluator: Evaluator, targets: ReadonlySet<string>): readonly Expr[] {
  const { module } = evaluator;
  const spellings = new Set([...targets].map((target) => target.slice(target.lastIndexOf('.') + 1)));
  for (const { name, local } of module.imports()) {
    // A name of the workspace's own for it: `from .middleware import Cors`.
    if (spellings.has(name) || /cors|cross.?origin/i.test(name)) spellings.add(local);
  }
  const found = [...spellings].filter((name) => name !== '').flatMap((name) => module.occurrences(name));
  return found
    .filter((expr) => refersTo(evaluator, expr, targets))
    .sort((a, b) => a.span.start - b.span.start);
}

/** The call of which the expression is the callee. */
export function callOf(evaluator: Evaluator, callee: Expr): CallExpr | undefined {
  const parent = evaluator.module.parent(callee);
  return parent.role === 'callee' ? parent.call : undefined;
}

/** Calls of a method of anything: `x.add_middleware(…)`. */
export function methodCalls(evaluator: Evaluator, method: string): readonly CallExpr[] {
  return evaluator.module.occurrences(method).flatMap((expr) => {
    const call = expr.kind === 'member' ? callOf(evaluator, expr) : undefined;
    return call ?? [];
  });
}

/** `cors.init_app(app, …)` where `cors` is what the call was assigned to: the usual way of Flask's extensions. */
export function initialisations(evaluator: Evaluator, call: CallExpr): readonly CallExpr[] {
  const parent = evaluator.module.parent(call);
  const name = parent.role === 'assigned' ? nameOf(parent.assignment.target) : undefined;
  if (name === undefined) {
    const isDirect = parent.role === 'object' && parent.member.property === 'init_app';
    const direct = isDirect ? callOf(evaluator, parent.member) : undefined;
    return direct ? [direct] : [];
  }
  return methodCalls(evaluator, 'init_app').filter(
    ({ callee }) => callee.kind === 'member' && nameOf(callee.object) === name,
  );
}

/** `a`, `a.b`, `self.a` as it is written; undefined for anything longer. */
export function nameOf(expr: Expr | undefined): string | undefined {
  if (expr?.kind === 'name') return expr.name;
  if (expr?.kind !== 'member' || expr.subscript || expr.object.kind !== 'name') return undefined;
  return `${expr.object.name}.${expr.property}`;
}

/**
 * What must hold for a set-up to run at all; undefined where it never does. Whether the file is run or imported
 * (`__name__`) changes nothing for the application.
 */
export function runsWhen(evaluator: Evaluator, offset: number): readonly When[] | undefined {
  return conditionsAt(evaluator, offset)?.filter(({ text }) => !text.includes('__name__'));
}

/** A name of this file that is bound once stands for what it is bound to. */
export function resolved({ module }: Evaluator, expr: Expr): Expr | undefined {
  let at = expr;
  for (let depth = 0; depth < 8 && at.kind === 'name'; depth += 1) {
    const [binding, ...others] = module.bindings(at.name, at.span.start);
    if (binding?.kind !== 'assign' || others.length > 0 || binding.path.length > 0) return undefined;
    at = binding.value;
  }
  return at;
}
