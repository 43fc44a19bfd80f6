import { alternatives, bothHold, recordEntry } from '../../../evaluate/read.ts';
import type { Entry, RecordValue, Value, When } from '../../../evaluate/value.ts';

/** An object inside a configuration, and what must hold for it to be the one. */
export interface Nested {
  readonly record: RecordValue;
  readonly when: readonly When[];
}

/** The objects that a value can be or hold as an item. */
export function nestedRecords(value: Value, given: readonly When[]): readonly Nested[] {
  return alternatives(value).flatMap((alternative) => {
    const when = bothHold(given, alternative.when);
    if (!when) return [];
    const one = alternative.value;
    if (one.kind === 'list')
      return one.items.flatMap((item) => (item.kind === 'list' ? [] : nestedRecords(item, when)));
    return one.kind === 'record' ? [{ record: one, when }] : [];
  });
}

/** The objects that an entry holds. */
export function within(nested: Nested, key: string): readonly Nested[] {
  const entry = entryOf(nested, key);
  return entry && entry.value.kind !== 'list' ? nestedRecords(entry.value, nested.when) : [];
}

export function entryOf({ record }: Nested, key: string): Entry | undefined {
  return recordEntry(record, key);
}
