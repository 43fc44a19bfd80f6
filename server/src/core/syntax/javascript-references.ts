import type { SyntaxNode } from '@lezer/common';
import { isShorthand } from './javascript-records.ts';

/** Where an identifier names a type or a specifier, not a value that is read. */
const NOT_VALUES: ReadonlySet<string> = new Set([
  'TypeofType',
  'TypePredicate',
  'ExportGroup',
  'ImportGroup',
]);

/** For an identifier: the node of the name or member expression that it stands for. */
export function referenceOf(node: SyntaxNode): SyntaxNode | undefined {
  const up = node.parent;
  if (!up) return undefined;
  switch (node.name) {
    case 'VariableName':
      return isValue(node) ? node : undefined;
    case 'this':
    case 'super':
      return up.name === 'ParamList' || up.name === 'TypePredicate' ? undefined : node;
    case 'import':
      return up.name === 'DynamicImport' || up.name === 'ImportMeta' ? node : undefined;
    case 'VariableDefinition':
      return up.name === 'VariableDeclaration' ? node : undefined;
    case 'PropertyDefinition':
      return isShorthand(up) ? node : undefined;
    case 'PropertyName':
    case 'PrivatePropertyName':
      return (up.name === 'MemberExpression' || up.name === 'ImportMeta') && isValue(up) ? up : undefined;
    default:
      return undefined;
  }
}

function isValue(node: SyntaxNode): boolean {
  let up = node.parent;
  while (up?.name === 'MemberExpression') up = up.parent;
  if (up?.name === 'ExportDeclaration') return up.getChild('Star') === null;
  return !up || !NOT_VALUES.has(up.name);
}
