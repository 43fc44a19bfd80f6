import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/span.ts';
import type { Expr } from './expr.ts';
import type { Names } from './javascript-bindings.ts';
import { exportedName, textOf } from './javascript-imports.ts';
import {
  childrenOf,
  lastExpression,
  missing,
  nameOf,
  nameSpan,
  outermost,
  type Source,
  sameNode,
} from './javascript-nodes.ts';
import { conditionsWithin } from './javascript-scopes.ts';
import { statementOf } from './javascript-statements.ts';
import { spanOf } from './lezer.ts';
import type { AssignBinding, Binding } from './module.ts';

const MAX_HOPS = 32;

/**
 * What another file gets under a name: `default` for the default export, `*` for what `module.exports` or `export =`
 * holds. A re-export is an import; for `export * from './x'` the import's name is `**`, and it is offered only where
 * the file itself exports nothing of that name.
 */
export function exportedBindings(source: Source, names: Names, name: string): readonly Binding[] {
  if (!mayExport(source.text, name)) return [];
  const own = name === 'default' || name === '*' ? [] : declaredExport(source, names, name);
  const found = [...own, ...exportStatements(source, names, name), ...commonJsExports(source, name)];
  return found.length > 0 ? found : starExports(source, name);
}

/** Told from the text alone, so that most files of a package that exports everything of its files need no tree. */
function mayExport(text: string, name: string): boolean {
  if (name === '*') return WHOLE.test(text);
  return text.includes(name) || (name === 'default' ? WHOLE : OTHERS).test(text);
}

/** `module.exports = x`, `export = x`, also with a comment in between. */
const WHOLE = /\bexports\b|\bexport\s*[=/]/;
/** What brings in names that do not stand there: `export *`, `module.exports = { ...others }`, a name with escapes. */
const OTHERS = /\bexport\s*[*/]|\bexports\b|\\[ux]/;

function exportDeclarations(source: Source): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const at of source.wordsAt('export')) {
    const node = source.tree.resolveInner(at, 1);
    if (node.name === 'export' && node.parent?.name === 'ExportDeclaration') found.push(node.parent);
  }
  return found;
}

/** `export const x`, `export function x`, `export class x`. */
function declaredExport(source: Source, names: Names, name: string): readonly Binding[] {
  const bindings = names.bindings(name, 0);
  const isExported = bindings.some((binding) => isInExport(source, binding.span.start));
  return isExported ? bindings : [];
}

function isInExport(source: Source, offset: number): boolean {
  for (let node: SyntaxNode | null = source.tree.resolveInner(offset, 1); node; node = node.parent) {
    if (node.name === 'ExportDeclaration') return node.getChild('default') === null;
  }
  return false;
}

/** `export { a as b }`, `export { a as b } from './x'`, `export * as b from './x'`, `export default`, `export =`. */
function exportStatements(source: Source, names: Names, name: string): readonly Binding[] {
  const found: Binding[] = [];
  for (const declaration of exportDeclarations(source)) {
    if (declaration.getChild('type')) continue;
    const from = textOf(source, declaration.getChild('String'));
    const group = declaration.getChild('ExportGroup');
    if (group) found.push(...groupExport(source, names, group, from, name));
    else if (from !== undefined) found.push(...namespaceExport(source, declaration, from, name));
    else if (declaration.getChild('default') && name === 'default')
      found.push(...valueExport(source, names, declaration));
    else if (declaration.getChild('Equals') && (name === 'default' || name === '*')) {
      found.push(...valueExport(source, names, declaration));
    }
  }
  return found;
}

function groupExport(
  source: Source,
  names: Names,
  group: SyntaxNode,
  from: string | undefined,
  name: string,
): readonly Binding[] {
  let local: SyntaxNode | undefined;
  let outside: SyntaxNode | undefined;
  for (const child of childrenOf(group)) {
    if (child.name === ',' || child.name === '}') {
      if (local && outside && exportedName(source, outside) === name) {
        return specifierBindings(source, names, local, outside, from);
      }
      local = undefined;
    } else if (child.name !== '{' && child.name !== 'as' && !child.type.isError) {
      local ??= child;
      outside = child;
    }
  }
  return [];
}

function specifierBindings(
  source: Source,
  names: Names,
  local: SyntaxNode,
  outside: SyntaxNode,
  from: string | undefined,
): readonly Binding[] {
  const name = exportedName(source, local);
  if (from === undefined) return names.bindings(name, 0);
  return [reExport(from, name, exportedName(source, outside), { start: local.from, end: outside.to })];
}

function reExport(from: string, name: string, local: string, span: Span): Binding {
  return { kind: 'import', import: { from, name, local, span }, span };
}

function namespaceExport(
  source: Source,
  declaration: SyntaxNode,
  from: string,
  name: string,
): readonly Binding[] {
  const outside = declaration.getChild('VariableName');
  if (!outside || nameOf(source, outside) !== name) return [];
  return [reExport(from, '*', name, spanOf(declaration))];
}

function starExports(source: Source, name: string): readonly Binding[] {
  if (name === 'default' || name === '*') return [];
  const found: Binding[] = [];
  for (const declaration of exportDeclarations(source)) {
    const from = textOf(source, declaration.getChild('String'));
    if (from === undefined || !declaration.getChild('Star') || declaration.getChild('VariableName')) continue;
    found.push(reExport(from, '**', '', spanOf(declaration)));
  }
  return found;
}

/** The value of `export default …` or `export = …`. */
function valueExport(source: Source, names: Names, declaration: SyntaxNode): readonly Binding[] {
  const value = lastExpression(declaration);
  if (value) return [valueBinding(source, 'default', value, [], value)];
  const made = declaration.getChild('FunctionDeclaration') ?? declaration.getChild('ClassDeclaration');
  const definition = made?.getChild('VariableDefinition');
  if (definition) {
    const bindings = names.bindings(nameOf(source, definition), 0);
    if (bindings.length > 0) return bindings;
  }
  const expr = made && source.expr(made);
  return made && expr?.kind === 'function' ? [{ kind: 'function', function: expr, span: spanOf(made) }] : [];
}

function valueBinding(
  source: Source,
  name: string,
  value: SyntaxNode | undefined,
  path: readonly string[],
  at: SyntaxNode,
): AssignBinding {
  const known: Expr = value ? source.expr(value) : missing(at.to);
  return {
    kind: 'assign',
    name,
    value: known,
    path,
    conditions: conditionsWithin(source, at, source.tree.topNode),
    span: at.name === 'VariableName' ? nameSpan(source, at) : spanOf(at),
    statement: statementOf(at) ?? spanOf(at),
  };
}

/** `exports.x = 1`, `module.exports.x = 1`, `module.exports = { x }`. */
function commonJsExports(source: Source, name: string): readonly Binding[] {
  const found: Binding[] = [];
  for (const at of source.wordsAt('exports')) {
    const node = source.tree.resolveInner(at, 1);
    const object = exportsObject(source, node);
    if (!object) continue;
    const up = object.parent;
    if (up?.name === 'AssignmentExpression' && node.name === 'PropertyName') {
      found.push(...wholeExport(source, object, up, name));
    } else if (up?.name === 'MemberExpression' && sameNode(up.firstChild, object)) {
      found.push(...propertyExport(source, up, name));
    }
  }
  return found;
}

/** `exports` or `module.exports`. */
function exportsObject(source: Source, node: SyntaxNode): SyntaxNode | undefined {
  if (node.name === 'VariableName') return outermost(source, node);
  const up = node.parent;
  if (node.name !== 'PropertyName' || up?.name !== 'MemberExpression') return undefined;
  const object = up.firstChild && source.expr(up.firstChild);
  return object?.kind === 'name' && object.name === 'module' ? outermost(source, up) : undefined;
}

function wholeExport(source: Source, object: SyntaxNode, up: SyntaxNode, name: string): readonly Binding[] {
  const value = finalValue(up);
  if (!sameNode(up.firstChild, object) || !value) return [];
  if (name === '*' || name === 'default') return [valueBinding(source, name, value, [], object)];
  const expr = source.expr(value);
  if (expr.kind !== 'record') return [];
  const holds = expr.entries.some((entry) => entry.key === name || entry.spread || entry.key === undefined);
  return holds ? [valueBinding(source, name, value, [name], object)] : [];
}

function propertyExport(source: Source, member: SyntaxNode, name: string): readonly Binding[] {
  const expr = source.expr(member);
  const up = outermost(source, member).parent;
  if (expr.kind !== 'member' || expr.property !== name || up?.name !== 'AssignmentExpression') return [];
  const value = finalValue(up);
  if (!value || up.firstChild?.from !== member.from || value.from <= member.from) return [];
  return [valueBinding(source, name, value, [], member)];
}

/** In `exports.a = exports.b = 1` the value of both is the last. */
function finalValue(assignment: SyntaxNode): SyntaxNode | undefined {
  let value = lastExpression(assignment);
  for (let hop = 0; hop < MAX_HOPS && value?.name === 'AssignmentExpression'; hop += 1)
    value = lastExpression(value);
  return value;
}
