import type { SyntaxNode, Tree } from '@lezer/common';
import type { Span } from '../text/span.ts';
import type { Expr, OpaqueExpr } from './expr.ts';

/** What the functions of this folder need of a JavaScript module. */
export interface Source {
  readonly text: string;
  readonly tree: Tree;
  /** The expression that a node carries; the same object for the same node. */
  readonly expr: (node: SyntaxNode) => Expr;
  /** Offsets at which a name stands as a whole word. */
  readonly wordsAt: (name: string) => readonly number[];
}

const DEFINED_FUNCTIONS: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunction',
  'MethodDeclaration',
]);

/** By name, not by the grammar's group: the member expressions and calls of decorators are types of their own without it. */
const EXPRESSIONS: ReadonlySet<string> = new Set([
  'VariableName',
  'String',
  'this',
  'Number',
  'BooleanLiteral',
  'null',
  'TemplateString',
  'super',
  'RegExp',
  'ArrayExpression',
  'ObjectExpression',
  'NewTarget',
  'NewExpression',
  'UnaryExpression',
  'YieldExpression',
  'AwaitExpression',
  'ParenthesizedExpression',
  'ClassExpression',
  'FunctionExpression',
  'ArrowFunction',
  'MemberExpression',
  'BinaryExpression',
  'ConditionalExpression',
  'AssignmentExpression',
  'PostfixExpression',
  'CallExpression',
  'InstantiationExpression',
  'TaggedTemplateExpression',
  'DynamicImport',
  'ImportMeta',
  'JSXElement',
  'PrefixCast',
  'SequenceExpression',
]);

const COMMENTS: ReadonlySet<string> = new Set(['LineComment', 'BlockComment']);

/** An identifier at the start of a text. An error inside an identifier's node makes the node longer than the name. */
const IDENTIFIER = /^#?[\w$\u00a1-\uffff]*/;

export function isComment(node: SyntaxNode): boolean {
  return COMMENTS.has(node.name);
}

export function isExpression(node: SyntaxNode): boolean {
  return EXPRESSIONS.has(node.name);
}

/** A function, or an object's method or accessor. */
export function isFunctionNode(node: SyntaxNode): boolean {
  return (
    DEFINED_FUNCTIONS.has(node.name) || (node.name === 'Property' && node.getChild('ParamList') !== null)
  );
}

export function isPattern(node: SyntaxNode): boolean {
  return node.name === 'VariableDefinition' || node.name === 'ObjectPattern' || node.name === 'ArrayPattern';
}

export function sameNode(a: SyntaxNode | null | undefined, b: SyntaxNode | null | undefined): boolean {
  return !!a && !!b && a.from === b.from && a.to === b.to && a.type === b.type;
}

/** The children without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (!isComment(child)) found.push(child);
  return found;
}

export function nextOf(node: SyntaxNode): SyntaxNode | null {
  let next = node.nextSibling;
  while (next && isComment(next)) next = next.nextSibling;
  return next;
}

export function previousOf(node: SyntaxNode): SyntaxNode | null {
  let previous = node.prevSibling;
  while (previous && isComment(previous)) previous = previous.prevSibling;
  return previous;
}

export function firstExpression(node: SyntaxNode): SyntaxNode | undefined {
  for (let child = node.firstChild; child; child = child.nextSibling) if (isExpression(child)) return child;
  return undefined;
}

export function lastExpression(node: SyntaxNode): SyntaxNode | undefined {
  for (let child = node.lastChild; child; child = child.prevSibling) if (isExpression(child)) return child;
  return undefined;
}

export function sliceOf(source: Source, node: SyntaxNode): string {
  return source.text.slice(node.from, node.to);
}

export function nameOf(source: Source, node: SyntaxNode): string {
  return IDENTIFIER.exec(sliceOf(source, node))?.[0] ?? '';
}

/** The span of an identifier, without what an error may have added to its node. */
export function nameSpan(source: Source, node: SyntaxNode): Span {
  return { start: node.from, end: node.from + nameOf(source, node).length };
}

/** The operator's text of a unary, postfix, binary or assignment node. */
export function operatorOf(source: Source, node: SyntaxNode): string {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!isExpression(child) && !isPattern(child) && !isComment(child) && !child.type.isError) {
      return sliceOf(source, child);
    }
  }
  return '';
}

/** For a node that stands for its inside (parentheses, `await`, type assertions, `a, b`): the inside that it stands for. */
export function carriedBy(source: Source, node: SyntaxNode): SyntaxNode | undefined {
  switch (node.name) {
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
    case 'InstantiationExpression':
      return firstExpression(node);
    case 'PrefixCast':
    case 'SequenceExpression':
      return lastExpression(node);
    case 'PostfixExpression':
      return operatorOf(source, node) === '!' ? firstExpression(node) : undefined;
    case 'BinaryExpression':
      return node.getChild('as') || node.getChild('satisfies') ? firstExpression(node) : undefined;
    default:
      return undefined;
  }
}

/** Out of everything that only stands for its inside: the outermost node with the same value. */
export function outermost(source: Source, start: SyntaxNode): SyntaxNode {
  let node = start;
  for (let up = node.parent; up && sameNode(carriedBy(source, up), node); up = node.parent) node = up;
  return node;
}

/** What is assigned to a pattern that stands in a declaration, a parameter list, another pattern or a class. */
export function initialiserOf(pattern: SyntaxNode): SyntaxNode | undefined {
  for (let node = nextOf(pattern); node && node.name !== ','; node = nextOf(node)) {
    if (node.name !== 'Equals') continue;
    const value = nextOf(node);
    return value && isExpression(value) ? value : undefined;
  }
  return undefined;
}

/** The pattern of which a node is the {@link initialiserOf}. */
export function initialisedBy(value: SyntaxNode): SyntaxNode | undefined {
  for (let node = previousOf(value); node && node.name !== ','; node = previousOf(node)) {
    if (isPattern(node)) return node;
  }
  return undefined;
}

/** An expression that is not there. */
export function missing(at: number): OpaqueExpr {
  return { kind: 'opaque', span: { start: at, end: at }, what: 'missing' };
}

/** Makes a value when it is first wanted. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
