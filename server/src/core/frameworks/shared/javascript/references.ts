import type { Evaluator, Symbol_ } from '../../../evaluate/evaluator.ts';
import { conditionsAt } from '../../../evaluate/read.ts';
import type { When } from '../../../evaluate/value.ts';
import type { Expr } from '../../../syntax/expr.ts';
import type { Module } from '../../../syntax/module.ts';

/**
 * Every expression of the file that stands for an export that `accepts` takes: `cors` after `import cors from 'cors'`,
 * `cors.default`, `require('cors')` where it is used at once, and names that one of these is given to. `exported` is the name
 * to look for in a namespace.
 */
export function references(
  evaluator: Evaluator,
  accepts: (symbol: Symbol_) => boolean,
  exported = 'default',
): readonly Expr[] {
  const { module } = evaluator;
  const found = new Map<string, Expr>();
  for (const name of namesOf(module, accepts, exported)) {
    for (const use of module.occurrences(name)) {
      const expr = outermost(evaluator, use, accepts);
      if (expr) found.set(`${expr.span.start}-${expr.span.end}`, expr);
    }
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

/** The names to look for: what the imports bind, names that these are given to, and the functions that import in place. */
function namesOf(
  module: Module,
  accepts: (symbol: Symbol_) => boolean,
  exported: string,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const imported of module.imports()) {
    const symbol = { module: imported.from, name: imported.name };
    const leads = accepts(symbol) || (imported.name === '*' && accepts({ ...symbol, name: exported }));
    // `import { cors } from './lib/cors'`, where that file passes the package on.
    const mayPassOn =
      /^[.@~#]/.test(imported.from) && /cors|cross.?origin/i.test(imported.from + imported.name);
    if ((leads || mayPassOn) && imported.local !== '') names.add(imported.local);
  }
  for (const name of [...names]) {
    for (const use of module.occurrences(name).slice(0, 200)) {
      const parent = module.parent(use);
      if (parent.role === 'assigned' && parent.assignment.target.kind === 'name')
        names.add(parent.assignment.target.name);
    }
  }
  return names.add('require').add('import');
}

/** The name itself, the attribute of it, or the call of `require` that stands for the export. */
function outermost(evaluator: Evaluator, use: Expr, accepts: (symbol: Symbol_) => boolean): Expr | undefined {
  const { module } = evaluator;
  let at = use;
  let best: Expr | undefined;
  for (let hops = 0; hops < 4; hops += 1) {
    const symbol =
      at.kind === 'name' && (at.name === 'require' || at.name === 'import')
        ? undefined
        : evaluator.symbol(at);
    if (symbol && accepts(symbol)) best = at;
    const parent = module.parent(at);
    if (parent.role === 'object') at = parent.member;
    else if (parent.role === 'callee' && hops === 0 && isLoader(at)) at = parent.call;
    else break;
  }
  return best;
}

function isLoader(expr: Expr): boolean {
  return expr.kind === 'name' && (expr.name === 'require' || expr.name === 'import');
}

/**
 * What must hold for a set-up to run at all; undefined where it never does. Whether the file is run or imported
 * (`require.main === module`) changes nothing for the application.
 */
export function runsWhen(evaluator: Evaluator, offset: number): readonly When[] | undefined {
  return conditionsAt(evaluator, offset)?.filter(({ text }) => !/require\.main|import\.meta/.test(text));
}
