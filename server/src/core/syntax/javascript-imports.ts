import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/span.ts';
import {
  childrenOf,
  firstExpression,
  initialisedBy,
  nameOf,
  nameSpan,
  outermost,
  previousOf,
  type Source,
  sameNode,
  sliceOf,
} from './javascript-nodes.ts';
import { keyOf, keyTextOf } from './javascript-records.ts';
import { spanOf } from './lezer.ts';
import type { Import } from './module.ts';

/** An import and where its local name stands. */
export interface ImportSite {
  readonly import: Import;
  readonly name: Span;
}

/**
 * Helpers that compilers put around `require`: TypeScript, Babel, esbuild, Rollup. All give an object whose `default` is
 * the default export, except Rollup's first `_interopDefault`, which gives the default export itself.
 */
const INTEROP =
  /^(?:__importDefault|__importStar|__toESM|_interopRequireDefault|_interopRequireWildcard|_interopNamespace\w*|_interopDefault\w*)$/;

/** Imports, `require` and `await import`, in source order. `import.span` is what brings in the one name. */
export function importSites(source: Source): readonly ImportSite[] {
  const found: ImportSite[] = [];
  for (const at of source.wordsAt('import')) {
    const node = source.tree.resolveInner(at, 1);
    if (node.name !== 'import' || !node.parent) continue;
    if (node.parent.name === 'ImportDeclaration') found.push(...declared(source, node.parent));
    if (node.parent.name === 'DynamicImport') found.push(...required(source, node.parent));
  }
  for (const at of source.wordsAt('require')) {
    const node = source.tree.resolveInner(at, 1);
    const call = node.parent;
    if (node.name !== 'VariableName' || call?.name !== 'CallExpression') continue;
    if (sameNode(call.firstChild, node)) found.push(...required(source, call));
  }
  return found.sort((a, b) => a.name.start - b.name.start);
}

function site(from: string, name: string, local: string, start: number, span: Span): ImportSite {
  return { import: { from, name, local, span }, name: { start, end: start + local.length } };
}

function declared(source: Source, declaration: SyntaxNode): ImportSite[] {
  const children = childrenOf(declaration);
  const from = textOf(source, declaration.getChild('String'));
  if (from === undefined || children[1]?.name === 'type') return [];
  const found: ImportSite[] = [];
  for (const [index, child] of children.entries()) {
    if (child.name === 'ImportGroup') found.push(...grouped(source, child, from));
    if (sliceOf(source, child).startsWith('*')) {
      const namespace = namespaceImport(source, child.from, declaration.to, from);
      return namespace ? [...found, namespace] : found;
    }
    if (child.name === 'VariableDefinition' && index === 1) {
      found.push(site(from, 'default', nameOf(source, child), child.from, nameSpan(source, child)));
    }
  }
  return found;
}

/** `* as x`, read from the text: after `import d,` the parser takes it for an error. */
function namespaceImport(source: Source, start: number, end: number, from: string): ImportSite | undefined {
  const match = /^(\*\s*as\s+)([\w$\u00a1-\uffff]+)/.exec(source.text.slice(start, end));
  if (!match?.[1] || !match[2]) return undefined;
  const at = start + match[1].length;
  return site(from, '*', match[2], at, { start, end: at + match[2].length });
}

/** `{ a, b as c, default as d, type T }` without the types. */
function grouped(source: Source, group: SyntaxNode, from: string): ImportSite[] {
  const found: ImportSite[] = [];
  let first: SyntaxNode | undefined;
  let isType = false;
  for (const child of childrenOf(group)) {
    if (child.name === ',') {
      first = undefined;
      isType = false;
    } else if (child.name === 'type') {
      isType = true;
    } else if (child.name === 'VariableDefinition' && !isType) {
      const name = first ? exportedName(source, first) : nameOf(source, child);
      const span = { start: (first ?? child).from, end: nameSpan(source, child).end };
      found.push(site(from, name, nameOf(source, child), child.from, span));
    } else if (!child.type.isError && child.name !== 'as' && child.name !== '{') {
      first = child;
    }
  }
  return found;
}

/** The name in an import or export specifier: an identifier, `default`, or a string. */
export function exportedName(source: Source, node: SyntaxNode): string {
  return textOf(source, node) ?? nameOf(source, node);
}

export function textOf(source: Source, node: SyntaxNode | null | undefined): string | undefined {
  if (node?.name !== 'String' && node?.name !== 'TemplateString') return undefined;
  const expr = source.expr(node);
  return expr.kind === 'text' ? expr.value : undefined;
}

/** The module's name of `require('x')` or `import('x')`. */
export function requiredModule(source: Source, call: SyntaxNode): string | undefined {
  return textOf(source, firstExpression(call.getChild('ArgList') ?? call));
}

/** What `require('x')` or `await import('x')` brings in, if its value goes straight to names. */
function required(source: Source, call: SyntaxNode): ImportSite[] {
  const from = requiredModule(source, call);
  const value = from === undefined ? undefined : unwrapInterop(source, call);
  if (from === undefined || !value) return [];
  const target = targetOf(value.node);
  if (!target) return [];
  if (target.name === 'ObjectPattern') return value.name === '*' ? destructured(source, target, from) : [];
  if (target.name !== 'VariableDefinition' && target.name !== 'VariableName') return [];
  const span = { start: target.from, end: value.node.to };
  return [site(from, value.name, nameOf(source, target), target.from, span)];
}

/** Out of parentheses, `await`, interop helpers and one property: the outermost node and the name that it takes. */
function unwrapInterop(source: Source, call: SyntaxNode): { node: SyntaxNode; name: string } | undefined {
  let node = outermost(source, call);
  if (call.name === 'DynamicImport' && !isAwaited(call, node)) return undefined;
  let name = '*';
  for (let up = node.parent; up; up = node.parent) {
    if (up.name === 'MemberExpression' && sameNode(up.firstChild, node)) {
      const member = source.expr(up);
      if (name !== '*' || member.kind !== 'member' || member.property === '') return undefined;
      name = member.property;
      node = outermost(source, up);
    } else if (up.name === 'ArgList' && up.parent) {
      const helper = calleeName(source, up.parent);
      if (!INTEROP.test(helper) || !sameNode(firstExpression(up), node)) return undefined;
      if (helper === '_interopDefault') name = 'default';
      node = outermost(source, up.parent);
    } else {
      return { node, name };
    }
  }
  return undefined;
}

function isAwaited(call: SyntaxNode, outer: SyntaxNode): boolean {
  for (let node: SyntaxNode | null = call; node; node = node.parent) {
    if (node.name === 'AwaitExpression') return true;
    if (sameNode(node, outer)) return false;
  }
  return false;
}

function calleeName(source: Source, call: SyntaxNode): string {
  const callee = firstExpression(call);
  const expr = callee && source.expr(callee);
  if (expr?.kind === 'name') return expr.name;
  return expr?.kind === 'member' ? expr.property : '';
}

/** The pattern or name that takes a value: in a declaration, an assignment, or TypeScript's `import x = require()`. */
function targetOf(value: SyntaxNode): SyntaxNode | undefined {
  const up = value.parent;
  switch (up?.name) {
    case 'VariableDeclaration':
      return initialisedBy(value);
    case 'AssignmentExpression':
      return up.getChild('Equals') && up.firstChild ? up.firstChild : undefined;
    case 'ExpressionStatement': {
      // The parser ends the import at `=` with an error and takes the rest for a statement.
      const before = previousOf(up);
      if (before?.name !== 'ImportDeclaration' || before.getChild('type') || !endsWithEquals(before))
        return undefined;
      return before.getChild('VariableDefinition') ?? undefined;
    }
    default:
      return undefined;
  }
}

function endsWithEquals(declaration: SyntaxNode): boolean {
  return declaration.lastChild?.type.isError === true && declaration.lastChild.getChild('Equals') !== null;
}

/** The first level of `const { a, b: c } = require('x')`. */
function destructured(source: Source, pattern: SyntaxNode, from: string): ImportSite[] {
  const found: ImportSite[] = [];
  for (const property of pattern.getChildren('PatternProperty')) {
    const local = property.getChild('VariableDefinition');
    if (!local || property.getChild('Spread')) continue;
    const key = property.getChild(':') ? keyOf(property) : undefined;
    const name = key ? keyTextOf(source, key) : nameOf(source, local);
    if (name === undefined) continue;
    found.push(site(from, name, nameOf(source, local), local.from, spanOf(property)));
  }
  return found;
}

export function isTypeImport(declaration: SyntaxNode, definition: SyntaxNode): boolean {
  return declaration.getChild('type') !== null || previousOf(definition)?.name === 'type';
}
