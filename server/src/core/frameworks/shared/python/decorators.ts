import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { CallExpr, Expr, FunctionExpr } from '../../../syntax/expr.ts';
import { placeOf } from '../../../text/span.ts';
import type { Misplaced } from '../../framework.ts';

/** The order of the decorators of a view, in Flask and Quart. */

export const ROUTES = /^(?:route|get|post|put|patch|delete)$/;

/** A function and what decorates it. */
export interface Decorated {
  readonly function: FunctionExpr;
  /** From the top. */
  readonly decorators: readonly Expr[];
}

export function decoratedBy({ module }: Evaluator, call: Expr): Decorated | undefined {
  const parent = module.parent(call);
  if (parent.role !== 'decorator' || parent.isClass) return undefined;
  const { decorated } = parent;
  for (const around of module.enclosing(Math.max(decorated.start, decorated.end - 1))) {
    if (around.kind === 'function' && around.decorators.includes(call)) return around;
  }
  return undefined;
}

export function routeOf(decorator: Expr): CallExpr | undefined {
  if (decorator.kind !== 'call' || decorator.callee.kind !== 'member') return undefined;
  return ROUTES.test(decorator.callee.property) ? decorator : undefined;
}

/** Those of these decorators that stand above a route, which is registered without them. */
export function decoratorsAboveRoutes(
  evaluator: Evaluator,
  decorators: readonly CallExpr[],
  base: Pick<Misplaced, 'framework' | 'title'>,
): readonly Misplaced[] {
  return decorators.flatMap((call) => {
    const all = decoratedBy(evaluator, call)?.decorators ?? [];
    const own = all.indexOf(call);
    const route = all.findIndex((decorator) => routeOf(decorator) !== undefined);
    return own < route ? [aboveRoute(evaluator, call, all[route], route === own + 1, base)] : [];
  });
}

/** Decorators run from below: the route is registered with what stands under it. */
export function aboveRoute(
  { module }: Evaluator,
  call: CallExpr,
  route: Expr | undefined,
  isNext: boolean,
  base: Pick<Misplaced, 'framework' | 'title'>,
): Misplaced {
  const place = placeOf(module.uri, call.span);
  const written = module.text.slice(call.callee.span.start, call.callee.span.end);
  return {
    kind: 'inactive-cors-setup',
    ...base,
    place,
    message: `This has no effect: the route below it was registered before \`@${written}\` wrapped the function, so its answers carry no CORS header. Put \`@${written}\` under the route.`,
    ...(route && isNext
      ? {
          repair: {
            kind: 'swap',
            title: 'Put it under the route',
            first: place,
            second: placeOf(module.uri, route.span),
          },
        }
      : {}),
  };
}
