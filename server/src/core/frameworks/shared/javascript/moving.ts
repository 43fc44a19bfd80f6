import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { placeOf, type Span } from '../../../text/span.ts';
import type { Relocation } from '../../framework.ts';

const LONGEST = 2000;

/**
 * Puts the statement at one offset before the one at another: where both are statements of one block, and everything that it uses
 * has its value there already.
 */
export function moving(
  evaluator: Evaluator,
  at: number,
  before: number,
  title: string,
): { readonly repair?: Relocation } {
  const { module } = evaluator;
  const own = module.statement(at);
  const other = module.statement(before);
  if (own.start <= other.start || own.end - own.start > LONGEST) return {};
  const isInBlock = [own, other].every(({ start }) => module.conditions(start).length === 0);
  if (!isInBlock || isBoundBetween(evaluator, own, other.start)) return {};
  return {
    repair: {
      kind: 'move-statement',
      title,
      statement: placeOf(module.uri, own),
      before: placeOf(module.uri, other),
    },
  };
}

/** A name of the statement gets its value between the two places. */
function isBoundBetween({ module }: Evaluator, own: Span, from: number): boolean {
  const names = new Set(
    module.text
      .slice(own.start, own.end)
      .match(/[A-Za-z_$][\w$]*/g)
      ?.slice(0, 80),
  );
  return [...names].some((name) =>
    module
      .bindings(name, own.start)
      .some(
        ({ kind, span }) =>
          kind !== 'import' && kind !== 'function' && span.start >= from && span.start < own.start,
      ),
  );
}
