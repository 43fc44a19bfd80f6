import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/span.ts';
import type { Condition } from './module.ts';
import { matchConditions } from './python-match.ts';
import { childrenOf, isExpression, type PythonSource, previousPart } from './python-nodes.ts';
import { isRepeated, scopeKey } from './python-scopes.ts';

/** More branches than this around one place are told as one unknown branch: no program is written so. */
const MOST = 100;

/**
 * The branches around a node, outermost first, inside the scope with the key `upTo`; without it, inside the innermost
 * function. A function on the way is an unknown branch, because nothing tells that it is called.
 */
export function conditionsAround(source: PythonSource, start: SyntaxNode, upTo?: string): Condition[] {
  /** Innermost first. */
  const found: Condition[] = [];
  let child = start;
  for (let node = start.parent; node; node = node.parent) {
    if (isBodyOf(node, child)) {
      if (upTo === undefined ? node.name !== 'ClassDefinition' : scopeKey(node) === upTo) break;
      if (node.name !== 'ClassDefinition') found.push(unknown(headOf(node, child)));
    }
    found.push(...branchesOf(source, node, child).reverse());
    if (found.length > MOST) {
      found.length = MOST;
      found.push(unknown({ start: node.from, end: node.from }));
      break;
    }
    child = node;
  }
  return found.reverse();
}

function isBodyOf(node: SyntaxNode, child: SyntaxNode): boolean {
  if (node.name === 'LambdaExpression') return isExpression(child);
  return (node.name === 'FunctionDefinition' || node.name === 'ClassDefinition') && child.name === 'Body';
}

/** What must hold in `node` for `child` to run, outermost first. */
function branchesOf(source: PythonSource, node: SyntaxNode, child: SyntaxNode): Condition[] {
  switch (node.name) {
    case 'IfStatement':
      return ifBranches(source, node, child);
    case 'ForStatement':
      return child.name === 'Body' ? [loop(source, node, child)] : [];
    case 'WhileStatement':
      return child.name === 'Body' ? [unknown(headOf(node, child))] : [];
    case 'MatchClause':
      return child.name === 'Body' ? (matchConditions(source, node) ?? [unknown(headOf(node, child))]) : [];
    case 'TryStatement':
      return child.name === 'Body' && previousPart(child)?.name !== 'finally'
        ? [unknown(headOf(node, child))]
        : [];
    case 'ConditionalExpression':
      return conditionalBranch(source, node, child);
    case 'BinaryExpression':
      return shortCircuit(source, node, child);
    default:
      return isRepeated(node, child) ? [unknown({ start: node.from, end: node.to })] : [];
  }
}

/** `elif` and `else` are reached only where every test before them failed. */
function ifBranches(source: PythonSource, node: SyntaxNode, child: SyntaxNode): Condition[] {
  const branches: Condition[] = [];
  const children = childrenBefore(child);
  if (!children) return [unknown({ start: node.from, end: child.from })];
  const lastBody = children.map((each) => each.name).lastIndexOf('Body');
  for (const [index, keyword] of children.entries()) {
    if (keyword.name !== 'if' && keyword.name !== 'elif') continue;
    const after = children[index + 1];
    const isOwn = index > lastBody;
    // The test itself runs before it decides.
    if (isOwn && child.name !== 'Body') break;
    const test = after && isExpression(after) ? after : undefined;
    const span = { start: test?.from ?? keyword.from, end: test?.to ?? keyword.to };
    branches.push({ ...(test ? { test: source.expr(test) } : {}), outcome: isOwn, span });
  }
  return branches;
}

/** The parts of an `if` in front of a part; undefined where they are too many to be worth telling. */
function childrenBefore(child: SyntaxNode): SyntaxNode[] | undefined {
  const before: SyntaxNode[] = [];
  for (let part = previousPart(child); part; part = previousPart(part)) {
    before.push(part);
    if (before.length > 4 * MOST) return undefined;
  }
  return before.reverse();
}

function conditionalBranch(source: PythonSource, node: SyntaxNode, child: SyntaxNode): Condition[] {
  const before = previousPart(child)?.name;
  if (before === 'if') return [];
  const children = childrenOf(node);
  const test = children[children.findIndex((each) => each.name === 'if') + 1];
  if (!test || !isExpression(test)) return [];
  return [{ test: source.expr(test), outcome: before !== 'else', span: { start: test.from, end: test.to } }];
}

/** The right side of `and` and `or` runs only for one outcome of the left side. */
function shortCircuit(source: PythonSource, node: SyntaxNode, child: SyntaxNode): Condition[] {
  const operator = previousPart(child)?.name;
  const left = node.firstChild;
  if (!left || !isExpression(left) || (operator !== 'and' && operator !== 'or')) return [];
  const span = { start: left.from, end: left.to };
  // `not a or b`: the parser gives the `not` all of it.
  if (node.parent?.name === 'UnaryExpression' && node.parent.firstChild?.name === 'not')
    return [unknown(span)];
  return [{ test: source.expr(left), outcome: operator === 'and', span }];
}

/** `for target in iterable:`; the block of its `else` is no part of the loop. */
function loop(source: PythonSource, node: SyntaxNode, body: SyntaxNode): Condition {
  const condition = unknown(headOf(node, body));
  const [keyword, target, preposition, iterable, ...others] = childrenBefore(body) ?? [];
  if (keyword?.name !== 'for' || target?.name !== 'VariableName' || preposition?.name !== 'in')
    return condition;
  if (!iterable || !isExpression(iterable) || others.length > 0) return condition;
  const name = source.text.slice(target.from, target.to);
  const over = { target: name, iterable: source.expr(iterable), body: { start: body.from, end: body.to } };
  return { ...condition, over };
}

function unknown(span: Span): Condition {
  return { outcome: true, span };
}

/** From the keyword that opens a block to its colon. */
function headOf(node: SyntaxNode, body: SyntaxNode): Span {
  let start = body.from;
  let left = MOST;
  for (let part = previousPart(body); part && part.name !== 'Body' && left > 0; part = previousPart(part)) {
    start = part.from;
    left -= 1;
  }
  return { start: Math.max(node.from, start), end: body.from };
}
