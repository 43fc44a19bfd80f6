import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { type Place, placeOf, type Span } from '../../text/span.ts';
import type { Misplaced } from '../framework.ts';
import { nameOf } from '../shared/python/calls.ts';
import { aboveRoute, decoratedBy, ROUTES, routeOf } from '../shared/python/decorators.ts';
import { denialIn } from '../shared/python/denials.ts';
import { allowOriginLiterals, headerWrite } from '../shared/python/header-write.ts';

const base = { framework: 'flask-cors', title: 'flask-cors' } as const;

/** Where `CORS()` and `@cross_origin()` cannot do their work. */
export function placementsOf(
  evaluator: Evaluator,
  extensions: readonly CallExpr[],
  decorators: readonly CallExpr[],
): readonly Misplaced[] {
  return [
    ...extensions.flatMap((call) => unapplied(evaluator, call)),
    ...decorators.flatMap((call) => ofDecorator(evaluator, call)),
    ...byHand(evaluator, extensions),
  ];
}

/** `CORS()` by itself: nothing keeps it, so nothing can give it an application. */
function unapplied({ module }: Evaluator, call: CallExpr): readonly Misplaced[] {
  if (call.args.length > 0 || module.parent(call).role !== 'statement') return [];
  return [
    {
      kind: 'inactive-cors-setup',
      ...base,
      place: placeOf(module.uri, call.span),
      message: `This has no effect: \`CORS()\` gets no application, and nobody keeps it to call \`init_app\`. Write \`CORS(app)\`.`,
    },
  ];
}

function ofDecorator(evaluator: Evaluator, call: CallExpr): readonly Misplaced[] {
  const found = decoratedBy(evaluator, call);
  if (!found) return [];
  const own = found.decorators.indexOf(call);
  const routes = found.decorators.flatMap((decorator, at) => (routeOf(decorator) ? [at] : []));
  const [firstRoute] = routes;
  if (firstRoute === undefined) return [];
  const lastRoute = routes.at(-1) ?? firstRoute;
  return own < firstRoute
    ? [aboveRoute(evaluator, call, found.decorators[firstRoute], firstRoute === own + 1, base)]
    : refusedBefore(evaluator, call, found.decorators.slice(lastRoute + 1, own));
}

/** With `@cross_origin`, OPTIONS reaches the decorators of the view, which see a request without credentials. */
function refusedBefore(evaluator: Evaluator, call: CallExpr, between: readonly Expr[]): readonly Misplaced[] {
  const { module } = evaluator;
  for (const decorator of between) {
    const name = decorator.kind === 'call' ? decorator.callee : decorator;
    if (name.kind !== 'name') continue;
    const binding = module.bindings(name.name, name.span.start).find(({ kind }) => kind === 'function');
    const denial = binding && denialIn(evaluator, module.statement(binding.span.start));
    if (!denial) continue;
    const isNext = between.at(-1) === decorator;
    return [
      {
        kind: 'middleware-order',
        ...base,
        place: placeOf(module.uri, call.span),
        message: `\`@${name.name}\` runs before it and refuses what comes without credentials. A preflight does, so it is answered without a CORS header, and the browser never sends the request. Put \`@cross_origin\` directly under the route.`,
        others: [{ place: denial, message: `\`@${name.name}\` refuses the request here` }],
        ...(isNext
          ? {
              repair: {
                kind: 'swap' as const,
                title: `Put it above @${name.name}`,
                first: placeOf(module.uri, decorator.span),
                second: placeOf(module.uri, call.span),
              },
            }
          : {}),
      },
    ];
  }
  return [];
}

/** Headers that the application writes itself, beside `CORS(app)` (flask-cors@6.0.5:flask_cors/extension.py `cors_after_request`). */
function byHand(evaluator: Evaluator, extensions: readonly CallExpr[]): readonly Misplaced[] {
  const { module } = evaluator;
  if (extensions.length === 0) return [];
  return allowOriginLiterals(evaluator).flatMap((literal): readonly Misplaced[] => {
    const write = headerWrite(evaluator, literal);
    if (write === undefined) return [];
    for (const around of module.enclosing(literal.span.start)) {
      if (around.kind !== 'function') continue;
      const found = around.decorators.flatMap((decorator) => {
        const application = applicationOf(decorator);
        const setup = extensions.find(
          ({ args }) => application !== undefined && nameOf(args[0]?.value) === application.name,
        );
        return application && setup && coversAll(setup)
          ? [{ ...application, setup, at: decorator.span }]
          : [];
      });
      const [one] = found;
      if (one) return [twice(evaluator, { ...one, write, place: placeOf(module.uri, literal.span) })];
    }
    return [];
  });
}

/** `CORS(app)` without paths of its own. */
function coversAll({ args }: CallExpr): boolean {
  return !args.some(({ name, spread }) => name === 'resources' || spread !== false);
}

/** `@app.after_request`, `@app.route(…)`. */
function applicationOf(decorator: Expr): { readonly name: string; readonly hook: boolean } | undefined {
  const target = decorator.kind === 'call' ? decorator.callee : decorator;
  if (target.kind !== 'member') return undefined;
  const name = nameOf(target.object);
  if (name === undefined) return undefined;
  if (target.property === 'after_request') return { name, hook: true };
  return ROUTES.test(target.property) ? { name, hook: false } : undefined;
}

interface Written {
  readonly write: 'replaces' | 'adds';
  readonly hook: boolean;
  readonly setup: CallExpr;
  readonly at: Span;
  readonly place: Place;
}

/** Functions after a request run from the last that was registered to the first. */
function twice({ module }: Evaluator, { write, hook, setup, at, place }: Written): Misplaced {
  const runsLast = hook && at.start < setup.span.start;
  const effect = !runsLast
    ? 'flask-cors leaves an answer alone that has this header already, so its own set-up does nothing here.'
    : write === 'adds'
      ? 'This runs after flask-cors and adds the header a second time, and browsers refuse an answer with two of them.'
      : 'This runs after flask-cors and writes over what it has decided.';
  return {
    kind: 'duplicate-cors-headers',
    ...base,
    place,
    message: `Both this and \`CORS(…)\` write \`Access-Control-Allow-Origin\`. ${effect} Keep one of them.`,
    others: [{ place: placeOf(module.uri, setup.span), message: 'flask-cors is set up here' }],
  };
}
