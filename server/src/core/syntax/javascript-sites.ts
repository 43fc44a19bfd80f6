import type { SyntaxNode } from '@lezer/common';
import type { Expr, FunctionExpr } from './expr.ts';
import type { ImportSite } from './javascript-imports.ts';
import { isTypeImport } from './javascript-imports.ts';
import {
  initialiserOf,
  isFunctionNode,
  lastExpression,
  missing,
  nameOf,
  nameSpan,
  nextOf,
  operatorOf,
  outermost,
  type Source,
  sameNode,
} from './javascript-nodes.ts';
import { type PatternPlace, placeInPattern } from './javascript-patterns.ts';
import { blockScopeOf, conditionsWithin, varScopeOf } from './javascript-scopes.ts';
import { classDefinition, statementOf } from './javascript-statements.ts';
import { spanOf } from './lezer.ts';
import type { AssignBinding, Binding } from './module.ts';

/** One place that gives a name a value. `scope` is absent for an assignment: another place declares the name. */
export interface Site {
  readonly node: SyntaxNode;
  readonly scope?: SyntaxNode;
  readonly make: (scope: SyntaxNode) => readonly Binding[];
}

/** Every place of a file that gives a name a value, in source order. */
export function sitesOf(
  source: Source,
  importAt: (offset: number) => ImportSite | undefined,
  name: string,
): readonly Site[] {
  const found: Site[] = [];
  for (const at of source.wordsAt(name)) {
    const node = source.tree.resolveInner(at, 1);
    const brought = importAt(at);
    const site = brought ? importSite(source, node, brought) : siteOf(source, node, at);
    if (site) found.push(site);
  }
  return found;
}

function importSite(source: Source, node: SyntaxNode, site: ImportSite): Site {
  const binding: Binding = { kind: 'import', import: site.import, span: site.name };
  const declaration =
    node.parent?.name === 'AssignmentExpression' ? undefined : declarationScope(source, node);
  return { node, ...(declaration ? { scope: declaration } : {}), make: () => [binding] };
}

/** The scope of a name that a variable declaration or an import declares. */
function declarationScope(source: Source, node: SyntaxNode): SyntaxNode | undefined {
  const container = placeInPattern(source, node).pattern.parent;
  if (
    container?.name === 'VariableDeclaration' ||
    container?.name === 'ForOfSpec' ||
    container?.name === 'ForInSpec'
  ) {
    return container.getChild('var') ? varScopeOf(container) : blockScopeOf(container);
  }
  return container?.name === 'AssignmentExpression' ? undefined : source.tree.topNode;
}

function siteOf(source: Source, node: SyntaxNode, at: number): Site | undefined {
  if (node.from !== at) return undefined;
  switch (node.name) {
    case 'VariableDefinition':
      return definitionSite(source, node);
    case 'VariableName':
      return updateSite(source, node);
    case 'TypeDefinition':
      return node.parent?.name === 'EnumDeclaration' ? enumSite(source, node, node.parent) : undefined;
    default:
      return undefined;
  }
}

function otherSite(source: Source, node: SyntaxNode, what: string, scope?: SyntaxNode): Site {
  const binding: Binding = { kind: 'other', what, span: nameSpan(source, node) };
  return { node, ...(scope ? { scope } : {}), make: () => [binding] };
}

/** An enum is an object with the values of its members. */
function enumSite(source: Source, node: SyntaxNode, declaration: SyntaxNode): Site {
  const body = declaration.getChild('EnumBody');
  const scope = blockScopeOf(node);
  if (!body) return otherSite(source, node, 'enum', scope);
  const make = (): Binding[] => [
    {
      kind: 'assign',
      name: nameOf(source, node),
      value: source.expr(body),
      path: [],
      conditions: [],
      span: nameSpan(source, node),
      statement: spanOf(declaration),
    },
  ];
  return { node, scope, make };
}

function definitionSite(source: Source, node: SyntaxNode): Site | undefined {
  const place = placeInPattern(source, node);
  const container = place.pattern.parent;
  switch (container?.name) {
    case 'VariableDeclaration':
      return variableSite(source, node, place, container);
    case 'AssignmentExpression': {
      const value = lastExpression(container);
      return { node, make: (scope) => assignBindings(source, node, place, value, scope) };
    }
    case 'ParamList':
      return parameterSite(source, node, place, container.parent);
    case 'FunctionDeclaration':
      return functionSite(source, node, container, blockScopeOf(container.parent ?? container));
    case 'AmbientFunctionDeclaration':
      return otherSite(source, node, 'declare', blockScopeOf(container));
    case 'FunctionExpression':
      return functionSite(source, node, container, container);
    case 'ClassDeclaration':
      return classSite(source, node, container, blockScopeOf(container.parent ?? container));
    case 'ClassExpression':
      return classSite(source, node, container, container);
    case 'CatchClause':
      return otherSite(source, node, 'catch', container);
    case 'ForOfSpec':
    case 'ForInSpec':
      return otherSite(
        source,
        node,
        'for',
        isDeclaringLoop(container) ? declarationScope(source, node) : undefined,
      );
    case 'NamespaceDeclaration':
      return otherSite(source, node, 'namespace', blockScopeOf(container.parent ?? container));
    case 'ImportDeclaration':
    case 'ImportGroup':
      return unreadImport(source, node, container);
    default:
      return undefined;
  }
}

function isDeclaringLoop(head: SyntaxNode): boolean {
  const first = head.getChild('(');
  const next = first && nextOf(first);
  return !!next && ['let', 'const', 'var', 'using', 'await'].includes(next.name);
}

/** An import that is half typed or an alias (`import a = N.b`). Types are no values. */
function unreadImport(source: Source, node: SyntaxNode, container: SyntaxNode): Site | undefined {
  const declaration = container.name === 'ImportGroup' ? container.parent : container;
  if (!declaration || isTypeImport(declaration, node)) return undefined;
  return otherSite(source, node, 'import', source.tree.topNode);
}

function variableSite(source: Source, node: SyntaxNode, place: PatternPlace, declaration: SyntaxNode): Site {
  const scope = declaration.getChild('var') ? varScopeOf(declaration) : blockScopeOf(declaration);
  if (declaration.parent?.name === 'AmbientDeclaration') return otherSite(source, node, 'declare', scope);
  const value = initialiserOf(place.pattern);
  if (value || place.pattern.name !== 'VariableDefinition') {
    return { node, scope, make: () => assignBindings(source, node, place, value, scope) };
  }
  return { node, scope, make: () => [emptyDeclaration(source, node, scope)] };
}

/** `let x;`: its value is undefined. */
function emptyDeclaration(source: Source, node: SyntaxNode, scope: SyntaxNode): Binding {
  const at = nameSpan(source, node).end;
  const half = nextOf(node)?.name === 'Equals';
  const value: Expr = half ? missing(at) : { kind: 'null', span: { start: at, end: at }, undefined: true };
  return assignBinding(source, node, value, [], scope);
}

function assignBinding(
  source: Source,
  node: SyntaxNode,
  value: Expr,
  path: readonly (string | number)[],
  scope: SyntaxNode,
  operator?: string,
): AssignBinding {
  return {
    kind: 'assign',
    name: nameOf(source, node),
    value,
    path,
    ...(operator === undefined ? {} : { operator }),
    conditions: conditionsWithin(source, node, scope),
    span: nameSpan(source, node),
    statement: statementOf(node) ?? spanOf(node),
  };
}

/** A destructured name with a default counts as two: the part of the value, then `??=` the default. */
function assignBindings(
  source: Source,
  node: SyntaxNode,
  place: PatternPlace,
  value: SyntaxNode | undefined,
  scope: SyntaxNode,
): readonly Binding[] {
  if (!place.path) return [{ kind: 'other', what: 'pattern', span: nameSpan(source, node) }];
  const whole = value ? source.expr(value) : missing(place.pattern.to);
  const part = assignBinding(source, node, whole, place.path, scope);
  if (!place.default) return [part];
  return [part, assignBinding(source, node, source.expr(place.default), [], scope, '??')];
}

function parameterSite(
  source: Source,
  node: SyntaxNode,
  place: PatternPlace,
  owner: SyntaxNode | null,
): Site | undefined {
  if (!owner || !isFunctionNode(owner)) return undefined;
  const made = source.expr(owner);
  if (made.kind !== 'function') return undefined;
  const fallback = place.default ?? (sameNode(place.pattern, node) ? initialiserOf(node) : undefined);
  const binding: Binding = {
    kind: 'parameter',
    function: made,
    ...(fallback ? { default: source.expr(fallback) } : {}),
    span: nameSpan(source, node),
  };
  return { node, scope: owner, make: () => [binding] };
}

function functionSite(
  source: Source,
  node: SyntaxNode,
  owner: SyntaxNode,
  scope: SyntaxNode,
): Site | undefined {
  // A signature without a body is an overload of the one that has it.
  if (!owner.getChild('Block')) return undefined;
  const made = source.expr(owner);
  if (made.kind !== 'function') return undefined;
  const binding: Binding = {
    kind: 'function',
    function: made satisfies FunctionExpr,
    span: nameSpan(source, node),
  };
  return { node, scope, make: () => [binding] };
}

function classSite(source: Source, node: SyntaxNode, owner: SyntaxNode, scope: SyntaxNode): Site | undefined {
  if (!sameNode(classDefinition(owner), node)) return undefined;
  const binding: Binding = { kind: 'class', name: nameOf(source, node), span: nameSpan(source, node) };
  return { node, scope, make: () => [binding] };
}

/** A name as the target of an assignment, of `++`, or of a loop that declares nothing. */
function updateSite(source: Source, node: SyntaxNode): Site | undefined {
  const target = outermost(source, node);
  const up = target.parent;
  switch (up?.name) {
    case 'AssignmentExpression': {
      const value = lastExpression(up);
      if (!value || !sameNode(up.firstChild, target)) return undefined;
      const known = value.from > target.from ? source.expr(value) : missing(up.to);
      const operator = up.getChild('UpdateOp') ? operatorOf(source, up).slice(0, -1) : undefined;
      return { node, make: (scope) => [assignBinding(source, node, known, [], scope, operator)] };
    }
    case 'PostfixExpression':
    case 'UnaryExpression': {
      const operator = operatorOf(source, up);
      return operator === '++' || operator === '--' ? otherSite(source, node, 'update') : undefined;
    }
    case 'ForOfSpec':
    case 'ForInSpec':
      return isIterated(target) ? undefined : otherSite(source, node, 'for');
    default:
      return undefined;
  }
}

function isIterated(node: SyntaxNode): boolean {
  for (let before = node.prevSibling; before; before = before.prevSibling) {
    if (before.name === 'of' || before.name === 'in') return true;
  }
  return false;
}
