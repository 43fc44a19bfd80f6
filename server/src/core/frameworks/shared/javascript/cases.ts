import { combine } from '../../../evaluate/read.ts';
import type { Entry, Value, When } from '../../../evaluate/value.ts';
import { type Option, optionOf } from '../../../policy/policy.ts';
import { isMinor } from '../minor-options.ts';

/** Options with one value each, and what must hold for them. */
export interface OptionCase {
  readonly options: ReadonlyMap<string, Option>;
  readonly when: readonly When[];
}

/** Every combination of the options' values that can hold together with `given`. */
export function casesOf(options: ReadonlyMap<string, Option>, given: readonly When[]): readonly OptionCase[] {
  const named = new Map<string, Value>([...options].map(([name, option]) => [name, option.value]));
  return combine(named, { given, minor: isMinor }).map(({ values, when, apart }) => {
    const found = [...options].map(
      ([name, option]) =>
        [name, { ...option, value: values.get(name) ?? option.value, ...apart.get(name) }] as const,
    );
    return { options: new Map(found), when };
  });
}

/** The entries that count: of several with one name the last, as an object keeps it. */
export function optionsOf(entries: readonly Entry[]): ReadonlyMap<string, Option> {
  const last = new Map<string, Option>();
  for (const entry of entries) {
    last.delete(entry.key);
    last.set(entry.key, optionOf(entry));
  }
  return last;
}
