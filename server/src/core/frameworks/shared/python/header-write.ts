import type { Evaluator } from '../../../evaluate/evaluator.ts';
import type { TextLiteral } from '../../../syntax/expr.ts';

/** `Access-Control-Allow-Origin` wherever it is written as a text of its own. */
export function allowOriginLiterals({ module }: Evaluator): readonly TextLiteral[] {
  return module
    .textLiterals(/access-control-allow-origin/gi)
    .filter(({ value }) => /^access-control-allow-origin$/i.test(value));
}

/**
 * How a header of a response is written: `headers["…"] = …` replaces, `headers.add("…", …)` and `headers.append("…", …)` add;
 * undefined for a mere mention.
 */
export function headerWrite({ module }: Evaluator, literal: TextLiteral): 'replaces' | 'adds' | undefined {
  const parent = module.parent(literal);
  if (parent.role === 'subscript')
    return module.parent(parent.member).role === 'target' ? 'replaces' : undefined;
  if (parent.role !== 'argument' || parent.index !== 0) return undefined;
  const { callee } = parent.call;
  if (callee.kind !== 'member') return undefined;
  if (callee.property === 'add' || callee.property === 'append') return 'adds';
  return callee.property === 'set' ? 'replaces' : undefined;
}
