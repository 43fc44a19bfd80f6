import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr, FunctionExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Misplaced } from '../framework.ts';
import { bodyAt } from '../shared/functions.ts';
import { moving } from '../shared/javascript/moving.ts';
import { isGuard, type Refusal, refusalIn } from '../shared/javascript/refusals.ts';

const base = { framework: 'fastify-cors', title: '@fastify/cors' } as const;

/** One `instance.register(cors, …)`. */
interface Registered {
  readonly call: CallExpr;
  readonly instance: string;
  /** The function whose instance it is, where that is a plugin with a scope of its own. */
  readonly plugin?: Plugin;
}

/** `parent.register(function (instance) { … })` */
interface Plugin {
  readonly fn: FunctionExpr;
  readonly parent: string;
}

/**
 * Where a registration of the plugin cannot do its work. Measured with fastify-cors 5.2 and 6.0 on Fastify 3, @fastify/cors 8.5
 * and 9.0 on Fastify 4, 10.1 and 11.4 on Fastify 5. Routes may stand above it: hooks hold for a whole scope.
 */
export function placementsOf(evaluator: Evaluator, calls: readonly CallExpr[]): readonly Misplaced[] {
  const registered = calls.flatMap((call): Registered[] => {
    const { callee } = call;
    if (callee.kind !== 'member' || callee.object.kind !== 'name') return [];
    const plugin = pluginOf(evaluator, call, callee.object.name);
    return [{ call, instance: callee.object.name, ...(plugin ? { plugin } : {}) }];
  });
  return [
    ...registered.flatMap((one) => refused(evaluator, one)),
    ...registered.flatMap((one, at) => again(evaluator, one, registered.slice(0, at))),
    ...registered.flatMap((one) => enclosed(evaluator, one)),
  ];
}

/** The function around it, where its first parameter is the instance and it is given to `register` by itself. */
function pluginOf({ module }: Evaluator, call: CallExpr, instance: string): Plugin | undefined {
  const around = module.enclosing(call.span.start).find(({ kind }) => kind === 'function');
  if (around?.kind !== 'function' || around.function.params[0]?.name !== instance) return undefined;
  const fn = around.function;
  const given: readonly Expr[] = [fn, ...(fn.name === undefined ? heldBy(fn) : module.occurrences(fn.name))];
  for (const expr of given) {
    const parent = module.parent(expr);
    if (parent.role !== 'argument' || parent.index !== 0) continue;
    const { callee } = parent.call;
    if (callee.kind === 'member' && callee.property === 'register' && callee.object.kind === 'name')
      return { fn, parent: callee.object.name };
  }
  return undefined;

  /** `const plugin = async (instance) => { … }` */
  function heldBy(expr: Expr): readonly Expr[] {
    const parent = module.parent(expr);
    const target = parent.role === 'assigned' ? parent.assignment.target : undefined;
    return target?.kind === 'name' ? module.occurrences(target.name) : [];
  }
}

/** A hook of the same instance that runs first: both are `onRequest`, and the one that was added first is the first. */
function refused(evaluator: Evaluator, one: Registered): readonly Misplaced[] {
  const { call } = one;
  const { module } = evaluator;
  // `hook: 'preHandler'` puts it behind all others.
  if (/\bhook\b/.test(module.text.slice(call.argsSpan.start, call.argsSpan.end))) return [];
  const found = guardBefore(evaluator, one);
  if (!found) return [];
  return [
    {
      kind: 'middleware-order',
      ...base,
      place: placeOf(module.uri, call.callee.span),
      message: `${found.refusal.who} refuses what comes without credentials, and Fastify runs hooks in the order in which they were added. A preflight has no credentials, so it is answered without a CORS header, and the browser never sends the request. Put this before it.`,
      others: [{ place: found.refusal.place, message: 'The request is refused here' }],
      ...moving(evaluator, call.span.start, found.call.span.start, 'Put it first'),
    },
  ];
}

interface Guarding {
  readonly call: CallExpr;
  readonly refusal: Refusal;
}

function guardBefore(evaluator: Evaluator, { call, instance }: Registered): Guarding | undefined {
  const { module } = evaluator;
  const body = bodyAt(evaluator, call.span.start);
  const above = ['addHook', 'register'].flatMap((method) => module.occurrences(method));
  for (const use of above) {
    if (use.kind !== 'member' || use.object.kind !== 'name' || use.object.name !== instance) continue;
    const parent = use.span.end < call.span.start ? module.parent(use) : undefined;
    if (parent?.role !== 'callee' || bodyAt(evaluator, use.span.start) !== body) continue;
    if (module.conditions(use.span.start).length > 0) continue;
    const [first, second] = parent.call.args;
    if (use.property === 'register') {
      if (!first || !isGuard(evaluator, first.value)) continue;
      const place = placeOf(module.uri, first.value.span);
      const name = module.text.slice(first.value.span.start, first.value.span.end);
      return { call: parent.call, refusal: { place, who: `\`${name}\`` } };
    }
    if (first?.value.kind !== 'text' || first.value.value !== 'onRequest' || !second) continue;
    const refusal = refusalIn(evaluator, second.value);
    if (refusal) return { call: parent.call, refusal: { ...refusal, who: who(second.value) } };
  }
  return undefined;
}

function who(handler: Expr): string {
  return handler.kind === 'name' ? `The hook \`${handler.name}\`` : 'The `onRequest` hook above';
}

/** Fastify decorates a request once: it does not start where one scope, or one around it, has the plugin already. */
function again(evaluator: Evaluator, one: Registered, earlier: readonly Registered[]): readonly Misplaced[] {
  const { module } = evaluator;
  const isPlain = ({ call }: Registered) => module.conditions(call.span.start).length === 0;
  const isAround = (other: Registered) => {
    if (other.instance === one.instance && isBeside(evaluator, other.call, one.call)) return true;
    return (
      one.plugin?.parent === other.instance &&
      bodyAt(evaluator, other.call.span.start) === bodyAt(evaluator, one.plugin.fn.span.start)
    );
  };
  const first = earlier.find((other) => isPlain(other) && isAround(other));
  if (!first || !isPlain(one)) return [];
  return [
    {
      kind: 'duplicate-cors-headers',
      ...base,
      place: placeOf(module.uri, one.call.callee.span),
      message:
        'Fastify does not start: the plugin is there already, and it throws "The decorator \'corsPreflightEnabled\' has already been added!". Keep one; `delegator` or the `cors` of a route gives single routes options of their own.',
      others: [
        { place: placeOf(module.uri, first.call.callee.span), message: 'It is registered here as well' },
      ],
    },
  ];
}

function isBeside(evaluator: Evaluator, a: CallExpr, b: CallExpr): boolean {
  return bodyAt(evaluator, a.span.start) === bodyAt(evaluator, b.span.start);
}

/** A scope of its own that holds nothing but the plugin. */
function enclosed(evaluator: Evaluator, { call, instance, plugin }: Registered): readonly Misplaced[] {
  if (!plugin) return [];
  const { module } = evaluator;
  const { body } = plugin.fn;
  const others = module
    .occurrences(instance)
    .filter(
      ({ span }) =>
        span.start >= body.start &&
        span.end <= body.end &&
        !(span.start >= call.callee.span.start && span.end <= call.callee.span.end),
    );
  const isAlone = others.every((use) => {
    const parent = module.parent(use);
    return use.kind === 'name' && parent.role === 'object' && /^(?:log|after)$/.test(parent.member.property);
  });
  if (!isAlone) return [];
  return [
    {
      kind: 'inactive-cors-setup',
      ...base,
      place: placeOf(module.uri, call.callee.span),
      message: `No route has CORS by this: Fastify keeps what a plugin registers inside of that plugin, and this one has no routes. OPTIONS is answered everywhere, the answers themselves carry no header. Register it on \`${plugin.parent}\` itself, or wrap the function in \`fastify-plugin\`.`,
    },
  ];
}
