import type { CallExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Misplaced, Unit } from '../framework.ts';
import { givenTo, rootOf } from '../shared/javascript/chains.ts';
import { moving } from '../shared/javascript/moving.ts';
import { refusalIn } from '../shared/javascript/refusals.ts';
import { bodyAt } from '../shared/javascript/routing.ts';
import { atLeast } from '../shared/versions.ts';

/**
 * An `onRequest` above the plugin that refuses: the plugin is one as well, so it runs later. Measured with @elysiajs/cors 1.1.1,
 * 1.2.0, 1.3.0 and 1.4.2; before 1.4, one below it refuses preflights too. The order of routes does not matter.
 */
export function placementsOf(unit: Unit, calls: readonly CallExpr[]): readonly Misplaced[] {
  const { evaluator } = unit;
  const { module } = evaluator;
  const hooks = calls.length === 0 ? [] : module.occurrences('onRequest');
  if (hooks.length === 0) return [];
  return calls.flatMap((call): readonly Misplaced[] => {
    const given = givenTo(evaluator, call);
    if (!given) return [];
    const { link, router } = given;
    for (const use of hooks) {
      const parent = use.kind === 'member' ? module.parent(use) : undefined;
      if (use.kind !== 'member' || parent?.role !== 'callee' || use.propertySpan.start > link.at) continue;
      const root = rootOf(parent.call);
      const isSame =
        root === router.root || (root.kind === 'name' && router.name === root.name) || isHeld(parent.call);
      if (!isSame || bodyAt(evaluator, use.span.start) !== bodyAt(evaluator, call.span.start)) continue;
      const handler = parent.call.args.at(-1)?.value;
      const refusal = handler && refusalIn(evaluator, handler);
      if (!refusal) continue;
      const isEnough = atLeast(unit.version(['@elysiajs/cors']), '1.4.0');
      return [
        {
          kind: 'middleware-order',
          framework: 'elysia-cors',
          title: '@elysiajs/cors',
          place: placeOf(module.uri, call.span),
          message: `The \`onRequest\` above refuses what comes without credentials, and Elysia runs it first. A preflight has none, so it is answered without a CORS header, and the browser never sends the request. ${isEnough ? 'Put this before it.' : 'Put this before it, and let `OPTIONS` pass there.'}`,
          others: [{ place: refusal.place, message: 'The request is refused here' }],
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
