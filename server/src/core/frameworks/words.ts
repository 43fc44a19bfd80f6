import { type AST, RegExpParser } from '@eslint-community/regexpp';
import type { Language } from '../syntax/module.ts';
import type { WordFilter, Words } from '../text/wordFilter.ts';
import type { Framework } from './framework.ts';
import { frameworks } from './registry.ts';

/*
 * How `prefilter-data.ts` is made of the registry (`npm run generate`). It is not done when the program starts: to read the
 * expressions takes as long then as to parse a few files.
 */

/** What every file of a language that is worth parsing holds, as sources of regular expressions. */
export function wordsOf(language: Language): readonly string[] {
  return [...new Set(['cors-lens-ignore', ...spokenIn(language).flatMap(({ words }) => words)])];
}

/** What is only worth it beside other words. */
export function commonWordsOf(language: Language): NonNullable<Framework['commonWords']> {
  const common = spokenIn(language).flatMap(({ commonWords = [] }) => commonWords);
  return { words: common.flatMap(({ words }) => words), beside: common.flatMap(({ beside }) => beside) };
}

function spokenIn(language: Language): readonly Framework[] {
  return frameworks.filter(({ languages }) => languages.includes(language));
}

/** What a file of a language must hold. */
export function wordFilterOf(language: Language): WordFilter {
  const common = commonWordsOf(language);
  return {
    ...filterOf(wordsOf(language)),
    ...(common.words.length > 0 && {
      common: { ...filterOf(common.words), beside: common.beside.join('|') },
    }),
  };
}

function filterOf(words: readonly string[]): Words {
  return { words: words.flatMap(heldBy), pattern: words.join('|') };
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
