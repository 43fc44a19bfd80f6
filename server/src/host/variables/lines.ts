/** A variable that a file gives a value, as it is written. The value never leaves this folder unchecked: see `shown.ts`. */
export interface Assignment {
  readonly variable: string;
  readonly value: string;
  /** From the name to the end of the value or of its line; UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** Zero-based. */
  readonly line: number;
  readonly character: number;
}

export interface Line {
  readonly text: string;
  /** Offset of its first character. */
  readonly start: number;
  /** Zero-based. */
  readonly number: number;
}

/** What one file may give; the rest of a longer one is left out. */
export const MOST_LINES = 10_000;
export const MOST_ASSIGNMENTS = 500;
/** Longer lines hold nothing that a person would want to read in a message. */
export const LONGEST_LINE = 4000;

export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  while (start <= text.length && lines.length < MOST_LINES) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const written = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end);
    lines.push({ text: written, start, number: lines.length });
    start = end + 1;
  }
  return lines;
}

/** `from` and `to` are offsets in the line. */
export function assignmentAt(
  line: Line,
  variable: string,
  value: string,
  from: number,
  to: number,
): Assignment {
  return {
    variable,
    value,
    start: line.start + from,
    end: line.start + to,
    line: line.number,
    character: from,
  };
}
