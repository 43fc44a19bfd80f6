import { WORD_FILTERS } from './prefilter-data.ts';
import type { Language } from './syntax/module.ts';
import { createWordTest, type WordTest } from './text/wordFilter.ts';

/** Whether a text can hold a set-up at all. A file that cannot is not parsed. Without a language, in any. */
export function mayHoldSetup(text: string, language?: Language): boolean {
  return testsFor(language).some((test) => test.text(text));
}

/** The same for hosts that read many files; of bytes as {@link WordTest.mayPass} says it. */
export const prefilter = {
  text: mayHoldSetup,
  mayPass: (bytes: Uint8Array, length: number, language?: Language): boolean =>
    testsFor(language).some((test) => test.mayPass(bytes, length)),
};

const tests = new Map<Language | undefined, readonly WordTest[]>();

function testsFor(language: Language | undefined): readonly WordTest[] {
  const known = tests.get(language);
  if (known) return known;
  const made =
    language === undefined
      ? [...testsFor('python'), ...testsFor('javascript')]
      : [createWordTest(WORD_FILTERS[language])];
  tests.set(language, made);
  return made;
}
