/** Wraps a text in an ANSI attribute, or leaves it. */
export type Paint = (code: 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'cyan', text: string) => string;

const CODES = { bold: 1, dim: 2, red: 31, yellow: 33, blue: 34, cyan: 36 } as const;

export function paintWith(colour: boolean): Paint {
  return colour ? (code, text) => `\x1b[${CODES[code]}m${text}\x1b[0m` : (_code, text) => text;
}

/**
 * Control characters made visible: what a source file or its name holds must not steer the terminal. That includes the marks
 * that reorder text.
 */
export function harmless(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (unit) => (unit === '\t' ? ' ' : '\ufffd'),
  );
}

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (WITHOUT_WIDTH.test(character)) continue;
    width += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  }
  return width;
}

const WITHOUT_WIDTH = /^(?:\p{Mark}|\u200d|\ufe0f)$/u;

/** East Asian wide characters and emoji, roughly: only the place of an underline depends on it. */
function isWide(point: number): boolean {
  return (
    (point >= 0x1100 && point <= 0x115f) ||
    (point >= 0x2e80 && point <= 0xa4cf) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0x1f300 && point <= 0x1faff) ||
    (point >= 0x20000 && point <= 0x3fffd)
  );
}
