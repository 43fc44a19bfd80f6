import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { Policy } from '../../../policy/policy.ts';
import type { CallExpr } from '../../../syntax/expr.ts';
import { placeOf } from '../../../text/span.ts';
import type { Misplaced } from '../../framework.ts';
import { bodyAt } from '../functions.ts';
import { nameOf } from '../python/calls.ts';
import type { FlaskCorsLike } from './library.ts';

/** A file with more set-ups is not compared. */
const MAX_CALLS = 12;

/** Set-ups for which nothing is left: a later one of the same application answers first, and answers everybody. */
export function shadowed(
  library: FlaskCorsLike,
  evaluator: Evaluator,
  calls: readonly CallExpr[],
  policies: readonly Policy[],
): readonly Misplaced[] {
  if (!library.lastAnswersFirst || calls.length < 2 || calls.length > MAX_CALLS) return [];
  const { module } = evaluator;
  const open = calls.filter(({ span }) =>
    answersEverybody(policies.filter(({ setup }) => setup.start === span.start)),
  );
  return calls.flatMap((call): readonly Misplaced[] => {
    const later = open.find(
      (other) => other.span.start > call.span.start && isSameApplication(evaluator, call, other),
    );
    if (!later) return [];
    return [
      {
        kind: 'duplicate-cors-headers',
        framework: library.id,
        title: library.title,
        place: placeOf(module.uri, call.span),
        message: `This has no effect: of two \`CORS(app)\` the later one answers first, and it lets every origin in, so that nothing is left for this one. Keep one of them.`,
        others: [{ place: placeOf(module.uri, later.span), message: 'This one answers' }],
      },
    ];
  });
}

/** On every path, whatever else holds. */
function answersEverybody(policies: readonly Policy[]): boolean {
  const isAny = ({ when, open, origins }: Policy): boolean =>
    !open && when.length === 0 && origins.some(({ match }) => match.kind === 'any');
  return policies.some(({ scope }) => scope === undefined) && policies.every(isAny);
}

/** The same name in the same function, and nothing else is put into it between the two. */
function isSameApplication(evaluator: Evaluator, first: CallExpr, second: CallExpr): boolean {
  const [one, other] = [first.args[0], second.args[0]];
  const name = nameOf(one?.value);
  if (name === undefined || nameOf(other?.value) !== name || one?.spread || other?.spread) return false;
  if (bodyAt(evaluator, first.span.start) !== bodyAt(evaluator, second.span.start)) return false;
  return !evaluator.module
    .bindings(name, second.span.start)
    .some(({ span }) => span.start > first.span.start && span.start < second.span.start);
}
