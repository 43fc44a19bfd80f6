import type { SyntaxNode } from '@lezer/common';
import type { ImportSite } from './javascript-imports.ts';
import type { Source } from './javascript-nodes.ts';
import { nodeAt, scopeKey, scopesAround } from './javascript-scopes.ts';
import { type Site, sitesOf } from './javascript-sites.ts';
import type { Binding } from './module.ts';

/** What names mean in one file. */
export interface Names {
  readonly bindings: (name: string, at: number) => readonly Binding[];
  /** The scope that binds a name which is used in a node; undefined for a global. */
  readonly scopeOf: (name: string, node: SyntaxNode) => SyntaxNode | undefined;
}

const NONE: readonly Binding[] = [];

export function namesOf(source: Source, importAt: (offset: number) => ImportSite | undefined): Names {
  const tables = new Map<string, ReadonlyMap<string, readonly Binding[]>>();
  const tableOf = (name: string): ReadonlyMap<string, readonly Binding[]> => {
    const known = tables.get(name);
    if (known) return known;
    const table = bindingTable(source, sitesOf(source, importAt, name));
    tables.set(name, table);
    return table;
  };
  const scopeOf = (name: string, node: SyntaxNode): SyntaxNode | undefined => lookup(tableOf(name), node);
  const bindings = (name: string, at: number): readonly Binding[] => {
    const scope = scopeOf(name, nodeAt(source, at));
    return (scope && tableOf(name).get(scopeKey(scope))) ?? NONE;
  };
  return { bindings, scopeOf };
}

function lookup(table: ReadonlyMap<string, unknown>, node: SyntaxNode): SyntaxNode | undefined {
  if (table.size === 0) return undefined;
  for (const scope of scopesAround(node)) if (table.has(scopeKey(scope))) return scope;
  return undefined;
}

/** For each scope that binds the name: its bindings in source order. */
function bindingTable(source: Source, sites: readonly Site[]): ReadonlyMap<string, readonly Binding[]> {
  const scopes = new Map<string, SyntaxNode>();
  for (const site of sites) if (site.scope) scopes.set(scopeKey(site.scope), site.scope);
  const table = new Map<string, Binding[]>();
  for (const site of sites) {
    // A name that is assigned and nowhere declared becomes a global of the file.
    const scope = site.scope ?? lookup(scopes, site.node) ?? source.tree.topNode;
    const key = scopeKey(scope);
    const known = table.get(key) ?? [];
    known.push(...site.make(scope));
    table.set(key, known);
  }
  for (const [key, bindings] of table) table.set(key, withoutEmptyRepeats(bindings));
  return table;
}

/** `var x;` says nothing where `x` is sure to have a value before it. */
function withoutEmptyRepeats(bindings: readonly Binding[]): Binding[] {
  let isSet = false;
  return bindings.filter((binding) => {
    if (isSet && isEmptyDeclaration(binding)) return false;
    isSet ||= binding.kind !== 'assign' || binding.conditions.length === 0;
    return true;
  });
}

function isEmptyDeclaration(binding: Binding): boolean {
  return (
    binding.kind === 'assign' &&
    binding.value.kind === 'null' &&
    binding.value.span.start === binding.value.span.end
  );
}
