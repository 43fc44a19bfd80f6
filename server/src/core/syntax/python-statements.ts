import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/span.ts';
import type { AssignBinding, Enclosing } from './module.ts';
import { assignBinding, type BindingSource } from './python-bindings.ts';
import { argumentsOf } from './python-call.ts';
import { childrenOf, isStatement, type PythonSource, spanWithin } from './python-nodes.ts';
import { type Scope, scopesAround, siteKind } from './python-scopes.ts';

/** The statement at an offset, or nothing (an empty span) on a line without one. */
export function statementSpan(source: PythonSource, offset: number): Span {
  const statement = statementNode(source, offset, 1) ?? statementNode(source, offset, -1);
  if (!statement) return { start: offset, end: offset };
  const isDefinition = statement.name === 'FunctionDefinition' || statement.name === 'ClassDefinition';
  const decorated =
    isDefinition && statement.parent?.name === 'DecoratedStatement' ? statement.parent : statement;
  return spanWithin(decorated, source.text);
}

function statementNode(source: PythonSource, offset: number, side: -1 | 1): SyntaxNode | undefined {
  const at = side === 1 ? pastBlanks(source.text, offset) : offset;
  let node: SyntaxNode | null = source.tree.resolveInner(at, side);
  while (node && !(isStatement(node) && offset <= spanWithin(node, source.text).end)) node = node.parent;
  return node ?? undefined;
}

/** In the indentation of a line, the statement that the line begins is meant. */
function pastBlanks(text: string, offset: number): number {
  const before = offset === 0 ? '\n' : text[offset - 1];
  if (before !== '\n' && before !== ' ' && before !== '\t') return offset;
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

export function enclosingAt(source: PythonSource, offset: number): Enclosing[] {
  const found: Enclosing[] = [];
  for (const { kind, node } of scopesAround(source, source.tree.resolveInner(offset, 1))) {
    if (kind === 'class') {
      const span = spanWithin(node, source.text);
      const name = node.getChild('VariableName');
      const list = node.getChild('ArgList');
      const bases = list
        ? argumentsOf(source, list).filter((base) => base.name === undefined && !base.spread)
        : [];
      found.push({
        kind: 'class',
        name: name ? source.text.slice(name.from, name.to) : '',
        bases: bases.map((base) => base.value),
        span,
      });
    } else if (kind === 'function') {
      const made = source.expr(node);
      if (made.kind === 'function')
        found.push({ kind: 'function', function: made, decorators: decoratorsOf(source, node) });
    }
  }
  return found.filter((each) => offset <= (each.kind === 'class' ? each.span.end : each.function.span.end));
}

function decoratorsOf(source: PythonSource, definition: SyntaxNode) {
  const statement = definition.parent?.name === 'DecoratedStatement' ? definition.parent : undefined;
  return (statement?.getChildren('Decorator') ?? []).map((decorator) => source.expr(decorator));
}

/** The assignments to plain names at module level and in class bodies, in source order. */
export function outerAssignments(source: BindingSource): AssignBinding[] {
  const found = new Map<number, AssignBinding>();
  collect(source, source.tree.topNode, found);
  // Classes inside functions are not reached from the top.
  for (const at of source.words('class')) {
    const node = source.tree.resolveInner(at, 1).parent;
    const body = node?.name === 'ClassDefinition' ? node.getChild('Body') : null;
    if (body) collect(source, body, found);
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

/** What statements stand in, apart from functions. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'AssignStatement',
  'Body',
  'ClassDefinition',
  'DecoratedStatement',
  'ForStatement',
  'IfStatement',
  'MatchBody',
  'MatchClause',
  'MatchStatement',
  'StatementGroup',
  'TryStatement',
  'UpdateStatement',
  'WhileStatement',
  'WithStatement',
]);

function collect(source: BindingSource, top: SyntaxNode, found: Map<number, AssignBinding>): void {
  const waiting: SyntaxNode[] = [top];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.name === 'AssignStatement' || node.name === 'UpdateStatement') addTargets(source, node, found);
    else waiting.push(...childrenOf(node).filter((child) => CONTAINERS.has(child.name)));
  }
}

function addTargets(source: BindingSource, statement: SyntaxNode, found: Map<number, AssignBinding>): void {
  for (const node of namesIn(statement)) {
    if (found.has(node.from) || siteKind(source, node)?.kind !== 'target') continue;
    const owner: Scope | undefined = scopesAround(source, node)[0];
    const binding = owner && assignBinding(source, node, owner);
    if (binding?.kind === 'assign') found.set(node.from, binding);
  }
}

/** The names that stand in a statement itself or in its tuples and lists, not in deeper expressions. */
function namesIn(statement: SyntaxNode): SyntaxNode[] {
  const names: SyntaxNode[] = [];
  const waiting: SyntaxNode[] = [statement];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    for (const child of childrenOf(node)) {
      // Values begin behind the last operator; the names in them are told apart by their kind.
      if (child.name === 'VariableName') names.push(child);
      else if (child.name === 'TupleExpression' || child.name === 'ArrayExpression') waiting.push(child);
      else if (child.name === 'ParenthesizedExpression') waiting.push(child);
    }
  }
  return names;
}
