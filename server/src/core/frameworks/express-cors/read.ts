import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import type { Module } from '../../syntax/module.ts';
import { placeOf } from '../../text/span.ts';
import type { Misuse, Reading, Unit } from '../framework.ts';
import { readCors } from '../shared/cors-package/read.ts';
import { mountOf, uncalled } from '../shared/javascript/mount.ts';
import { aboutCall } from '../shared/javascript/option-calls.ts';
import { references } from '../shared/javascript/references.ts';
import { placementsOf } from './placement.ts';

const TITLE = 'cors';

const ABOUT = {
  framework: 'express-cors',
  title: TITLE,
  // Measured with Express 4 and 5, polka and NestJS: the middleware that `cors(request)` makes is never called.
  effect:
    'The router calls it with the request as its options, which answers nothing, so every request hangs.',
};

// Measured with @trpc/server 11.25.2: the handler waits for the middleware's `next`.
const OF_TRPC =
  'tRPC calls it with the request as its options, which calls no `next`, so every request hangs.';

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const policies: Policy[] = [];
  const misuses: Misuse[] = [];
  const calls: CallExpr[] = [];
  for (const expr of references(evaluator, isCors, 'cors')) {
    const parent = evaluator.module.parent(expr);
    if (parent.role === 'callee' && !parent.call.isNew) {
      calls.push(parent.call);
      policies.push(...readCall(unit, parent.call));
    } else if (mountOf(evaluator.module, expr)) misuses.push(uncalled(evaluator.module, expr, ABOUT));
    else if (isMiddlewareOfTrpc(evaluator.module, expr))
      misuses.push(uncalled(evaluator.module, expr, { ...ABOUT, effect: OF_TRPC }));
  }
  return {
    policies: [...policies, ...nextPolicies(unit)],
    misuses: [...misuses, ...placementsOf(unit, calls)],
  };
}

/** `createHTTPServer({ middleware: cors, router })` */
function isMiddlewareOfTrpc(module: Module, expr: Expr): boolean {
  const parent = module.parent(expr);
  if (parent.role !== 'value' || parent.entry.key !== 'middleware') return false;
  const around = module.parent(parent.record);
  if (around.role !== 'argument' || around.call.callee.kind !== 'name') return false;
  return /^createHTTP(?:Server|Handler)$/.test(around.call.callee.name);
}

/** The package's only export, in every way of importing it; @feathersjs/express hands it on under the name `cors`. */
function isCors({ module, name }: Symbol_): boolean {
  if (module === '@feathersjs/express') return /^(?:\*\.|default\.)?cors$/.test(name);
  return /^(?:npm:)?cors(?:@[\w.^~-]+)?$/.test(module) && (name === 'default' || name === '*');
}

/** `NextCors(request, response, options)` calls `cors(options)(request, response)`. */
function isNextCors({ module, name }: Symbol_): boolean {
  return module === 'nextjs-cors' && (name === 'default' || name === '*');
}

function nextPolicies(unit: Unit): readonly Policy[] {
  return references(unit.evaluator, isNextCors).flatMap((expr) => {
    const parent = unit.evaluator.module.parent(expr);
    if (parent.role !== 'callee' || parent.call.isNew) return [];
    const { args } = parent.call;
    return args.length < 2 || args.some(({ spread }) => spread) ? [] : readCall(unit, parent.call, 2);
  });
}

function readCall(unit: Unit, call: CallExpr, at = 0): readonly Policy[] {
  const { module } = unit.evaluator;
  const options = call.args[at];
  if (options?.spread) return [];
  return readCors(unit.evaluator, {
    ...aboutCall(unit, call, { framework: 'express-cors', title: TITLE }, ['cors']),
    setup: placeOf(module.uri, call.span),
    ...(call.args.length === 0 && {
      insertion: { form: 'argument', place: placeOf(module.uri, call.argsSpan) },
    }),
    ...(options && { options: options.value }),
  });
}
