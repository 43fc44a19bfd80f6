import type { SyntaxNode } from '@lezer/common';
import {
  initialiserOf,
  isExpression,
  lastExpression,
  nameOf,
  nameSpan,
  operatorOf,
  type Source,
} from './javascript-nodes.ts';
import { keyOf, keyTextOf } from './javascript-records.ts';
import { conditionsWithin } from './javascript-scopes.ts';
import { className, isClass, statementOf } from './javascript-statements.ts';
import { spanOf } from './lezer.ts';
import type { AssignBinding } from './module.ts';

/** Nodes that are looked into. Functions are not among them, so the walk stays at the module level. */
const ENTERED: ReadonlySet<string> = new Set([
  'Script',
  'ExportDeclaration',
  'VariableDeclaration',
  'ExpressionStatement',
  'ParenthesizedExpression',
  'SequenceExpression',
  'AssignmentExpression',
  'IfStatement',
  'TryStatement',
  'CatchClause',
  'FinallyClause',
  'SwitchStatement',
  'SwitchBody',
  'ForStatement',
  'WhileStatement',
  'DoStatement',
  'LabeledStatement',
  'NamespaceDeclaration',
  'ClassDeclaration',
  'ClassExpression',
  'ClassBody',
  'StaticBlock',
]);

/** Assignments to plain names at module level, and the fields of the classes there, in source order. */
export function moduleAssignments(source: Source): readonly AssignBinding[] {
  const found: AssignBinding[] = [];
  source.tree.iterate({
    enter: (reference) => {
      switch (reference.name) {
        case 'VariableDefinition':
        case 'VariableName':
          addVariable(source, reference.node, found);
          return false;
        case 'PropertyDeclaration':
          addField(source, reference.node, found);
          return false;
        case 'Block':
          return !isBody(reference.node.parent);
        default:
          return ENTERED.has(reference.name);
      }
    },
  });
  return found;
}

function isBody(parent: SyntaxNode | null): boolean {
  return parent?.name === 'FunctionDeclaration' || parent?.name === 'FunctionExpression';
}

function addVariable(source: Source, node: SyntaxNode, found: AssignBinding[]): void {
  const up = node.parent;
  if (up?.name === 'VariableDeclaration') {
    const value = initialiserOf(node);
    if (value) found.push(binding(source, node, value, {}));
  }
  if (up?.name !== 'AssignmentExpression' || up.from !== node.from) return;
  const value = lastExpression(up);
  if (!value || value.from <= node.from) return;
  const augmented = up.getChild('UpdateOp') !== null;
  found.push(
    binding(source, node, value, augmented ? { operator: operatorOf(source, up).slice(0, -1) } : {}),
  );
}

function addField(source: Source, node: SyntaxNode, found: AssignBinding[]): void {
  const key = keyOf(node);
  const name = key && keyTextOf(source, key);
  const value = key && initialiserOf(key);
  const owner = classAround(node);
  if (!key || name === undefined || !value || !owner) return;
  found.push({
    ...binding(source, key, value, { inClass: className(source, owner) || assignedName(source, owner) }),
    name,
    span: isExpression(key) ? spanOf(key) : nameSpan(source, key),
  });
}

function classAround(field: SyntaxNode): SyntaxNode | undefined {
  const owner = field.parent?.parent;
  return owner && isClass(owner) ? owner : undefined;
}

/** `A` for `const A = class {}`. */
function assignedName(source: Source, owner: SyntaxNode): string {
  const up = owner.parent;
  if (up?.name !== 'VariableDeclaration') return '';
  for (let node = owner.prevSibling; node; node = node.prevSibling) {
    if (node.name === 'VariableDefinition') return nameOf(source, node);
  }
  return '';
}

function binding(
  source: Source,
  node: SyntaxNode,
  value: SyntaxNode,
  more: { readonly operator?: string; readonly inClass?: string },
): AssignBinding {
  return {
    kind: 'assign',
    name: nameOf(source, node),
    value: source.expr(value),
    path: [],
    ...more,
    conditions: conditionsWithin(source, node, source.tree.topNode),
    span: nameSpan(source, node),
    statement: statementOf(node) ?? spanOf(node),
  };
}
