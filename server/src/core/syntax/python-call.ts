import type { SyntaxNode } from '@lezer/common';
import type { Argument, CallExpr } from './expr.ts';
import { spanOf } from './lezer.ts';
import { comprehensionOf, valueAfter } from './python-collections.ts';
import {
  childrenOf,
  isComprehension,
  isExpression,
  type PythonSource,
  previousPart,
} from './python-nodes.ts';

/** A `CallExpression`, or the `ArgList` of a decorator, where the parser makes no call node. */
export function makeCall(source: PythonSource, node: SyntaxNode): CallExpr {
  const list = node.name === 'ArgList' ? node : node.getChild('ArgList');
  const function_ = node.name === 'ArgList' ? previousPart(node) : node.firstChild;
  const callee =
    function_ && isExpression(function_)
      ? source.expr(function_)
      : valueAfter(source, node, emptyNode(node), undefined);
  return {
    kind: 'call',
    span: { start: Math.min(callee.span.start, node.from), end: node.to },
    callee,
    args: list ? argumentsOf(source, list) : [],
    argsSpan: list ? spanOf(list) : { start: node.to, end: node.to },
    isNew: false,
  };
}

/** Where the callee is missing, the call itself stands for the mark behind which it is missed. */
function emptyNode(node: SyntaxNode): SyntaxNode {
  return node.firstChild ?? node;
}

const WORD = /^[A-Za-z_][A-Za-z_0-9]*$/;

/** The arguments that are written, in any state of typing: nothing between two commas is no argument. */
export function argumentsOf(source: PythonSource, list: SyntaxNode): Argument[] {
  const children = childrenOf(list);
  if (isComprehension(list)) return generatorArgument(source, list, children);
  const found: Argument[] = [];
  for (let index = 0; index < children.length; index += 1) {
    const child = children[index];
    if (!child) break;
    const after = children[index + 1];
    if (child.name === '*' || child.name === '**') {
      const value = after && isExpression(after) ? after : undefined;
      const span = { start: child.from, end: value?.to ?? child.to };
      found.push({
        value: valueAfter(source, list, child, value),
        spread: child.name === '*' ? 'list' : 'record',
        span,
      });
      if (value) index += 1;
    } else if (after?.name === 'AssignOp' && isKeywordName(source, child)) {
      const second = children[index + 2];
      const value = second && isExpression(second) ? second : undefined;
      found.push(named(source, child, after, value));
      index += value ? 2 : 1;
    } else if (isExpression(child)) {
      const value = source.expr(child);
      found.push({ value, spread: false, span: spanOf(child) });
    }
  }
  return found;
}

/** Where the comma before a keyword is forgotten, the parser puts the keyword into an error mark. */
function isKeywordName(source: PythonSource, node: SyntaxNode): boolean {
  return (
    node.name === 'VariableName' || (node.type.isError && WORD.test(source.text.slice(node.from, node.to)))
  );
}

function named(
  source: PythonSource,
  name: SyntaxNode,
  operator: SyntaxNode,
  node: SyntaxNode | undefined,
): Argument {
  const value = valueAfter(source, operator.parent ?? operator, operator, node);
  const span = { start: name.from, end: node?.to ?? operator.to };
  // `f(x := 1)` passes 1 by position.
  if (source.text.slice(operator.from, operator.to) === ':=') return { value, spread: false, span };
  return { name: source.text.slice(name.from, name.to), nameSpan: spanOf(name), value, spread: false, span };
}

/** `f(x for x in y)`: the only argument has no node of its own. */
function generatorArgument(
  source: PythonSource,
  list: SyntaxNode,
  children: readonly SyntaxNode[],
): Argument[] {
  const inside = children.filter((child) => child.name !== '(' && child.name !== ')' && !child.type.isError);
  const first = inside[0];
  const last = inside[inside.length - 1];
  if (!first || !last) return [];
  const span = { start: first.from, end: last.to };
  const value = source.synthetic('comprehension', list, span, (where) => {
    const made = comprehensionOf(source, list, inside);
    return made ? { ...made, span: where } : { kind: 'opaque', span: where, what: 'ComprehensionExpression' };
  });
  return [{ value, spread: false, span }];
}
