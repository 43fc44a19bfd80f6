import type { Evaluator } from '../../../evaluate/evaluator.ts';
import { alternatives, bothHold, whenOutcome } from '../../../evaluate/read.ts';
import type { Alternative, NullValue, OneOfValue, Value, When } from '../../../evaluate/value.ts';
import type { Condition } from '../../../syntax/module.ts';

/** A setting that is written as a statement, which may stand in branches. */
export interface Assigned {
  readonly value: Value;
  readonly conditions: readonly Condition[];
}

const NOWHERE = { uri: '', start: 0, end: 0 };

/** Stands for "not set" among the alternatives of a setting. */
export const ABSENT: NullValue = { kind: 'null', undefined: true, place: NOWHERE, via: [] };

export function isAbsent(value: Value): boolean {
  return value.kind === 'null' && value.place === NOWHERE;
}

export function mayBeAbsent(value: Value): boolean {
  return alternatives(value).some((each) => isAbsent(each.value));
}

const LIMIT = 16;

/**
 * What a setting is after these statements have run in order. A branch that is not taken leaves what was there, or
 * {@link ABSENT}.
 */
export function settledValue(evaluator: Evaluator, statements: readonly Assigned[]): Value {
  let found: readonly Alternative[] = [{ value: ABSENT, when: [] }];
  for (const { value, conditions } of statements) {
    const { taken, passed } = branch(evaluator, conditions);
    const kept = passed.flatMap((when) => found.flatMap((each) => under(each, when)));
    const made = taken.flatMap((when) => alternatives(value).flatMap((each) => under(each, when)));
    found = [...made, ...kept];
    if (found.length > LIMIT)
      return { kind: 'unknown', reason: { kind: 'too-complex' }, place: value.place, via: [] };
  }
  const [only] = found;
  if (only && found.length === 1 && only.when.length === 0) return only.value;
  const all: OneOfValue = {
    kind: 'oneOf',
    alternatives: found,
    place: statements.at(-1)?.value.place ?? NOWHERE,
    via: [],
  };
  return all;
}

function under(alternative: Alternative, when: readonly When[]): readonly Alternative[] {
  const both = bothHold(when, alternative.when);
  return both ? [{ value: alternative.value, when: both }] : [];
}

interface Branch {
  /** What must hold for all conditions to come out as wanted: one set of conditions, or none where that cannot be. */
  readonly taken: readonly (readonly When[])[];
  /** The ways in which one of them does not. */
  readonly passed: readonly (readonly When[])[];
}

function branch(evaluator: Evaluator, conditions: readonly Condition[]): Branch {
  let taken: readonly When[] | undefined = [];
  const passed: (readonly When[])[] = [];
  for (const condition of conditions) {
    // A branch that is no test (`try`) is thought to be taken.
    if (!condition.test) continue;
    const yes = whenOutcome(evaluator, condition.test, condition.outcome);
    const no = whenOutcome(evaluator, condition.test, !condition.outcome);
    const left: readonly When[] | undefined = taken && no && bothHold(taken, no);
    if (left) passed.push(left);
    taken = taken && yes && bothHold(taken, yes);
  }
  return { taken: taken ? [taken] : [], passed };
}
