import type { Module } from '../syntax/module.ts';
import type { Span } from '../text/span.ts';

/** A Python annotation, as far as values depend on it: `list[AnyUrl] | str`. */
export interface Annotated {
  /** The last part of a dotted name; `|` for a union. */
  readonly name: string;
  readonly args: readonly Annotated[];
}

const LONGEST = 400;
const DEEPEST = 8;

/** Where the annotation of a field stands: between its name and the `=` in front of its value, or the end of the line. */
export function annotationSpan(module: Module, name: Span, value: Span | undefined): Span | undefined {
  const lineEnd = module.text.indexOf('\n', name.end);
  const until = value ? value.start : lineEnd < 0 ? module.text.length : lineEnd;
  const between = module.text.slice(name.end, Math.min(until, name.end + LONGEST));
  const colon = /^\s*:/.exec(between);
  if (!colon || until - name.end > LONGEST) return undefined;
  const end = value ? between.lastIndexOf('=') : between.length;
  return end <= colon[0].length ? undefined : { start: name.end + colon[0].length, end: name.end + end };
}

/** The whole of `Annotated[…]` behind the colon of a field without a value, over several lines too. */
export function annotatedSpan({ text }: Module, colon: number): Span | undefined {
  const head = /^:\s*(?:\w+\.)?Annotated\[/.exec(text.slice(colon, colon + 80));
  if (!head) return undefined;
  let depth = 1;
  let quote = '';
  for (let at = colon + head[0].length; at < text.length && at < colon + MOST_ANNOTATED; at += 1) {
    const unit = text[at] ?? '';
    if (quote !== '') {
      if (unit === '\\') at += 1;
      else if (unit === quote || unit === '\n') quote = '';
    } else if (unit === '"' || unit === "'") quote = unit;
    else if ('[({'.includes(unit)) depth += 1;
    else if ('])}'.includes(unit)) depth -= 1;
    if (depth === 0) {
      const isAlone = /^[ \t]*(?:#|\r?\n|$)/.test(text.slice(at + 1, at + 100));
      return isAlone ? { start: colon + 1, end: at + 1 } : undefined;
    }
  }
  return undefined;
}

const MOST_ANNOTATED = 2000;

/** Reads an annotation; undefined for what is no plain type: a text, a call. */
export function readAnnotation(source: string): Annotated | undefined {
  const tokens = source.slice(0, LONGEST).match(/[\w.]+|\[|\]|\||,|"|'|\(|\)|[^\s\w]/g) ?? [];
  let at = 0;
  const union = (depth: number): Annotated | undefined => {
    const parts: Annotated[] = [];
    for (;;) {
      const part = single(depth);
      if (!part) return undefined;
      parts.push(part);
      if (tokens[at] !== '|') break;
      at += 1;
    }
    const [only] = parts;
    return parts.length === 1 ? only : { name: '|', args: parts };
  };
  const single = (depth: number): Annotated | undefined => {
    const word = tokens[at];
    if (word === undefined || depth > DEEPEST || !/^[\w.]+$/.test(word)) return undefined;
    at += 1;
    const name = word.slice(word.lastIndexOf('.') + 1);
    if (tokens[at] !== '[') {
      skipCall();
      return { name, args: [] };
    }
    at += 1;
    const args: Annotated[] = [];
    while (tokens[at] !== ']') {
      const argument = tokens[at] === '"' || tokens[at] === "'" ? skipped() : union(depth + 1);
      if (!argument) return undefined;
      args.push(argument);
      if (tokens[at] === ',') at += 1;
      else if (tokens[at] !== ']') return undefined;
    }
    at += 1;
    if (name === 'Optional') return { name: '|', args: [...args, { name: 'None', args: [] }] };
    return { name: name === 'Union' ? '|' : name, args };
  };
  /** A text of a `Literal`: what it says changes nothing. */
  const skipped = (): Annotated | undefined => {
    while (at < tokens.length && tokens[at] !== ',' && tokens[at] !== ']') at += 1;
    return { name: '', args: [] };
  };
  /** `BeforeValidator(split)`, `Field(…)` behind a type. */
  const skipCall = (): void => {
    if (tokens[at] !== '(') return;
    let depth = 0;
    for (; at < tokens.length; at += 1) {
      if (tokens[at] === '(') depth += 1;
      if (tokens[at] === ')') depth -= 1;
      if (depth === 0) break;
    }
    at += 1;
  };
  const read = union(0);
  return at >= tokens.length ? read : undefined;
}
