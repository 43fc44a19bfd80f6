import type { Symbol_ } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import type { Module } from '../../syntax/module.ts';
import { placeOf } from '../../text/span.ts';
import type { Reading, Unit } from '../framework.ts';
import { readFastifyCors } from '../shared/fastify-cors/read.ts';
import { references } from '../shared/javascript/references.ts';
import { placementsOf } from './placement.ts';

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const calls: CallExpr[] = [];
  const policies = references(evaluator, isPlugin).flatMap((expr) => {
    const call = registration(evaluator.module, expr);
    if (call) calls.push(call);
    return call ? readCall(unit, call, evaluator.symbol(expr)?.module ?? '') : [];
  });
  return { policies, misuses: placementsOf(evaluator, calls) };
}

function isPlugin(symbol: Symbol_): boolean {
  return (
    /^(?:npm:)?(?:@fastify\/cors|fastify-cors)(?:@[\w.^~-]+)?$/.test(symbol.module) &&
    /^(?:default|\*|(?:default\.)?fastifyCors)$/.test(symbol.name)
  );
}

/** `fastify.register(cors, …)` */
function registration(module: Module, expr: Expr): CallExpr | undefined {
  const parent = module.parent(expr);
  if (parent.role !== 'argument' || parent.index !== 0) return undefined;
  const { callee } = parent.call;
  return callee.kind === 'member' && callee.property === 'register' ? parent.call : undefined;
}

function readCall(unit: Unit, call: CallExpr, from: string): readonly Policy[] {
  const { module } = unit.evaluator;
  const [, options] = call.args;
  if (options?.spread) return [];
  const isOld = from.includes('fastify-cors');
  return readFastifyCors(unit.evaluator, {
    framework: 'fastify-cors',
    title: isOld ? 'fastify-cors' : '@fastify/cors',
    version: unit.version([isOld ? 'fastify-cors' : '@fastify/cors']),
    setup: placeOf(module.uri, call.span),
    ...(call.args.length === 1 && {
      insertion: { form: 'argument', place: placeOf(module.uri, call.argsSpan) },
    }),
    ...(options && { options: options.value }),
  });
}
