import type { BinaryOperator, Expr } from './expr.ts';
import type { Assignment, Mutation } from './module.ts';
import { type BindingSource, type NameUse, resolve } from './python-bindings.ts';
import { conditionsAround } from './python-conditions.ts';
import { spanWithin, statementAround } from './python-nodes.ts';

/** The methods of lists, sets and dictionaries that change the object; of `x.y.method()`, only these count. */
const CHANGING: ReadonlySet<string> = new Set([
  'add',
  'append',
  'clear',
  'difference_update',
  'discard',
  'extend',
  'insert',
  'intersection_update',
  'pop',
  'popitem',
  'remove',
  'reverse',
  'setdefault',
  'sort',
  'symmetric_difference_update',
  'update',
]);

/** The statements that change what a name holds, also those in functions that see it; for each scope of the name. */
export function mutationsByScope(
  source: BindingSource,
  use: NameUse,
): ReadonlyMap<string, readonly Mutation[]> {
  const found = new Map<string, Mutation[]>();
  for (const node of use.references) {
    if (node.parent?.name !== 'MemberExpression') continue;
    const change = changeAt(source, source.expr(node));
    if (!change) continue;
    const key = resolve(source, use, node);
    const statement = statementAround(node);
    const common = {
      conditions: conditionsAround(source, node, key),
      span: spanWithin(statement, source.text),
    };
    const known = found.get(key) ?? [];
    known.push({ ...change, ...common });
    found.set(key, known);
  }
  return found;
}

type Change =
  | Omit<Extract<Mutation, { kind: 'call' }>, 'conditions' | 'span'>
  | Omit<Extract<Mutation, { kind: 'set' }>, 'conditions' | 'span'>;

function changeAt(source: BindingSource, name: Expr): Change | undefined {
  const outer = source.parentOf(name);
  const member = outer.role === 'object' ? outer.member : outer.role === 'part' ? outer.of : undefined;
  if (member?.kind !== 'member' && member?.kind !== 'index') return undefined;
  if (member.object !== name) return undefined;
  const key = member.kind === 'member' ? { key: member.property } : {};
  const parent = source.parentOf(member);
  if (parent.role === 'callee' && member.kind === 'member' && !member.subscript) {
    const isStatementCall = source.parentOf(parent.call).role === 'statement';
    return isStatementCall ? { kind: 'call', method: member.property, call: parent.call } : undefined;
  }
  if (parent.role === 'target')
    return { kind: 'set', ...key, value: assignedTo(source, parent.assignment, member) };
  return changesInside(source, member) ? { kind: 'set', ...key, value: changed(source, member) } : undefined;
}

/** `x.k += v` sets `x.k` to `x.k + v`. */
function assignedTo(source: BindingSource, assignment: Assignment, target: Expr): Expr {
  if (!assignment.augmented) return assignment.value;
  const statement = source.tree.resolveInner(assignment.span.start, 1);
  const host = statementAround(statement);
  const operator = source.text.slice(target.span.end, assignment.value.span.start).trim();
  const named: BinaryOperator = operator.startsWith('+=') ? '+' : operator.startsWith('|=') ? '|' : 'other';
  return source.synthetic('augmented', host, assignment.span, (span) => ({
    kind: 'binary',
    span,
    operator: named,
    left: target,
    right: assignment.value,
  }));
}

/** `x.k[0] = v`, `x.k.append(v)`, `del x.k`, `x.k, y = v`: `x.k` is no longer what it was, and not known. */
function changesInside(source: BindingSource, member: Expr): boolean {
  let inner = member;
  for (let step = 0; step < DEEPEST; step += 1) {
    const parent = source.parentOf(inner);
    if (parent.role === 'target') return true;
    if (parent.role === 'item') return isTargetList(source, parent.list);
    if (parent.role === 'callee') {
      const method = inner.kind === 'member' && inner !== member ? inner.property : '';
      return CHANGING.has(method) && source.parentOf(parent.call).role === 'statement';
    }
    if (parent.role === 'object') inner = parent.member;
    else if (parent.role === 'part' && parent.of.kind === 'index' && parent.of.object === inner)
      inner = parent.of;
    else return isDeleted(source, inner);
  }
  return false;
}

/** Longer chains of members and deeper lists of targets are not followed. */
const DEEPEST = 50;

function isTargetList(source: BindingSource, list: Expr): boolean {
  let outer = list;
  for (let step = 0; step < DEEPEST; step += 1) {
    const parent = source.parentOf(outer);
    if (parent.role !== 'item') return parent.role === 'target';
    outer = parent.list;
  }
  return false;
}

function isDeleted(source: BindingSource, expr: Expr): boolean {
  const statement = statementAround(source.tree.resolveInner(expr.span.start, 1));
  if (statement.name !== 'DeleteStatement') return false;
  return statement
    .getChildren('MemberExpression')
    .some((each) => each.from === expr.span.start && each.to === expr.span.end);
}

function changed(source: BindingSource, member: Expr): Expr {
  const host = statementAround(source.tree.resolveInner(member.span.start, 1));
  return source.synthetic('changed', host, member.span, (span) => ({
    kind: 'opaque',
    span,
    what: 'changed value',
  }));
}
