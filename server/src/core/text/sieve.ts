/**
 * Tells whether one of many words stands in a text, ASCII letters in either case, without looking at most of the text: the
 * three units at the end of a window say how far the next word's end can be at the least (Wu and Manber, "A fast algorithm for
 * multi-pattern searching", 1994, with blocks of three). The words are in lower case and have at least three units each.
 */
export function createSieve(words: readonly string[]): Sieve {
  const window = Math.min(...words.map(({ length }) => length));
  if (words.length === 0 || window < BLOCK)
    throw new RangeError('a sieve needs words of three units or more');
  const shifts = new Uint8Array(BLOCKS).fill(Math.min(window - BLOCK + 1, 255));
  const ending = new Map<number, string[]>();
  for (const word of words) {
    for (let at = BLOCK - 1; at < window; at++) {
      const block = blockOf(word.charCodeAt(at - 2), word.charCodeAt(at - 1), word.charCodeAt(at));
      shifts[block] = Math.min(shifts[block] ?? 0, window - 1 - at);
      if (at === window - 1) ending.set(block, [...(ending.get(block) ?? []), word]);
    }
  }
  // What the loops call stands outside of them: a function made inside would cost memory at every step.
  return {
    text(text) {
      for (let at = window - 1; at < text.length; ) {
        const block = blockOf(text.charCodeAt(at - 2), text.charCodeAt(at - 1), text.charCodeAt(at));
        const shift = shifts[block] ?? 0;
        if (shift === 0 && oneStandsIn(text, at - window + 1, ending.get(block))) return true;
        at += shift || 1;
      }
      return false;
    },
    // The same once more: one loop for both would ask for each unit by a call.
    bytes(bytes, length) {
      for (let at = window - 1; at < length; ) {
        const block = blockOf(bytes[at - 2] ?? 0, bytes[at - 1] ?? 0, bytes[at] ?? 0);
        const shift = shifts[block] ?? 0;
        if (shift === 0 && oneStandsAmong(bytes, length, at - window + 1, ending.get(block))) return true;
        at += shift || 1;
      }
      return false;
    },
  };
}

export interface Sieve {
  text(text: string): boolean;
  /** The first `length` bytes of a text in UTF-8 or Latin-1. The words must be of ASCII. */
  bytes(bytes: Uint8Array, length: number): boolean;
}

const BLOCK = 3;
const BLOCKS = 1 << 15;

/** Five bits of each unit: a capital has those of its small letter. That others have them too only costs a look. */
function blockOf(first: number, second: number, third: number): number {
  return ((first & 31) << 10) | ((second & 31) << 5) | (third & 31);
}

function oneStandsIn(text: string, start: number, words: readonly string[] = []): boolean {
  return words.some((word) => standsAt((index) => text.charCodeAt(index), start, word));
}

function oneStandsAmong(
  bytes: Uint8Array,
  length: number,
  start: number,
  words: readonly string[] = [],
): boolean {
  return words.some((word) => standsAt((index) => (index < length ? (bytes[index] ?? 0) : 0), start, word));
}

/** `unitAt` gives anything that is no unit of a word behind the end. */
function standsAt(unitAt: (index: number) => number, start: number, word: string): boolean {
  for (let at = 0; at < word.length; at++) {
    const unit = unitAt(start + at);
    const folded = unit >= 65 && unit <= 90 ? unit + 32 : unit;
    if (folded !== word.charCodeAt(at)) return false;
  }
  return true;
}
