import type { SyntaxNode, Tree } from '@lezer/common';
import type { Span } from '../text/span.ts';
import type { Expr } from './expr.ts';
import type { AssignmentParts } from './python-assign.ts';

/**
 * What the parts of the Python reader share: the file, its tree, and the one place where expressions are made, so that
 * the same node always gives the same object.
 */
export interface PythonSource {
  readonly text: string;
  readonly tree: Tree;
  expr(node: SyntaxNode): Expr;
  /**
   * An expression that no node of the tree stands for, such as the tuple of `x = a, b`. It is a child of `host`, and it
   * is made once for each `what` and stretch of text.
   */
  synthetic(what: string, host: SyntaxNode, span: Span, make: (span: Span) => Expr): Expr;
  /** The synthetic expressions of a node that were made so far. */
  hostedBy(host: SyntaxNode): readonly Expr[];
  /** Assignments that were taken apart before. */
  readonly assignments: Map<string, AssignmentParts>;
  /** Offsets at which a word stands in the text. */
  words(name: string): readonly number[];
}

const EXPRESSIONS: ReadonlySet<string> = new Set([
  'ArrayComprehensionExpression',
  'ArrayExpression',
  'AwaitExpression',
  'BinaryExpression',
  'Boolean',
  'CallExpression',
  'ComprehensionExpression',
  'ConditionalExpression',
  'ContinuedString',
  'DictionaryComprehensionExpression',
  'DictionaryExpression',
  'Ellipsis',
  'FormatString',
  'LambdaExpression',
  'MemberExpression',
  'NamedExpression',
  'None',
  'Number',
  'ParenthesizedExpression',
  'SetComprehensionExpression',
  'SetExpression',
  'String',
  'TupleExpression',
  'UnaryExpression',
  'VariableName',
  'YieldExpression',
]);

const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'ArrayComprehensionExpression',
  'ComprehensionExpression',
  'DictionaryComprehensionExpression',
  'SetComprehensionExpression',
]);

const BLOCKS: ReadonlySet<string> = new Set([
  'Body',
  'ClassDefinition',
  'DecoratedStatement',
  'ForStatement',
  'FunctionDefinition',
  'IfStatement',
  'MatchBody',
  'MatchClause',
  'MatchStatement',
  'StatementGroup',
  'TryStatement',
  'WhileStatement',
  'WithStatement',
]);

export function isExpression(node: SyntaxNode): boolean {
  return EXPRESSIONS.has(node.name);
}

export function isStatement(node: SyntaxNode): boolean {
  return node.name.endsWith('Statement') || node.name.endsWith('Definition');
}

/** The innermost statement around a node; the node of the file where there is none. */
export function statementAround(node: SyntaxNode): SyntaxNode {
  let around = node;
  while (!isStatement(around) && around.parent) around = around.parent;
  return around;
}

/** A node with its own scope for the names after `for`: also the argument list of `f(x for x in y)`. */
export function isComprehension(node: SyntaxNode): boolean {
  if (node.name === 'ArgList') return isGenerator(node);
  return COMPREHENSIONS.has(node.name) && node.getChild('for') !== null;
}

/** `(x for …` or `(x async for …`. */
function isGenerator(list: SyntaxNode): boolean {
  let part = list.firstChild;
  for (let step = 0; part && step < 3; step += 1) part = part.name === 'for' ? part : nextPart(part);
  return part?.name === 'for';
}

/** The parts of a node, punctuation and the parser's error marks included, comments not. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child);
  }
  return children;
}

export function firstExpression(node: SyntaxNode): SyntaxNode | undefined {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (isExpression(child)) return child;
  }
  return undefined;
}

export function lastExpression(node: SyntaxNode): SyntaxNode | undefined {
  for (let child = node.lastChild; child; child = child.prevSibling) {
    if (isExpression(child)) return child;
  }
  return undefined;
}

/** The part before or after a node, comments and error marks left out. */
export function previousPart(node: SyntaxNode): SyntaxNode | null {
  let part = node.prevSibling;
  while (part && (part.name === 'Comment' || part.type.isError)) part = part.prevSibling;
  return part;
}

export function nextPart(node: SyntaxNode): SyntaxNode | null {
  let part = node.nextSibling;
  while (part && (part.name === 'Comment' || part.type.isError)) part = part.nextSibling;
  return part;
}

/** Tells nodes apart, also two of the same kind that begin at one place. */
export function keyOf(node: SyntaxNode): string {
  return `${node.type.id}:${node.from}:${node.to}`;
}

/** A block ends, for the parser, after the blank lines that follow it; for a reader it ends with its last statement. */
export function endOf(node: SyntaxNode, text: string): number {
  let last = node;
  while (BLOCKS.has(last.name)) {
    let child = last.lastChild;
    while (child && (child.name === 'Comment' || child.to === child.from)) child = child.prevSibling;
    if (!child) break;
    last = child;
  }
  let end = last.to;
  while (end > node.from && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return end;
}

export function spanWithin(node: SyntaxNode, text: string): Span {
  return { start: node.from, end: endOf(node, text) };
}

/** The statements of a `Body`, without its colon. */
export function blockOf(body: SyntaxNode, text: string): Span {
  const colon = body.firstChild;
  const first = colon && nextPart(colon);
  const end = endOf(body, text);
  return first && first.from <= end ? { start: first.from, end } : { start: end, end };
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 13 || unit === 12;
}
