import type { Expr, FunctionExpr, NameExpr } from '../syntax/expr.ts';
import type { Span } from '../text/span.ts';
import type { Evaluator } from './evaluator.ts';
import type { Value } from './value.ts';

/** What the parameters of an inlined function or the target of a comprehension hold. */
export type Locals = ReadonlyMap<string, Value>;

/** The evaluator as its parts see it: with the local names that hold while an inner expression is looked at. */
export interface Context extends Evaluator {
  readonly locals: Locals;
  /** The functions that are being inlined. */
  readonly inside: ReadonlySet<FunctionExpr>;
  /** The same evaluator with these local names in addition, inside a function where one is given. */
  extended(locals: Locals, fn?: FunctionExpr): Context;
  /** The same evaluator with these local names alone. */
  replaced(locals: Locals, fn?: FunctionExpr): Context;
  /** See {@link Evaluator.at}. Local names stay behind. */
  at(uri: string): Context;
  /** The module that an import of this one leads to. */
  follow(specifier: string): Destination;
  /** The file that is analysed: where every question begins. */
  readonly first: Context;
  /** A name of the module, as it is when the whole module has run. Each time the same expression. */
  ending(name: string): NameExpr;
}

export type Destination =
  | { readonly kind: 'module'; readonly context: Context }
  | { readonly kind: 'outside' }
  | { readonly kind: 'wanted' };

const LONGEST = 80;

/** What is written, on one line, and short enough for a sentence. */
export function written(module: { readonly text: string }, span: Span): string {
  const long = module.text.slice(span.start, Math.min(span.end, span.start + 4 * LONGEST));
  const line = long.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST || span.end - span.start > 4 * LONGEST
    ? `${line.slice(0, LONGEST - 1)}…`
    : line;
}

/** `a.b.c`, also through literal keys; undefined where something else stands in it. */
export function pathOf(expr: Expr): string | undefined {
  const parts: string[] = [];
  let at = expr;
  while (at.kind === 'member') {
    parts.push(at.property);
    at = at.object;
  }
  if (at.kind !== 'name') return undefined;
  parts.push(at.name);
  return parts.reverse().join('.');
}

/** True where a missing object gives undefined: `a?.b`, and all that follows it in the chain. */
export function isOptionalChain(module: { readonly text: string }, expr: Expr): boolean {
  let at = expr;
  for (;;) {
    const object =
      at.kind === 'call' ? at.callee : at.kind === 'member' || at.kind === 'index' ? at.object : undefined;
    if (!object) return false;
    if (/^[\s)!]*\?\./.test(module.text.slice(object.span.end, object.span.end + 40))) return true;
    at = object;
  }
}

/** The last name of `a.b.c`, and of what is called in `a.b.c()`. */
export function lastName(expr: Expr): string | undefined {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'member') return expr.property;
  if (expr.kind === 'call') return lastName(expr.callee);
  return undefined;
}
