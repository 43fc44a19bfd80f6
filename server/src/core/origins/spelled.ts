import { treeOf } from './patterns/run.ts';
import type { PatternNode, UnitTest } from './patterns/tree.ts';
import type { Comparison } from './predicate.ts';

/** Stands for a part of a pattern that spells nothing: `.*`, `[a-z]+`. No origin holds it. */
export const HOLE = '~';

const MOST_TEXTS = 64;
const LONGEST = 300;
const DEEPEST = 60;

/**
 * The texts that a test spells out, each with {@link HOLE} for what it leaves open. Of alternatives each is one; a part
 * that may be left out is there and not there. A dot that is not escaped counts as the dot that was meant. Undefined
 * where there are too many.
 */
export function spelledBy(compare: Comparison): readonly string[] | undefined {
  if (compare.kind !== 'matches') return [compare.text];
  const tree = treeOf(compare);
  const texts = tree && spelled(tree, 0);
  return texts && [...new Set(texts.map((text) => text.replace(/~+/g, HOLE)))];
}

function spelled(node: PatternNode, depth: number): readonly string[] | undefined {
  if (depth > DEEPEST) return undefined;
  switch (node.kind) {
    case 'unit':
      return [spelledUnit(node.test)];
    case 'position':
    case 'look':
      return [''];
    case 'unsupported':
      return [HOLE];
    case 'choice': {
      if (node.options.length > MOST_TEXTS) return undefined;
      const options = node.options.map((option) => spelled(option, depth + 1));
      return options.every((option) => option !== undefined) ? few(options.flat()) : undefined;
    }
    case 'sequence': {
      let texts: readonly string[] | undefined = [''];
      for (const part of node.parts) {
        const next = spelled(part, depth + 1);
        texts = texts && next && few(texts.flatMap((text) => next.map((more) => text + more)));
        if (!texts) return undefined;
      }
      return texts;
    }
    case 'repeat': {
      if (node.max === 0) return [''];
      const { part, min, max } = node;
      if (part.kind === 'unit' && max > 1 && max !== min) return [HOLE];
      const once = spelled(part, depth + 1);
      const times = once?.map((text) => (min > 1 && min === max && min <= 20 ? text.repeat(min) : text));
      // `(a\.)*` has an `a.` in front of what follows, and whatever else in front of that.
      const more = max > 1 && max !== min ? times?.map((text) => HOLE + text) : times;
      return more && few(min === 0 ? ['', ...more] : more);
    }
  }
}

function few(texts: readonly string[]): readonly string[] | undefined {
  const each = [...new Set(texts)];
  return each.length > MOST_TEXTS || each.some((text) => text.length > LONGEST) ? undefined : each;
}

const UNITS = [...'abcdefghijklmnopqrstuvwxyz0123456789-._:/[]@*ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

function spelledUnit(test: UnitTest): string {
  const admitted = UNITS.filter((unit) => test(unit));
  // A lone `.` in a pattern: the author meant the dot.
  if (admitted.length === UNITS.length) return '.';
  const lower = new Set(admitted.map((unit) => unit.toLowerCase()));
  const [only] = lower;
  return lower.size === 1 && only !== undefined ? only : HOLE;
}
