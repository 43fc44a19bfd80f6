import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/span.ts';
import type { Expr } from './expr.ts';
import { spanOf } from './lezer.ts';
import { firstExpression, type PythonSource } from './python-nodes.ts';

/** One string token with its quotes taken off. */
interface Piece {
  readonly node: SyntaxNode;
  readonly open: string;
  readonly close: string;
  readonly content: Span;
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly format: boolean;
}

const OPENING = /^([a-zA-Z]{0,2})('''|"""|'|")/;

/** `String`, `FormatString` and `ContinuedString` (which stand side by side and are one value). */
export function makeString(source: PythonSource, node: SyntaxNode): Expr {
  const nodes =
    node.name === 'ContinuedString'
      ? [...node.getChildren('String'), ...node.getChildren('FormatString')]
      : [node];
  nodes.sort((a, b) => a.from - b.from);
  const pieces = nodes.flatMap((each) => pieceOf(source.text, each) ?? []);
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  if (!first || !last) return { kind: 'opaque', span: spanOf(node), what: node.name };
  const parts: (string | Expr)[] = [];
  for (const piece of pieces) addParts(source, piece, parts);
  // What is left of a string without an opening quote is no part of it.
  const span = { start: first.node.from, end: last.node.to };
  if (parts.some((part) => typeof part !== 'string')) return { kind: 'template', span, parts };
  const value = parts.join('');
  const content = { start: first.content.start, end: last.content.end };
  const verbatim = pieces.length === 1 && value === source.text.slice(content.start, content.end);
  const bytes = pieces.some((piece) => piece.bytes);
  return {
    kind: 'text',
    span,
    value,
    content,
    open: first.open,
    close: last.close,
    verbatim,
    bytes,
  };
}

function pieceOf(text: string, node: SyntaxNode): Piece | undefined {
  const opening = OPENING.exec(text.slice(node.from, Math.min(node.from + 5, node.to)));
  if (!opening) return undefined;
  const [open, prefix = '', quote = ''] = opening;
  const start = node.from + open.length;
  const closed =
    node.to - quote.length >= start &&
    text.endsWith(quote, node.to) &&
    !isEscaped(text, start, node.to - quote.length);
  const letters = prefix.toLowerCase();
  return {
    node,
    open,
    close: closed ? quote : '',
    content: { start, end: closed ? node.to - quote.length : Math.max(start, node.to) },
    raw: letters.includes('r'),
    bytes: letters.includes('b'),
    format: letters.includes('f'),
  };
}

/** True where an odd number of backslashes stands before `at`: then a quote there does not close, in raw strings neither. */
function isEscaped(text: string, start: number, at: number): boolean {
  let backslashes = 0;
  while (at - backslashes - 1 >= start && text[at - backslashes - 1] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function addParts(source: PythonSource, piece: Piece, parts: (string | Expr)[]): void {
  let at = piece.content.start;
  if (piece.format) {
    for (const hole of piece.node.getChildren('FormatReplacement')) {
      addText(decode(source.text.slice(at, hole.from), piece), parts);
      parts.push(source.expr(valueOfHole(source.text, hole)));
      at = hole.to;
    }
  }
  if (at < piece.content.end) addText(decode(source.text.slice(at, piece.content.end), piece), parts);
}

function addText(text: string, parts: (string | Expr)[]): void {
  const last = parts[parts.length - 1];
  if (typeof last === 'string') parts[parts.length - 1] = last + text;
  else if (text !== '') parts.push(text);
}

/** `{x}`, `{x!s}`, `{x:s}` and `{x:d}` print the value as it is. Other forms are opaque: what they print is not the value. */
function valueOfHole(text: string, hole: SyntaxNode): SyntaxNode {
  const value = firstExpression(hole);
  const conversion = hole.getChild('FormatConversion');
  const spec = hole.getChild('FormatSpec');
  const plain =
    value !== undefined &&
    hole.getChild('FormatSelfDoc') === null &&
    hole.getChild(',') === null &&
    (conversion === null || text.slice(conversion.from, conversion.to) === '!s') &&
    (spec === null || /^:[ds]?$/.test(text.slice(spec.from, spec.to)));
  return plain ? value : hole;
}

/** https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences; an unknown escape keeps its backslash. */
const ESCAPE =
  /\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^{}]{1,88}\}|[\s\S])/g;

const SINGLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\r': '',
  '\r\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function decode(content: string, piece: Piece): string {
  const unbraced = piece.format ? content.replaceAll('{{', '{').replaceAll('}}', '}') : content;
  // Python reads every line end as `\n`.
  const lines = unbraced.includes('\r') ? unbraced.replace(/\r\n?/g, '\n') : unbraced;
  if (piece.raw || !lines.includes('\\')) return lines;
  return lines.replace(ESCAPE, (sequence) => unescaped(sequence, piece.bytes));
}

function unescaped(sequence: string, bytes: boolean): string {
  const body = sequence.slice(1);
  const single = Object.hasOwn(SINGLE, body) ? SINGLE[body] : undefined;
  if (single !== undefined) return single;
  if (/^[0-7]/.test(body)) return String.fromCharCode(Number.parseInt(body, 8) & (bytes ? 0xff : 0x1ff));
  if (body.length === 1) return sequence;
  const letter = body[0];
  if (letter === 'x') return String.fromCharCode(Number.parseInt(body.slice(1), 16));
  if (bytes) return sequence;
  if (letter === 'N') return namedCharacter(body.slice(2, -1));
  const point = Number.parseInt(body.slice(1), 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : sequence;
}

/** The Unicode names of ASCII punctuation. An origin, a method or a header name needs no other character. */
const ASCII_NAMES: Readonly<Record<string, string>> = {
  SPACE: ' ',
  'EXCLAMATION MARK': '!',
  'QUOTATION MARK': '"',
  'NUMBER SIGN': '#',
  'DOLLAR SIGN': '$',
  'PERCENT SIGN': '%',
  AMPERSAND: '&',
  APOSTROPHE: "'",
  'LEFT PARENTHESIS': '(',
  'RIGHT PARENTHESIS': ')',
  ASTERISK: '*',
  'PLUS SIGN': '+',
  COMMA: ',',
  'HYPHEN-MINUS': '-',
  'FULL STOP': '.',
  SOLIDUS: '/',
  COLON: ':',
  SEMICOLON: ';',
  'LESS-THAN SIGN': '<',
  'EQUALS SIGN': '=',
  'GREATER-THAN SIGN': '>',
  'QUESTION MARK': '?',
  'COMMERCIAL AT': '@',
  'LEFT SQUARE BRACKET': '[',
  'REVERSE SOLIDUS': '\\',
  'RIGHT SQUARE BRACKET': ']',
  'CIRCUMFLEX ACCENT': '^',
  'LOW LINE': '_',
  'GRAVE ACCENT': '`',
  'LEFT CURLY BRACKET': '{',
  'VERTICAL LINE': '|',
  'RIGHT CURLY BRACKET': '}',
  TILDE: '~',
};

const DIGITS = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE'];

/** A character outside ASCII comes out as U+FFFD: still one character that no ASCII text equals. */
function namedCharacter(name: string): string {
  const upper = name.toUpperCase();
  const letter = /^LATIN (SMALL|CAPITAL) LETTER ([A-Z])$/.exec(upper);
  if (letter?.[2]) return letter[1] === 'SMALL' ? letter[2].toLowerCase() : letter[2];
  const digit = upper.startsWith('DIGIT ') ? DIGITS.indexOf(upper.slice(6)) : -1;
  if (digit >= 0) return String(digit);
  return Object.hasOwn(ASCII_NAMES, upper) ? (ASCII_NAMES[upper] ?? '\ufffd') : '\ufffd';
}
