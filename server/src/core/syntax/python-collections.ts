import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/span.ts';
import type { ComprehensionExpr, Expr, ListExpr, RecordEntry } from './expr.ts';
import { spanOf } from './lezer.ts';
import { childrenOf, isExpression, type PythonSource } from './python-nodes.ts';

const FORMS: Readonly<Record<string, ListExpr['form']>> = {
  ArrayExpression: 'list',
  TupleExpression: 'tuple',
  SetExpression: 'set',
  // Without `for`: what the parser makes of a bracket that is not closed yet.
  ArrayComprehensionExpression: 'list',
  ComprehensionExpression: 'tuple',
  SetComprehensionExpression: 'set',
};

/** Lists, tuples, sets, dictionaries and comprehensions; undefined for other nodes. */
export function makeCollection(source: PythonSource, node: SyntaxNode): Expr | undefined {
  const children = childrenOf(node);
  if (node.name.startsWith('Dictionary')) {
    if (children.some((child) => child.name === 'for')) return undefined;
    return { kind: 'record', span: spanOf(node), entries: entriesOf(source, node, children) };
  }
  const form = Object.hasOwn(FORMS, node.name) ? FORMS[node.name] : undefined;
  if (!form) return undefined;
  const comprehension = comprehensionOf(source, node, children);
  if (comprehension) return { ...comprehension, span: spanOf(node) };
  if (children.some((child) => child.name === 'for')) return undefined;
  return { kind: 'list', span: spanOf(node), form, items: itemsOf(source, node, children) };
}

function itemsOf(source: PythonSource, host: SyntaxNode, children: readonly SyntaxNode[]): Expr[] {
  const items: Expr[] = [];
  for (const [index, child] of children.entries()) {
    if (!isExpression(child)) continue;
    const star = children[index - 1];
    items.push(star?.name === '*' ? spread(source, host, star, child) : source.expr(child));
  }
  return items;
}

function spread(source: PythonSource, host: SyntaxNode, star: SyntaxNode, node: SyntaxNode): Expr {
  const span = { start: star.from, end: node.to };
  return source.synthetic('spread', host, span, (where) => ({
    kind: 'spread',
    span: where,
    value: source.expr(node),
  }));
}

/**
 * The value of expressions that stand in `host` without brackets of their own: a single one is itself, several (or one
 * with a comma) are a tuple. `at` is where the value of nothing stands.
 */
export function sequence(
  source: PythonSource,
  host: SyntaxNode,
  nodes: readonly SyntaxNode[],
  at: number,
): Expr {
  const parts = nodes.filter((node) => isExpression(node) || node.name === ',' || node.name === '*');
  const first = parts[0];
  const last = parts[parts.length - 1];
  if (!first || !last || !parts.some(isExpression)) {
    const nowhere = { start: at, end: at };
    return source.synthetic('missing', host, nowhere, (span) => ({ kind: 'opaque', span, what: 'missing' }));
  }
  if (parts.length === 1) return source.expr(first);
  return source.synthetic('tuple', host, { start: first.from, end: last.to }, (span) => ({
    kind: 'list',
    span,
    form: 'tuple',
    items: itemsOf(source, host, parts),
  }));
}

function entriesOf(source: PythonSource, host: SyntaxNode, children: readonly SyntaxNode[]): RecordEntry[] {
  const entries: RecordEntry[] = [];
  for (let index = 0; index < children.length; index += 1) {
    const child = children[index];
    if (!child) break;
    if (child.name === '**') {
      const after = expressionIn(children, index + 1);
      const span = { start: child.from, end: after?.to ?? child.to };
      entries.push({ value: valueAfter(source, host, child, after), spread: true, span });
      if (after) index += 1;
    } else if (isExpression(child)) {
      const colon = children[index + 1];
      const mark = colon?.name === ':' ? colon : child;
      const after = mark === colon ? expressionIn(children, index + 2) : undefined;
      const span = { start: child.from, end: after?.to ?? mark.to };
      entries.push(entryOf(source.expr(child), valueAfter(source, host, mark, after), span));
      if (after) index += 2;
    }
  }
  return entries;
}

function expressionIn(nodes: readonly SyntaxNode[], index: number): SyntaxNode | undefined {
  const node = nodes[index];
  return node && isExpression(node) ? node : undefined;
}

function entryOf(keyExpr: Expr, value: Expr, span: Span): RecordEntry {
  if (keyExpr.kind === 'text') return { key: keyExpr.value, keyExpr, value, spread: false, span };
  if (keyExpr.kind === 'number') return { key: String(keyExpr.value), keyExpr, value, spread: false, span };
  return { keyExpr, value, spread: false, span };
}

/** The expression behind a colon, a star or an equals sign, or an empty one where nothing is written yet. */
export function valueAfter(
  source: PythonSource,
  host: SyntaxNode,
  mark: SyntaxNode,
  node: SyntaxNode | undefined,
): Expr {
  if (node && isExpression(node)) return source.expr(node);
  const nowhere = { start: mark.to, end: mark.to };
  return source.synthetic('missing', host, nowhere, (span) => ({ kind: 'opaque', span, what: 'missing' }));
}

/**
 * `element for target in iterable if condition …`. With several `for`, the element of the first one is what the others make,
 * spread out. `host` has the parts as its children.
 */
export function comprehensionOf(
  source: PythonSource,
  host: SyntaxNode,
  nodes: readonly SyntaxNode[],
): ComprehensionExpr | undefined {
  const starts = nodes.flatMap((node, index) => (node.name === 'for' ? [index] : []));
  const [first] = starts;
  const element = first === undefined ? undefined : onlyExpression(nodes.slice(0, first));
  const last = nodes[nodes.length - 1];
  if (!element || !last || starts.length > MOST_LOOPS) return undefined;
  const clauses = starts.map((start, index) => loopOf(source, nodes.slice(start, starts[index + 1])));
  const span = { start: element.from, end: last.to };
  let made: Expr = source.expr(element);
  for (const [index, clause] of clauses.reverse().entries()) {
    if (!clause) return undefined;
    const whole: ComprehensionExpr = { kind: 'comprehension', span, element: made, ...clause };
    if (index === clauses.length - 1) return whole;
    const what = `loop ${clauses.length - index}`;
    made = source.synthetic(what, host, span, (where) => ({ kind: 'spread', span: where, value: whole }));
  }
  return undefined;
}

const MOST_LOOPS = 8;

/** `for target in iterable if condition if condition` */
function loopOf(
  source: PythonSource,
  nodes: readonly SyntaxNode[],
): Pick<ComprehensionExpr, 'target' | 'iterable' | 'conditions'> | undefined {
  const atIn = nodes.findIndex((node) => node.name === 'in');
  const targets = nodes.slice(1, Math.max(1, atIn)).filter((node) => !node.type.isError);
  const firstTarget = targets[0];
  const lastTarget = targets[targets.length - 1];
  const iterable = nodes[atIn + 1];
  if (atIn < 0 || !firstTarget || !lastTarget || !iterable || !isExpression(iterable)) return undefined;
  return {
    target: source.text.slice(firstTarget.from, lastTarget.to),
    iterable: source.expr(iterable),
    conditions: nodes
      .slice(atIn + 2)
      .filter(isExpression)
      .map((node) => source.expr(node)),
  };
}

function onlyExpression(nodes: readonly SyntaxNode[]): SyntaxNode | undefined {
  const [only, ...others] = nodes.filter(isExpression);
  return others.length === 0 ? only : undefined;
}
