import { type AST, RegExpParser } from '@eslint-community/regexpp';
import type { PatternNode } from './tree.ts';

const LONGEST_PATTERN = 5000;
const LATEST = { ecmaVersion: 2025 } as const;

/** A JavaScript regular expression as a tree; undefined where `new RegExp(source, flags)` throws. */
export function parseJavaScriptPattern(source: string, flags: string): PatternNode | undefined {
  if (source.length > LONGEST_PATTERN) return undefined;
  const parser = new RegExpParser(LATEST);
  try {
    parser.parseFlags(flags);
    const sets = flags.includes('v');
    const pattern = parser.parsePattern(source, 0, source.length, {
      unicode: flags.includes('u'),
      unicodeSets: sets,
    });
    return choice(pattern.alternatives, flags);
  } catch {
    return undefined;
  }
}

function choice(alternatives: readonly AST.Alternative[], flags: string): PatternNode {
  const options = alternatives.map((alternative) => sequence(alternative, flags));
  const [only] = options;
  return options.length === 1 && only ? only : { kind: 'choice', options };
}

function sequence(alternative: AST.Alternative, flags: string): PatternNode {
  return { kind: 'sequence', parts: alternative.elements.map((element) => nodeOf(element, flags)) };
}

function nodeOf(element: AST.Element, flags: string): PatternNode {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass':
      return unit(element.raw, flags);
    case 'Group':
    case 'CapturingGroup':
      return choice(element.alternatives, flags);
    case 'Quantifier':
      return { kind: 'repeat', part: nodeOf(element.element, flags), min: element.min, max: element.max };
    case 'Assertion':
      return assertion(element, flags);
    case 'Backreference':
      return { kind: 'unsupported' };
  }
}

/** One character, judged by the engine itself: a pattern of one character cannot backtrack. */
function unit(raw: string, flags: string): PatternNode {
  const single = new RegExp(`^(?:${raw})$`, flags.replace(/[gymd]/g, ''));
  return { kind: 'unit', test: (character) => single.test(character) };
}

function assertion(element: AST.Assertion, flags: string): PatternNode {
  const multiline = flags.includes('m');
  switch (element.kind) {
    case 'start':
      return {
        kind: 'position',
        test: (text, at) => at === 0 || (multiline && isLineEnd(text.charAt(at - 1))),
      };
    case 'end':
      return {
        kind: 'position',
        test: (text, at) => at === text.length || (multiline && isLineEnd(text.charAt(at))),
      };
    case 'word':
      return { kind: 'position', test: (text, at) => isBoundary(text, at) !== element.negate };
    case 'lookahead':
    case 'lookbehind':
      return {
        kind: 'look',
        part: choice(element.alternatives, flags),
        ahead: element.kind === 'lookahead',
        negative: element.negate,
      };
  }
}

function isBoundary(text: string, at: number): boolean {
  const isWord = (character: string) => /^\w$/.test(character);
  return isWord(text.charAt(at - 1)) !== isWord(text.charAt(at));
}

function isLineEnd(character: string): boolean {
  return /^[\n\r\u2028\u2029]$/.test(character);
}
