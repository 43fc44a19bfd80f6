import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives, bothHold, outcomesOfValue, whenOutcome } from '../../../evaluate/read.ts';
import type { Alternative, Value, When } from '../../../evaluate/value.ts';
import { ALWAYS, NEVER, UNKNOWN } from '../../../origins/predicate.ts';
import type { Expr, FunctionExpr } from '../../../syntax/expr.ts';
import type { Module } from '../../../syntax/module.ts';
import { contains } from '../../../text/span.ts';
import type { Elsewhere, Outcome } from '../origin-reader.ts';

/** What a function about origins looks at beside the origin. */
export interface Surroundings {
  readonly elsewhere: Elsewhere;
  readonly outcome: Outcome;
}

/** What a function was found to look at. */
export interface Asked {
  /** Tests that are not about the origin. */
  readonly settings: Map<string, Setting>;
  /** Values that have several outcomes: a list of the environment with a default. */
  readonly values: Map<string, readonly Alternative[]>;
}

interface Setting {
  readonly test: Expr;
  readonly where: Evaluator;
}

/** One way in which everything that a function looks at can stand. */
export interface Way {
  readonly when: readonly When[];
  readonly settings: ReadonlyMap<string, boolean>;
  readonly values: ReadonlyMap<string, Value>;
}

const MAX_SETTINGS = 2;
const MAX_WAYS = 8;

/** Decides nothing, and notes what would have to be decided. */
export function recording(asked: Asked): Surroundings {
  return {
    elsewhere: (test, _, where) => {
      asked.settings.set(keyOf(test, where), { test, where });
      return UNKNOWN;
    },
    outcome: (value, written, where) => {
      const outcomes = outcomesOfValue(value);
      if (outcomes.length > 1 && !outcomes.some(isOfRequest))
        asked.values.set(keyOf(written, where), outcomes);
      return value;
    },
  };
}

/** What the function sees in one of the ways. */
export function deciding({ settings, values }: Way): Surroundings {
  return {
    elsewhere: (test, outcome, where) => {
      const decided = settings.get(keyOf(test, where));
      return decided === undefined ? UNKNOWN : decided === outcome ? ALWAYS : NEVER;
    },
    // The parameter of a helper holds something else at each call.
    outcome: (value, written, where) =>
      outcomesOfValue(value).length > 1 ? (values.get(keyOf(written, where)) ?? value) : value,
  };
}

/** Every way that can hold; undefined where there is nothing to tell apart, or too much. */
export function waysOf(fn: FunctionExpr, { settings, values }: Asked): readonly Way[] | undefined {
  const readable =
    settings.size <= MAX_SETTINGS && ![...settings.values()].some((setting) => dependsOnCall(fn, setting));
  const questions = readable ? [...settings] : [];
  if (questions.length === 0 && values.size === 0) return undefined;
  let ways: readonly Way[] = [ANY_WAY];
  for (const [key, { test, where }] of questions) {
    ways = ways.flatMap((way) =>
      [true, false].flatMap((outcome): readonly Way[] => {
        const taken = whenOutcome(where, test, outcome);
        const when = taken && bothHold(way.when, taken);
        return when ? [{ ...way, when, settings: new Map(way.settings).set(key, outcome) }] : [];
      }),
    );
  }
  return withValues(ways, values);
}

/** The same where nothing is asked but values. */
export function waysOfValues(values: Asked['values']): readonly Way[] | undefined {
  return values.size === 0 ? undefined : withValues([ANY_WAY], values);
}

const ANY_WAY: Way = { when: [], settings: new Map(), values: new Map() };

function withValues(start: readonly Way[], values: Asked['values']): readonly Way[] | undefined {
  let ways = start;
  for (const [key, outcomes] of values) {
    ways = ways.flatMap((way) =>
      outcomes.flatMap((outcome): readonly Way[] => {
        const when = bothHold(way.when, outcome.when);
        return when ? [{ ...way, when, values: new Map(way.values).set(key, outcome.value) }] : [];
      }),
    );
    if (ways.length > MAX_WAYS) return undefined;
  }
  return ways;
}

function keyOf({ span }: Expr, { module }: Evaluator): string {
  return `${span.start} ${span.end} ${module.uri}`;
}

/** What rests on the request is asked anew each time. */
function isOfRequest({ value, when }: Alternative): boolean {
  const isOrigin = alternatives(value).some(
    ({ value: one }) => one.kind === 'unknown' && one.reason.kind === 'request-origin',
  );
  return isOrigin || when.some(({ subject }) => subject === 'the Origin header');
}

/** What of a request an attacker is free to choose, so that either way can come about. */
const CHOSEN: ReadonlySet<string> = new Set(['path', 'url', 'originalUrl', 'baseUrl', 'method']);
const REQUESTS: ReadonlySet<string> = new Set(['req', 'request']);

/** `ctx.path`, `c.req.method` */
function isChosen(module: Module, use: Expr): boolean {
  let parent = module.parent(use);
  if (parent.role === 'object' && REQUESTS.has(parent.member.property)) parent = module.parent(parent.member);
  return parent.role === 'object' && CHOSEN.has(parent.member.property);
}

/**
 * A test of what the function, or one that helps it, is called with beside the origin is no setting, unless it is of the address
 * that is asked for.
 */
function dependsOnCall(fn: FunctionExpr, { test, where: { module } }: Setting): boolean {
  const helpers = module
    .enclosing(test.span.start)
    .flatMap((each) =>
      each.kind === 'function' && !contains(each.function.span, fn.span) ? [each.function] : [],
    );
  return [fn, ...helpers]
    .flatMap(({ params }) => params)
    .some(({ name }) =>
      module
        .occurrences(name)
        .some((use) => use.kind === 'name' && contains(test.span, use.span) && !isChosen(module, use)),
    );
}
