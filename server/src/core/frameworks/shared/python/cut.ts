import { part } from '../../../evaluate/pieces.ts';
import type { ListValue, TextValue, Value } from '../../../evaluate/value.ts';
import type { Module } from '../../../syntax/module.ts';

const MOST = 200;

/**
 * A text as the list that `re.split` makes of it, each part at its own place; the text itself where nothing separates.
 * `separator` is a global pattern that matches at least one character.
 */
export function cutAt(module: Module, value: TextValue, separator: RegExp): TextValue | ListValue {
  const items: Value[] = [];
  let from = 0;
  for (const found of value.value.matchAll(separator)) {
    if (items.length >= MOST) break;
    items.push(part(module, value, from, found.index));
    from = found.index + found[0].length;
  }
  if (items.length === 0) return value;
  items.push(part(module, value, from, value.value.length));
  // Each part has the way of the text.
  return { kind: 'list', form: 'list', items, place: value.place, via: [] };
}
