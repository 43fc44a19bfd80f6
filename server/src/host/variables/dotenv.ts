import {
  type Assignment,
  assignmentAt,
  type Line,
  LONGEST_LINE,
  linesOf,
  MOST_ASSIGNMENTS,
} from './lines.ts';

/** A quoted value of more lines is none that a person wrote. */
const MOST_QUOTED_LINES = 200;

/**
 * What a `.env` file sets: `NAME=value`, with `export` in front, with quotes, which may reach over several lines, and with
 * comments (python-dotenv@1.2.4:dotenv/parser.py; Node's dotenv takes `NAME: value` too).
 */
export function readDotenv(text: string): readonly Assignment[] {
  const found: Assignment[] = [];
  const lines = linesOf(text);
  for (let at = 0; at < lines.length && found.length < MOST_ASSIGNMENTS; at++) {
    const line = lines[at];
    if (!line || line.text.length > LONGEST_LINE) continue;
    const head = /^\s*(?:export\s+)?([A-Za-z_][\w.-]{0,127})(?:\s*=\s*|:\s+)/.exec(line.text);
    const name = head?.[1];
    if (!head || name === undefined) continue;
    const from = line.text.indexOf(name, /^\s*(?:export\s+)?/.exec(line.text)?.[0].length ?? 0);
    const rest = line.text.slice(head[0].length);
    const quote = /^["'`]/.exec(rest)?.[0];
    const quoted = quote === undefined ? undefined : readQuoted(lines, at, head[0].length, quote);
    if (quoted) {
      found.push(assignmentAt(line, name, quoted.value, from, quoted.end ?? line.text.length));
      at = quoted.last;
      continue;
    }
    const value = rest.replace(/(?:^|[ \t])#.*$/, '').trim();
    found.push(assignmentAt(line, name, value, from, head[0].length + value.length));
  }
  return found;
}

interface Quoted {
  readonly value: string;
  /** The line with the closing quote. */
  readonly last: number;
  /** Behind the closing quote, where it stands on the first line. */
  readonly end?: number;
}

/** Undefined where the quote is never closed: it is a character like others then. */
function readQuoted(
  lines: readonly Line[],
  first: number,
  column: number,
  quote: string,
): Quoted | undefined {
  let value = '';
  for (let at = first; at < Math.min(lines.length, first + MOST_QUOTED_LINES); at++) {
    const text = lines[at]?.text ?? '';
    const from = at === first ? column + 1 : 0;
    const close = closing(text, from, quote);
    value += `${at === first ? '' : '\n'}${text.slice(from, close < 0 ? text.length : close)}`;
    if (close >= 0) return { value, last: at, ...(at === first ? { end: close + 1 } : {}) };
  }
  return undefined;
}

function closing(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}
