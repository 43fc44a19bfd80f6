import type { CallExpr, FunctionExpr } from '../../../syntax/expr.ts';
import type { Module } from '../../../syntax/module.ts';

/**
 * `const set = (name, value) => { res.setHeader(name, value); }`: the call that a call of `set` ends in, where the function
 * stands in this file and hands both parameters on.
 */
export function forwardedTo(
  module: Module,
  call: CallExpr,
  isWriter: (inner: CallExpr) => boolean,
): CallExpr | undefined {
  const fn = calledFunction(module, call);
  const [name, value] = fn?.params ?? [];
  if (!fn || !name || !value || name.rest || value.rest) return undefined;
  for (const use of module.occurrences(name.name)) {
    if (use.span.start < fn.body.start || use.span.end > fn.body.end) continue;
    const parent = module.parent(use);
    if (parent.role !== 'argument' || parent.index !== 0 || parent.call.callee.kind !== 'member') continue;
    const handed = parent.call.args[1]?.value;
    if (handed?.kind === 'name' && handed.name === value.name && isWriter(parent.call)) return parent.call;
  }
  return undefined;
}

function calledFunction(module: Module, { callee }: CallExpr): FunctionExpr | undefined {
  if (callee.kind !== 'name') return undefined;
  const [binding, ...others] = module.bindings(callee.name, callee.span.start);
  if (!binding || others.length > 0) return undefined;
  if (binding.kind === 'function') return binding.function;
  return binding.kind === 'assign' && binding.value.kind === 'function' ? binding.value : undefined;
}
