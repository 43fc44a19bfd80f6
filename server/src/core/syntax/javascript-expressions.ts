import type { SyntaxNode } from '@lezer/common';
import type {
  Argument,
  CallExpr,
  Expr,
  ListExpr,
  MemberExpr,
  NameExpr,
  RecordExpr,
  SpreadExpr,
} from './expr.ts';
import { functionExpression } from './javascript-functions.ts';
import { numberValue, regexLiteral, stringLiteral, templateLiteral } from './javascript-literals.ts';
import {
  childrenOf,
  firstExpression,
  isExpression,
  isFunctionNode,
  missing,
  nameOf,
  nameSpan,
  nextOf,
  once,
  type Source,
  sliceOf,
} from './javascript-nodes.ts';
import { binaryExpression, conditionalExpression, unaryExpression } from './javascript-operators.ts';
import { enumEntries, keyExpression, recordEntries } from './javascript-records.ts';
import { spanOf } from './lezer.ts';

/**
 * The expression of one node. Whatever is inside is made when it is looked at: making one expression takes the same
 * time wherever it stands, and no nesting is too deep.
 */
export function makeExpression(source: Source, node: SyntaxNode): Expr {
  const span = spanOf(node);
  switch (node.name) {
    case 'String':
      return stringLiteral(source, node);
    case 'TemplateString':
      return templateLiteral(source, node);
    case 'RegExp':
      return regexLiteral(source, node);
    case 'Number':
      return { kind: 'number', span, value: numberValue(sliceOf(source, node)) };
    case 'BooleanLiteral':
      return { kind: 'boolean', span, value: sliceOf(source, node) === 'true' };
    case 'null':
      return { kind: 'null', span, undefined: false };
    case 'VariableName':
      return nameOf(source, node) === 'undefined'
        ? { kind: 'null', span, undefined: true }
        : nameExpression(source, node);
    case 'VariableDefinition':
    case 'this':
    case 'super':
    case 'import':
      return nameExpression(source, node);
    case 'PropertyDefinition':
    case 'PrivatePropertyDefinition':
      return keyExpression(source, node);
    case 'ArrayExpression':
      return listExpression(source, node);
    case 'ObjectExpression':
      return recordExpression(source, node);
    case 'EnumBody':
      return { kind: 'record', span, entries: enumEntries(source, node) };
    case 'Spread':
      return spreadExpression(source, node);
    case 'MemberExpression':
    case 'ImportMeta':
      return memberExpression(source, node);
    case 'CallExpression':
    case 'NewExpression':
      return callExpression(source, node, firstExpression(node), node.getChild('ArgList'));
    case 'DynamicImport':
      return callExpression(source, node, node.firstChild ?? undefined, node);
    case 'ConditionalExpression':
      return conditionalExpression(source, node);
    case 'BinaryExpression':
      return binaryExpression(source, node);
    case 'UnaryExpression':
      return unaryExpression(source, node);
    default:
      return isFunctionNode(node)
        ? functionExpression(source, node)
        : { kind: 'opaque', span, what: node.name };
  }
}

function nameExpression(source: Source, node: SyntaxNode): NameExpr {
  return { kind: 'name', span: nameSpan(source, node), name: nameOf(source, node) };
}

/** Lists the values between commas; an empty place holds what `hole` makes. */
function separated<T>(
  node: SyntaxNode,
  value: (child: SyntaxNode, spread: SyntaxNode | undefined) => T,
  hole: (at: number) => T,
): T[] {
  const found: T[] = [];
  let spread: SyntaxNode | undefined;
  let filled = false;
  for (const child of childrenOf(node)) {
    if (child.name === ',') {
      if (!filled) found.push(hole(child.from));
      filled = false;
      spread = undefined;
    } else if (child.name === 'Spread') {
      spread = child;
    } else if (isExpression(child)) {
      found.push(value(child, spread));
      filled = true;
      spread = undefined;
    }
  }
  return found;
}

function listExpression(source: Source, node: SyntaxNode): ListExpr {
  const items = once(() =>
    separated<Expr>(
      node,
      (child, spread) => source.expr(spread ?? child),
      (at) => ({ kind: 'null', span: { start: at, end: at }, undefined: true }),
    ),
  );
  return {
    kind: 'list',
    span: spanOf(node),
    form: 'array',
    get items() {
      return items();
    },
  };
}

/** `...a` in an array, made from the three dots. */
function spreadExpression(source: Source, node: SyntaxNode): SpreadExpr {
  const next = nextOf(node);
  const inner = next && isExpression(next) ? next : undefined;
  return {
    kind: 'spread',
    span: { start: node.from, end: inner?.to ?? node.to },
    get value() {
      return inner ? source.expr(inner) : missing(node.to);
    },
  };
}

function recordExpression(source: Source, node: SyntaxNode): RecordExpr {
  const entries = once(() => recordEntries(source, node));
  return {
    kind: 'record',
    span: spanOf(node),
    get entries() {
      return entries();
    },
  };
}

function memberExpression(source: Source, node: SyntaxNode): Expr {
  const span = spanOf(node);
  const first = node.firstChild;
  const object = () => (first && first.to < node.to ? source.expr(first) : missing(node.from));
  const bracket = node.getChild('[');
  if (!bracket) {
    const property = node.lastChild;
    const named = property?.name === 'PropertyName' || property?.name === 'PrivatePropertyName';
    return {
      kind: 'member',
      span,
      get object() {
        return object();
      },
      property: named ? nameOf(source, property) : '',
      propertySpan: named ? nameSpan(source, property) : { start: node.to, end: node.to },
      subscript: false,
    } satisfies MemberExpr;
  }
  const inner = nextOf(bracket);
  const index = inner && isExpression(inner) ? inner : undefined;
  const key = index && isTextNode(index) ? source.expr(index) : undefined;
  if (key?.kind === 'text') {
    return {
      kind: 'member',
      span,
      get object() {
        return object();
      },
      property: key.value,
      propertySpan: key.content,
      subscript: true,
      keyExpr: key,
    } satisfies MemberExpr;
  }
  return {
    kind: 'index',
    span,
    get object() {
      return object();
    },
    get index() {
      return index ? source.expr(index) : missing(bracket.to);
    },
  };
}

function isTextNode(node: SyntaxNode): boolean {
  return node.name === 'String' || node.name === 'TemplateString';
}

function callExpression(
  source: Source,
  node: SyntaxNode,
  callee: SyntaxNode | undefined,
  list: SyntaxNode | null,
): CallExpr {
  const open = list?.getChild('(') ?? list;
  const calleeEnd = callee?.to ?? node.to;
  const absent = missing(node.from);
  const args = once(() => (list ? callArguments(source, list) : []));
  return {
    kind: 'call',
    span: spanOf(node),
    get callee() {
      return callee ? source.expr(callee) : absent;
    },
    get args() {
      return args();
    },
    argsSpan: list && open ? { start: open.from, end: list.to } : { start: calleeEnd, end: calleeEnd },
    isNew: node.name === 'NewExpression',
  };
}

function callArguments(source: Source, list: SyntaxNode): readonly Argument[] {
  return separated<Argument>(
    list,
    (child, spread) => ({
      value: source.expr(child),
      spread: spread ? 'list' : false,
      span: { start: (spread ?? child).from, end: child.to },
    }),
    (at) => ({ value: missing(at), spread: false, span: { start: at, end: at } }),
  );
}
