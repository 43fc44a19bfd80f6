import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { Argument, CallExpr, Expr, FunctionExpr } from '../../../syntax/expr.ts';
import { type Place, placeOf, type Span } from '../../../text/span.ts';

/** Who refuses a request without credentials: what a preflight never has. */
export interface Refusal {
  /** Where it refuses. */
  readonly place: Place;
  /** As a message calls it: `` `jwt(…)` ``, "The middleware". */
  readonly who: string;
}

/** Middleware of packages that answers 401 by itself, measured for each: how its import names it. */
const GUARDS: ReadonlyMap<string, RegExp> = new Map([
  ['hono/bearer-auth', /^bearerAuth$/],
  ['hono/basic-auth', /^basicAuth$/],
  ['hono/jwt', /^jwt$/],
  ['koa-jwt', /^(?:default|\*)$/],
  ['@fastify/bearer-auth', /^(?:default|\*)$/],
]);

/** What else stands in a check of credentials; without it, a 403 may be about anything. */
const CREDENTIALS = /auth|token|cookie|session|api.?key|jwt|user|login/i;
const STATUS = /\b(?:401|403|unauthori[sz]ed|forbidden|jwtVerify)\b/i;
/** Functions that take a status, or are named after it. */
const ANSWERS =
  /\b(status|sendStatus|writeHead|code|throw|json|text|body|html|newResponse|error|response|HTTPException|createError|Response|unauthorized|forbidden|jwtVerify)\s*\(|(\bstatus(?:Code)?)\s*=(?!=)/g;
const NAMED: ReadonlySet<string> = new Set(['unauthorized', 'forbidden', 'jwtVerify']);

/** Where a middleware refuses what comes without credentials, unless it treats OPTIONS apart. */
export function refusalIn(evaluator: Evaluator, handler: Expr): Refusal | undefined {
  if (handler.kind === 'call') return guard(evaluator, handler);
  const found = functionOf(evaluator, handler);
  if (!found) return undefined;
  const place = denialOf(found.home, found.fn.body);
  return (
    place && { place, who: handler.kind === 'name' ? `\`${handler.name}\`` : 'The middleware before it' }
  );
}

/** `jwt({ secret })`; what comes behind it, such as `.unless(…)`, may let preflights through. */
function guard(evaluator: Evaluator, call: CallExpr): Refusal | undefined {
  const symbol = evaluator.symbol(call.callee);
  if (!symbol || GUARDS.get(symbol.module)?.test(symbol.name) !== true) return undefined;
  const { module } = evaluator;
  if (/passthrough|OPTIONS/.test(module.text.slice(call.span.start, call.span.end))) return undefined;
  const name = module.text.slice(call.callee.span.start, call.callee.span.end);
  return { place: placeOf(module.uri, call.span), who: `\`${name}(…)\`` };
}

/** A plugin that refuses: `fastify.register(bearerAuth, …)`. */
export function isGuard(evaluator: Evaluator, expr: Expr): boolean {
  const symbol = evaluator.symbol(expr);
  return symbol !== undefined && GUARDS.get(symbol.module)?.test(symbol.name) === true;
}

/** A function written at the spot, or one that a name holds, in this file or another. */
function functionOf(
  evaluator: Evaluator,
  expr: Expr,
): { readonly home: Evaluator; readonly fn: FunctionExpr } | undefined {
  if (expr.kind === 'function') return { home: evaluator, fn: expr };
  if (expr.kind !== 'name') return undefined;
  const value = evaluator.evaluate(expr);
  if (value.kind !== 'function') return undefined;
  return { home: evaluator.at(value.place.uri), fn: value.function };
}

/** Where a body answers 401 or 403. The text is searched first: few functions say so. */
export function denialOf({ module }: Evaluator, body: Span): Place | undefined {
  const text = module.text.slice(body.start, body.end);
  if (!STATUS.test(text) || !CREDENTIALS.test(text) || /\bOPTIONS\b/i.test(text)) return undefined;
  const names = new Set([...text.matchAll(ANSWERS)].flatMap(([, called, set]) => called ?? set ?? []));
  for (const name of names) {
    for (const use of module.occurrences(name)) {
      if (use.span.start < body.start || use.span.end > body.end) continue;
      const parent = module.parent(use);
      const refuses =
        parent.role === 'callee'
          ? NAMED.has(name) || parent.call.args.slice(0, 2).some(isRefusal)
          : parent.role === 'target' && isCode(parent.assignment.value);
      if (refuses) return placeOf(module.uri, use.span);
    }
  }
  return undefined;
}

/** `401`, `{ status: 401 }` */
function isRefusal({ value }: Argument): boolean {
  if (value.kind !== 'record') return isCode(value);
  return value.entries.some((entry) => entry.key === 'status' && isCode(entry.value));
}

function isCode(expr: Expr): boolean {
  return expr.kind === 'number' && (expr.value === 401 || expr.value === 403);
}
