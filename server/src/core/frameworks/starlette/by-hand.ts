import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr, TextLiteral } from '../../syntax/expr.ts';
import { placeOf, type Span } from '../../text/span.ts';
import type { Misplaced } from '../framework.ts';
import { nameOf } from '../shared/python/calls.ts';
import { allowOriginLiterals, headerWrite } from '../shared/python/header-write.ts';
import type { Added } from './placement.ts';

const ROUTES = /^(?:get|post|put|patch|delete|head|route|api_route)$/;

/**
 * Headers that a route or a middleware of the same application writes itself, beside `app.add_middleware(CORSMiddleware, …)`
 * (starlette@1.10.0:starlette/middleware/cors.py `send`: `headers.update(…)`, which replaces, for origins that it allows).
 */
export function writtenByHand(evaluator: Evaluator, added: readonly Added[]): readonly Misplaced[] {
  const { module } = evaluator;
  const global = added.filter(({ call }) => isAlways(evaluator, call.span));
  if (global.length === 0) return [];
  return allowOriginLiterals(evaluator).flatMap((literal): readonly Misplaced[] => {
    const write = writeIn(evaluator, literal);
    if (write === undefined || !isAlways(evaluator, literal.span)) return [];
    const around = module.enclosing(literal.span.start).find(({ kind }) => kind === 'function');
    if (around?.kind !== 'function') return [];
    for (const decorator of around.decorators) {
      const holder = holderOf(decorator);
      const own = holder && global.find(({ call }) => applicationOf(call) === holder.application);
      if (!holder || !own) continue;
      const isOuter = holder.isMiddleware && decorator.span.start > own.call.span.start;
      const found = twice(evaluator, literal, own, isOuter ? write : 'inside');
      // A route can mean to be open to more than the others.
      return [holder.isMiddleware ? found : { ...found, confidence: 'likely' }];
    }
    return [];
  });
}

/** Under no condition of its function or file. */
function isAlways({ module }: Evaluator, { start }: Span): boolean {
  return module.conditions(start).length === 0;
}

/** Written onto an answer, or given to one that is made: `JSONResponse(…, headers={…})`. */
function writeIn(evaluator: Evaluator, literal: TextLiteral): 'replaces' | 'adds' | undefined {
  const { module } = evaluator;
  const written = headerWrite(evaluator, literal);
  if (written) return written;
  const parent = module.parent(literal);
  if (parent.role !== 'key') return undefined;
  const holder = module.parent(parent.record);
  if (holder.role !== 'argument' || holder.argument.name !== 'headers') return undefined;
  return /Response$/.test(lastName(holder.call.callee)) ? 'replaces' : undefined;
}

function lastName(expr: Expr): string {
  return expr.kind === 'name' ? expr.name : expr.kind === 'member' ? expr.property : '';
}

function applicationOf({ callee }: CallExpr): string | undefined {
  return callee.kind === 'member' ? nameOf(callee.object) : undefined;
}

/** `@app.get(…)`, `@app.middleware("http")` */
function holderOf(
  decorator: Expr,
): { readonly application: string; readonly isMiddleware: boolean } | undefined {
  if (decorator.kind !== 'call' || decorator.callee.kind !== 'member') return undefined;
  const application = nameOf(decorator.callee.object);
  const { property } = decorator.callee;
  if (application === undefined) return undefined;
  if (property === 'middleware') return { application, isMiddleware: true };
  return ROUTES.test(property) ? { application, isMiddleware: false } : undefined;
}

const EFFECTS = {
  inside:
    'The middleware comes after this: it writes over it for the origins that it allows, and every other origin gets what stands here.',
  replaces:
    'This middleware was added later, so it runs last and writes over what `CORSMiddleware` has decided.',
  adds: 'This middleware was added later, so it runs last and adds a second one for the origins that `CORSMiddleware` allows, and browsers refuse an answer with two of them.',
} as const;

function twice(
  { module }: Evaluator,
  literal: TextLiteral,
  { call, title }: Added,
  effect: keyof typeof EFFECTS,
): Misplaced {
  return {
    kind: 'duplicate-cors-headers',
    framework: 'starlette',
    title,
    place: placeOf(module.uri, literal.span),
    message: `Both this and \`CORSMiddleware\` write \`Access-Control-Allow-Origin\`. ${EFFECTS[effect]} Keep one of them.`,
    others: [{ place: placeOf(module.uri, call.span), message: '`CORSMiddleware` is added here' }],
  };
}
