import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import type { Module } from '../../syntax/module.ts';
import { placeOf } from '../../text/span.ts';
import type { Misuse, Reading, Unit } from '../framework.ts';
import { readCors } from '../shared/cors-package/read.ts';
import { references } from '../shared/javascript/references.ts';
import { placementsOf } from './placement.ts';

const TITLE = 'cors';

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const policies: Policy[] = [];
  const misuses: Misuse[] = [];
  const calls: CallExpr[] = [];
  for (const expr of references(evaluator, isCors)) {
    const parent = evaluator.module.parent(expr);
    if (parent.role === 'callee' && !parent.call.isNew) {
      calls.push(parent.call);
      policies.push(...readCall(unit, parent.call));
    } else if (isUncalled(evaluator.module, expr)) misuses.push(uncalled(evaluator.module, expr));
  }
  return { policies, misuses: [...misuses, ...placementsOf(unit, calls)] };
}

/** The package's only export, in every way of importing it. */
function isCors(symbol: Symbol_): boolean {
  return (
    /^(?:npm:)?cors(?:@[\w.^~-]+)?$/.test(symbol.module) && (symbol.name === 'default' || symbol.name === '*')
  );
}

function readCall(unit: Unit, call: CallExpr): readonly Policy[] {
  const { module } = unit.evaluator;
  const [options] = call.args;
  const scope = scopeOf(module, call);
  return readCors(unit.evaluator, {
    framework: 'express-cors',
    title: TITLE,
    version: unit.version(['cors']),
    setup: placeOf(module.uri, call.span),
    ...(call.args.length === 0 && {
      insertion: { form: 'argument', place: placeOf(module.uri, call.argsSpan) },
    }),
    ...(scope !== undefined && { scope }),
    ...(options && { options: options.value }),
  });
}

const MOUNTS = /^(?:use|pre|all|get|post|put|patch|delete|head|options|route)$/;

/** The path that the middleware is mounted at: `app.use('/api', cors())`, `app.get('/x', [a, cors()], h)`. */
function scopeOf(module: Module, expr: Expr): string | undefined {
  const mount = mountOf(module, expr);
  const first = mount?.args[0]?.value;
  return first?.kind === 'text' ? first.value : undefined;
}

/** The call of a router that an expression is given to, by itself or in a list. */
function mountOf(module: Module, expr: Expr): CallExpr | undefined {
  let parent = module.parent(expr);
  if (parent.role === 'item') parent = module.parent(parent.list);
  if (parent.role !== 'argument') return undefined;
  const { callee } = parent.call;
  return callee.kind === 'member' && MOUNTS.test(callee.property) ? parent.call : undefined;
}

function isUncalled(module: Module, expr: Expr): boolean {
  return mountOf(module, expr) !== undefined;
}

/** Measured with Express 4 and 5, polka and NestJS: the middleware that `cors(request)` makes is never called. */
function uncalled(module: Module, expr: Expr): Misuse {
  return {
    kind: 'uncalled',
    framework: 'express-cors',
    title: TITLE,
    place: placeOf(module.uri, expr.span),
    written: module.text.slice(expr.span.start, expr.span.end),
    effect:
      'The router calls it with the request as its options, which answers nothing, so every request hangs.',
  };
}
