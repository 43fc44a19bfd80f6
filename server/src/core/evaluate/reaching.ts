import type { Expr } from '../syntax/expr.ts';
import type { AssignBinding, Binding, Enclosing, Module } from '../syntax/module.ts';
import type { Span } from '../text/span.ts';

/** More names and uses than these are not followed. */
const MOST_NAMES = 24;
const MOST_USES = 60;

/**
 * Whether what stands at one of these offsets takes part in what an export does, by names: it stands in the export itself, or
 * in something that the export uses, or in a statement about something that the export uses (`app.use(…)`).
 */
export function reaches(module: Module, offsets: readonly number[], entry: string): boolean {
  const own = spansOf(module.exported(entry));
  if (own.length === 0) return false;
  const assignments = module.assignments(/./);
  const names = new Set<string>();
  const pieces = new Set<number>();
  const queue = [...offsets];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const offset = at;
    if (own.some((span) => span.start <= offset && offset < span.end)) return true;
    const piece = pieceAround(module, offset);
    if (pieces.has(piece.start)) continue;
    pieces.add(piece.start);
    for (const name of namesOf(module, piece, assignments)) {
      if (names.has(name) || names.size === MOST_NAMES) continue;
      names.add(name);
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

/** The outermost piece of a file around an offset: a function, a class, or a statement at module level. */
interface Piece {
  readonly start: number;
  readonly around?: Enclosing;
}

function pieceAround(module: Module, offset: number): Piece {
  const around = module.enclosing(offset).at(-1);
  if (!around) return { start: module.statement(offset).start };
  const { start } = around.kind === 'class' ? around.span : around.function.span;
  return { start, around };
}

/** What a piece is called, and what it is about: `app` of `app.get(…)`. */
function namesOf(
  module: Module,
  { start, around }: Piece,
  assignments: readonly AssignBinding[],
): readonly string[] {
  if (around?.kind === 'class') return [around.name];
  const assigned = assignments
    .filter(({ statement }) => statement.start <= start && start < statement.end)
    .map(({ name }) => name);
  const first = module.occurrenceAt(module.statement(start).start);
  const named = around?.function.name;
  return [
    ...assigned,
    ...(first ? rootOf(first) : []),
    ...(named === undefined ? [] : [named]),
    ...(around?.decorators.flatMap(rootOf) ?? []),
  ];
}

function rootOf(expr: Expr): readonly string[] {
  let at = expr;
  for (let depth = 0; depth < 16; depth += 1) {
    if (at.kind === 'name') return [at.name];
    if (at.kind === 'call') at = at.callee;
    else if (at.kind === 'member') at = at.object;
    else return [];
  }
  return [];
}
