import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Misplaced } from '../framework.ts';
import { refusalIn } from '../shared/javascript/refusals.ts';

/**
 * `server.ext('onRequest', …)` that refuses: hapi runs it before it looks for the route, for preflights too. `onPreAuth` and
 * strategies are skipped for these. Measured with @hapi/hapi 21.4.10.
 */
export function placementsOf(evaluator: Evaluator): readonly Misplaced[] {
  const { module } = evaluator;
  return module.occurrences('ext').flatMap((use): readonly Misplaced[] => {
    const parent = use.kind === 'member' ? module.parent(use) : undefined;
    if (parent?.role !== 'callee') return [];
    const { event, method } = extension(parent.call);
    if (event?.kind !== 'text' || event.value !== 'onRequest' || !method) return [];
    const refusal = refusalIn(evaluator, method);
    if (!refusal) return [];
    const place = placeOf(module.uri, event.span);
    return [
      {
        kind: 'unanswered-preflight',
        framework: 'hapi',
        title: 'hapi',
        place,
        message:
          'This refuses what comes without credentials, and hapi runs it for OPTIONS too. A preflight has none, so the browser is refused and never sends the request. Check in `onPreAuth`, which hapi skips for preflights.',
        others: [{ place: refusal.place, message: 'The request is refused here' }],
        ...(event.verbatim
          ? {
              repair: {
                kind: 'replace' as const,
                title: 'Check in onPreAuth',
                place: placeOf(module.uri, event.content),
                text: 'onPreAuth',
              },
            }
          : {}),
      },
    ];
  });
}

/** `ext('onRequest', method)`, `ext({ type: 'onRequest', method })` */
function extension({ args }: CallExpr): { readonly event?: Expr; readonly method?: Expr } {
  const [first, second] = args;
  if (!first) return {};
  if (first.value.kind !== 'record') return { event: first.value, ...(second && { method: second.value }) };
  const entry = (key: string) => {
    const { value } = first;
    return value.kind === 'record' ? value.entries.find((one) => one.key === key)?.value : undefined;
  };
  const [event, method] = [entry('type'), entry('method')];
  return { ...(event && { event }), ...(method && { method }) };
}
