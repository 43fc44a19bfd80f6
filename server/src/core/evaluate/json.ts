import type { Module } from '../syntax/module.ts';
import type { Place } from '../text/span.ts';
import { boolean, list, nothing, number, place, record, text, tooComplex, unknown } from './build.ts';
import { stretchOf } from './pieces.ts';
import type { Entry, TextValue, Value } from './value.ts';

const DEEPEST = 32;

/** The value of a text that holds JSON. Strings in it are placed where they stand, as far as that is known. */
export function jsonValue(module: Module, source: TextValue): Value {
  let parsed: unknown;
  try {
    parsed = JSON.parse(source.value);
  } catch {
    return unknown({ kind: 'syntax', what: 'JSON' }, source.place, { via: source.via });
  }
  const stretch = stretchOf(module, source);
  let cursor = 0;
  const placed = (value: string): Place => {
    const at = stretch ? source.value.indexOf(JSON.stringify(value), cursor) : -1;
    if (!stretch || at < 0) return source.place;
    cursor = at + value.length;
    return place(module, { start: stretch.start + at + 1, end: stretch.start + at + 1 + value.length });
  };
  return convert(module, parsed, source, placed, 0);
}

function convert(
  module: Module,
  json: unknown,
  source: TextValue,
  placed: (value: string) => Place,
  depth: number,
): Value {
  const way = { via: source.via };
  if (depth > DEEPEST) return tooComplex(source.place);
  if (typeof json === 'string') return text(json, placed(json), way);
  if (typeof json === 'number') return number(json, source.place, way);
  if (typeof json === 'boolean') return boolean(json, source.place, way);
  if (Array.isArray(json)) {
    const items = json.map((item) => convert(module, item, source, placed, depth + 1));
    return list(module.language === 'python' ? 'list' : 'array', items, source.place, way);
  }
  if (json === null || typeof json !== 'object') return nothing(source.place, false, way);
  const entries: Entry[] = Object.entries(json).map(([key, value]) => {
    const keyPlace = placed(key);
    return {
      key,
      value: convert(module, value, source, placed, depth + 1),
      place: keyPlace,
      keyPlace,
      form: 'entry',
    };
  });
  return record(entries, [], source.place, way);
}
