import type { SyntaxNode } from '@lezer/common';
import type { Expr } from './expr.ts';
import { spanOf } from './lezer.ts';
import { firstExpression, isExpression, lastExpression, type PythonSource } from './python-nodes.ts';

/**
 * `not a or b` is `(not a) or b` in Python, and the parser reads `not (a or b)` (@lezer/python@1.1): its `not` takes everything to
 * its right. Here `and`, `or` and `not` that stand together without parentheses are put together anew.
 */

/** A longer chain is left as the parser reads it. */
const MOST = 200;

interface Term {
  readonly nots: readonly SyntaxNode[];
  readonly leaf: SyntaxNode;
}

interface Chain {
  readonly terms: Term[];
  /** Between the terms. */
  readonly operators: ('and' | 'or')[];
}

/** Undefined where the parser is right. */
export function makeLogic(source: PythonSource, node: SyntaxNode): Expr | undefined {
  if (!endsInNot(node)) return undefined;
  const chain: Chain = { terms: [], operators: [] };
  if (!collect(node, [], chain)) return undefined;
  const terms = chain.terms.map((term) => makeTerm(source, node, term));
  const groups: Expr[] = [];
  for (const [index, term] of terms.entries()) {
    const before = groups.at(-1);
    if (before && chain.operators[index - 1] === 'and')
      groups[groups.length - 1] = join(source, node, 'and', before, term);
    else groups.push(term);
  }
  const [first, ...others] = groups;
  return first && others.reduce((left, right) => join(source, node, 'or', left, right), first);
}

/** A `not` at the right end that has taken an `and` or an `or`. */
function endsInNot(node: SyntaxNode): boolean {
  let end: SyntaxNode | undefined = node;
  for (let step = 0; end && step < MOST; step += 1) {
    if (isNot(end)) {
      const taken = firstExpression(end);
      if (taken && operatorOf(taken)) return true;
      end = taken;
    } else end = operatorOf(end) ? lastExpression(end) : undefined;
  }
  return false;
}

function isNot(node: SyntaxNode): boolean {
  return node.name === 'UnaryExpression' && node.firstChild?.name === 'not';
}

function operatorOf(node: SyntaxNode): 'and' | 'or' | undefined {
  if (node.name !== 'BinaryExpression') return undefined;
  const name = node.getChild('and')?.name ?? node.getChild('or')?.name;
  return name === 'and' || name === 'or' ? name : undefined;
}

/** False where a side is missing, or the chain is too long. */
function collect(node: SyntaxNode, nots: readonly SyntaxNode[], chain: Chain, depth = 0): boolean {
  if (chain.terms.length > MOST || depth > MOST) return false;
  if (isNot(node)) {
    const operand = firstExpression(node);
    return operand !== undefined && collect(operand, [...nots, node], chain, depth + 1);
  }
  const operator = operatorOf(node);
  if (!operator) {
    chain.terms.push({ nots, leaf: node });
    return true;
  }
  const left = node.firstChild;
  const right = node.lastChild;
  if (!left || !right || left === right || !isExpression(left) || !isExpression(right)) return false;
  if (!collect(left, nots, chain, depth + 1)) return false;
  chain.operators.push(operator);
  return collect(right, [], chain, depth + 1);
}

function makeTerm(source: PythonSource, host: SyntaxNode, { nots, leaf }: Term): Expr {
  return nots.reduceRight<Expr>((operand, not) => {
    const span = { start: not.from, end: leaf.to };
    return source.synthetic('not', host, span, (where) => ({ kind: 'not', span: where, operand }));
  }, source.expr(leaf));
}

function join(source: PythonSource, host: SyntaxNode, operator: 'and' | 'or', left: Expr, right: Expr): Expr {
  const span = { start: left.span.start, end: right.span.end };
  const whole = spanOf(host);
  const make = (where: Expr['span']): Expr => ({ kind: 'binary', span: where, operator, left, right });
  // The outermost one is what the node itself stands for.
  if (span.start === whole.start && span.end === whole.end) return make(whole);
  return source.synthetic(operator, host, span, make);
}
