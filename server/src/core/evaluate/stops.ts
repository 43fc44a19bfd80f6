import type { FunctionExpr, NameExpr } from '../syntax/expr.ts';
import type { Binding, Condition, Module } from '../syntax/module.ts';
import { branchOutcomes, waysThrough } from './branches.ts';
import { bothHold } from './combine.ts';
import type { Context } from './context.ts';
import { functionAt, isSameFunction } from './running.ts';
import type { When } from './value.ts';

/** A statement that ends the function or the program, behind branches: what stands after it has not come through there. */
export interface Stop {
  readonly offset: number;
  readonly conditions: readonly Condition[];
}

const STOPS = /^[ \t]*(?=raise\b|(?:sys\.|os\._)?exit\s*\()/gm;
const MOST_STOPS = 12;
/** A stretch of text that is longer is looked through up to here. */
const LONGEST = 6000;

/** The stops of a Python function, or of the module outside of all, in a stretch of its text. */
export function stopsIn(
  module: Module,
  around: FunctionExpr | undefined,
  from: number,
  to: number,
): readonly Stop[] {
  if (module.language !== 'python' || to <= from) return [];
  const text = module.text.slice(from, Math.min(to, from + LONGEST));
  const found: Stop[] = [];
  for (const match of text.matchAll(STOPS)) {
    const offset = from + match.index + match[0].length;
    // A line of a text is not a statement.
    if (module.statement(offset).start !== offset) continue;
    if (!isSameFunction(functionAt(module, offset), around)) continue;
    const conditions = module.conditions(offset);
    // In a `try` it may be caught, in a loop it may not be reached.
    if (conditions.length === 0 || conditions.some(({ test }) => !test)) continue;
    found.push({ offset, conditions });
    if (found.length >= MOST_STOPS) break;
  }
  return found;
}

/** The ways past a stop, of which one must hold behind it; none where nothing gets past it. */
export function waysPast(context: Context, { offset, conditions }: Stop): readonly (readonly When[])[] {
  return waysThrough(conditions, (condition) => branchOutcomes(context, condition, offset)).left;
}

/** Without the cases in which the program has ended before: `if not origins: raise …`. */
export function withoutStopped<C extends { readonly when: readonly When[] }>(
  context: Context,
  name: NameExpr,
  last: Binding,
  cases: readonly C[],
): readonly C[] {
  const { module } = context;
  const at = name.span.start;
  const level = functionAt(module, last.span.start);
  const to = isSameFunction(level, functionAt(module, at)) ? at : (level?.body.end ?? module.text.length);
  const shared = module.conditions(at);
  const words = new Set([name.name]);
  for (const { when } of cases)
    for (const { variables = [] } of when) for (const each of variables) words.add(each);
  let left = cases;
  for (const { offset, conditions } of stopsIn(module, level, last.span.end, to)) {
    // The other tests say nothing of the name, as a rule.
    const isAsked = conditions.some(({ span, test }) => {
      const text = test
        ? module.text.slice(test.span.start, test.span.end)
        : module.text.slice(span.start, span.end);
      return [...words].some((word) => text.includes(word));
    });
    const own = conditions.filter(
      (each) => !shared.some((one) => one.test === each.test && one.outcome === each.outcome),
    );
    const isElsewhere = own.some((each) => shared.some((one) => one.test === each.test));
    if (!isAsked || isElsewhere || own.length === 0) continue;
    const ways = waysPast(context, { offset, conditions: own });
    left = left.filter(({ when }) => ways.some((each) => bothHold(when, each) !== undefined));
  }
  return left.length > 0 ? left : cases;
}
