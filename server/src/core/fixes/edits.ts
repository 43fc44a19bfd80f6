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

/** False for what is written once and makes several items, such as the element of a comprehension, and for a part of an expression. */
export function isSeparate(text: string, place: Place): boolean {
  const before = text.slice(Math.max(0, place.start - 40), skipBlanksBack(text, place.start));
  const at = skipBlanks(text, place.end);
  return !LEADS_TO_IT.test(before) && !GOES_ON.test(text.slice(at, at + 20));
}

const LEADS_TO_IT = /(?:=>|\breturn|\blambda[^,()]*:|\b(?:if|else|or|and)|[?:|&+])$/;
const GOES_ON = /^(?:(?:async\s+for|for|if|else|or|and)\b|[?:|&+])/;

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
  const before = skipBlanksBack(text, place.start);
  // The last one without a comma: the style is kept, unless a comment stands between, or the comma makes a tuple.
  if (text[before - 1] === ',') {
    return cut(place.uri, isTupleComma(text, before - 1) ? before : before - 1, place.end);
  }
  return ownLine && text.slice(place.end, rest).trim() === ''
    ? cut(place.uri, lineStart, pastLineEnd(text, rest))
    : cut(place.uri, place.start, place.end);
}

/** Without this comma `("a", "b")` would be left as `("a")`, which in Python is no tuple but a text. */
function isTupleComma(text: string, comma: number): boolean {
  const item = text.slice(Math.max(0, comma - 300), comma);
  const literal = /(?:"[^"\n]*"|'[^'\n]*')$/.exec(item);
  if (!literal) return false;
  let at = skipBlanksBack(text, comma - literal[0].length);
  while (text.slice(startOfLine(text, at), at).trimStart().startsWith('#')) {
    at = skipBlanksBack(text, startOfLine(text, at));
  }
  // Behind a name it is the parenthesis of a call.
  return text[at - 1] === '(' && !/[\w)\]]/.test(text[skipBlanksBack(text, at - 1) - 1] ?? '');
}

/** Removes a statement with its lines, or only itself where others share the line. */
export function removeLines(text: string, place: Place): Edit {
  const lineStart = startOfLine(text, place.start);
  const semicolon = text[place.end] === ';' ? place.end + 1 : place.end;
  const lineEnd = endOfLine(text, semicolon);
  const alone =
    text.slice(lineStart, place.start).trim() === '' && isBlankOrComment(text.slice(semicolon, lineEnd));
  if (!alone) return cut(place.uri, place.start, semicolon);
  if (/\.pyi?$/i.test(place.uri) && isWholeBlock(text, lineStart, lineEnd))
    return { uri: place.uri, start: place.start, end: semicolon, text: 'pass' };
  return cut(place.uri, lineStart, pastLineEnd(text, lineEnd));
}

/** In Python a block cannot be empty: true for the only statement behind a colon. */
function isWholeBlock(text: string, lineStart: number, lineEnd: number): boolean {
  const indent = indentAt(text, lineStart);
  if (indent === 0) return false;
  const before = text.slice(Math.max(0, lineStart - 2000), lineStart).split(/\r\n|\r|\n/);
  const head = before.reverse().find((line) => !isBlankOrComment(line));
  if (head === undefined || !/:\s*(?:#.*)?$/.test(head)) return false;
  const after = text.slice(lineEnd, lineEnd + 2000).split(/\r\n|\r|\n/);
  const next = after.find((line) => !isBlankOrComment(line));
  return next === undefined || indentAt(next, 0) < indent;
}

function indentAt(text: string, lineStart: number): number {
  let at = lineStart;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at - lineStart;
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
