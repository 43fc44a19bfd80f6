import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/span.ts';
import type { Expr } from './expr.ts';
import {
  firstExpression,
  isExpression,
  isFunctionNode,
  nameOf,
  nextOf,
  previousOf,
  type Source,
  sameNode,
} from './javascript-nodes.ts';
import { clamp, nodeAt } from './javascript-scopes.ts';
import { spanOf } from './lezer.ts';
import type { Enclosing } from './module.ts';

const CLASS_MEMBERS: ReadonlySet<string> = new Set([
  'MethodDeclaration',
  'PropertyDeclaration',
  'StaticBlock',
]);

const DECLARATION_WRAPPERS: ReadonlySet<string> = new Set(['ExportDeclaration', 'AmbientDeclaration']);

/** Nodes that hold statements: an offset between two of them belongs to the one that ends there. */
const HOLDERS: ReadonlySet<string> = new Set(['Script', 'Block', 'SwitchBody', 'ClassBody']);

/**
 * The class that a decorator stands on. In `@D() export class C {}` the parser makes a class that has decorators and
 * nothing else, followed by the export.
 */
export function decoratedClass(node: SyntaxNode): SyntaxNode {
  if (node.getChild('class')) return node;
  const next = nextOf(node);
  return (next?.name === 'ExportDeclaration' && next.getChild('ClassDeclaration')) || node;
}

/** The node that holds the decorators of an exported class that has them before `export`. */
function decoratorsBefore(exported: SyntaxNode): SyntaxNode | undefined {
  const previous = previousOf(exported);
  if (previous?.name !== 'ClassDeclaration' || !exported.getChild('ClassDeclaration')) return undefined;
  return sameNode(decoratedClass(previous), previous) ? undefined : previous;
}

/** The name of a class; empty for a class without one. */
export function className(source: Source, node: SyntaxNode): string {
  const definition = classDefinition(node);
  return definition ? nameOf(source, definition) : '';
}

/** In `export default class extends B {}` the parser takes `extends` for an error and `B` for the name. */
export function classDefinition(node: SyntaxNode): SyntaxNode | undefined {
  const definition = node.getChild('VariableDefinition');
  return definition && !previousOf(definition)?.type.isError ? definition : undefined;
}

function classBases(source: Source, node: SyntaxNode): Expr[] {
  const extended = node.getChild('extends');
  if (extended) {
    const base = nextOf(extended);
    return base && isExpression(base) ? [source.expr(base)] : [];
  }
  const mistaken = node.getChild('VariableDefinition');
  return mistaken && !classDefinition(node) ? [source.expr(mistaken)] : [];
}

export function isClass(node: SyntaxNode): boolean {
  return node.name === 'ClassDeclaration' || node.name === 'ClassExpression';
}

/** The statement or the class member around an offset; an empty span where there is none. */
export function statementAt(source: Source, offset: number): Span {
  const after = nodeAt(source, offset);
  const node = HOLDERS.has(after.name) ? source.tree.resolveInner(clamp(source, offset), -1) : after;
  return statementOf(node) ?? { start: offset, end: offset };
}

export function statementOf(start: SyntaxNode): Span | undefined {
  for (let node: SyntaxNode | null = start; node; node = node.parent) {
    if (!isStatement(node)) continue;
    const whole = node.parent && DECLARATION_WRAPPERS.has(node.parent.name) ? node.parent : node;
    if (whole.name === 'ExportDeclaration') {
      return { start: decoratorsBefore(whole)?.from ?? whole.from, end: whole.to };
    }
    const last = isClass(whole) ? exportedAfter(whole) : whole;
    return { start: whole.from, end: last.to };
  }
  return undefined;
}

function exportedAfter(node: SyntaxNode): SyntaxNode {
  const decorated = decoratedClass(node);
  return sameNode(decorated, node) ? node : (decorated.parent ?? decorated);
}

function isStatement(node: SyntaxNode): boolean {
  if (CLASS_MEMBERS.has(node.name)) return true;
  if (!node.type.is('Statement') || node.name === 'Block' || node.name === ';') return false;
  return node.parent?.name !== 'ForSpec';
}

/**
 * The functions and classes around an offset, innermost first. A decorator and the first character of a function or
 * class stand outside of it.
 */
export function enclosingAt(source: Source, offset: number): Enclosing[] {
  const found: Enclosing[] = [];
  let below: SyntaxNode | undefined;
  for (let node: SyntaxNode | null = nodeAt(source, offset); node; node = node.parent) {
    if (below?.name !== 'Decorator' && node.from < offset) {
      if (isFunctionNode(node)) {
        const expr = source.expr(node);
        if (expr.kind === 'function')
          found.push({ kind: 'function', function: expr, decorators: decorators(source, node) });
      } else if (isClass(node)) {
        found.push({
          kind: 'class',
          name: className(source, node),
          bases: classBases(source, node),
          span: spanOf(node),
        });
      }
    }
    below = node;
  }
  return found;
}

function decorators(source: Source, node: SyntaxNode): Expr[] {
  const found: Expr[] = [];
  for (const decorator of node.getChildren('Decorator')) {
    const inner = firstExpression(decorator);
    if (inner) found.push(source.expr(inner));
  }
  return found;
}
