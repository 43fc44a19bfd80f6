import type { SyntaxNode } from '@lezer/common';
import type { Expr } from './expr.ts';
import type { Parent } from './module.ts';
import { assignmentOf, isAssignment, walrusArgument } from './python-assign.ts';
import { sequence } from './python-collections.ts';
import { unwrapPython } from './python-expr.ts';
import {
  childrenOf,
  isExpression,
  nextPart,
  type PythonSource,
  previousPart,
  spanWithin,
} from './python-nodes.ts';

/** What `expr` is in `container`, the nearest node around it that is not transparent. */
export function parentIn(source: PythonSource, container: SyntaxNode, expr: Expr): Parent {
  return directRole(source, container, expr) ?? syntheticRole(source, container, expr) ?? { role: 'other' };
}

/** Out of parentheses and `await`; an assignment expression is not transparent outwards. */
export function containerOf(node: SyntaxNode): SyntaxNode | null {
  let around = node.parent;
  while (around && (around.name === 'ParenthesizedExpression' || around.name === 'AwaitExpression'))
    around = around.parent;
  return around;
}

function directRole(source: PythonSource, container: SyntaxNode, expr: Expr): Parent | undefined {
  if (isAssignment(container)) {
    const assignment = assignmentOf(source, container, expr);
    return assignment && { role: assignment.target === expr ? 'target' : 'assigned', assignment };
  }
  switch (container.name) {
    case 'ArgList':
      return argumentRole(source, container, expr);
    case 'Decorator':
      return decoratorRole(source, container, expr);
    case 'ExpressionStatement':
      return sequence(source, container, childrenOf(container), container.from) === expr
        ? { role: 'statement' }
        : undefined;
    case 'ReturnStatement':
      return sequence(source, container, childrenOf(container), container.from) === expr
        ? { role: 'returned' }
        : undefined;
    case 'TypeDef':
      return typeRole(container, expr);
    case 'FormatReplacement':
    case 'FormatSpec':
      return holeRole(source, container);
    case 'ParamList':
      return container.parent ? { role: 'part', of: source.expr(container.parent) } : undefined;
    default:
      return isExpression(container) ? roleWithin(source.expr(container), expr) : undefined;
  }
}

/** The role of a direct child in an expression. */
function roleWithin(of: Expr, expr: Expr): Parent | undefined {
  switch (of.kind) {
    case 'call':
      return of.callee === expr ? { role: 'callee', call: of } : undefined;
    case 'list': {
      const index = of.items.indexOf(expr);
      return index < 0 ? undefined : { role: 'item', list: of, index };
    }
    case 'record': {
      for (const entry of of.entries) {
        if (entry.keyExpr === expr) return { role: 'key', record: of, entry };
        if (entry.value === expr) return { role: 'value', record: of, entry };
      }
      return undefined;
    }
    case 'member':
      if (of.object === expr) return { role: 'object', member: of };
      return of.keyExpr === expr ? { role: 'subscript', member: of } : undefined;
    case 'index':
      return of.object === expr || of.index === expr ? { role: 'part', of } : undefined;
    case 'function':
      return of.result === expr ? { role: 'returned' } : { role: 'part', of };
    case 'spread':
      return of.value === expr ? { role: 'part', of } : undefined;
    case 'binary':
    case 'comprehension':
    case 'conditional':
    case 'not':
    case 'template':
    case 'opaque':
      return of === expr ? undefined : { role: 'part', of };
    default:
      return undefined;
  }
}

/** An item of `a, b` or the value of `*a`: what it is part of has no node, but the same container. */
function syntheticRole(source: PythonSource, container: SyntaxNode, expr: Expr): Parent | undefined {
  for (const each of source.hostedBy(container)) {
    if (each === expr || each.span.start > expr.span.start || each.span.end < expr.span.end) continue;
    if (each.kind === 'list' || each.kind === 'spread') {
      const role = roleWithin(each, expr);
      if (role) return role;
    }
    if (each.kind === 'comprehension' || each.kind === 'binary') return { role: 'part', of: each };
  }
  return undefined;
}

function argumentRole(source: PythonSource, list: SyntaxNode, expr: Expr): Parent | undefined {
  const walrus = walrusArgument(source, list, expr);
  if (walrus) return { role: walrus.target === expr ? 'target' : 'assigned', assignment: walrus };
  const around = list.parent;
  if (!around || around.name === 'ClassDefinition') return undefined;
  const call = source.expr(around.name === 'Decorator' ? list : around);
  if (call.kind !== 'call') return undefined;
  const index = call.args.findIndex((argument) => argument.value === expr);
  const argument = call.args[index];
  return argument && { role: 'argument', call, argument, index };
}

function decoratorRole(source: PythonSource, decorator: SyntaxNode, expr: Expr): Parent | undefined {
  if (source.expr(unwrapPython(decorator)) === expr) return decoratedBy(source, decorator);
  if (expr.kind === 'name' || expr.kind === 'member') {
    const list = decorator.getChild('ArgList');
    const call = list && source.expr(list);
    if (call?.kind === 'call' && call.callee === expr) return { role: 'callee', call };
    for (const name of decorator.getChildren('VariableName')) {
      const member = source.expr(name);
      if (member.kind === 'member' && member.object === expr) return { role: 'object', member };
    }
  }
  return undefined;
}

function decoratedBy(source: PythonSource, decorator: SyntaxNode): Parent {
  const statement = decorator.parent ?? decorator;
  const class_ = statement.getChild('ClassDefinition');
  const definition = class_ ?? statement.getChild('FunctionDefinition');
  const name = definition?.getChild('VariableName');
  return {
    role: 'decorator',
    name: name ? source.text.slice(name.from, name.to) : '',
    decorated: spanWithin(definition ?? statement, source.text),
    isClass: class_ !== null,
  };
}

/**
 * After `with f() as (a, b):` the parser takes the colon for the one of an annotation, and the first statement of the
 * block for its type.
 */
function typeRole(container: SyntaxNode, expr: Expr): Parent | undefined {
  const before = previousPart(container);
  const broken = container.getChildren('⚠').some((mark) => mark.from < expr.span.start);
  return broken && before && nextPart(container) === null ? { role: 'statement' } : undefined;
}

function holeRole(source: PythonSource, container: SyntaxNode): Parent | undefined {
  let around: SyntaxNode | null = container;
  while (around && !isExpression(around)) around = around.parent;
  if (around?.parent?.name === 'ContinuedString') around = around.parent;
  return around ? { role: 'part', of: source.expr(around) } : undefined;
}
