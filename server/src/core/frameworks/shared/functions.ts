import type { Evaluator } from '../../evaluate/evaluator.ts';

/** Where the body of the innermost function around an offset starts; -1 outside of all. */
export function bodyAt({ module }: Pick<Evaluator, 'module'>, offset: number): number {
  const around = module.enclosing(offset).find(({ kind }) => kind === 'function');
  return around?.kind === 'function' ? around.function.body.start : -1;
}
