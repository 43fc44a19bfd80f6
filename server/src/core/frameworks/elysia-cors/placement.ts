import type { CallExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Misplaced, Unit } from '../framework.ts';
import { bodyAt } from '../shared/functions.ts';
import { givenTo, rootOf } from '../shared/javascript/chains.ts';
import { moving } from '../shared/javascript/moving.ts';
import { refusalIn } from '../shared/javascript/refusals.ts';
import { atLeast } from '../shared/versions.ts';

/** Hooks that may refuse a request, and what was measured of each, with @elysiajs/cors 1.1.1, 1.2.0, 1.3.3, 1.4.0, 1.4.1 and 1.4.2. */
const HOOKS = ['onRequest', 'onBeforeHandle'] as const;

/** Since this version the plugin answers preflights in its own `onRequest`; before, by a route, behind all hooks of that kind. */
const ANSWERS_EARLY = '1.4.1';

/**
 * Hooks that refuse preflights. An `onRequest` above the plugin always does, since the plugin is one as well and runs later.
 * Before 1.4.1 one below it does too, and an `onBeforeHandle` above it. The order of routes does not matter.
 */
export function placementsOf(unit: Unit, calls: readonly CallExpr[]): readonly Misplaced[] {
  const { evaluator } = unit;
  const { module } = evaluator;
  const hooks = calls.length === 0 ? [] : HOOKS.flatMap((name) => module.occurrences(name));
  if (hooks.length === 0) return [];
  return calls.flatMap((call): readonly Misplaced[] => {
    const given = givenTo(evaluator, call);
    if (!given) return [];
    const { link, router } = given;
    const isEarly = atLeast(unit.version(['@elysiajs/cors']), ANSWERS_EARLY);
    for (const use of hooks) {
      const parent = use.kind === 'member' ? module.parent(use) : undefined;
      if (use.kind !== 'member' || parent?.role !== 'callee') continue;
      const isAbove = use.propertySpan.start < link.at;
      const isOnRequest = use.property === 'onRequest';
      const mayRefuse = isEarly ? isAbove && isOnRequest : isAbove || isOnRequest;
      if (!mayRefuse) continue;
      const root = rootOf(parent.call);
      const isSame =
        root === router.root || (root.kind === 'name' && router.name === root.name) || isHeld(parent.call);
      if (!isSame || bodyAt(evaluator, use.span.start) !== bodyAt(evaluator, call.span.start)) continue;
      const handler = parent.call.args.at(-1)?.value;
      const refusal = handler && refusalIn(evaluator, handler);
      if (!refusal) continue;
      const base = {
        framework: 'elysia-cors',
        title: '@elysiajs/cors',
        place: placeOf(module.uri, call.span),
        others: [{ place: refusal.place, message: 'The request is refused here' }],
      } as const;
      if (!isAbove)
        return [
          {
            ...base,
            kind: 'unanswered-preflight',
            message: `The \`onRequest\` below refuses what comes without credentials, and before ${ANSWERS_EARLY} @elysiajs/cors answers preflights later than that. A preflight has none, so it is refused, and the browser never sends the request. Let \`OPTIONS\` pass there, or update to ${ANSWERS_EARLY}.`,
          },
        ];
      const isEnough = isEarly || !isOnRequest;
      return [
        {
          ...base,
          kind: 'middleware-order',
          message: `The \`${use.property}\` above refuses what comes without credentials, and Elysia runs it first. A preflight has none, so it is ${isOnRequest ? 'answered without a CORS header' : 'refused'}, and the browser never sends the request. ${isEnough ? 'Put this before it.' : 'Put this before it, and let `OPTIONS` pass there.'}`,
          ...(isEnough
            ? moving(evaluator, link.registration.call.span.start, parent.call.span.start, 'Put it first')
            : {}),
        },
      ];
    }
    return [];

    /** `const app = new Elysia().onRequest(…)`, and `app.use(cors())` further down. */
    function isHeld(hook: CallExpr): boolean {
      const { name } = router;
      if (name === undefined || rootOf(hook).kind === 'name') return false;
      return module
        .bindings(name, link.at)
        .some(
          (binding) =>
            binding.kind === 'assign' &&
            binding.value.span.start <= hook.span.start &&
            hook.span.end <= binding.value.span.end,
        );
    }
  });
}
