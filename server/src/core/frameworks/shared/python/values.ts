import { truthiness } from '../../../evaluate/truth.ts';
import type { Value } from '../../../evaluate/value.ts';

/** Python values as a library meets them at run time: truth, iteration, `in`, `str()`. */

/** `bool(value)`; undefined where it is not known. */
export function truth(value: Value | undefined): boolean | undefined {
  const found = value === undefined ? 'unknown' : truthiness(value, 'python');
  return found === 'unknown' ? undefined : found;
}

/** What iterating over a value and `in` give, as far as they are known. */
export interface Texts {
  /** Items that are texts, in order; the letters of a text. */
  readonly items: readonly string[];
  /** Some item is known and no text: `", ".join(…)` raises TypeError. */
  readonly mixed: boolean;
  /** `item in value`: membership of a list, substring of a text. */
  has(item: string): boolean;
  /** `bool(value)`, where it is known. */
  readonly truth: boolean | undefined;
}

const NO_TEXTS: Texts = { items: [], mixed: false, has: () => false, truth: undefined };

/** Undefined where Python raises `TypeError: … is not iterable`. What is unknown has no items. */
export function textsOf(value: Value): Texts | undefined {
  switch (value.kind) {
    case 'text':
      return {
        items: [...value.value],
        mixed: false,
        has: (item) => value.value.includes(item),
        truth: value.value !== '',
      };
    case 'list': {
      const items = value.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
      const mixed = value.items.some((item) => !['text', 'unknown', 'oneOf'].includes(item.kind));
      return { items, mixed, has: (item) => items.includes(item), truth: truth(value) };
    }
    case 'record': {
      const items = value.entries.map((entry) => entry.key);
      return { items, mixed: false, has: (item) => items.includes(item), truth: truth(value) };
    }
    case 'unknown':
    case 'oneOf':
      return NO_TEXTS;
    default:
      return undefined;
  }
}

export function knownTexts(items: readonly string[]): Texts {
  return { items, mixed: false, has: (item) => items.includes(item), truth: items.length > 0 };
}

/** `str(value)` of a scalar; undefined for what is unknown or has no short text. */
export function strOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'text':
      return value.value;
    case 'number':
      return String(value.value);
    case 'boolean':
      return value.value ? 'True' : 'False';
    case 'null':
      return 'None';
    default:
      return undefined;
  }
}

/** `sorted(texts)`: Python compares code points, which for UTF-16 units is the same up to U+FFFF. */
export function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Python's name of a value's type, for messages. */
export function typeName(value: Value): string {
  switch (value.kind) {
    case 'text':
      return 'a string';
    case 'number':
      return 'a number';
    case 'boolean':
      return value.value ? '`True`' : '`False`';
    case 'null':
      return '`None`';
    case 'list':
      return `a ${value.form === 'array' ? 'list' : value.form}`;
    case 'record':
      return 'a dict';
    case 'regex':
      return 'a compiled pattern';
    case 'function':
      return 'a function';
    default:
      return 'an unknown value';
  }
}
