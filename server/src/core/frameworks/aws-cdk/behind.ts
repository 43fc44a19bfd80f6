import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { Behind, Program } from '../../policy/policy.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { snake } from '../shared/aws/given.ts';
import { resolved } from '../shared/python/calls.ts';
import { classOf, isOwn, programOf, prop } from './functions.ts';

/**
 * `fn.addFunctionUrl(…)`, `new FunctionUrl(…, { function: fn })`. Lambda puts its headers beside those of the function: the
 * documentation of AWS does not say so, and users of several tools saw two `Access-Control-Allow-Origin` on the wire.
 */
export function behindFunctionUrl(evaluator: Evaluator, call: CallExpr): Behind {
  const { callee } = call;
  const method = evaluator.module.language === 'python' ? snake('addFunctionUrl') : 'addFunctionUrl';
  const fn =
    callee.kind === 'member' && callee.property === method
      ? callee.object
      : prop(evaluator, call, 'function');
  return { adds: 'beside', programs: fn ? programOf(evaluator, fn) : [] };
}

/**
 * "If you configure CORS for an API, API Gateway ignores CORS headers returned from your backend integration":
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function behindHttpApi(evaluator: Evaluator, call: CallExpr): Behind {
  const integrations = [
    prop(evaluator, call, 'defaultIntegration'),
    ...routesOf(evaluator, call).map((route) => prop(evaluator, route, 'integration')),
  ];
  const programs = integrations.flatMap((one) => (one ? integrated(evaluator, one) : []));
  return { adds: 'instead', programs: distinct(programs) };
}

const MOST_ROUTES = 60;

/** `api.addRoutes(…)`, where `api` is what the construct was given to. */
function routesOf(evaluator: Evaluator, api: CallExpr): readonly CallExpr[] {
  const { module } = evaluator;
  const holder = module.parent(api);
  if (holder.role !== 'assigned') return [];
  const { target } = holder.assignment;
  const method = module.language === 'python' ? snake('addRoutes') : 'addRoutes';
  return module
    .occurrences(method)
    .slice(0, MOST_ROUTES)
    .flatMap((use) => {
      const parent = module.parent(use);
      if (use.kind !== 'member' || parent.role !== 'callee') return [];
      return isSame(evaluator, use.object, target, api) ? [parent.call] : [];
    });
}

function isSame(evaluator: Evaluator, used: Expr, target: Expr, api: CallExpr): boolean {
  if (used.kind === 'name') return resolved(evaluator, used) === api;
  if (used.kind !== 'member' || target.kind !== 'member') return false;
  return isOwn(used.object) && isOwn(target.object) && used.property === target.property;
}

/** `new HttpLambdaIntegration('Name', fn)`; `new LambdaProxyIntegration({ handler: fn })` of version 1. */
function integrated(evaluator: Evaluator, expr: Expr): readonly Program[] {
  const call = resolved(evaluator, expr);
  const name = call?.kind === 'call' ? classOf(evaluator, call) : undefined;
  if (call?.kind !== 'call' || name === undefined) return [];
  if (!/\.(?:HttpLambdaIntegration|LambdaProxyIntegration)$/.test(name)) return [];
  const second = call.args[1];
  const fn =
    second && !second.spread && second.name === undefined ? second.value : prop(evaluator, call, 'handler');
  return fn ? programOf(evaluator, fn) : [];
}

function distinct(programs: readonly Program[]): readonly Program[] {
  return programs.filter(
    ({ specifier, entry }, at) =>
      programs.findIndex((one) => one.specifier === specifier && one.entry === entry) === at,
  );
}
