import type { NameExpr } from '../syntax/expr.ts';
import type { Binding, Condition, Loop, Module, Mutation } from '../syntax/module.ts';
import type { Span } from '../text/span.ts';
import { isLoop } from './branches.ts';
import type { Context } from './context.ts';

/** One thing that happens to a name or to the object that it holds. */
export interface Event {
  readonly what: Binding | Mutation;
  readonly start: number;
  readonly end: number;
  /** The branches around it that are not also around the use. */
  readonly conditions: readonly Condition[];
  /** It stands in a function that is not around the use, or in a loop: when and how often it happens is not known. */
  readonly loose: boolean;
  /** It happens once for each item of something. The loop is not among the conditions. */
  readonly loop?: Loop;
}

/** More are not followed: no program changes one setting so often. */
export const MAX_EVENTS = 400;

/** What happened to a name before it is used, in the order in which it happened as far as that is known. */
export function historyOf(context: Context, name: NameExpr, bindings: readonly Binding[]): readonly Event[] {
  const { module } = context;
  const at = name.span.start;
  const use = functionsAround(module, at);
  const around = module.conditions(at);
  const sites = [
    ...bindings.slice(0, MAX_EVENTS).map((each) => siteOf(module, each)),
    ...module
      .mutations(name.name, at)
      .slice(0, MAX_EVENTS)
      .map((each) => siteOf(module, each)),
  ];
  const depth = Math.min(...sites.map((site) => site.functions.length));
  const events: (Event & { readonly depth: number })[] = [];
  for (const site of sites) {
    const isOwn =
      site.functions.length <= use.length && site.functions.every((each, index) => same(each, use[index]));
    const sameLevel = isOwn && site.functions.length === use.length;
    if (sameLevel && !site.hoisted && site.end > at) continue;
    const all = site.functions.length === depth ? site.conditions : module.conditions(site.start);
    const conditions = withoutShared(module, all, sameLevel ? around : []);
    if (!conditions) continue;
    const loop = isOwn ? followedLoop(module, name.name, site, conditions) : undefined;
    const loose = !isOwn || (!loop && conditions.some((each) => isLoop(context, each)));
    events.push({
      what: site.what,
      start: site.start,
      end: site.end,
      conditions: loop ? conditions.slice(0, -1) : conditions,
      ...(loop ? { loop } : {}),
      loose,
      depth: isOwn ? site.functions.length : 0,
    });
  }
  events.sort((a, b) => a.depth - b.depth || a.start - b.start);
  return events;
}

const LEAVES = /\b(?:break|continue|return|raise|throw|yield|await|async)\b/;
const GROWS: ReadonlySet<string> = new Set(['append', 'push', 'add']);

/** The loop around a change that adds one thing for each item, and is the last of its conditions. */
function followedLoop(
  module: Module,
  name: string,
  { what }: Site,
  conditions: readonly Condition[],
): Loop | undefined {
  const last = conditions.at(-1);
  const loop = last?.over;
  if (!loop || what.kind !== 'call' || !GROWS.has(what.method)) return undefined;
  if (conditions.slice(0, -1).some((each) => !each.test) || loop.target === name) return undefined;
  const { start, end } = loop.body;
  if (end - start > LONGEST_LOOP) return undefined;
  const body = module.text.slice(start, end);
  // Left early, with another item, or with more that happens to the same name.
  if (LEAVES.test(body)) return undefined;
  const isIn = (span: Span, within: Span): boolean => span.start >= within.start && span.end <= within.end;
  const places = module.occurrences(name);
  if (places.filter(({ span }) => isIn(span, loop.body)).length !== 1) return undefined;
  const isSelf = places.some(({ span }) => isIn(span, loop.iterable.span));
  const isBound = new RegExp(
    `(?<![\\w$.])${loop.target.replaceAll('$', '\\$')}\\s*(?:[-+*/|&?]{0,3}=(?!=)|\\+\\+|--)`,
  ).test(body);
  return isSelf || isBound ? undefined : loop;
}

const LONGEST_LOOP = 2000;

interface Site {
  readonly what: Binding | Mutation;
  readonly start: number;
  readonly end: number;
  readonly conditions: readonly Condition[];
  readonly functions: readonly Span[];
  readonly hoisted: boolean;
}

function siteOf(module: Module, what: Binding | Mutation): Site {
  const { start, end } = what.span;
  switch (what.kind) {
    case 'assign':
      return {
        what,
        start,
        end: what.statement.end,
        conditions: what.conditions,
        functions: functionsAround(module, start),
        hoisted: false,
      };
    case 'call':
    case 'set':
      return {
        what,
        start,
        end,
        conditions: what.conditions,
        functions: functionsAround(module, start),
        hoisted: false,
      };
    case 'parameter': {
      const inside = functionsAround(module, what.function.body.start);
      const own = inside.findIndex((each) => same(each, what.function.span));
      const functions =
        own < 0
          ? [...functionsAround(module, what.function.span.start), what.function.span]
          : inside.slice(0, own + 1);
      return { what, start, end, conditions: [], functions, hoisted: true };
    }
    case 'function': {
      const functions = functionsAround(module, start).filter((each) => !same(each, what.function.span));
      const hoisted = module.language === 'javascript';
      return {
        what,
        start: hoisted ? -1 : start,
        end,
        conditions: hoisted ? [] : module.conditions(start),
        functions,
        hoisted,
      };
    }
    default:
      return {
        what,
        start,
        end,
        conditions: module.conditions(start),
        functions: functionsAround(module, start),
        hoisted: false,
      };
  }
}

/** The functions around an offset, outermost first. */
function functionsAround(module: Module, offset: number): readonly Span[] {
  const found: Span[] = [];
  for (const each of module.enclosing(offset)) if (each.kind === 'function') found.push(each.function.span);
  return found.reverse();
}

function same(a: Span | undefined, b: Span | undefined): boolean {
  return a !== undefined && b !== undefined && a.start === b.start && a.end === b.end;
}

/** What is left of the conditions where those of the use hold; undefined where they exclude each other. */
function withoutShared(
  module: Module,
  conditions: readonly Condition[],
  around: readonly Condition[],
): readonly Condition[] | undefined {
  const left: Condition[] = [];
  for (const condition of conditions) {
    const shared = around.find((each) => each.test === condition.test && same(each.span, condition.span));
    // The block of a `try` runs, if not always to its end.
    if (!shared && !isPythonTry(module, condition)) left.push(condition);
    if (shared && condition.test && shared.outcome !== condition.outcome) return undefined;
  }
  return left;
}

/** Inside the block of a `try`, but not of its `except`. */
export function isPythonTry(module: Module, condition: Condition): boolean {
  const { start } = condition.span;
  return (
    module.language === 'python' && !condition.test && /^try\b/.test(module.text.slice(start, start + 4))
  );
}
