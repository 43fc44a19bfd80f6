import type { CallExpr, Expr } from '../../../syntax/expr.ts';
import type { Module } from '../../../syntax/module.ts';
import { placeOf } from '../../../text/span.ts';
import type { Misuse } from '../../framework.ts';

const MOUNTS = /^(?:use|pre|all|get|post|put|patch|delete|head|options|route|on)$/;

/** The call of a router that an expression is given to, by itself or in a list. */
export function mountOf(module: Module, expr: Expr): CallExpr | undefined {
  let parent = module.parent(expr);
  if (parent.role === 'item') parent = module.parent(parent.list);
  if (parent.role !== 'argument') return undefined;
  const { callee } = parent.call;
  return callee.kind === 'member' && MOUNTS.test(callee.property) ? parent.call : undefined;
}

/** The path that a middleware is mounted at: `app.use('/api', cors())`, `app.get('/x', [a, cors()], h)`. */
export function scopeOf(module: Module, expr: Expr): string | undefined {
  const mount = mountOf(module, expr);
  const first = mount?.args[0]?.value;
  return first?.kind === 'text' ? first.value : undefined;
}

/** A middleware factory that is given to a router as if it was the middleware. */
export function uncalled(
  module: Module,
  expr: Expr,
  about: { readonly framework: string; readonly title: string; readonly effect: string },
): Misuse {
  return {
    kind: 'uncalled',
    ...about,
    place: placeOf(module.uri, expr.span),
    written: module.text.slice(expr.span.start, expr.span.end),
  };
}
