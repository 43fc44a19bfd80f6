import type { Expr } from '../syntax/expr.ts';
import type { Binding, Module } from '../syntax/module.ts';
import type { Span } from '../text/span.ts';

/** A chain of names longer than these is not followed. */
const MOST_NAMES = 24;
const MOST_USES = 60;

/**
 * Whether what stands at one of these offsets takes part in what an export does, by names: it stands in the export itself, or
 * in something that the export uses, or in a statement about something that the export uses (`app.use(…)`).
 */
export function reaches(module: Module, offsets: readonly number[], entry: string): boolean {
  const own = spansOf(module.exported(entry));
  if (own.length === 0) return false;
  const seen = new Set<string>();
  const queue = [...offsets];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const offset = at;
    if (own.some((span) => span.start <= offset && offset < span.end)) return true;
    for (const name of namesAround(module, offset)) {
      if (seen.has(name) || seen.size === MOST_NAMES) continue;
      seen.add(name);
      for (const use of module.occurrences(name).slice(0, MOST_USES)) queue.push(use.span.start);
    }
  }
  return false;
}

function spansOf(bindings: readonly Binding[]): readonly Span[] {
  return bindings.flatMap((binding) => {
    if (binding.kind === 'function') return [binding.function.span];
    return binding.kind === 'assign' ? [binding.statement] : [];
  });
}

/** What the outermost piece of the file around an offset is called, or is about. */
function namesAround(module: Module, offset: number): readonly string[] {
  const outermost = module.enclosing(offset).at(-1);
  if (outermost?.kind === 'class') return [outermost.name];
  const names = aroundStatement(module, outermost?.function.span.start ?? offset);
  if (!outermost) return names;
  const { name } = outermost.function;
  return [...(name === undefined ? names : [name]), ...outermost.decorators.flatMap(rootsOf)];
}

/** The name that a statement at module level gives a value to, or begins with. */
function aroundStatement(module: Module, offset: number): readonly string[] {
  const statement = module.statement(offset);
  const assigned = module
    .assignments(/./)
    .filter((one) => one.statement.start <= offset && offset < one.statement.end)
    .map(({ name }) => name);
  const first = module.occurrenceAt(statement.start);
  return first ? [...assigned, ...rootsOf(first)] : assigned;
}

/** `app` of `app.get(…)` */
function rootsOf(expr: Expr): readonly string[] {
  let at = expr;
  for (let depth = 0; depth < 16; depth += 1) {
    if (at.kind === 'name') return [at.name];
    if (at.kind === 'call') at = at.callee;
    else if (at.kind === 'member') at = at.object;
    else return [];
  }
  return [];
}
