import type { FunctionExpr, NameExpr } from '../syntax/expr.ts';
import type { AssignBinding, Binding, Condition, Loop, Module, Mutation } from '../syntax/module.ts';
import { contains, type Span } from '../text/span.ts';
import { isLoop } from './branches.ts';
import type { Context } from './context.ts';
import { calledAt, inPlace, runningIn } from './running.ts';

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
  readonly loop?: EventLoop;
}

export interface EventLoop extends Loop {
  /** The branches between the loop and what happens. */
  readonly inner: readonly Condition[];
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
    ...bindings.slice(0, MAX_EVENTS).map((each) => siteOf(module, each, at)),
    ...module
      .mutations(name.name, at)
      .slice(0, MAX_EVENTS)
      .map((each) => siteOf(module, each, at)),
  ];
  const depth = Math.min(...sites.map((site) => site.functions.length));
  const events: (Event & { readonly depth: number })[] = [];
  for (const site of sites) {
    const isOwn =
      site.functions.length <= use.length && site.functions.every((each, index) => same(each, use[index]));
    const sameLevel = isOwn && site.functions.length === use.length;
    if (sameLevel && !site.hoisted && site.end > at) continue;
    const isKept = site.inBlock === true || site.functions.length === depth;
    const all = isKept ? site.conditions : module.conditions(site.start);
    const conditions = withoutShared(module, all, sameLevel ? around : []);
    if (!conditions) continue;
    const loop = isOwn ? followedLoop(module, name.name, site, conditions) : undefined;
    const loose = !isOwn || (!loop && conditions.some((each) => each.over || isLoop(context, each)));
    const start = isOwn ? site.start : looseStart(module, site, use, depth, at);
    if (start === undefined) continue;
    events.push({
      what: site.what,
      start,
      end: site.end,
      conditions: loop ? conditions.slice(0, -1 - loop.inner.length) : conditions,
      ...(loop ? { loop } : {}),
      loose,
      depth: isOwn ? site.functions.length : depth,
    });
  }
  events.sort((a, b) => a.depth - b.depth || a.start - b.start);
  return events;
}

/**
 * When a function inside of the one that binds the name changes it: at the last place before the use where it may be
 * called, or at some time, which is after all else. Undefined where it has not happened yet.
 */
function looseStart(
  module: Module,
  { what, start, functions }: Site,
  use: readonly Span[],
  depth: number,
  at: number,
): number | undefined {
  const inner = functions[depth];
  const isSame =
    use.length === depth && functions.slice(0, depth).every((each, index) => same(each, use[index]));
  if (!isSame || !inner) return Number.POSITIVE_INFINITY;
  // Whoever holds the object sees what becomes of it later.
  const isAssigned = what.kind === 'assign';
  const called = calledAt(module, inner, at);
  if (called === undefined) return isAssigned && inner.start >= at ? undefined : start;
  if (called.length > 0) return Math.max(...called);
  // Another file may call a function of the module.
  return depth > 0 && isAssigned ? undefined : Number.POSITIVE_INFINITY;
}

const LEAVES = /\b(?:break|continue|return|raise|throw|yield|await|async)\b/;
const GROWS: ReadonlySet<string> = new Set(['append', 'push', 'add']);

/** The loop around a change that adds one thing for each item, with nothing but tests between the two. */
function followedLoop(
  module: Module,
  name: string,
  { what }: Site,
  conditions: readonly Condition[],
): EventLoop | undefined {
  const index = conditions.map((each) => each.over !== undefined).lastIndexOf(true);
  const loop = conditions[index]?.over;
  if (!loop || what.kind !== 'call' || !GROWS.has(what.method)) return undefined;
  if (loop.target === '' || loop.target === name) return undefined;
  const inner = conditions.slice(index + 1);
  if ([...conditions.slice(0, index), ...inner].some((each) => !each.test)) return undefined;
  const { start, end } = loop.body;
  if (end - start > LONGEST_LOOP) return undefined;
  const body = module.text.slice(start, end);
  // Left early, with another item, or with more that happens to the same name.
  if (LEAVES.test(body)) return undefined;
  const places = module.occurrences(name);
  const isTested = (span: Span): boolean => inner.some(({ test }) => test && contains(test.span, span));
  if (places.filter(({ span }) => contains(loop.body, span) && !isTested(span)).length !== 1)
    return undefined;
  const isSelf = places.some(({ span }) => contains(loop.iterable.span, span));
  const isBound = new RegExp(
    `(?<![\\w$.])${loop.target.replaceAll('$', '\\$')}\\s*(?:[-+*/|&?]{0,3}=(?![=>])|\\+\\+|--)`,
  ).test(body);
  return isSelf || isBound ? undefined : { ...loop, inner };
}

const LONGEST_LOOP = 2000;

interface Site {
  readonly what: Binding | Mutation;
  readonly start: number;
  readonly end: number;
  readonly conditions: readonly Condition[];
  readonly functions: readonly Span[];
  readonly hoisted: boolean;
  /** It stands in a function that counts as a block: its conditions reach up to the function around that. */
  readonly inBlock?: true;
}

function siteOf(module: Module, what: Binding | Mutation, at: number): Site {
  const { start, end } = what.span;
  switch (what.kind) {
    case 'assign':
    case 'call':
    case 'set': {
      const last = what.kind === 'assign' ? what.statement.end : end;
      return { what, start, end: last, ...whereItRuns(module, what, at), hoisted: false };
    }
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

/** The functions around a change and its conditions; functions that run where they stand, not around the use, count as blocks. */
function whereItRuns(
  module: Module,
  { conditions, span }: AssignBinding | Mutation,
  at: number,
): Pick<Site, 'functions' | 'conditions' | 'inBlock'> {
  const functions = enclosingFunctions(module, span.start);
  const blocks = functions.slice(
    functions.map((fn) => inPlace(module, fn, span.start)).lastIndexOf(false) + 1,
  );
  const passed = blocks.filter(({ span: fn }) => at < fn.start || at > fn.end);
  if (passed.length === 0) return { functions: functions.map((fn) => fn.span), conditions };
  const kept = functions.slice(0, -passed.length).map((fn) => fn.span);
  const last = kept.at(-1);
  return {
    functions: kept,
    conditions: conditions
      .filter((each) => !last || contains(last, each.span))
      .flatMap((each) => runningIn(module, passed, each)),
    inBlock: true,
  };
}

/** The functions around an offset, outermost first. */
function functionsAround(module: Module, offset: number): readonly Span[] {
  return enclosingFunctions(module, offset).map(({ span }) => span);
}

function enclosingFunctions(module: Module, offset: number): readonly FunctionExpr[] {
  return module
    .enclosing(offset)
    .flatMap((each) => (each.kind === 'function' ? [each.function] : []))
    .reverse();
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
