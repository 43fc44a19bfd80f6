import type { SyntaxNode } from '@lezer/common';
import type { CallExpr, Expr, RecordExpr } from './expr.ts';
import { functionName } from './javascript-functions.ts';
import {
  initialisedBy,
  initialiserOf,
  isExpression,
  isPattern,
  missing,
  outermost,
  previousOf,
  type Source,
  sameNode,
} from './javascript-nodes.ts';
import { keyOf, keyTextOf } from './javascript-records.ts';
import { className, decoratedClass, isClass } from './javascript-statements.ts';
import { spanOf } from './lezer.ts';
import type { Assignment, Parent } from './module.ts';

const OTHER: Parent = { role: 'other' };

/** What the expression made from `start` is part of. */
export function parentOf(source: Source, expr: Expr, start: SyntaxNode): Parent {
  const node = outermost(source, start);
  const up = node.parent;
  if (!up) return OTHER;
  switch (up.name) {
    case 'ArgList':
      return up.parent ? argumentRole(source, expr, up.parent) : OTHER;
    case 'DynamicImport':
      return node.name === 'import' ? calleeRole(source, up) : argumentRole(source, expr, up);
    case 'CallExpression':
    case 'NewExpression':
      return calleeRole(source, up);
    case 'ArrayExpression':
      return itemRole(source, expr, node, up);
    case 'ObjectExpression':
      return propertyRole(source, node, node);
    case 'Property':
      return propertyRole(source, node, up);
    case 'MemberExpression':
    case 'ImportMeta':
      return memberRole(source, node, up);
    case 'AssignmentExpression':
    case 'VariableDeclaration':
    case 'PropertyDeclaration':
      return assignmentRole(source, node, up);
    case 'Decorator':
      return decoratorRole(source, up);
    case 'ReturnStatement':
    case 'ArrowFunction':
      return { role: 'returned' };
    // All but the last part of `a, b` are evaluated and dropped.
    case 'SequenceExpression':
    case 'ExpressionStatement':
      return { role: 'statement' };
    case 'ConditionalExpression':
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'PostfixExpression':
    case 'YieldExpression':
    case 'TaggedTemplateExpression':
      return { role: 'part', of: source.expr(up) };
    case 'Interpolation':
      return up.parent ? { role: 'part', of: source.expr(up.parent) } : OTHER;
    case 'JSXEscape':
    case 'JSXSpreadAttribute':
      return elementRole(source, up);
    default:
      return OTHER;
  }
}

function callOf(source: Source, node: SyntaxNode): CallExpr | undefined {
  const call = source.expr(node);
  return call.kind === 'call' ? call : undefined;
}

function calleeRole(source: Source, node: SyntaxNode): Parent {
  const call = callOf(source, node);
  return call ? { role: 'callee', call } : OTHER;
}

function argumentRole(source: Source, expr: Expr, node: SyntaxNode): Parent {
  const call = callOf(source, node);
  const args = call?.args ?? [];
  const index = indexOf(args, expr, (argument) => argument.value);
  const argument = args[index];
  return call && argument ? { role: 'argument', call, argument, index } : OTHER;
}

/** The place of an expression among parts that are in source order; -1 where it is none of them. */
function indexOf<T>(parts: readonly T[], expr: Expr, exprOf: (part: T) => Expr): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const part = parts[middle];
    if (part !== undefined && exprOf(part).span.start < expr.span.start) low = middle + 1;
    else high = middle;
  }
  const found = parts[low];
  return found !== undefined && exprOf(found) === expr ? low : -1;
}

function itemRole(source: Source, expr: Expr, node: SyntaxNode, up: SyntaxNode): Parent {
  const before = previousOf(node);
  if (before?.name === 'Spread') return { role: 'part', of: source.expr(before) };
  const list = source.expr(up);
  if (list.kind !== 'list') return OTHER;
  const index = indexOf(list.items, expr, (item) => item);
  return index < 0 ? OTHER : { role: 'item', list, index };
}

function propertyRole(source: Source, node: SyntaxNode, property: SyntaxNode): Parent {
  const record = property.parent && source.expr(property.parent);
  return record?.kind === 'record' ? entryRole(node, property, record) : OTHER;
}

function entryRole(node: SyntaxNode, property: SyntaxNode, record: RecordExpr): Parent {
  const entry = record.entries.find((candidate) => candidate.span.start === property.from);
  if (!entry) return OTHER;
  const isKey = entry.keyExpr !== undefined && sameNode(keyOf(property), node);
  return { role: isKey ? 'key' : 'value', record, entry };
}

function memberRole(source: Source, node: SyntaxNode, up: SyntaxNode): Parent {
  const member = source.expr(up);
  if (member.kind !== 'member') return { role: 'part', of: member };
  return sameNode(up.firstChild, node) ? { role: 'object', member } : { role: 'subscript', member };
}

function assignmentRole(source: Source, node: SyntaxNode, up: SyntaxNode): Parent {
  const assignment = assignmentAround(source, node, up);
  if (!assignment) return OTHER;
  return { role: assignment.target === source.expr(node) ? 'target' : 'assigned', assignment };
}

function assignmentAround(source: Source, node: SyntaxNode, up: SyntaxNode): Assignment | undefined {
  if (up.name === 'AssignmentExpression') {
    const target = up.firstChild;
    const value = up.lastChild;
    if (!target || !value) return undefined;
    const augmented = up.getChild('UpdateOp') !== null;
    return assignment(source, target, value, augmented);
  }
  const target = up.name === 'PropertyDeclaration' ? keyOf(up) : isPattern(node) ? node : initialisedBy(node);
  if (!target) return undefined;
  return assignment(source, target, initialiserOf(target), false);
}

function assignment(
  source: Source,
  target: SyntaxNode,
  value: SyntaxNode | undefined,
  augmented: boolean,
): Assignment {
  const end = value?.to ?? target.to;
  return {
    target: source.expr(target),
    value: value && isExpression(value) ? source.expr(value) : missing(end),
    augmented,
    span: { start: target.from, end },
  };
}

function decoratorRole(source: Source, decorator: SyntaxNode): Parent {
  const owner = decorator.parent;
  if (!owner || owner.name === 'ParamList') return OTHER;
  if (!isClass(owner)) {
    const key = keyOf(owner);
    const name = functionName(source, owner) ?? (key && keyTextOf(source, key)) ?? '';
    return { role: 'decorator', name, decorated: spanOf(owner), isClass: false };
  }
  const decorated = decoratedClass(owner);
  return {
    role: 'decorator',
    name: className(source, decorated),
    decorated: { start: owner.from, end: decorated.to },
    isClass: true,
  };
}

function elementRole(source: Source, node: SyntaxNode): Parent {
  for (let up = node.parent; up; up = up.parent) {
    if (up.name === 'JSXElement') return { role: 'part', of: source.expr(up) };
  }
  return OTHER;
}
