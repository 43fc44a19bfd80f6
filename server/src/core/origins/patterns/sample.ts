import { readOrigin } from '../origin.ts';
import { matches, type Pattern, type PatternMode, treeOf } from './run.ts';
import type { PatternNode } from './tree.ts';

const LONGEST_SAMPLE = 200;
const DEEPEST = 40;

/** ASCII without blanks, letters that a host can have first. */
const UNITS = `abcdefghijklmnopqrstuvwxyz0123456789-.:/${Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('')}`;

/**
 * One well-formed origin that the pattern is found in; undefined where none is at hand, which proves nothing. Parts that
 * may be left out are left out.
 */
export function sampleOrigin(pattern: Pattern, mode: PatternMode): string | undefined {
  const root = treeOf(pattern);
  const text = root && written(root, 0);
  if (text === undefined || text.length > LONGEST_SAMPLE) return undefined;
  return ['', 'https://', 'https://a', 'https://a.']
    .flatMap((head) => ['', 'a', '.example'].map((tail) => `${head}${text}${tail}`))
    .find((origin) => readOrigin(origin).kind === 'origin' && matches(pattern, mode, origin));
}

function written(node: PatternNode, depth: number): string | undefined {
  if (depth > DEEPEST) return undefined;
  switch (node.kind) {
    case 'unit':
      return [...UNITS].find((unit) => node.test(unit));
    case 'position':
    case 'look':
      return '';
    case 'sequence': {
      let text = '';
      for (const part of node.parts) {
        const more = written(part, depth + 1);
        if (more === undefined || text.length > LONGEST_SAMPLE) return undefined;
        text += more;
      }
      return text;
    }
    case 'choice': {
      const [first] = node.options;
      return first && written(first, depth + 1);
    }
    case 'repeat': {
      if (node.min === 0) return '';
      const part = written(node.part, depth + 1);
      return part === undefined || node.min > LONGEST_SAMPLE ? undefined : part.repeat(node.min);
    }
    case 'unsupported':
      return undefined;
  }
}
