import type { Module } from '../syntax/module.ts';
import type { Place } from '../text/span.ts';
import { list, MAX_ITEMS } from './build.ts';
import { characters, isSpace, part, trimmed } from './pieces.ts';
import type { ListValue, RegexValue, TextValue, Value } from './value.ts';

/** How wide the separator at an offset is; 0 where there is none. */
type Separator = (source: string, at: number) => number;

const literal =
  (separator: string): Separator =>
  (source, at) =>
    source.startsWith(separator, at) ? separator.length : 0;

function run(belongs: (unit: string) => boolean): Separator {
  return (source, at) => {
    let end = at;
    while (end < source.length && belongs(source[end] ?? '')) end += 1;
    return end - at;
  };
}

interface Cut {
  readonly separator: Separator;
  /** The blanks before and behind each separator go too. */
  readonly before?: boolean;
  readonly after?: boolean;
}

/** The patterns that people split lists at. Others are not run: a pattern of the user's may take for ever. */
const CUTS: Readonly<Record<string, Cut>> = {
  ',': { separator: literal(',') },
  ';': { separator: literal(';') },
  '\\s*,\\s*': { separator: literal(','), before: true, after: true },
  ' *, *': { separator: literal(','), before: true, after: true },
  ',\\s*': { separator: literal(','), after: true },
  ', *': { separator: literal(','), after: true },
  '\\s*,': { separator: literal(','), before: true },
  '\\s+': { separator: run(isSpace) },
  ' +': { separator: run((unit) => unit === ' ') },
  '[\\s,]+': { separator: run((unit) => unit === ',' || isSpace(unit)) },
  '[,\\s]+': { separator: run((unit) => unit === ',' || isSpace(unit)) },
  '[,;]+': { separator: run((unit) => unit === ',' || unit === ';') },
  '[,;]': { separator: (source, at) => (source[at] === ',' || source[at] === ';' ? 1 : 0) },
};

function pieces(module: Module, value: TextValue, cut: Cut): Value[] {
  const found: Value[] = [];
  const source = value.value;
  let from = 0;
  const add = (to: number, last: boolean): void => {
    const piece = part(module, value, from, to);
    const left = cut.after === true && found.length > 0;
    const right = cut.before === true && !last;
    found.push(piece.kind === 'text' && (left || right) ? trimmed(module, piece, left, right) : piece);
  };
  for (let at = 0; at < source.length && found.length <= MAX_ITEMS; ) {
    const width = cut.separator(source, at);
    if (width > 0) {
      add(at, false);
      from = at + width;
    }
    at += Math.max(width, 1);
  }
  add(source.length, true);
  return found;
}

/** What `text.split(separator)` gives; undefined for a separator that is not followed. */
export function split(
  module: Module,
  value: TextValue,
  separator: string | RegexValue | undefined,
  where: Place,
): ListValue | undefined {
  const python = module.language === 'python';
  const form = python ? 'list' : 'array';
  if (separator === undefined) {
    if (!python) return list(form, [value], where);
    const words = pieces(module, value, { separator: run(isSpace) });
    return list(
      form,
      words.filter((each) => each.kind === 'text' && each.value !== ''),
      where,
    );
  }
  if (typeof separator === 'string') {
    if (separator !== '') return list(form, pieces(module, value, { separator: literal(separator) }), where);
    return python ? undefined : list(form, characters(module, value), where);
  }
  const cut = Object.hasOwn(CUTS, separator.source) ? CUTS[separator.source] : undefined;
  return cut && list(form, pieces(module, value, cut), where);
}
