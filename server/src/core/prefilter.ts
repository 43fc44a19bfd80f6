import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { frameworks } from './frameworks/registry.ts';
import type { Language } from './syntax/module.ts';
import { createWordTest, type WordFilter, type WordTest } from './text/wordFilter.ts';

/** What every file of a language that is worth parsing holds, as sources of regular expressions. */
export function wordsOf(language: Language): readonly string[] {
  const spoken = frameworks.filter(({ languages }) => languages.includes(language));
  return [...new Set(['cors-lens-ignore', ...spoken.flatMap(({ words }) => words)])];
}

const filters = new Map<Language, WordFilter>();

/** What a file of a language must hold. To find the words takes some milliseconds, so it is done once, and not before it is asked. */
export function wordFilterOf(language: Language): WordFilter {
  const known = filters.get(language);
  if (known) return known;
  const words = wordsOf(language);
  const filter = { words: words.flatMap(heldBy), pattern: words.join('|') };
  filters.set(language, filter);
  return filter;
}

const tests = new Map<Language, WordTest>();

/** Whether a text can hold a set-up at all. A file that cannot is not parsed. Without a language, in any. */
export function mayHoldSetup(text: string, language?: Language): boolean {
  if (language !== undefined) return testOf(language).text(text);
  return testOf('python').text(text) || testOf('javascript').text(text);
}

function testOf(language: Language): WordTest {
  const known = tests.get(language);
  if (known) return known;
  const test = createWordTest(wordFilterOf(language));
  tests.set(language, test);
  return test;
}

/** The beginnings that a part of a pattern can match; one that is not `whole` may go on in ways that are not followed. */
interface Beginning {
  readonly text: string;
  readonly whole: boolean;
}

/** More beginnings, or a class of more characters, are not followed. */
const MOST_BEGINNINGS = 64;
const MOST_CHARACTERS = 4;
const CUT: readonly Beginning[] = [{ text: '', whole: false }];
const NOTHING: readonly Beginning[] = [{ text: '', whole: true }];

/** Words in lower case, one of which stands in whatever the expression matches: as long ones as can be had. */
export function heldBy(source: string): readonly string[] {
  const { alternatives } = new RegExpParser().parsePattern(source);
  return alternatives.flatMap(({ elements }) => {
    const candidates = elements.map((_, at) => sequence(elements.slice(at)).map(({ text }) => text));
    return candidates.reduce((best, one) => (shortest(one) > shortest(best) ? one : best), ['']);
  });
}

function shortest(texts: readonly string[]): number {
  return Math.min(...texts.map(({ length }) => length));
}

function sequence(elements: readonly AST.Element[]): readonly Beginning[] {
  let all = NOTHING;
  for (const element of elements) {
    if (!all.some(({ whole }) => whole)) break;
    const next = beginningsOf(element);
    const longer = all.flatMap((one) =>
      one.whole ? next.map(({ text, whole }) => ({ text: one.text + text, whole })) : [one],
    );
    if (longer.length > MOST_BEGINNINGS) return all.map(({ text }) => ({ text, whole: false }));
    all = longer;
  }
  return all;
}

function beginningsOf(element: AST.Element): readonly Beginning[] {
  switch (element.type) {
    case 'Character':
      return [{ text: String.fromCodePoint(element.value).toLowerCase(), whole: true }];
    case 'CharacterClass':
      return classOf(element);
    case 'Group':
    case 'CapturingGroup':
      return element.alternatives.flatMap(({ elements }) => sequence(elements));
    case 'Quantifier':
      if (element.min === 0) return CUT;
      return beginningsOf(element.element).map(({ text }) => ({ text, whole: false }));
    case 'Assertion':
      return element.kind === 'word' || element.kind === 'start' || element.kind === 'end' ? NOTHING : CUT;
    default:
      return CUT;
  }
}

function classOf({ negate, elements }: AST.CharacterClass): readonly Beginning[] {
  if (negate || elements.length > MOST_CHARACTERS) return CUT;
  const characters = elements.map((one) => (one.type === 'Character' ? one.value : undefined));
  if (characters.includes(undefined)) return CUT;
  return characters.map((one) => ({ text: String.fromCodePoint(one ?? 0).toLowerCase(), whole: true }));
}
