import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/span.ts';
import type { BinaryOperator, Expr, FunctionExpr, Parameter } from './expr.ts';
import { spanOf } from './lezer.ts';
import { makeCall } from './python-call.ts';
import { makeCollection, sequence } from './python-collections.ts';
import { makeLogic } from './python-logic.ts';
import {
  blockOf,
  childrenOf,
  firstExpression,
  isExpression,
  lastExpression,
  nextPart,
  type PythonSource,
  previousPart,
  spanWithin,
} from './python-nodes.ts';
import { makeString } from './python-strings.ts';

/** Out of parentheses, `await` and `x := value`, inwards; for a decorator, the call or the name that it consists of. */
export function unwrapPython(node: SyntaxNode): SyntaxNode {
  let inner = node;
  for (;;) {
    const next = insideOf(inner);
    if (!next) return inner;
    inner = next;
  }
}

function insideOf(node: SyntaxNode): SyntaxNode | undefined {
  switch (node.name) {
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
      return firstExpression(node);
    case 'NamedExpression': {
      const operator = node.getChild('AssignOp');
      const value = lastExpression(node);
      return operator && value && value.from >= operator.to ? value : undefined;
    }
    case 'Decorator':
      return node.getChild('ArgList') ?? lastExpression(node);
    default:
      return undefined;
  }
}

export function makePythonExpr(source: PythonSource, node: SyntaxNode): Expr {
  switch (node.name) {
    case 'String':
    case 'FormatString':
    case 'ContinuedString':
      return makeString(source, node);
    case 'Number':
      return number(source, node, 1) ?? opaque(node);
    case 'Boolean':
      return { kind: 'boolean', span: spanOf(node), value: source.text[node.from] === 'T' };
    case 'None':
      return { kind: 'null', span: spanOf(node), undefined: false };
    case 'VariableName':
      return makeName(source, node);
    case 'MemberExpression':
      return makeMember(source, node);
    case 'CallExpression':
      return makeCall(source, node);
    case 'ArgList':
      return node.parent?.name === 'Decorator' ? makeCall(source, node) : opaque(node);
    case 'ConditionalExpression':
      return makeConditional(source, node);
    case 'BinaryExpression':
      return makeLogic(source, node) ?? makeBinary(source, node);
    case 'UnaryExpression':
      return makeLogic(source, node) ?? makeUnary(source, node);
    case 'LambdaExpression':
    case 'FunctionDefinition':
      return makeFunction(source, node);
    default:
      return makeCollection(source, node) ?? opaque(node);
  }
}

function opaque(node: SyntaxNode): Expr {
  return { kind: 'opaque', span: spanOf(node), what: node.name };
}

/** What stands where the parser found nothing. */
function missing(source: PythonSource, host: SyntaxNode, at: number): Expr {
  return source.synthetic('missing', host, { start: at, end: at }, (span) => ({
    kind: 'opaque',
    span,
    what: 'missing',
  }));
}

function operand(
  source: PythonSource,
  host: SyntaxNode,
  node: SyntaxNode | null | undefined,
  at: number,
): Expr {
  return node && isExpression(node) ? source.expr(node) : missing(source, host, at);
}

function number(source: PythonSource, node: SyntaxNode, sign: 1 | -1): Expr | undefined {
  const value = Number(source.text.slice(node.from, node.to).replaceAll('_', ''));
  return Number.isNaN(value) ? undefined : { kind: 'number', span: spanOf(node), value: sign * value };
}

/** In a decorator the names of `a.b.c` stand side by side, and each one stands for the path up to it. */
function makeName(source: PythonSource, node: SyntaxNode): Expr {
  const name = source.text.slice(node.from, node.to);
  const before = node.parent?.name === 'Decorator' ? previousPart(node) : null;
  const object = before?.name === '.' ? previousPart(before) : null;
  if (object?.name !== 'VariableName') return { kind: 'name', span: spanOf(node), name };
  const owner = source.expr(object);
  const span = { start: owner.span.start, end: node.to };
  return {
    kind: 'member',
    span,
    object: owner,
    property: name,
    propertySpan: spanOf(node),
    subscript: false,
  };
}

function makeMember(source: PythonSource, node: SyntaxNode): Expr {
  const object = node.firstChild;
  // The parser reads `1.` as a member of `1`.
  if (object?.name === 'Number') return number(source, node, 1) ?? opaque(node);
  const owner = operand(source, node, object, node.from);
  const property = node.getChild('PropertyName');
  if (property) {
    const name = source.text.slice(property.from, property.to);
    return {
      kind: 'member',
      span: spanOf(node),
      object: owner,
      property: name,
      propertySpan: spanOf(property),
      subscript: false,
    };
  }
  const bracket = node.getChild('[');
  if (!bracket) {
    const at = { start: node.to, end: node.to };
    return {
      kind: 'member',
      span: spanOf(node),
      object: owner,
      property: '',
      propertySpan: at,
      subscript: false,
    };
  }
  const inside = childrenOf(node).filter((child) => child.from >= bracket.to && child.name !== ']');
  if (inside.some((child) => child.name === ':')) {
    const span = {
      start: bracket.to,
      end: Math.max(bracket.to, inside[inside.length - 1]?.to ?? bracket.to),
    };
    const index = source.synthetic('slice', node, span, (where) => ({
      kind: 'opaque',
      span: where,
      what: 'slice',
    }));
    return { kind: 'index', span: spanOf(node), object: owner, index };
  }
  const index = sequence(source, node, inside, bracket.to);
  if (index.kind !== 'text' || index.bytes)
    return { kind: 'index', span: spanOf(node), object: owner, index };
  return {
    kind: 'member',
    span: spanOf(node),
    object: owner,
    property: index.value,
    propertySpan: index.content,
    subscript: true,
    keyExpr: index,
  };
}

function makeConditional(source: PythonSource, node: SyntaxNode): Expr {
  const children = childrenOf(node);
  const atIf = children.findIndex((child) => child.name === 'if');
  const atElse = children.findIndex((child) => child.name === 'else');
  return {
    kind: 'conditional',
    span: spanOf(node),
    test: operand(source, node, children[atIf + 1], children[atIf]?.to ?? node.to),
    // biome-ignore lint/suspicious/noThenProperty: the branch that is taken; nobody awaits an expression.
    then: operand(source, node, children[0], node.from),
    otherwise: operand(source, node, atElse < 0 ? undefined : children[atElse + 1], node.to),
  };
}

const COMPARISONS: ReadonlySet<string> = new Set(['CompareOp', 'in', 'not', 'is']);

const OPERATORS: Readonly<Record<string, BinaryOperator>> = {
  or: 'or',
  and: 'and',
  '+': '+',
  '|': '|',
  '==': '==',
  '!=': '!=',
  '<>': '!=',
  in: 'in',
  'not in': 'not in',
};

function makeBinary(source: PythonSource, node: SyntaxNode): Expr {
  const children = childrenOf(node);
  const operators = children.filter((child) => !isExpression(child) && !child.type.isError);
  const first = children[0];
  const last = children[children.length - 1];
  const words = operators.map((child) => source.text.slice(child.from, child.to)).join(' ');
  const end = operators[operators.length - 1]?.to ?? node.to;
  const left = operand(source, node, first, node.from);
  const right = operand(source, node, last === first ? undefined : last, end);
  return {
    kind: 'binary',
    span: spanOf(node),
    operator: operatorOf(words, operators[0], first, left, right),
    left,
    right,
  };
}

const TYPES = /^(?:bool|bytes|dict|float|frozenset|int|list|set|str|tuple)$/;

function operatorOf(
  words: string,
  operator: SyntaxNode | undefined,
  first: SyntaxNode | undefined,
  left: Expr,
  right: Expr,
): BinaryOperator {
  // `a == b == c` is `a == b and b == c`: the left side here is no operand.
  if (operator && COMPARISONS.has(operator.name) && first && isComparison(first)) return 'other';
  if (words === 'is' || words === 'is not') {
    // Of `None`, `True`, `False` and each type there is one object, so that identity is equality.
    const single = [left, right].some(
      (side) =>
        side.kind === 'null' || side.kind === 'boolean' || (side.kind === 'name' && TYPES.test(side.name)),
    );
    if (single) return words === 'is' ? '==' : '!=';
  }
  return Object.hasOwn(OPERATORS, words) ? (OPERATORS[words] ?? 'other') : 'other';
}

function isComparison(node: SyntaxNode): boolean {
  if (node.name !== 'BinaryExpression') return false;
  const operator = node.firstChild && nextPart(node.firstChild);
  return operator !== null && COMPARISONS.has(operator.name);
}

function makeUnary(source: PythonSource, node: SyntaxNode): Expr {
  const operator = node.firstChild;
  const inner = operand(source, node, firstExpression(node), node.to);
  if (operator?.name === 'not') return { kind: 'not', span: spanOf(node), operand: inner };
  const sign = operator ? source.text.slice(operator.from, operator.to) : '';
  if (inner.kind !== 'number' || (sign !== '-' && sign !== '+')) return opaque(node);
  return { kind: 'number', span: spanOf(node), value: sign === '-' ? -inner.value : inner.value };
}

function makeFunction(source: PythonSource, node: SyntaxNode): FunctionExpr {
  const list = node.getChild('ParamList');
  const params = list ? parameters(source, list) : [];
  const isAsync = node.firstChild?.name === 'async';
  if (node.name === 'LambdaExpression') {
    const colon = node.getChild(':');
    const last = lastExpression(node);
    const result =
      last && colon && last.from >= colon.to ? source.expr(last) : missing(source, node, node.to);
    return { kind: 'function', span: spanOf(node), params, result, body: result.span, isAsync };
  }
  const name = node.getChild('VariableName');
  const body = node.getChild('Body');
  const span = spanWithin(node, source.text);
  return {
    kind: 'function',
    span,
    ...(name ? { name: source.text.slice(name.from, name.to) } : {}),
    params,
    body: body ? blockOf(body, source.text) : emptyAt(span.end),
    isAsync,
  };
}

function emptyAt(offset: number): Span {
  return { start: offset, end: offset };
}

/** True for the name of a parameter, false for what stands in its default. */
export function isParameterName(node: SyntaxNode): boolean {
  return (
    node.name === 'VariableName' &&
    node.parent?.name === 'ParamList' &&
    previousPart(node)?.name !== 'AssignOp'
  );
}

function parameters(source: PythonSource, list: SyntaxNode): Parameter[] {
  const found: Parameter[] = [];
  for (let child = list.firstChild; child; child = child.nextSibling) {
    if (!isParameterName(child)) continue;
    const before = previousPart(child)?.name;
    let after = nextPart(child);
    if (after?.name === 'TypeDef') after = nextPart(after);
    const value = after?.name === 'AssignOp' ? nextPart(after) : null;
    found.push({
      name: source.text.slice(child.from, child.to),
      ...(value && isExpression(value) ? { default: source.expr(value) } : {}),
      rest: before === '*' || before === '**',
    });
  }
  return found;
}
