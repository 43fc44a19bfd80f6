import type { CallExpr, Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { branchOutcomes, outcomesOf } from './branches.ts';
import { type Plain, place, tooComplex, unknown } from './build.ts';
import { alternatives, bothHold, withSteps } from './combine.ts';
import type { Evaluator } from './evaluator.ts';
import { type Draft, EMPTY, lastEntry, overriding, spreadCases, withEntries, withRest } from './records.ts';
import type { Entry, RecordValue, Step, UnknownValue, Value, When } from './value.ts';

export type { Plain } from './build.ts';
export { alternatives, bothHold, commonConditions, MAX_ALTERNATIVES, oneOf } from './combine.ts';
export { combine, outcomesOfValue } from './outcomes.ts';
export { isExport, qualifiedName } from './symbols.ts';
export { truthiness } from './truth.ts';

export interface PlacedText {
  readonly text: string;
  readonly place: Place;
  readonly via: readonly Step[];
}

/** Every text that a value can be or hold as an item, with the whole way to it. */
export function texts(value: Value): PlacedText[] {
  const found: PlacedText[] = [];
  const collect = (each: Value, way: readonly Step[], depth: number): void => {
    if (depth > 8) return;
    if (each.kind === 'oneOf')
      for (const { value: plain } of each.alternatives) collect(plain, way, depth + 1);
    else if (each.kind === 'text')
      found.push({ text: each.value, place: each.place, via: [...each.via, ...way] });
    else if (each.kind === 'list')
      for (const item of each.items) collect(item, [...each.via, ...way], depth + 1);
  };
  collect(value, [], 0);
  return found;
}

const DEEPEST = 64;

/** True where nothing about the value is open, at any depth. */
export function isKnown(value: Value, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  switch (value.kind) {
    case 'unknown':
    case 'oneOf':
      return false;
    case 'list':
      return value.items.every((item) => isKnown(item, depth + 1));
    case 'record':
      return value.rest.length === 0 && value.entries.every((entry) => isKnown(entry.value, depth + 1));
    default:
      return true;
  }
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The value as JSON, where it is known in full and JSON can say it. `None` and `undefined` are null. */
export function toJson(
  value: Value,
): { readonly known: true; readonly json: Json } | { readonly known: false } {
  const json = jsonOf(value, 0);
  return json === undefined ? { known: false } : { known: true, json };
}

function jsonOf(value: Value, depth: number): Json | undefined {
  if (depth > DEEPEST) return undefined;
  switch (value.kind) {
    case 'text':
    case 'number':
    case 'boolean':
      return value.value;
    case 'null':
      return null;
    case 'list': {
      const items: Json[] = [];
      for (const item of value.items) {
        const json = jsonOf(item, depth + 1);
        if (json === undefined) return undefined;
        items.push(json);
      }
      return items;
    }
    case 'record': {
      if (value.rest.length > 0) return undefined;
      // Built from pairs, so that a key `__proto__` is a key like any other.
      const pairs: [string, Json][] = [];
      for (const entry of value.entries) {
        const json = jsonOf(entry.value, depth + 1);
        if (json === undefined) return undefined;
        pairs.push([entry.key, json]);
      }
      return Object.fromEntries(pairs);
    }
    default:
      return undefined;
  }
}

/** The entry that counts for a key: the last one. See {@link openFor} for parts that may say otherwise. */
export function recordEntry(record: RecordValue, key: string): Entry | undefined {
  return lastEntry(record, key);
}

/** The part of a record that could not be read and that may give the key another value than its entry does. */
export function openFor(record: RecordValue, key: string): UnknownValue | undefined {
  return overriding(record, lastEntry(record, key));
}

/** The options that a call is given, in one of the cases that the source tells apart. */
export interface OptionSet {
  /** In source order; a later one with the same key wins. */
  readonly entries: readonly Entry[];
  /** Parts that could not be read: any option may come from them. */
  readonly rest: readonly UnknownValue[];
  readonly when: readonly When[];
  /** What was given in the place of an object of options, where it is none: `cors('*')`, `cors(callback)`. */
  readonly other?: Plain;
}

/**
 * The keyword arguments of a call, `**` spreads included, and the positional ones by the names given here (an empty name
 * skips one). More cases than can be followed are one, in which every option may have any value.
 */
export function argumentOptions(
  call: CallExpr,
  evaluator: Evaluator,
  positionalNames: readonly string[] = [],
): readonly OptionSet[] {
  const { module } = evaluator;
  let drafts: readonly Draft[] | undefined = [EMPTY];
  let position = 0;
  for (const argument of call.args) {
    const at = place(module, argument.span);
    const key: string | undefined = argument.name ?? positionalNames[position];
    if (argument.spread === 'list') {
      drafts = withRest(drafts, unknown({ kind: 'syntax', what: 'spread' }, at));
      // What comes behind has no known position.
      position = Number.POSITIVE_INFINITY;
      continue;
    }
    if (argument.spread === 'record') {
      drafts = spreadCases(drafts, alternatives(evaluator.evaluate(argument.value)), at, evaluator);
      continue;
    }
    if (argument.name === undefined) position += 1;
    if (!key) continue;
    const keyPlace = argument.nameSpan ? place(module, argument.nameSpan) : at;
    const form = argument.name === undefined ? 'positional' : 'argument';
    drafts = withEntries(drafts, [
      { key, value: evaluator.evaluate(argument.value), place: at, keyPlace, form },
    ]);
  }
  return drafts ?? [{ entries: [], rest: [tooComplex(place(module, call.span))], when: [] }];
}

/** The options in an object that is passed; none where nothing is. */
export function recordOptions(value: Value | undefined): readonly OptionSet[] {
  if (!value) return [{ entries: [], rest: [], when: [] }];
  return alternatives(value).map(({ value: plain, when }) => {
    switch (plain.kind) {
      case 'record': {
        const entries = plain.entries.map((entry) =>
          plain.via.length === 0 ? entry : { ...entry, value: withSteps(entry.value, plain.via) },
        );
        return { entries, rest: plain.rest, when };
      }
      case 'null':
        return { entries: [], rest: [], when };
      case 'unknown':
        return { entries: [], rest: [plain], when };
      default:
        return { entries: [], rest: [], when, other: plain };
    }
  });
}

/**
 * What must hold for the code at an offset to run, up to the innermost function; undefined where it never runs. A
 * branch that is no test (`try`, a loop) adds nothing.
 */
export function conditionsAt(evaluator: Evaluator, offset: number): readonly When[] | undefined {
  const { context } = evaluator;
  let when: readonly When[] | undefined = [];
  for (const condition of evaluator.module.conditions(offset)) {
    const taken: readonly When[] | undefined = condition.test
      ? branchOutcomes(context, condition, offset).yes
      : [];
    when = taken && bothHold(when, taken);
    if (!when) return undefined;
  }
  return when;
}

/** The condition that a test comes out as `outcome`; undefined where it cannot, empty where it always does. */
export function whenOutcome(evaluator: Evaluator, test: Expr, outcome: boolean): readonly When[] | undefined {
  const { yes, no } = outcomesOf(evaluator.context, test);
  return outcome ? yes : no;
}
