import type { SyntaxNode } from '@lezer/common';
import type { Expr, FunctionExpr } from './expr.ts';
import { spanOf } from './lezer.ts';
import type { AssignBinding, Binding, Import, Parent } from './module.ts';
import { isAssignment } from './python-assign.ts';
import { conditionsAround } from './python-conditions.ts';
import { type PythonSource, spanWithin, statementAround } from './python-nodes.ts';
import { MODULE, type Scope, type SiteKind, scopesAround, siteKind, visibleScopes } from './python-scopes.ts';

/** Where a name is bound, and where it is used; made once for each name. */
export interface NameUse {
  readonly name: string;
  readonly sites: ReadonlyMap<string, readonly Site[]>;
  /** Scope keys with `global name` and `nonlocal name`. */
  readonly declared: ReadonlyMap<string, 'global' | 'nonlocal'>;
  /** The uses that bind nothing. */
  readonly references: readonly SyntaxNode[];
}

interface Site {
  readonly node: SyntaxNode;
  readonly kind: SiteKind;
  /** The scope that the name belongs to. */
  readonly owner: Scope;
}

/** What a binding needs to know about the module as a whole. */
export interface BindingSource extends PythonSource {
  readonly parentOf: (expr: Expr) => Parent;
  readonly importAt: (offset: number) => Import | undefined;
}

export function useOf(source: PythonSource, name: string): NameUse {
  const declared = new Map<string, 'global' | 'nonlocal'>();
  const references: SyntaxNode[] = [];
  const binding: { node: SyntaxNode; kind: SiteKind; own: Scope; outside: Scope[] }[] = [];
  for (const at of source.words(name)) {
    const node = source.tree.resolveInner(at, 1);
    if (node.name !== 'VariableName' || node.from !== at || node.to !== at + name.length) continue;
    const kind = siteKind(source, node);
    if (!kind) references.push(node);
    else if (kind.kind === 'declared') {
      const scope = scopesAround(source, node)[0];
      if (scope) declared.set(scope.key, kind.global ? 'global' : 'nonlocal');
    } else {
      const [own, ...outside] = bindingScopes(source, node, kind);
      if (own) binding.push({ node, kind, own, outside });
    }
  }
  const direct = new Set(binding.map((each) => each.own.key).filter((key) => !declared.has(key)));
  const sites = new Map<string, Site[]>();
  for (const { node, kind, own, outside } of binding) {
    const owner = ownerOf(own, outside, direct, declared);
    const known = sites.get(owner.key);
    if (known) known.push({ node, kind, owner });
    else sites.set(owner.key, [{ node, kind, owner }]);
  }
  return { name, sites, declared, references };
}

/** The scopes around a binding, the one that it binds in first. */
function bindingScopes(source: PythonSource, node: SyntaxNode, kind: SiteKind): Scope[] {
  const scopes = scopesAround(source, node);
  // `x := 1` inside a comprehension binds outside of it.
  if (kind.kind !== 'target') return scopes;
  const outside = scopes.findIndex((scope) => scope.kind !== 'comprehension');
  return scopes.slice(outside);
}

/** `global` and `nonlocal` send a binding to another scope than the one that it stands in. */
function ownerOf(
  own: Scope,
  outside: readonly Scope[],
  direct: ReadonlySet<string>,
  declared: NameUse['declared'],
): Scope {
  const declaration = declared.get(own.key);
  if (declaration === undefined) return own;
  const found =
    declaration === 'global'
      ? outside[outside.length - 1]
      : outside.find((scope) => scope.kind === 'function' && direct.has(scope.key));
  return found ?? own;
}

/** The key of the scope whose `name` is meant at a node; the module's where nothing binds it. */
export function resolve(source: PythonSource, use: NameUse, node: SyntaxNode): string {
  for (const scope of visibleScopes(scopesAround(source, node))) {
    const declaration = use.declared.get(scope.key);
    if (declaration === 'global') return MODULE;
    if (declaration === undefined && use.sites.has(scope.key)) return scope.key;
  }
  return MODULE;
}

export function bindingsIn(source: BindingSource, use: NameUse, key: string): Binding[] {
  return (use.sites.get(key) ?? []).flatMap((site) => bindingOf(source, use.name, site) ?? []);
}

function bindingOf(source: BindingSource, name: string, site: Site): Binding | undefined {
  const { node, kind } = site;
  const span = spanOf(node);
  switch (kind.kind) {
    case 'import': {
      const found = source.importAt(node.from);
      return found && { kind: 'import', import: found, span };
    }
    case 'function': {
      const made = functionOf(source, node.parent);
      return made && { kind: 'function', function: made, span };
    }
    case 'class':
      return { kind: 'class', name, span };
    case 'parameter': {
      const made = functionOf(source, node.parent?.parent);
      const parameter = made?.params.find((each) => each.name === name);
      return (
        made && {
          kind: 'parameter',
          function: made,
          ...(parameter?.default ? { default: parameter.default } : {}),
          span,
        }
      );
    }
    case 'target':
      return assignBinding(source, node, site.owner);
    case 'other':
      return { kind: 'other', what: kind.what, span };
    case 'declared':
      return undefined;
  }
}

function functionOf(source: PythonSource, node: SyntaxNode | null | undefined): FunctionExpr | undefined {
  const made = node ? source.expr(node) : undefined;
  return made?.kind === 'function' ? made : undefined;
}

/** The binding that an assignment gives to a name among its targets. */
export function assignBinding(source: BindingSource, node: SyntaxNode, owner: Scope): Binding {
  const span = spanOf(node);
  const path: number[] = [];
  let expr = source.expr(node);
  for (;;) {
    const parent = source.parentOf(expr);
    if (parent.role === 'item') {
      // What `*rest` and what comes after it take depends on the length of the value.
      if (parent.list.items.slice(0, parent.index + 1).some((item) => item.kind === 'spread')) break;
      path.unshift(parent.index);
      expr = parent.list;
    } else if (parent.role === 'target') {
      const statement = statementAround(node);
      const binding: AssignBinding = {
        kind: 'assign',
        name: source.text.slice(node.from, node.to),
        value: parent.assignment.value,
        path,
        ...operatorOf(source, statement, parent.assignment.augmented),
        conditions: conditionsAround(source, node, owner.key),
        ...(owner.kind === 'class' ? { inClass: classNameOf(source, owner) } : {}),
        span,
        statement: spanWithin(statement, source.text),
      };
      return binding;
    } else if (parent.role === 'part' && parent.of.kind === 'spread') {
      break;
    } else {
      return { kind: 'other', what: 'annotation', span };
    }
  }
  return { kind: 'other', what: 'unpacking', span };
}

function operatorOf(source: PythonSource, statement: SyntaxNode, augmented: boolean): { operator?: string } {
  const operator = augmented && isAssignment(statement) ? statement.getChild('UpdateOp') : null;
  return operator ? { operator: source.text.slice(operator.from, operator.to - 1) } : {};
}

function classNameOf(source: PythonSource, scope: Scope): string {
  const name = scope.node.getChild('VariableName');
  return name ? source.text.slice(name.from, name.to) : '';
}
