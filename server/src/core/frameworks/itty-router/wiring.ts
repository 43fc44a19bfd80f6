import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CallExpr, Expr, NameExpr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { Misplaced } from '../framework.ts';

/** `promise.then(corsify)` gives `corsify` no request, and `promise.finally(corsify)` not even the response. */
export function lostRequests(
  evaluator: Evaluator,
  setup: CallExpr,
  policies: readonly Policy[],
): readonly Misplaced[] {
  const { module } = evaluator;
  const uses = module.occurrences('corsify').filter((use): use is NameExpr => {
    if (use.kind !== 'name') return false;
    const [binding, ...others] = module.bindings('corsify', use.span.start);
    return (
      binding?.kind === 'assign' &&
      others.length === 0 &&
      binding.path[0] === 'corsify' &&
      binding.value.span.start === setup.span.start
    );
  });
  return uses.flatMap((use): readonly Misplaced[] => {
    const parent = module.parent(use);
    if (parent.role !== 'argument' || parent.index !== 0 || parent.call.callee.kind !== 'member') return [];
    const { property, object } = parent.call.callee;
    const isLost = property === 'finally';
    if (!isLost && !(property === 'then' && policies.length > 0 && policies.every(asksRequest))) return [];
    const place = placeOf(module.uri, use.span);
    const request = requestOf(object);
    const text = `(response) => corsify(response, ${request})`;
    const callee = placeOf(module.uri, {
      start: parent.call.callee.span.end - property.length,
      end: parent.call.span.end,
    });
    return [
      {
        kind: 'inactive-cors-setup',
        framework: 'itty-router',
        title: 'itty-router',
        place,
        message: isLost
          ? 'No response carries CORS headers: `finally` of a promise gives `corsify` no response and drops what it returns. Write `.then((response) => corsify(response, request))`.'
          : 'No response but a preflight allows an origin: `then` gives `corsify` the response alone, and without the request it does not know which origin asks. Write `.then((response) => corsify(response, request))`.',
        ...(request !== undefined && {
          repair: isLost
            ? {
                kind: 'replace',
                title: 'Give corsify the response and the request',
                place: callee,
                text: `then(${text})`,
              }
            : { kind: 'replace', title: 'Give corsify the request', place, text },
        }),
      },
    ];
  });
}

/** Whether the answer depends on the request's origin. */
function asksRequest(policy: Policy): boolean {
  const origin = policy.options.get('origin')?.value;
  switch (origin?.kind) {
    case 'boolean':
      return origin.value;
    case 'list':
    case 'regex':
      return true;
    case 'text':
      return origin.value === '*' && policy.credentials === true;
    case undefined:
      return !policy.open && policy.credentials === true;
    default:
      return false;
  }
}

const FETCHES: ReadonlySet<string> = new Set(['fetch', 'handle']);

/** The request of `router.fetch(request, …).then(json)`. */
function requestOf(expr: Expr): string | undefined {
  let at = expr;
  for (let hops = 0; hops < 8 && at.kind === 'call' && at.callee.kind === 'member'; hops += 1) {
    const first = at.args[0];
    if (FETCHES.has(at.callee.property) && first && !first.spread)
      return first.value.kind === 'name' ? first.value.name : undefined;
    at = at.callee.object;
  }
  return undefined;
}
