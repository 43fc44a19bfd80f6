import type { Language } from './module.ts';

/** Where statements of one body begin: the grammar node that holds them and the blanks before each of them. */
export interface Level {
  readonly language: Language;
  readonly container: 'Script' | 'Block' | 'ClassBody' | 'Body';
  readonly indent: string;
}

/**
 * Words that go on with the statement of the line before. A word too many only makes a piece longer.
 */
const CONTINUING: Readonly<Record<Language, ReadonlySet<string>>> = {
  python: new Set(['and', 'as', 'elif', 'else', 'except', 'finally', 'from', 'in', 'is', 'or']),
  javascript: new Set([
    'as',
    'catch',
    'else',
    'extends',
    'finally',
    'from',
    'implements',
    'in',
    'instanceof',
    'is',
    'of',
    'satisfies',
  ]),
};

const WORD = /[\p{L}_$@#\p{N}]*/uy;

/** As much as is read behind the start of a line to tell whether it is a landmark. */
export const PEEK = 16;

const searches = new Map<string, RegExp>();

function searchFor(indent: string): RegExp {
  const known = searches.get(indent);
  if (known) return known;
  const made = new RegExp(`\\n${indent}(?=[A-Za-z_$@#\\u0080-\\uffff])`, 'g');
  if (searches.size > 100) searches.clear();
  searches.set(indent, made);
  return made;
}

/**
 * The start of the first line behind `from` (and before `end`) on which a statement of the level seems to begin; `end`
 * where there is none.
 */
export function nextLandmark(text: string, from: number, end: number, level: Level): number {
  const search = searchFor(level.indent);
  search.lastIndex = from;
  for (let match = search.exec(text); match && match.index + 1 < end; match = search.exec(text)) {
    const at = match.index + 1;
    if (isStart(text, at + level.indent.length, level.language) && !isContinued(text, match.index, level)) {
      return at;
    }
  }
  return end;
}

function isStart(text: string, at: number, language: Language): boolean {
  if (language === 'python' && /[#$]/.test(text.charAt(at))) return false;
  WORD.lastIndex = 0;
  const word = WORD.exec(text.slice(at, at + PEEK))?.[0] ?? '';
  return word !== '' && !CONTINUING[language].has(word);
}

/** Whether the line that ends at `lineEnd` goes on with a backslash, or is a decorator. */
function isContinued(text: string, lineEnd: number, { language, indent }: Level): boolean {
  const last = text.charAt(lineEnd - 1) === '\r' ? lineEnd - 2 : lineEnd - 1;
  if (language === 'python' && text.charAt(last) === '\\') return true;
  const lineStart = lineEnd === 0 ? 0 : text.lastIndexOf('\n', lineEnd - 1) + 1;
  return text.startsWith('@', lineStart + indent.length);
}
