import type { Module } from '../syntax/module.ts';
import type { Place } from '../text/span.ts';
import { boolean, MAX_TEXT, number, type Plain, text } from './build.ts';
import { split } from './cuts.ts';
import { changed, isSpace, part, trimmed } from './pieces.ts';
import type { TextValue, Value } from './value.ts';

/** Methods that give back the same text, apart from its case or its ends. */
export const SAME_TEXT: ReadonlySet<string> = new Set([
  'strip',
  'lstrip',
  'rstrip',
  'trim',
  'trimStart',
  'trimEnd',
  'lower',
  'casefold',
  'toLowerCase',
  'toLocaleLowerCase',
  'toString',
  'decode',
  'encode',
  'valueOf',
]);

/** What a method of a known text gives; undefined for what is not followed. */
export function textMethod(
  module: Module,
  name: string,
  value: TextValue,
  args: readonly Plain[],
  where: Place,
): Value | undefined {
  const [first, second] = args;
  const one = first?.kind === 'text' ? first.value : undefined;
  const alone = args.length === 0;
  const source = value.value;
  switch (name) {
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      if (!alone && one === undefined) return undefined;
      return trimmed(module, value, name !== 'rstrip', name !== 'lstrip', one);
    case 'trim':
    case 'trimStart':
    case 'trimEnd':
      return trimmed(module, value, name !== 'trimEnd', name !== 'trimStart');
    case 'lower':
    case 'casefold':
    case 'toLowerCase':
    case 'toLocaleLowerCase':
      return changed(value, source.toLowerCase());
    case 'upper':
    case 'toUpperCase':
      return changed(value, source.toUpperCase());
    case 'toString':
    case 'valueOf':
    case 'encode':
    case 'decode':
      return value;
    case 'removesuffix':
      return one === undefined
        ? undefined
        : part(module, value, 0, source.length - (one && source.endsWith(one) ? one.length : 0));
    case 'removeprefix':
      return one === undefined
        ? undefined
        : part(module, value, source.startsWith(one) ? one.length : 0, source.length);
    case 'replace':
    case 'replaceAll':
      return replaced(module, name, value, args);
    case 'concat': {
      const parts = args.map((each) => primitiveText(each, module.language));
      return parts.includes(undefined) ? undefined : glued([source, ...parts], '', where);
    }
    case 'startswith':
    case 'startsWith':
      return one === undefined || second ? undefined : boolean(source.startsWith(one), where);
    case 'endswith':
    case 'endsWith':
      return one === undefined || second ? undefined : boolean(source.endsWith(one), where);
    case 'includes':
      return one === undefined || second ? undefined : boolean(source.includes(one), where);
    case 'indexOf':
    case 'find':
      return one === undefined || second ? undefined : number(source.indexOf(one), where);
    case 'slice':
    case 'substring': {
      const [from, to = { kind: 'number', value: source.length }] = args;
      if (args.length > 2 || from?.kind !== 'number' || to.kind !== 'number') return undefined;
      if (from.value < 0 || to.value < from.value) return undefined;
      return part(module, value, Math.min(from.value, source.length), Math.min(to.value, source.length));
    }
    case 'split':
      if (second || (first && one === undefined && first.kind !== 'regex')) return undefined;
      return split(module, value, first?.kind === 'regex' ? first : one, where);
    case 'join':
      return joined(source, first, where, module.language);
    default:
      return undefined;
  }
}

/** A slash, a run of slashes, or blanks, taken away: `.replace(/\/+$/, '')`. */
function replaced(module: Module, name: string, value: TextValue, args: readonly Plain[]): Value | undefined {
  const [from, to] = args;
  if (to?.kind !== 'text' || args.length !== 2) return undefined;
  const source = value.value;
  if (from?.kind === 'text') {
    if (from.value === '') return undefined;
    const all = module.language === 'python' || name === 'replaceAll';
    if (module.language === 'javascript' && to.value.includes('$')) return undefined;
    if (all) {
      const made = bounded(source.split(from.value), to.value);
      return made === undefined ? undefined : changed(value, made);
    }
    const at = source.indexOf(from.value);
    return at < 0
      ? value
      : changed(value, source.slice(0, at) + to.value + source.slice(at + from.value.length));
  }
  if (from?.kind !== 'regex' || to.value !== '') return undefined;
  switch (from.source) {
    case '\\/$':
      return part(module, value, 0, source.endsWith('/') ? source.length - 1 : source.length);
    case '\\/+$':
    case '\\/*$':
      return trimmed(module, value, false, true, '/');
    case '\\s+$':
      return trimmed(module, value, false, true);
    case '^\\s+|\\s+$':
      return from.flags.includes('g') ? trimmed(module, value, true, true) : undefined;
    case '\\s':
    case '\\s+':
    case '\\s*':
      return from.flags.includes('g')
        ? changed(value, [...source].filter((unit) => !isSpace(unit)).join(''))
        : undefined;
    default:
      return undefined;
  }
}

/** `", ".join(list)` with known texts. */
export function joined(
  separator: string,
  items: Plain | undefined,
  where: Place,
  language: Module['language'],
): Value | undefined {
  if (items?.kind !== 'list') return undefined;
  const parts: string[] = [];
  for (const item of items.items) {
    const written = item.kind === 'oneOf' ? undefined : primitiveText(item, language);
    if (written === undefined || (language === 'python' && item.kind !== 'text')) return undefined;
    parts.push(item.kind === 'null' ? '' : written);
  }
  const [only] = items.items;
  return parts.length === 1 && only?.kind === 'text' ? only : glued(parts, separator, where);
}

/** `"https://{}".format(host)`, `"{0}.{1}".format(a, b)`, `"{host}".format(host=h)`: braces with nothing but a name or a number. */
export function formatted(
  source: string,
  args: readonly Plain[],
  named: ReadonlyMap<string, Plain>,
  where: Place,
): Value | undefined {
  const made: (string | undefined)[] = [];
  let next = 0;
  let from = 0;
  for (const field of source.matchAll(/\{(\w{0,80})\}/g)) {
    const name = field[1] ?? '';
    const argument = name === '' ? args[next++] : /^\d+$/.test(name) ? args[Number(name)] : named.get(name);
    const written = argument && primitiveText(argument, 'python');
    if (written === undefined) return undefined;
    made.push(between(source, from, field.index), written);
    from = field.index + field[0].length;
  }
  made.push(between(source, from, source.length));
  return made.includes(undefined) ? undefined : glued(made, '', where);
}

/** Undefined where a brace is left over: one that is doubled, or a field that is written in another way. */
function between(source: string, from: number, to: number): string | undefined {
  const part = source.slice(from, to);
  return /[{}]/.test(part) ? undefined : part;
}

/** Undefined where the text would be longer than any that is followed: it is not even made. */
function bounded(parts: readonly (string | undefined)[], separator: string): string | undefined {
  let length = 0;
  for (const part of parts) length += (part?.length ?? 0) + separator.length;
  return length > 2 * MAX_TEXT ? undefined : parts.join(separator);
}

/** One text of several; undefined where it is too long. */
export function glued(
  parts: readonly (string | undefined)[],
  separator: string,
  where: Place,
): Value | undefined {
  const made = bounded(parts, separator);
  return made === undefined ? undefined : text(made, where);
}

/** What a value is in an f-string or a template, where every reader agrees about it. */
export function primitiveText(value: Plain, language: Module['language']): string | undefined {
  switch (value.kind) {
    case 'text':
      return value.value;
    case 'number':
      // Python writes `1.0` and `1e+21` in its own way.
      return language === 'javascript' || Number.isSafeInteger(value.value) ? String(value.value) : undefined;
    case 'boolean':
      if (language === 'javascript') return String(value.value);
      return value.value ? 'True' : 'False';
    case 'null':
      if (language === 'python') return 'None';
      return value.undefined ? 'undefined' : 'null';
    default:
      return undefined;
  }
}
