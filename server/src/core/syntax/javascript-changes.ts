import type { SyntaxNode } from '@lezer/common';
import type { Expr, MemberExpr } from './expr.ts';
import type { Names } from './javascript-bindings.ts';
import {
  lastExpression,
  missing,
  operatorOf,
  outermost,
  previousOf,
  type Source,
  sameNode,
} from './javascript-nodes.ts';
import { conditionsWithin, scopeKey } from './javascript-scopes.ts';
import { spanOf } from './lezer.ts';
import type { Mutation } from './module.ts';

/** Methods of arrays, sets and maps that change the object, for those that are reached through a property. */
const MUTATORS: ReadonlySet<string> = new Set([
  'push',
  'unshift',
  'splice',
  'pop',
  'shift',
  'fill',
  'add',
  'delete',
  'set',
  'clear',
]);

/** Where the objects that a name holds are changed, also inside functions, in source order; for each scope of the name. */
export function mutationsByScope(
  source: Source,
  names: Names,
  name: string,
): ReadonlyMap<string, readonly Mutation[]> {
  const found = new Map<string, Mutation[]>();
  for (const offset of source.wordsAt(name)) {
    const node = source.tree.resolveInner(offset, 1);
    if (node.name !== 'VariableName' || node.from !== offset) continue;
    const change = mutationAt(source, node);
    if (!change) continue;
    const scope = names.scopeOf(name, node) ?? source.tree.topNode;
    const conditions = conditionsWithin(source, node, scope);
    const known = found.get(scopeKey(scope)) ?? [];
    known.push(...change.map((one): Mutation => ({ ...one, conditions })));
    found.set(scopeKey(scope), known);
  }
  return found;
}

type Change = DistributiveOmit<Mutation, 'conditions'>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function mutationAt(source: Source, name: SyntaxNode): readonly Change[] | undefined {
  const object = outermost(source, name);
  const up = object.parent;
  if (up?.name === 'ArgList') return assigned(source, object, up);
  if (up?.name !== 'MemberExpression' || !sameNode(up.firstChild, object)) return undefined;
  const member = source.expr(up);
  if (member.kind !== 'member' && member.kind !== 'index') return undefined;
  const key = member.kind === 'member' ? { key: member.property } : {};
  const target = outermost(source, up);
  const outside = target.parent;
  if (outside?.name === 'CallExpression' && sameNode(outside.firstChild, target)) {
    const call = source.expr(outside);
    if (call.kind !== 'call' || member.kind !== 'member' || !isStatement(source, outside)) return undefined;
    return [{ kind: 'call', method: member.property, call, span: call.span }];
  }
  const value = writtenTo(source, target) ?? writtenBelow(source, target);
  return value && [{ kind: 'set', ...key, value: value.value, span: spanOf(value.node) }];
}

interface Written {
  readonly value: Expr;
  readonly node: SyntaxNode;
}

/** The value that a property gets. What `+=`, `++` and `delete` leave there is not written, so it is opaque. */
function writtenTo(source: Source, target: SyntaxNode): Written | undefined {
  const node = target.parent;
  switch (node?.name) {
    case 'AssignmentExpression': {
      if (!sameNode(node.firstChild, target)) return undefined;
      const value = lastExpression(node);
      const plain = node.getChild('Equals') !== null && value && value.from > target.from;
      if (plain) return { node, value: source.expr(value) };
      return { node, value: node.getChild('UpdateOp') ? source.expr(node) : missing(node.to) };
    }
    case 'PostfixExpression':
    case 'UnaryExpression': {
      const operator = operatorOf(source, node);
      const writes = operator === '++' || operator === '--' || operator === 'delete';
      return writes ? { node, value: source.expr(node) } : undefined;
    }
    default:
      return undefined;
  }
}

/** `x.a.b = 1` and `x.a.push(1)` change what `x.a` holds, to a value that is not written anywhere. */
function writtenBelow(source: Source, start: SyntaxNode): Written | undefined {
  let target = start;
  for (
    let up = target.parent;
    up?.name === 'MemberExpression' && sameNode(up.firstChild, target);
    up = target.parent
  ) {
    const member = source.expr(up);
    target = outermost(source, up);
    const call = target.parent;
    if (call?.name === 'CallExpression' && sameNode(call.firstChild, target)) {
      const changes = member.kind === 'member' && MUTATORS.has(member.property);
      return changes
        ? { node: call, value: { kind: 'opaque', span: spanOf(call), what: call.name } }
        : undefined;
    }
    const written = writtenTo(source, target);
    if (written) {
      const { node } = written;
      return { node, value: { kind: 'opaque', span: spanOf(node), what: node.name } };
    }
  }
  return undefined;
}

/** `Object.assign(x, { a: 1 })`. */
function assigned(source: Source, object: SyntaxNode, list: SyntaxNode): readonly Change[] | undefined {
  const node = list.parent;
  const call = node && source.expr(node);
  if (!node || call?.kind !== 'call' || previousOf(object)?.name !== '(') return undefined;
  if (!isObjectAssign(call.callee)) return undefined;
  const found: Change[] = [];
  for (const argument of call.args.slice(1)) {
    if (argument.value.kind !== 'record' || argument.spread) {
      found.push({ kind: 'set', value: argument.value, span: call.span });
      continue;
    }
    for (const entry of argument.value.entries) {
      const key = entry.key === undefined ? {} : { key: entry.key };
      found.push({ kind: 'set', ...key, value: entry.value, span: entry.span });
    }
  }
  return found;
}

function isObjectAssign(callee: Expr): callee is MemberExpr {
  return (
    callee.kind === 'member' &&
    callee.property === 'assign' &&
    callee.object.kind === 'name' &&
    callee.object.name === 'Object'
  );
}

/** Whether a call stands for its effect: `f();`, `a && f()`, `a, f()`, `void f()`, `() => f()`. */
function isStatement(source: Source, call: SyntaxNode): boolean {
  let node = outermost(source, call);
  for (let up = node.parent; up; up = node.parent) {
    switch (up.name) {
      case 'ExpressionStatement':
      case 'SequenceExpression':
      case 'ArrowFunction':
        return true;
      case 'BinaryExpression':
      case 'ConditionalExpression':
        break;
      case 'UnaryExpression':
        if (operatorOf(source, up) !== 'void') return false;
        break;
      default:
        return false;
    }
    node = outermost(source, up);
  }
  return false;
}
