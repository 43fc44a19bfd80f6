import { combine } from '../../../evaluate/read.ts';
import type { Entry, Value, When } from '../../../evaluate/value.ts';
import type { Option } from '../../../policy/policy.ts';
import { isMinor } from '../minor-options.ts';
import { isAbsent, mayBeAbsent } from './assigned.ts';

/** The options of a set-up as they are under some conditions. */
export interface Combination {
  readonly options: ReadonlyMap<string, Option>;
  readonly when: readonly When[];
}

/**
 * Every combination of values that can hold, with the last entry of each name that is set. `given` are conditions that
 * hold anyway.
 */
export function combinations(entries: readonly Entry[], given: readonly When[] = []): readonly Combination[] {
  const named = new Map<string, Value>();
  const stacks = stacked(entries);
  for (const [name, stack] of stacks) {
    for (const [index, entry] of stack.entries()) named.set(`${name} ${index}`, entry.value);
  }
  const isMinorEntry = (key: string) => isMinor(key.slice(0, key.lastIndexOf(' ')));
  return combine(named, { given, minor: isMinorEntry }).map(({ values, when, apart }) => {
    const options = new Map<string, Option>();
    for (const [name, stack] of stacks) {
      for (const [index, { place, keyPlace, form }] of stack.entries()) {
        const value = values.get(`${name} ${index}`);
        if (!value || isAbsent(value)) continue;
        options.set(name, { name, value, place, keyPlace, form, ...apart.get(`${name} ${index}`) });
      }
    }
    return { options, when };
  });
}

/** The entries of each name from the last one on that is surely set: nothing before it counts. */
function stacked(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const stacks = new Map<string, readonly Entry[]>();
  for (const entry of entries) {
    const below = mayBeAbsent(entry.value) ? (stacks.get(entry.key) ?? []) : [];
    stacks.set(entry.key, [...below, entry]);
  }
  return stacks;
}
