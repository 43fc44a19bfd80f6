import type { SyntaxNode } from '@lezer/common';
import { assignmentParts } from './python-assign.ts';
import { isParameterName } from './python-expr.ts';
import { isComprehension, isExpression, nextPart, type PythonSource, previousPart } from './python-nodes.ts';

/** A stretch of code with its own names. The module is the scope whose node is the whole tree. */
export interface Scope {
  readonly kind: 'module' | 'class' | 'function' | 'comprehension';
  readonly node: SyntaxNode;
  readonly key: string;
}

/**
 * The scopes around a node, innermost first. Headers belong outside: defaults, annotations, bases, decorators, and the
 * first iterable of a comprehension are worked out where the definition stands.
 */
export function scopesAround(source: PythonSource, start: SyntaxNode): Scope[] {
  const scopes: Scope[] = [];
  let child = start;
  let inParameterName = isParameterName(start);
  for (let node = start.parent; node; node = node.parent) {
    const kind = scopeKind(node, child, inParameterName);
    if (kind) scopes.push({ kind, node, key: scopeKey(node) });
    if (child.name === 'ParamList') inParameterName = false;
    child = node;
  }
  scopes.push({ kind: 'module', node: source.tree.topNode, key: MODULE });
  return scopes;
}

export const MODULE = 'module';

export function scopeKey(node: SyntaxNode): string {
  return `${node.type.id}:${node.from}`;
}

function scopeKind(node: SyntaxNode, child: SyntaxNode, inParameterName: boolean): Scope['kind'] | undefined {
  switch (node.name) {
    case 'FunctionDefinition':
      return child.name === 'Body' || (child.name === 'ParamList' && inParameterName)
        ? 'function'
        : undefined;
    case 'LambdaExpression':
      if (child.name === 'ParamList') return inParameterName ? 'function' : undefined;
      return isExpression(child) ? 'function' : undefined;
    case 'ClassDefinition':
      return child.name === 'Body' ? 'class' : undefined;
    default:
      return isRepeated(node, child) ? 'comprehension' : undefined;
  }
}

/** True for the parts of a comprehension that run once for each item. */
export function isRepeated(node: SyntaxNode, child: SyntaxNode): boolean {
  return isExpression(child) && isComprehension(node) && !isFirstIterable(node, child);
}

function isFirstIterable(comprehension: SyntaxNode, child: SyntaxNode): boolean {
  const marker = comprehension.getChild('for');
  let part = marker ? nextPart(marker) : null;
  while (part && part.name !== 'in') part = nextPart(part);
  const iterable = part && nextPart(part);
  return iterable?.from === child.from && iterable.to === child.to;
}

/** The scopes that a name written at a node can see, innermost first: a class is seen from its own body only. */
export function visibleScopes(scopes: readonly Scope[]): Scope[] {
  let inFunction = false;
  return scopes.filter((scope) => {
    if (scope.kind === 'class') return !inFunction;
    inFunction = inFunction || scope.kind !== 'module';
    return true;
  });
}

/** How a word binds a name; `declared` is `global x` and `nonlocal x`. */
export type SiteKind =
  | { readonly kind: 'target'; readonly container: SyntaxNode }
  | { readonly kind: 'import' | 'function' | 'class' | 'parameter' }
  | { readonly kind: 'declared'; readonly global: boolean }
  | { readonly kind: 'other'; readonly what: string };

const TARGET_LISTS: ReadonlySet<string> = new Set([
  'TupleExpression',
  'ArrayExpression',
  'ParenthesizedExpression',
]);

/** What a `VariableName` node binds where it stands; undefined where it is used. */
export function siteKind(source: PythonSource, node: SyntaxNode): SiteKind | undefined {
  const parent = node.parent;
  switch (parent?.name) {
    case 'FunctionDefinition':
      return previousPart(node)?.name === 'def' ? { kind: 'function' } : undefined;
    case 'ClassDefinition':
      return previousPart(node)?.name === 'class' ? { kind: 'class' } : undefined;
    case 'ParamList':
      return isParameterName(node) ? { kind: 'parameter' } : undefined;
    case 'ImportStatement':
      return { kind: 'import' };
    case 'ScopeStatement':
      return { kind: 'declared', global: parent.firstChild?.name === 'global' };
    case 'CapturePattern':
      return source.text.slice(node.from, node.to) === '_' ? undefined : { kind: 'other', what: 'case' };
    case 'AsPattern':
      return { kind: 'other', what: 'case' };
    case 'TypeDefinition':
      return previousPart(node)?.name === 'type' ? { kind: 'other', what: 'type' } : undefined;
    case 'TryStatement': {
      const before = previousPart(node)?.name;
      return before === 'as' || before === ',' ? { kind: 'other', what: 'except' } : undefined;
    }
    default:
      return targetKind(source, node);
  }
}

function targetKind(source: PythonSource, node: SyntaxNode): SiteKind | undefined {
  let child = node;
  let container = node.parent;
  while (container && TARGET_LISTS.has(container.name) && !isComprehension(container)) {
    child = container;
    container = container.parent;
  }
  switch (container?.name) {
    case undefined:
      return undefined;
    case 'AssignStatement':
    case 'UpdateStatement':
    case 'NamedExpression':
      return child.to <= assignmentParts(source, container).targetsEnd
        ? { kind: 'target', container }
        : undefined;
    case 'DeleteStatement':
      return { kind: 'other', what: 'del' };
    case 'WithStatement':
      return previousPart(child)?.name === 'as' ? { kind: 'other', what: 'with' } : undefined;
    case 'ForStatement':
      return isLoopTarget(child) ? { kind: 'other', what: 'for' } : undefined;
    case 'ArgList': {
      if (isComprehension(container)) return isLoopTarget(child) ? { kind: 'other', what: 'for' } : undefined;
      const operator = child === node ? nextPart(node) : null;
      const isWalrus = operator?.name === 'AssignOp' && source.text[operator.from] === ':';
      return isWalrus ? { kind: 'target', container } : undefined;
    }
    default:
      if (!container || !isComprehension(container)) return undefined;
      return isLoopTarget(child) ? { kind: 'other', what: 'for' } : undefined;
  }
}

/** A loop over more names than this is not looked through. */
const MOST_TARGETS = 20;

/** True between `for` and `in`. */
function isLoopTarget(child: SyntaxNode): boolean {
  let part = previousPart(child);
  for (let step = 0; part && step < 2 * MOST_TARGETS; step += 1) {
    if (part.name === 'for') return true;
    if (part.name === 'in' || part.name === 'if' || part.name === 'Body') return false;
    part = previousPart(part);
  }
  return false;
}
