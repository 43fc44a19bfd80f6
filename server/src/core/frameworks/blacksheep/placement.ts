import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Misplaced } from '../framework.ts';
import { methodCalls } from '../shared/python/calls.ts';
import { decoratedBy } from '../shared/python/decorators.ts';

const ROUTES = /^(?:route|get|post|put|patch|delete|head|options|trace|ws|add)$/;

/** `@app.cors("name")` looks for the route of the function, so that the route has to stand under it. */
export function below(evaluator: Evaluator): readonly Misplaced[] {
  const { module } = evaluator;
  return methodCalls(evaluator, 'cors').flatMap((call): readonly Misplaced[] => {
    const decorated = decoratedBy(evaluator, call);
    if (!decorated) return [];
    const { decorators } = decorated;
    const at = decorators.indexOf(call);
    const route = decorators.slice(0, at).filter(isRoute).at(-1);
    if (!route || decorators.slice(at + 1).some(isRoute)) return [];
    const place = placeOf(module.uri, call.span);
    const isNext = decorators[at - 1] === route;
    return [
      {
        kind: 'inactive-cors-setup',
        framework: 'blacksheep',
        title: 'BlackSheep',
        place,
        message:
          'The application does not start: decorators run from below, so the function has no route yet, and BlackSheep raises `NotRequestHandlerError`. Put this above the route.',
        ...(isNext
          ? {
              repair: {
                kind: 'swap' as const,
                title: 'Put it above the route',
                first: placeOf(module.uri, route.span),
                second: place,
              },
            }
          : {}),
      },
    ];
  });
}

/** `@get("/")`, `@app.router.get("/")`, `@app.route("/")` */
function isRoute(decorator: Expr): decorator is CallExpr {
  if (decorator.kind !== 'call') return false;
  const { callee } = decorator;
  const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
  return ROUTES.test(name);
}
