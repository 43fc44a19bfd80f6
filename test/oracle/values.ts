import type { Value } from '../../server/src/core/evaluate/value.ts';
import type { Option } from '../../server/src/core/policy/policy.ts';

const PLACE = { uri: 'file:///options.js', start: 0, end: 0 };
const BASE = { place: PLACE, via: [] };

/** A JavaScript value as the evaluator would show it. */
export function toValue(value: unknown): Value {
  if (value === undefined || value === null) return { ...BASE, kind: 'null', undefined: value === undefined };
  if (typeof value === 'string') return { ...BASE, kind: 'text', value };
  if (typeof value === 'number') return { ...BASE, kind: 'number', value };
  if (typeof value === 'boolean') return { ...BASE, kind: 'boolean', value };
  if (value instanceof RegExp)
    return { ...BASE, kind: 'regex', language: 'javascript', source: value.source, flags: value.flags };
  if (Array.isArray(value)) return { ...BASE, kind: 'list', form: 'array', items: value.map(toValue) };
  if (value instanceof Set) return { ...BASE, kind: 'list', form: 'set', items: [...value].map(toValue) };
  if (typeof value === 'object') return { ...BASE, kind: 'record', entries: [], rest: [] };
  throw new TypeError(`no value for ${typeof value}`);
}

export function toOptions(options: Readonly<Record<string, unknown>>): ReadonlyMap<string, Option> {
  return new Map(
    Object.entries(options).map(([name, value]) => [
      name,
      { name, value: toValue(value), place: PLACE, keyPlace: PLACE, form: 'entry' },
    ]),
  );
}

export const SETUP = PLACE;
