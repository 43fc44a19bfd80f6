import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr, FunctionExpr, TextLiteral } from '../../syntax/expr.ts';
import { placeOf, type Span } from '../../text/span.ts';
import type { Misplaced } from '../framework.ts';
import { type Registration, registrations } from '../shared/javascript/routing.ts';

/** A `cors(…)` that a router is given for every path. */
export interface Given {
  readonly expr: Expr;
  readonly router: string;
  readonly registration: Registration;
}

const HEADER = /access-control-allow-origin/gi;

/** Middleware and routes of the same application that write the header by hand. */
export function writtenByHand(evaluator: Evaluator, given: Given): readonly Misplaced[] {
  const { module } = evaluator;
  return module.textLiterals(HEADER).flatMap((literal): readonly Misplaced[] => {
    const write = writeOf(evaluator, literal);
    if (!write) return [];
    const middleware = globalAround(evaluator, given, literal.span);
    const route = middleware ? undefined : routeAround(evaluator, given, literal.span, write);
    const effect = middleware ? ofMiddleware(evaluator, given, middleware, write) : route && ofRoute(write);
    if (effect === undefined) return [];
    return [
      {
        kind: 'duplicate-cors-headers',
        framework: 'express-cors',
        title: 'cors',
        place: placeOf(module.uri, literal.span),
        message: `Both this and \`cors\` write \`Access-Control-Allow-Origin\`. ${effect} Keep one of them.`,
        // A route can mean to be open to more than the others.
        ...(route && write.method !== 'append' ? { confidence: 'likely' as const } : {}),
        others: [{ place: placeOf(module.uri, given.expr.span), message: '`cors` is used here' }],
      },
    ];
  });
}

interface Write {
  readonly method: string;
  readonly callee: Expr;
}

/** `res.setHeader('Access-Control-Allow-Origin', …)` */
function writeOf({ module }: Evaluator, literal: TextLiteral): Write | undefined {
  if (!/^access-control-allow-origin$/i.test(literal.value)) return undefined;
  const parent = module.parent(literal);
  if (parent.role !== 'argument' || parent.index !== 0) return undefined;
  const { callee } = parent.call;
  const method = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  return /^(?:header|set|setHeader|append)$/.test(method) ? { method, callee } : undefined;
}

/** Measured with cors 2.8.6 in Express 4 and 5: `append` leaves two lines. */
const ADDS =
  'adds a second one for the origins that `cors` allows, and browsers refuse an answer with two of them';

function ofMiddleware(
  evaluator: Evaluator,
  { registration, expr }: Given,
  { call }: Registration,
  { method }: Write,
): string {
  if (call.span.start <= registration.call.span.start)
    return writesAlways(evaluator, expr)
      ? '`cors` runs later and writes over this one in every answer.'
      : '`cors` runs later and writes over this one for the origins that it allows; the others keep it.';
  return method === 'append'
    ? `This one runs later and ${ADDS}.`
    : 'This one runs later and writes over what `cors` has decided; a preflight never comes here.';
}

/** `cors()`, `cors({ origin: 'https://app.example' })`: a text is sent to everybody, whoever asks. */
function writesAlways(evaluator: Evaluator, expr: Expr): boolean {
  if (expr.kind !== 'call') return false;
  const [options, ...others] = expr.args;
  if (!options) return true;
  const given = others.length > 0 || options.spread ? undefined : evaluator.evaluate(options.value);
  if (given?.kind !== 'record' || given.rest.length > 0) return false;
  const origin = given.entries.filter(({ key }) => key === 'origin').at(-1)?.value;
  return !origin || (origin.kind === 'text' && origin.value !== '');
}

function ofRoute({ method }: Write): string {
  return method === 'append'
    ? `The route runs later and ${ADDS}.`
    : 'The route runs later and writes over what `cors` has decided; a preflight never comes here.';
}

/** The `router.use(function …)` for every path, beside the set-up, in whose function a place stands. */
function globalAround(evaluator: Evaluator, { router, expr }: Given, inside: Span): Registration | undefined {
  for (const one of registrations(evaluator, router, { beside: expr.span.start, methods: ['use'] })) {
    const holds = one.handlers.some(
      (handler) =>
        handler.kind === 'function' && handler.body.start <= inside.start && inside.end <= handler.body.end,
    );
    if (holds && one.path === undefined) return one;
  }
  return undefined;
}

const VERBS = /^(?:get|post|put|patch|delete|head|all)$/;

/** The route of this router, behind the set-up, whose handler always writes it onto its own answer. */
function routeAround(
  evaluator: Evaluator,
  { router, registration }: Given,
  inside: Span,
  { callee }: Write,
): CallExpr | undefined {
  const { module } = evaluator;
  if (isConditional(evaluator, inside) || isConditional(evaluator, registration.call.span)) return undefined;
  const around = module.enclosing(inside.start).find(({ kind }) => kind === 'function');
  if (around?.kind !== 'function' || !isAnswerOf(around.function, callee)) return undefined;
  const parent = module.parent(around.function);
  if (parent.role !== 'argument' || parent.call.span.start < registration.call.span.start) return undefined;
  const target = parent.call.callee;
  if (target.kind !== 'member' || !VERBS.test(target.property)) return undefined;
  const isOwn = target.object.kind === 'name' && target.object.name === router;
  return isOwn && !isConditional(evaluator, parent.call.span) ? parent.call : undefined;
}

function isConditional({ module }: Evaluator, { start }: Span): boolean {
  return module.conditions(start).length > 0;
}

/** `res.status(200).header(…)` in `(req, res) => …` */
function isAnswerOf({ params }: FunctionExpr, callee: Expr): boolean {
  let at = callee;
  for (let depth = 0; depth < 8 && at.kind !== 'name'; depth += 1) {
    if (at.kind === 'member') at = at.object;
    else if (at.kind === 'call') at = at.callee;
    else return false;
  }
  return at.kind === 'name' && params[1]?.name === at.name;
}
