import type { SyntaxNode } from '@lezer/common';
import {
  carriedBy,
  isComment,
  isExpression,
  isFunctionNode,
  operatorOf,
  type Source,
  sameNode,
} from './javascript-nodes.ts';
import { switchConditions } from './javascript-switch.ts';
import { spanOf } from './lezer.ts';
import type { Condition } from './module.ts';

/** Where `let`, `const`, `class` and a function in a block are bound, beside functions and the file. */
const BLOCK_SCOPES: ReadonlySet<string> = new Set([
  'Block',
  'SwitchBody',
  'ForStatement',
  'CatchClause',
  'StaticBlock',
  'NamespaceDeclaration',
  'ClassExpression',
]);

/** Where `var` is bound, beside functions and the file. */
const VAR_SCOPES: ReadonlySet<string> = new Set(['StaticBlock', 'NamespaceDeclaration']);

/** More conditions than that are not told apart: the outer ones become one that cannot be read. */
const MAX_CONDITIONS = 64;

const LOOPS: ReadonlySet<string> = new Set(['ForStatement', 'WhileStatement', 'DoStatement']);

export function nodeAt(source: Source, offset: number): SyntaxNode {
  return source.tree.resolveInner(clamp(source, offset), 1);
}

/** An offset that is inside the text, whatever was given. */
export function clamp(source: Source, offset: number): number {
  return Math.min(Math.max(Math.trunc(offset) || 0, 0), source.text.length);
}

/** Two nodes with the same key are the same scope. */
export function scopeKey(scope: SyntaxNode): string {
  return `${scope.type.id}:${scope.from}:${scope.to}`;
}

/** A function's body belongs to the scope of its parameters, so that `var a` and the parameter `a` meet. */
function isScope(node: SyntaxNode): boolean {
  if (!node.parent || isFunctionNode(node)) return true;
  if (!BLOCK_SCOPES.has(node.name)) return false;
  return !(
    node.name === 'Block' &&
    (isFunctionNode(node.parent) || node.parent.name === 'NamespaceDeclaration')
  );
}

/**
 * The scopes around a node, innermost first, the node itself included where it is one. Decorators and computed keys
 * stand inside the node of the method, but outside of its scope.
 */
export function* scopesAround(start: SyntaxNode): Generator<SyntaxNode> {
  let below: SyntaxNode | undefined;
  for (let node: SyntaxNode | null = start; node; node = node.parent) {
    if (isScope(node) && !(below && isOutsideOf(below, node))) yield node;
    below = node;
  }
}

function isOutsideOf(child: SyntaxNode, scope: SyntaxNode): boolean {
  if (child.name === 'Decorator') return true;
  return isFunctionNode(scope) && isExpression(child) && scope.name !== 'ArrowFunction';
}

export function blockScopeOf(node: SyntaxNode): SyntaxNode {
  let last = node;
  for (const scope of scopesAround(node)) {
    last = scope;
    if (scope.name !== 'ClassExpression') return scope;
  }
  return last;
}

export function varScopeOf(node: SyntaxNode): SyntaxNode {
  let last = node;
  for (const scope of scopesAround(node)) {
    last = scope;
    if (isFunctionNode(scope) || VAR_SCOPES.has(scope.name)) return scope;
  }
  return last;
}

/**
 * The branches between a node and a scope around it, outermost first. A function on the way counts as a branch that
 * cannot be read: it may run once, often, or never.
 */
export function conditionsWithin(source: Source, start: SyntaxNode, scope: SyntaxNode): Condition[] {
  const found: Condition[] = [];
  let child = start;
  for (let node = start.parent; node && !sameNode(child, scope); node = node.parent) {
    if (found.length >= MAX_CONDITIONS) {
      found.push(unknown(scope));
      break;
    }
    found.push(...branchesOf(source, node, child).reverse());
    if (isFunctionNode(node) && !sameNode(node, scope)) found.push(unknown(node));
    child = node;
  }
  return found.reverse();
}

/**
 * The branches around an offset up to the innermost function or the file, outermost first. The first character of a
 * function is outside of it, so that a function as a value has the conditions of the place where it stands.
 */
export function conditionsAt(source: Source, offset: number): Condition[] {
  const found: Condition[] = [];
  let child = nodeAt(source, offset);
  for (let node = child.parent; node && !(isFunctionNode(child) && child.from < offset); node = node.parent) {
    if (found.length >= MAX_CONDITIONS) {
      found.push(unknown(node));
      break;
    }
    found.push(...branchesOf(source, node, child).reverse());
    child = node;
  }
  return found.reverse();
}

/** The conditions that a node puts on one of its children, outermost first. */
function branchesOf(source: Source, node: SyntaxNode, child: SyntaxNode): Condition[] {
  if (node.name === 'SwitchBody' && node.parent)
    return switchConditions(source, node, child) ?? [unknown(node.parent)];
  const condition = branchOf(source, node, child);
  return condition ? [condition] : [];
}

function branchOf(source: Source, node: SyntaxNode, child: SyntaxNode): Condition | undefined {
  switch (node.name) {
    case 'IfStatement':
      return ifBranch(source, node, child);
    case 'ConditionalExpression':
      return ternaryBranch(source, node, child);
    case 'BinaryExpression':
      return logicalBranch(source, node, child);
    case 'TryStatement':
      if (child.name === 'CatchClause') return unknown(child);
      return child.name === 'Block' ? unknown(node) : undefined;
    default:
      return LOOPS.has(node.name) && isLoopBody(child) ? loop(source, node, child) : undefined;
  }
}

/** `for (const target of iterable)`. */
function loop(source: Source, node: SyntaxNode, body: SyntaxNode): Condition {
  const condition = unknown(node);
  const spec = node.getChild('ForOfSpec');
  const target = spec?.getChild('VariableDefinition');
  if (!spec || !target || node.getChild('await')) return condition;
  let iterable = spec.getChild('of')?.nextSibling ?? undefined;
  while (iterable && isComment(iterable)) iterable = iterable.nextSibling ?? undefined;
  if (!iterable || iterable.name === ')') return condition;
  const name = source.text.slice(target.from, target.to);
  return { ...condition, over: { target: name, iterable: source.expr(iterable), body: spanOf(body) } };
}

function unknown(node: SyntaxNode): Condition {
  return { outcome: true, span: spanOf(node) };
}

function test(source: Source, node: SyntaxNode, outcome: boolean): Condition {
  return { test: source.expr(node), outcome, span: spanOf(carriedBy(source, node) ?? node) };
}

function isLoopBody(child: SyntaxNode): boolean {
  return child.type.is('Statement');
}

function ifBranch(source: Source, node: SyntaxNode, child: SyntaxNode): Condition | undefined {
  const head = node.getChild('ParenthesizedExpression');
  if (!head || child.from < head.to || isComment(child)) return undefined;
  const otherwise = node.getChild('else');
  return test(source, head, !(otherwise && child.from >= otherwise.from));
}

function ternaryBranch(source: Source, node: SyntaxNode, child: SyntaxNode): Condition | undefined {
  const [question, colon] = node.getChildren('LogicOp');
  const head = node.firstChild;
  if (!question || !head || child.from < question.to) return undefined;
  return test(source, head, !(colon && child.from >= colon.to));
}

function logicalBranch(source: Source, node: SyntaxNode, child: SyntaxNode): Condition | undefined {
  const operator = node.getChild('LogicOp');
  const left = node.firstChild;
  if (!operator || !left || child.from < operator.to) return undefined;
  switch (operatorOf(source, node)) {
    case '&&':
      return test(source, left, true);
    case '||':
      return test(source, left, false);
    default:
      return unknown(node);
  }
}
