import type { Language } from '../syntax/module.ts';
import { alternatives } from './combine.ts';
import { typeNamed } from './types.ts';
import type { Value } from './value.ts';

/** What `if (value)` does, by the rules of the language: an empty list is false in Python and true in JavaScript. */
export function truthiness(value: Value, language: Language): boolean | 'unknown' {
  switch (value.kind) {
    case 'text':
      return value.value !== '';
    case 'number':
      return value.value !== 0 && !Number.isNaN(value.value);
    case 'boolean':
      return value.value;
    case 'null':
      return false;
    case 'regex':
    case 'function':
      return true;
    case 'list':
      if (language === 'javascript') return true;
      if (value.items.some((item) => !(item.kind === 'unknown' && item.spread))) return true;
      return value.items.length === 0 ? false : 'unknown';
    case 'record':
      if (language === 'javascript' || value.entries.length > 0) return true;
      return value.rest.length === 0 ? false : 'unknown';
    case 'unknown':
      return language === 'python' && typeNamed(value) !== undefined ? true : 'unknown';
    case 'oneOf': {
      const [first, ...others] = alternatives(value).map((each) => truthiness(each.value, language));
      return first !== undefined && others.every((each) => each === first) ? first : 'unknown';
    }
  }
}
