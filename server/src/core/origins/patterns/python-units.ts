import type { UnitTest } from './tree.ts';

/** One escape outside or inside a set: a class of units, or a single one. */
export interface Escape {
  readonly test?: UnitTest;
  readonly unit?: string;
  readonly end: number;
}

const CONTROLS: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The escape whose letter stands at `at`, right behind its backslash. Undefined for one that Python refuses. */
export function escapeClass(source: string, at: number, flags: string): Escape | undefined {
  const letter = source.charAt(at);
  const ascii = flags.includes('a');
  switch (letter) {
    case 'd':
    case 'D':
      return category(ascii ? /^[0-9]$/ : /^\p{Nd}$/u, letter === 'D', at);
    case 'w':
    case 'W':
      return category(ascii ? /^[A-Za-z0-9_]$/ : /^[\p{L}\p{N}_]$/u, letter === 'W', at);
    case 's':
    case 'S':
      return category(ascii ? /^[ \t\n\r\f\v]$/ : /^\s$/, letter === 'S', at);
    case 'x':
      return coded(source, at, 2);
    case 'u':
      return coded(source, at, 4);
    case 'U':
      return coded(source, at, 8);
    case '':
      return undefined;
    default:
      break;
  }
  if (/[0-7]/.test(letter)) {
    const octal = /^[0-7]{1,3}/.exec(source.slice(at, at + 3))?.[0] ?? '0';
    return { unit: String.fromCharCode(Number.parseInt(octal, 8)), end: at + octal.length };
  }
  const control = CONTROLS[letter];
  if (control !== undefined) return { unit: control, end: at + 1 };
  // `re.error: bad escape` for every other ASCII letter and digit.
  return /[A-Za-z0-9]/.test(letter) ? undefined : { unit: letter, end: at + 1 };
}

function category(pattern: RegExp, negative: boolean, at: number): Escape {
  return { test: (unit) => pattern.test(unit) !== negative, end: at + 1 };
}

function coded(source: string, at: number, digits: number): Escape | undefined {
  const text = source.slice(at + 1, at + 1 + digits);
  if (!new RegExp(`^[0-9A-Fa-f]{${digits}}$`).test(text)) return undefined;
  const code = Number.parseInt(text, 16);
  return code > 0x10ffff ? undefined : { unit: String.fromCodePoint(code), end: at + 1 + digits };
}

/** A character set, from behind its `[` to behind its `]`. Undefined for one that Python refuses. */
export function readSet(
  source: string,
  start: number,
  flags: string,
): { readonly test: UnitTest; readonly end: number } | undefined {
  let at = start;
  const negative = source.charAt(at) === '^';
  if (negative) at++;
  const tests: UnitTest[] = [];
  for (let first = true; first || source.charAt(at) !== ']'; first = false) {
    const low = readItem(source, at, flags);
    if (!low) return undefined;
    at = low.end;
    const isRange = source.charAt(at) === '-' && source.charAt(at + 1) !== ']' && at + 1 < source.length;
    if (!isRange) {
      const { test, unit } = low;
      tests.push(test ?? ((u) => u === unit));
      continue;
    }
    const high = readItem(source, at + 1, flags);
    const { unit: from } = low;
    const to = high?.unit;
    if (!high || from === undefined || to === undefined || to < from) return undefined;
    at = high.end;
    tests.push((u) => u >= from && u <= to);
  }
  const admits: UnitTest = (unit) => tests.some((test) => test(unit));
  const folded: UnitTest = flags.includes('i')
    ? (unit) => admits(unit) || admits(unit.toLowerCase()) || admits(unit.toUpperCase())
    : admits;
  return { test: (unit) => folded(unit) !== negative, end: at + 1 };
}

function readItem(source: string, at: number, flags: string): Escape | undefined {
  const unit = source.charAt(at);
  if (unit === '') return undefined;
  return unit === '\\' ? escapeClass(source, at + 1, flags) : { unit, end: at + 1 };
}
