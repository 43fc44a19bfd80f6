import type { Place } from '../text/span.ts';
import { boolean, list, nothing, text } from './build.ts';
import type { TextValue, Value } from './value.ts';

const ITEM = /\s*(?:'([^'\\\n]*)'|"([^"\\\n]*)")\s*(,|$)/y;
const WORD = /^(?:True|False|None)$/;

/** `ast.literal_eval` and `eval` of a text that is a literal: a list of plain texts, one text, a truth value. */
export function literalValue(source: TextValue, where: Place): Value | undefined {
  const way = { via: source.via };
  const written = source.value.trim();
  if (WORD.test(written))
    return written === 'None' ? nothing(where, false, way) : boolean(written === 'True', where, way);
  const bracket = written[0];
  if (bracket === '[' || bracket === '{' || bracket === '(') {
    const close = { '[': ']', '{': '}', '(': ')' }[bracket];
    if (!written.endsWith(close) || written.length < 2) return undefined;
    const inner = written.slice(1, -1).trim();
    const items = itemsOf(inner);
    if (!items) return undefined;
    const found = items.map((item) => text(item, where, way));
    if (bracket === '[') return list('list', found, where, way);
    // `{}` is a dictionary and `('a')` a text.
    if (items.length === 0) return bracket === '(' ? list('tuple', [], where, way) : undefined;
    if (bracket === '(' && items.length === 1 && !inner.endsWith(',')) return found[0];
    return list(bracket === '{' ? 'set' : 'tuple', found, where, way);
  }
  const items = itemsOf(written);
  return items?.length === 1 && !written.endsWith(',') ? text(items[0] ?? '', where, way) : undefined;
}

function itemsOf(inner: string): readonly string[] | undefined {
  const items: string[] = [];
  ITEM.lastIndex = 0;
  while (ITEM.lastIndex < inner.length) {
    const found = ITEM.exec(inner);
    if (!found) return undefined;
    items.push(found[1] ?? found[2] ?? '');
  }
  return items;
}
