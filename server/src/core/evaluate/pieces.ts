import type { Module } from '../syntax/module.ts';
import type { Span } from '../text/span.ts';
import { MAX_ITEMS, place, text } from './build.ts';
import type { TextValue, Value } from './value.ts';

/** Where each UTF-16 unit of the value stands in the source, if it does. */
export function stretchOf(module: Module, value: TextValue): Span | undefined {
  if (value.place.uri !== module.uri) return undefined;
  if (value.expr?.kind === 'text') return value.expr.verbatim ? value.expr.content : undefined;
  const { start, end } = value.place;
  return module.text.slice(start, end) === value.value ? value.place : undefined;
}

/** A part of a text, placed at its own stretch of the literal where that is known. */
export function part(module: Module, value: TextValue, from: number, to: number): Value {
  if (from === 0 && to === value.value.length) return value;
  const stretch = stretchOf(module, value);
  const where = stretch
    ? place(module, { start: stretch.start + from, end: stretch.start + to })
    : value.place;
  return text(value.value.slice(from, to), where, { via: value.via });
}

/** Another text at the place of the one that it is made from. */
export function changed(value: TextValue, to: string): Value {
  return to === value.value ? value : text(to, value.place, { via: value.via });
}

export const isSpace = (unit: string): boolean => unit.trim() === '';

export function trimmed(
  module: Module,
  value: TextValue,
  left: boolean,
  right: boolean,
  chars?: string,
): Value {
  const drops = (unit: string | undefined): boolean =>
    unit !== undefined && (chars === undefined ? isSpace(unit) : chars.includes(unit));
  let from = 0;
  let to = value.value.length;
  while (left && from < to && drops(value.value[from])) from += 1;
  while (right && to > from && drops(value.value[to - 1])) to -= 1;
  return part(module, value, from, to);
}

/** What iterating over a text gives. */
export function characters(module: Module, value: TextValue): Value[] {
  const found: Value[] = [];
  let at = 0;
  for (const character of value.value) {
    // The list is cut after its longest length, so more need not be made.
    if (found.length > MAX_ITEMS) break;
    found.push(part(module, value, at, at + character.length));
    at += character.length;
  }
  return found;
}
