import type { Place } from '../text/span.ts';
import { along, type Plain, tooComplex } from './build.ts';
import type { Alternative, Step, Value, When } from './value.ts';

/** More alternatives than this are one unknown. */
export const MAX_ALTERNATIVES = 16;

const ALWAYS: readonly When[] = [];

/** A plain value is the only alternative of itself. */
export function alternatives(value: Value): readonly Alternative[] {
  return value.kind === 'oneOf' ? value.alternatives : [{ value, when: ALWAYS }];
}

/** Both, each condition once; undefined where they exclude each other. */
export function bothHold(first: readonly When[], second: readonly When[]): readonly When[] | undefined {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  const joined = [...first];
  for (const condition of second) {
    if (joined.some((each) => exclude(each, condition))) return undefined;
    if (!joined.some((each) => each.subject === condition.subject)) joined.push(condition);
  }
  return joined.every((each) => fitsACase(each, joined)) ? joined : undefined;
}

function fitsACase({ cases }: When, joined: readonly When[]): boolean {
  return (
    !cases ||
    cases.some((conditions) =>
      conditions.every((one) =>
        joined.every((other) => one.subject !== other.subject || one.outcome === other.outcome),
      ),
    )
  );
}

function exclude(a: When, b: When): boolean {
  if (a.subject === b.subject) return a.outcome !== b.outcome;
  if (!a.implies && !b.implies) return false;
  return withImplied(a).some((one) =>
    withImplied(b).some((other) => one.subject === other.subject && one.outcome !== other.outcome),
  );
}

function withImplied(condition: When): readonly When[] {
  return condition.implies ? [condition, ...condition.implies] : [condition];
}

/** What these conditions ask about, and what is implied by their outcomes. */
export function conditionSubjects(when: readonly When[]): readonly string[] {
  return when.flatMap((condition) => [
    ...withImplied(condition).map(({ subject }) => subject),
    ...(condition.cases ?? []).flatMap((each) => each.map(({ subject }) => subject)),
  ]);
}

/** The conditions that hold in every one of these cases. */
export function commonConditions(cases: readonly (readonly When[])[]): readonly When[] {
  const [first, ...others] = cases;
  if (!first) return ALWAYS;
  return first.filter((condition) =>
    others.every((each) =>
      each.some((other) => other.subject === condition.subject && other.outcome === condition.outcome),
    ),
  );
}

/** One of these; a single one that always holds is itself. */
export function oneOf(found: readonly Alternative[], place: Place): Value {
  const [only] = found;
  if (!only || found.length > MAX_ALTERNATIVES) return tooComplex(place);
  if (found.length === 1 && only.when.length === 0) return only.value;
  return { kind: 'oneOf', alternatives: found, place, via: [] };
}

/** What `change` makes of each alternative. */
export function mapValue(value: Value, place: Place, change: (plain: Plain) => Value): Value {
  return value.kind === 'oneOf'
    ? product([value], place, ([plain]) => (plain ? change(plain) : value))
    : change(value);
}

/** What `join` makes of each combination that can hold. */
export function product(
  values: readonly Value[],
  place: Place,
  join: (plains: readonly Plain[]) => Value,
): Value {
  let rows: { readonly plains: readonly Plain[]; readonly when: readonly When[] }[] = [
    { plains: [], when: ALWAYS },
  ];
  for (const value of values) {
    const next: typeof rows = [];
    for (const row of rows) {
      for (const alternative of alternatives(value)) {
        const when = bothHold(row.when, alternative.when);
        if (when) next.push({ plains: [...row.plains, alternative.value], when });
      }
    }
    if (next.length > MAX_ALTERNATIVES) return tooComplex(place);
    rows = next;
  }
  const found: Alternative[] = [];
  for (const row of rows) {
    found.push(...under(join(row.plains), row.when));
    if (found.length > MAX_ALTERNATIVES) return tooComplex(place);
  }
  return oneOf(found, place);
}

/** The alternatives of a value that is reached only when `when` holds. */
export function under(value: Value, when: readonly When[]): Alternative[] {
  const found: Alternative[] = [];
  for (const alternative of alternatives(value)) {
    const joined = bothHold(when, alternative.when);
    if (joined) found.push({ value: alternative.value, when: joined });
  }
  return found;
}

/** The same value, one step further away. */
export function withStep(value: Value, step: Step): Value {
  if (value.kind !== 'oneOf') return along(value, [...value.via, step]);
  return {
    ...value,
    alternatives: value.alternatives.map((each) => ({
      ...each,
      value: along(each.value, [...each.value.via, step]),
    })),
  };
}

/** The same value with further steps behind its own. */
export function withSteps(value: Value, steps: readonly Step[]): Value {
  return steps.reduce(withStep, value);
}
