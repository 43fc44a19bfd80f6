import type { Language } from './module.ts';

/**
 * Where a statement that the parser could not read ends, told by the text alone: by its lines, their indentation, and its
 * brackets and strings. Statements are written on lines of their own and what belongs to them is indented deeper; where
 * this does not hold, the brackets tell.
 *
 * `start` is where the statement begins, `indent` how many columns its line is indented. The answer is at the start of a
 * line, or at the end of the text.
 */
export function endOfStatement(text: string, start: number, indent: number, language: Language): number {
  const python = language === 'python';
  const open: number[] = [];
  // In JavaScript, a decorator before `export` is not read either: there the statement is the decorator alone.
  let decorates = python && text.charCodeAt(start) === AT;
  let first: number | undefined;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const within = open[open.length - 1];
    if (isLineEnd(code)) {
      const line = code === RETURN && text.charCodeAt(at + 1) === NEWLINE ? at + 2 : at + 1;
      const begin = lineAt(text, line);
      at = line;
      if (begin.at >= text.length) break;
      if (isLineEnd(text.charCodeAt(begin.at))) {
        at = begin.at;
        continue;
      }
      const isLess = begin.columns < indent;
      if (!isLess && !(begin.columns === indent && isStart(text, begin.at, python))) continue;
      const isCode = within === undefined || !isQuote(within);
      if (isCode && isLess) return first ?? line;
      if (within === undefined && !decorates) return line;
      if (within === undefined)
        decorates = text.charCodeAt(begin.at) === AT || text.charCodeAt(begin.at) === HASH;
      else first ??= line;
      if (first !== undefined && line - start > FARTHEST) return first;
    } else if (within !== undefined && isQuote(within)) {
      at = inString(text, at, within, open);
    } else {
      at = inCode(text, at, python, open);
    }
  }
  return open.length > 0 && first !== undefined ? first : text.length;
}

/** So far is looked for the end of brackets and strings; beyond, they are taken to be left open. UTF-16 units. */
const FARTHEST = 65_536;

const NEWLINE = 10;
const RETURN = 13;
const DOUBLE = 34;
const HASH = 35;
const DOLLAR = 36;
const SINGLE = 39;
const STAR = 42;
const SLASH = 47;
const AT = 64;
const BACKSLASH = 92;
const BACKTICK = 96;
const BRACE = 123;
/** Marks of what is open, beside the brackets and quotes themselves: Python's long strings. */
const LONG_SINGLE = 1;
const LONG_DOUBLE = 2;

const CLOSES: Readonly<Record<number, number>> = { 41: 40, 93: 91, 125: BRACE };

function isLineEnd(code: number): boolean {
  return code === NEWLINE || code === RETURN;
}

function isQuote(code: number): boolean {
  return code === BACKTICK || code === LONG_SINGLE || code === LONG_DOUBLE;
}

/** Words that go on with the statement of the line before. */
const CONTINUES = {
  python: /(?:else|elif|except|finally)\b/y,
  javascript: /(?:else|catch|finally|instanceof|in|as|satisfies|extends|implements)\b/y,
};
const STARTS = { python: /[^)\]}]/y, javascript: /[\p{L}\p{N}_$@'"#~]|\/[/*]/uy };

/** Whether a line that begins so can be the first of a statement. */
function isStart(text: string, at: number, python: boolean): boolean {
  const language = python ? 'python' : 'javascript';
  const starts = STARTS[language];
  starts.lastIndex = at;
  if (!starts.test(text)) return false;
  const continues = CONTINUES[language];
  continues.lastIndex = at;
  return !continues.test(text);
}

/** Where the line that starts at an offset has its first sign that is no space, and how many columns stand before it. */
export function lineAt(text: string, start: number): { readonly at: number; readonly columns: number } {
  let columns = 0;
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 9) columns += 8 - (columns % 8);
    else if (code === 32 || code === 12 || code === 0xfeff) columns += 1;
    else break;
  }
  return { at, columns };
}

/** Behind what stands at an offset inside a string over lines. */
function inString(text: string, at: number, quote: number, open: number[]): number {
  const code = text.charCodeAt(at);
  if (code === BACKSLASH) return isLineEnd(text.charCodeAt(at + 1)) ? at + 1 : at + 2;
  if (quote === BACKTICK) {
    if (code === BACKTICK) open.pop();
    if (code !== DOLLAR || text.charCodeAt(at + 1) !== BRACE) return at + 1;
    open.push(BRACE);
    return at + 2;
  }
  const ends = quote === LONG_SINGLE ? SINGLE : DOUBLE;
  if (code !== ends || text.charCodeAt(at + 1) !== ends || text.charCodeAt(at + 2) !== ends) return at + 1;
  open.pop();
  return at + 3;
}

/** Behind what stands at an offset outside of strings, at a line's end at most. */
function inCode(text: string, at: number, python: boolean, open: number[]): number {
  const code = text.charCodeAt(at);
  switch (code) {
    case 40:
    case 91:
    case BRACE:
      open.push(code);
      return at + 1;
    case 41:
    case 93:
    case 125: {
      closeBracket(open, CLOSES[code] ?? 0);
      return at + 1;
    }
    case SINGLE:
    case DOUBLE: {
      if (python && text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code) {
        open.push(code === SINGLE ? LONG_SINGLE : LONG_DOUBLE);
        return at + 3;
      }
      return behindString(text, at, code);
    }
    case BACKTICK:
      if (!python) open.push(BACKTICK);
      return at + 1;
    case HASH:
      return python ? endOfLine(text, at) : at + 1;
    case SLASH:
      return python ? at + 1 : behindSlash(text, at);
    case BACKSLASH:
      // A line that goes on in the next one.
      if (!isLineEnd(text.charCodeAt(at + 1))) return at + 1;
      return text.charCodeAt(at + 1) === RETURN && text.charCodeAt(at + 2) === NEWLINE ? at + 3 : at + 2;
    default:
      return at + 1;
  }
}

/** A bracket that closes another than the last one: those between were left open. */
function closeBracket(open: number[], opening: number): void {
  for (let at = open.length - 1; at >= Math.max(0, open.length - MOST_LEFT_OPEN); at -= 1) {
    const each = open[at];
    if (each === undefined || isQuote(each)) return;
    if (each !== opening) continue;
    open.length = at;
    return;
  }
}

const MOST_LEFT_OPEN = 50;

function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at += 1;
  return at;
}

function behindString(text: string, start: number, quote: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (isLineEnd(code)) return at;
    if (code === BACKSLASH && !isLineEnd(text.charCodeAt(at + 1))) at += 1;
  }
  return text.length;
}

/** A comment, a pattern, or a division. */
function behindSlash(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === SLASH) return endOfLine(text, at);
  if (next === STAR) {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? text.length : end + 2;
  }
  return isPattern(text, at) ? behindPattern(text, at) : at + 1;
}

/** A pattern stands where a value is expected; elsewhere, the slash divides. */
function isPattern(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 9)) before -= 1;
  if (before < 0 || /[^\w$)\]}'"`]/.test(text.charAt(before))) return true;
  return /\b(?:return|typeof|case|in|of|await|yield)$/.test(text.slice(Math.max(0, before - 8), before + 1));
}

const LONGEST_PATTERN = 2000;

function behindPattern(text: string, start: number): number {
  let inClass = false;
  const farthest = Math.min(text.length, start + LONGEST_PATTERN);
  for (let at = start + 1; at < farthest; at += 1) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code)) return start + 1;
    if (code === BACKSLASH) at += 1;
    else if (code === 91) inClass = true;
    else if (code === 93) inClass = false;
    else if (code === SLASH && !inClass) return at + 1;
  }
  return start + 1;
}
