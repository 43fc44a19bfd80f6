import type { SyntaxNode } from '@lezer/common';
import { caseTest } from './cases.ts';
import type { Expr } from './expr.ts';
import type { Condition } from './module.ts';
import { childrenOf, isExpression, type PythonSource } from './python-nodes.ts';

const MOST = 32;

/**
 * What must hold for the body of a `case` to run, outermost first: its own pattern, and none before it. Undefined where
 * a pattern is more than a constant, or has a guard.
 */
export function matchConditions(source: PythonSource, clause: SyntaxNode): Condition[] | undefined {
  const statement = clause.parent?.parent;
  const subject = statement && childrenOf(statement).filter(isExpression);
  const [only, ...others] = subject ?? [];
  if (statement?.name !== 'MatchStatement' || !only || others.length > 0 || !clause.parent) return undefined;
  const asked = source.expr(only);
  const found: Condition[] = [];
  for (const each of childrenOf(clause.parent)) {
    if (each.name !== 'MatchClause') continue;
    const isOwn = each.from === clause.from;
    const labels = labelsOf(source, each);
    if (!labels || found.length > MOST) return undefined;
    if (labels === 'any') return isOwn ? found : undefined;
    const test = caseTest(asked, labels);
    if (!test) return undefined;
    found.push({ test, outcome: isOwn, span: test.span });
    if (isOwn) return found;
  }
  return undefined;
}

function labelsOf(source: PythonSource, clause: SyntaxNode): readonly Expr[] | 'any' | undefined {
  if (clause.getChild('Guard')) return undefined;
  const pattern = childrenOf(clause).find((child) => child.name.endsWith('Pattern'));
  // `case _:` and `case other:` take whatever is left.
  if (pattern?.name === 'CapturePattern') return 'any';
  const literals =
    pattern?.name === 'OrPattern' ? childrenOf(pattern).filter((each) => each.name !== 'LogicOp') : [pattern];
  const labels: Expr[] = [];
  for (const each of literals) {
    const literal = each?.name === 'LiteralPattern' ? each.firstChild : undefined;
    if (!literal || !isExpression(literal)) return undefined;
    labels.push(source.expr(literal));
  }
  return labels;
}
