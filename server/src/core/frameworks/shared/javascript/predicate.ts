import type { FunctionExpr, NameExpr } from '../../../syntax/expr.ts';
import type { Module } from '../../../syntax/module.ts';

/** The function's own first parameter, by whatever use of its name. */
export function isSubject(module: Module, fn: FunctionExpr, name: NameExpr): boolean {
  if (name.name !== fn.params[0]?.name) return false;
  const [binding, ...others] = module.bindings(name.name, name.span.start);
  return (
    binding?.kind === 'parameter' && others.length === 0 && binding.function.body.start === fn.body.start
  );
}
