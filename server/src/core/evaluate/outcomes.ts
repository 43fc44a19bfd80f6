import { type Plain, tooComplex } from './build.ts';
import {
  alternatives,
  bothHold,
  commonConditions,
  conditionSubjects,
  MAX_ALTERNATIVES,
  product,
} from './combine.ts';
import type { Alternative, ListValue, UnknownValue, Value, When } from './value.ts';

/** One way in which several values can come out together. */
export interface Combination {
  readonly values: ReadonlyMap<string, Plain>;
  readonly when: readonly When[];
  /** Of the values that were taken apart: what must hold for them beside `when`, and what else they may be. */
  readonly apart: ReadonlyMap<string, Apart>;
}

/** A value that is known under some conditions, which nothing else depends on, and unknown under all others. */
export interface Apart {
  readonly when: readonly When[];
  readonly otherwise: readonly UnknownValue[];
}

export interface Combining {
  /** Conditions that hold anyway. */
  readonly given?: readonly When[];
  readonly limit?: number;
  readonly minor?: (name: string) => boolean;
}

/**
 * Every way in which the values can come out together: combinations whose conditions exclude each other are left out.
 * A value that would make more than `limit` combinations is unknown in all of them.
 *
 * Values that are `minor` come last, so that they are the ones that exceed the limit. One of them that is known in a single
 * outcome, under conditions of its own, makes no combinations: what it is otherwise is unknown, and nothing is judged by that.
 */
export function combine(
  named: ReadonlyMap<string, Value>,
  { given = [], limit = MAX_ALTERNATIVES, minor = () => false }: Combining = {},
): Combination[] {
  const outcomes = new Map([...named].map(([name, value]) => [name, outcomesOfValue(value)]));
  const apart = new Map<string, Apart>();
  const fixed = new Map<string, Plain>();
  let always = given;
  for (const [name, all] of outcomes) {
    const only = minor(name) ? onlyKnown(all) : undefined;
    if (!only || !isAlone(name, outcomes, given)) continue;
    const common = commonConditions(all.map(({ when }) => when));
    const joined = bothHold(always, common);
    if (!joined) continue;
    always = joined;
    fixed.set(name, only.value);
    const when = only.when.filter((each) => !isAmong(each, common));
    apart.set(name, { when, otherwise: only.otherwise });
  }
  const left = [...named].filter(([name]) => !fixed.has(name));
  const ordered = [...left.filter(([name]) => !minor(name)), ...left.filter(([name]) => minor(name))];
  let rows: { values: Map<string, Plain>; when: readonly When[] }[] = [{ values: fixed, when: always }];
  for (const [name, value] of ordered) {
    const next: typeof rows = [];
    for (const row of rows) {
      for (const alternative of outcomes.get(name) ?? []) {
        const when = bothHold(row.when, alternative.when);
        if (when) next.push({ values: new Map(row.values).set(name, alternative.value), when });
      }
    }
    if (next.length > 0 && next.length <= limit) rows = next;
    else
      rows = rows.map((row) => ({ ...row, values: new Map(row.values).set(name, tooComplex(value.place)) }));
  }
  return rows.map((row) => ({ ...row, apart }));
}

/** The one outcome that is known, beside others that are not. */
function onlyKnown(outcomes: readonly Alternative[]): (Alternative & Apart) | undefined {
  const known = outcomes.filter(({ value }) => value.kind !== 'unknown');
  const [only, ...further] = known;
  if (!only || further.length > 0 || outcomes.length < 2) return undefined;
  const otherwise = outcomes.flatMap(({ value }) => (value.kind === 'unknown' ? [value] : []));
  return { ...only, otherwise };
}

/** Nothing else asks what tells this value's outcomes apart. */
function isAlone(
  name: string,
  all: ReadonlyMap<string, readonly Alternative[]>,
  given: readonly When[],
): boolean {
  const outcomes = all.get(name) ?? [];
  const common = commonConditions(outcomes.map(({ when }) => when));
  const own = new Set(
    outcomes.flatMap(({ when }) => conditionSubjects(when.filter((each) => !isAmong(each, common)))),
  );
  if (conditionSubjects(given).some((subject) => own.has(subject))) return false;
  for (const [other, others] of all) {
    if (other === name) continue;
    if (others.some(({ when }) => conditionSubjects(when).some((subject) => own.has(subject)))) return false;
  }
  return true;
}

function isAmong(condition: When, all: readonly When[]): boolean {
  return all.some(({ subject, outcome }) => subject === condition.subject && outcome === condition.outcome);
}

/** Each outcome of a value, with those of the items of a list apart. */
export function outcomesOfValue(value: Value): readonly Alternative[] {
  return alternatives(value).flatMap(unfolded);
}

/** A list whose items have several outcomes has several outcomes itself: `["https://a.example", os.getenv("X", "*")]`. */
function unfolded(outcome: Alternative): readonly Alternative[] {
  const { value, when } = outcome;
  if (value.kind !== 'list' || !value.items.some((item) => item.kind === 'oneOf')) return [outcome];
  const whole = product(value.items, value.place, (items) => ({ ...value, items }));
  // With many open items the first outcome of each stands for the rest: it can hold, and it is the likeliest.
  const cases = whole.kind === 'unknown' ? [firstOfEach(value)] : alternatives(whole);
  return cases.flatMap((one) => {
    const joined = bothHold(when, one.when);
    return joined ? [{ value: one.value, when: joined }] : [];
  });
}

function firstOfEach(list: ListValue): Alternative {
  let when: readonly When[] = [];
  const items = list.items.map((item) => {
    for (const one of alternatives(item)) {
      const joined = bothHold(when, one.when);
      if (!joined) continue;
      when = joined;
      return one.value;
    }
    return tooComplex(item.place);
  });
  return { value: { ...list, items }, when };
}
