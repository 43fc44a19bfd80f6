import {
  type Assignment,
  assignmentAt,
  type Line,
  LONGEST_LINE,
  linesOf,
  MOST_ASSIGNMENTS,
} from './lines.ts';

/** Whether the keys below this path, outermost first, are variables. */
export type IsEnvironment = (path: readonly string[]) => boolean;

/** Deeper blocks are left out. */
const DEEPEST = 12;
const NAME = /^[A-Za-z_][\w.-]{0,127}$/;

interface Open {
  readonly indent: number;
  readonly key: string;
}

/**
 * The variables that a Compose file or a file of a CI service sets: `NAME: value` below a key that `isEnvironment` knows, and
 * `- NAME=value` there. This is no reader of YAML: it knows nested blocks, quotes on one line, and a map or a list in braces
 * on one line. Texts of several lines are skipped, so that what stands in a script is not taken for a key; aliases and merged
 * maps are not followed. One pass over the lines.
 */
export function readYaml(text: string, isEnvironment: IsEnvironment): readonly Assignment[] {
  const found: Assignment[] = [];
  let open: Open[] = [];
  /** Lines deeper than this go on with a value. */
  let continued = Number.POSITIVE_INFINITY;
  /** How many there were before the value that may go on. */
  let before = 0;

  for (const line of linesOf(text)) {
    if (found.length >= MOST_ASSIGNMENTS) break;
    const { text: written } = line;
    let indent = written.length - written.replace(/^ +/, '').length;
    if (indent > continued) {
      // A value of several lines is not put together, so it is not told.
      if (written.trim() !== '' && written[indent] !== '#') found.length = before;
      continue;
    }
    const first = written[indent];
    if (first === undefined || first === '#' || first === '\t' || written.length > LONGEST_LINE) continue;
    continued = Number.POSITIVE_INFINITY;
    before = found.length;
    if (indent === 0 && /^(?:---|\.\.\.)(?:\s|$)/.test(written)) {
      open = [];
      continue;
    }
    let item = -1;
    while (written[indent] === '-' && (written[indent + 1] === ' ' || indent + 1 === written.length)) {
      item = indent;
      const dash = indent;
      // A list may stand at the same column as its key.
      open = open.filter((one) => one.indent <= dash);
      indent += 1;
      while (written[indent] === ' ') indent += 1;
    }
    if (indent >= written.length) continue;
    const pair = pairAt(written, indent);
    if (!pair) {
      if (item >= 0) {
        const value = scalar(written, indent);
        if (value && isEnvironment(keysOf(open))) push(found, itemOf(line, indent, value));
        continued = item;
      }
      continue;
    }
    const column = indent;
    open = open.filter((one) => one.indent < column);
    if (open.length >= DEEPEST) continue;
    const path = keysOf(open);
    const value = written.slice(pair.value).trim();
    if (value === '' || value.startsWith('#') || /^[&!]\S*(?:\s+#.*)?$/.test(value)) {
      open.push({ indent, key: pair.key });
      continue;
    }
    continued = indent;
    if (/^[|>*&!]/.test(value)) continue;
    if (/^[[{]/.test(value)) {
      if (isEnvironment([...path, pair.key])) found.push(...flow(line, pair.value, value));
      continue;
    }
    const end = scalar(written, pair.value);
    if (!end) continue;
    if (isEnvironment(path)) push(found, pairOf(line, pair.key, end, indent));
    // GitLab: a variable with a description has its value below it.
    const [last, ...above] = [...path].reverse();
    if (pair.key === 'value' && last !== undefined && isEnvironment(above.reverse()))
      push(found, pairOf(line, last, end, indent));
  }
  return found.slice(0, MOST_ASSIGNMENTS);
}

function keysOf(open: readonly Open[]): readonly string[] {
  return open.map(({ key }) => key);
}

function push(found: Assignment[], one: Assignment | undefined): void {
  if (one) found.push(one);
}

/** A key and where its value begins: the first colon with a blank or nothing behind it, outside quotes. */
function pairAt(written: string, from: number): { readonly key: string; readonly value: number } | undefined {
  const quote = written[from];
  let at = from;
  if (quote === '"' || quote === "'") {
    at = written.indexOf(quote, from + 1) + 1;
    if (at === 0) return undefined;
    const colon = /^\s*:(?=\s|$)/.exec(written.slice(at));
    return colon ? { key: written.slice(from + 1, at - 1), value: at + colon[0].length } : undefined;
  }
  if (quote === '[' || quote === '{') return undefined;
  for (; at < written.length; at++) {
    const behind = written[at + 1];
    if (written[at] === '#' && /\s/.test(written[at - 1] ?? '')) return undefined;
    if (written[at] === ':' && (behind === undefined || behind === ' ' || behind === '\t'))
      return { key: written.slice(from, at).trim(), value: at + 1 };
  }
  return undefined;
}

interface Scalar {
  readonly value: string;
  /** Behind it in the line. */
  readonly end: number;
}

/** Undefined for a quoted text that goes on in the next line. */
function scalar(written: string, from: number, stop = written.length): Scalar | undefined {
  let at = from;
  while (at < stop && (written[at] === ' ' || written[at] === '\t')) at += 1;
  const quote = written[at];
  if (quote === '"' || quote === "'") {
    let value = '';
    for (let next = at + 1; next < stop; next++) {
      const mark = written[next] ?? '';
      if (mark === '\\' && quote === '"') {
        value += mark + (written[next + 1] ?? '');
        next += 1;
      } else if (mark === quote && quote === "'" && written[next + 1] === "'") {
        value += mark;
        next += 1;
      } else if (mark === quote) return { value, end: next + 1 };
      else value += mark;
    }
    return undefined;
  }
  const value = written
    .slice(at, stop)
    .replace(/(?:^|[ \t])#.*$/, '')
    .trim();
  return { value, end: at + value.length };
}

function pairOf(line: Line, variable: string, { value, end }: Scalar, from: number): Assignment | undefined {
  // `NAME:` and `NAME: null` take the value from the shell.
  if (!NAME.test(variable) || /^(?:null|~|)$/i.test(value)) return undefined;
  return assignmentAt(line, variable, value, from, end);
}

/** `NAME=value`. A name alone takes the value from the shell. */
function itemOf(line: Line, from: number, { value, end }: Scalar): Assignment | undefined {
  const equals = value.indexOf('=');
  const name = value.slice(0, Math.max(equals, 0));
  return NAME.test(name) ? assignmentAt(line, name, value.slice(equals + 1), from, end) : undefined;
}

/** `{ A: "x", B: y }` and `["A=x"]`, closed on the line. Nothing is nested in them. */
function flow(line: Line, from: number, written: string): readonly Assignment[] {
  const { text } = line;
  const begin = text.indexOf(written[0] ?? '', from) + 1;
  const close = written.startsWith('{') ? '}' : ']';
  const found: Assignment[] = [];
  let start = begin;
  let quote = '';
  for (let at = begin; at < text.length && found.length < MOST_ASSIGNMENTS; at++) {
    const mark = text[at] ?? '';
    if (quote !== '') {
      if (mark === '\\' && quote === '"') at += 1;
      else if (mark === quote) quote = '';
      continue;
    }
    if ((mark === '"' || mark === "'") && /^[\s:]*$/.test(text.slice(Math.max(start, at - 1), at)))
      quote = mark;
    else if (mark === ',' || mark === close) {
      push(found, flowEntry(line, start, at, close));
      start = at + 1;
      if (mark === close) return found;
    }
  }
  return [];
}

function flowEntry(line: Line, from: number, to: number, close: string): Assignment | undefined {
  const { text } = line;
  const start = from + (/^\s*/.exec(text.slice(from, to))?.[0].length ?? 0);
  const pair = pairAt(text.slice(0, to), start);
  const value = scalar(text, pair ? pair.value : start, to);
  if (!value) return undefined;
  if (close === '}') return pair && pairOf(line, pair.key, value, start);
  return pair ? undefined : itemOf(line, start, value);
}
