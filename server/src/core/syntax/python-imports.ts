import type { SyntaxNode } from '@lezer/common';
import type { Import } from './module.ts';
import { childrenOf, type PythonSource } from './python-nodes.ts';

/** Every import with the offset of the name that it binds (for `*`: of the star), in source order. */
export function findPythonImports(source: PythonSource): ReadonlyMap<number, Import> {
  const found = new Map<number, Import>();
  for (const at of source.words('import')) {
    const statement = source.tree.resolveInner(at, 1).parent;
    if (statement?.name === 'ImportStatement') addImports(source, statement, found);
  }
  return found;
}

function addImports(source: PythonSource, statement: SyntaxNode, found: Map<number, Import>): void {
  const children = childrenOf(statement);
  const keyword = children.findIndex((child) => child.name === 'import');
  const isFrom = children[0]?.name === 'from';
  const module = isFrom
    ? children
        .slice(1, keyword)
        .map((child) => source.text.slice(child.from, child.to))
        .join('')
    : '';
  for (const clause of clausesOf(children.slice(keyword + 1))) {
    const first = clause[0];
    const last = clause[clause.length - 1];
    if (!first || !last) continue;
    const span = { start: first.from, end: last.to };
    if (first.name === '*') {
      found.set(first.from, { from: module, name: '**', local: '', span });
      continue;
    }
    const alias = clause.findIndex((node) => node.name === 'as');
    const path = (alias < 0 ? clause : clause.slice(0, alias)).filter((node) => node.name === 'VariableName');
    const written = path.map((node) => source.text.slice(node.from, node.to)).join('.');
    const local = alias < 0 ? first : clause[alias + 1];
    if (first.name !== 'VariableName' || local?.name !== 'VariableName') continue;
    const name = source.text.slice(local.from, local.to);
    if (isFrom) found.set(local.from, { from: module, name: written, local: name, span });
    // `import a.b` binds `a`, and what it holds is the package `a`.
    else found.set(local.from, { from: alias < 0 ? name : written, name: '*', local: name, span });
  }
}

/** The parts between the commas, without parentheses and error marks. */
function clausesOf(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const clauses: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ',') clauses.push([]);
    else if (node.name !== '(' && node.name !== ')' && !node.type.isError)
      clauses[clauses.length - 1]?.push(node);
  }
  return clauses;
}
