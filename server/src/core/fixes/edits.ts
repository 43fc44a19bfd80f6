import type { Option } from '../policy/policy.ts';
import { endOfLine, pastLineEnd, startOfLine } from '../text/lines.ts';
import type { Edit, Place } from '../text/span.ts';

/** Replaces a value, a name, any place, by a text. */
export function replace(place: Place, text: string): Edit {
  return { uri: place.uri, start: place.start, end: place.end, text };
}

/** Gives an option another name. Empty for one that is written without its name. */
export function renameOption(text: string, option: Option, name: string): readonly Edit[] {
  if (option.form === 'positional') return [];
  const { keyPlace } = option;
  const written = text.slice(keyPlace.start, keyPlace.end);
  if (option.form === 'shorthand') return [replace(keyPlace, `${name}: ${written}`)];
  const quoted = /^(\w*["'`]).*(["'`])$/s.exec(written);
  return [replace(keyPlace, quoted ? `${quoted[1]}${name}${quoted[2]}` : name)];
}

/** Removes an option with the comma and the line that only it needed. */
export function removeOption(text: string, option: Option): readonly Edit[] {
  if (option.form === 'positional') return [];
  return [option.form === 'assignment' ? removeLines(text, option.place) : removeListed(text, option.place)];
}

/** Removes one of several things that commas separate: an argument, an entry, an item. */
export function removeListed(text: string, place: Place): Edit {
  const lineStart = startOfLine(text, place.start);
  const ownLine = text.slice(lineStart, place.start).trim() === '';
  const comma = skipBlanks(text, place.end);
  if (text[comma] === ',') {
    const after = comma + 1;
    const rest = endOfLine(text, after);
    if (ownLine && isBlankOrComment(text.slice(after, rest)))
      return cut(place.uri, lineStart, pastLineEnd(text, rest));
    return cut(place.uri, place.start, skipSpaces(text, after));
  }
  const rest = endOfLine(text, place.end);
  if (ownLine && text.slice(place.end, rest).trim() === '')
    return cut(place.uri, lineStart, pastLineEnd(text, rest));
  const before = skipBlanksBack(text, place.start);
  return cut(place.uri, text[before - 1] === ',' ? before - 1 : place.start, place.end);
}

/** Removes a statement with its lines, or only itself where others share the line. */
export function removeLines(text: string, place: Place): Edit {
  const lineStart = startOfLine(text, place.start);
  const semicolon = text[place.end] === ';' ? place.end + 1 : place.end;
  const lineEnd = endOfLine(text, semicolon);
  const alone =
    text.slice(lineStart, place.start).trim() === '' && isBlankOrComment(text.slice(semicolon, lineEnd));
  return alone
    ? cut(place.uri, lineStart, pastLineEnd(text, lineEnd))
    : cut(place.uri, place.start, semicolon);
}

function cut(uri: string, start: number, end: number): Edit {
  return { uri, start, end, text: '' };
}

function isBlankOrComment(text: string): boolean {
  return /^\s*(?:#.*|\/\/.*)?$/.test(text);
}

function skipSpaces(text: string, offset: number): number {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}

function skipBlanksBack(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}
