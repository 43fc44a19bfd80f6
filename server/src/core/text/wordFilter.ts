import { createSieve } from './sieve.ts';

export interface Words {
  /** In lower case, of three units or more each. Whatever {@link pattern} matches holds one of them. */
  readonly words: readonly string[];
  /** The source of a regular expression that matches in either case. */
  readonly pattern: string;
}

/** What a text must hold to be worth a look. Plain data, so that it can be generated. */
export interface WordFilter extends Words {
  /**
   * What many texts hold: it counts beside a match of `beside`, a source like {@link pattern}, in a text that is no longer than
   * {@link LONGEST_WRITTEN}.
   */
  readonly common?: Words & { readonly beside: string };
}

/** A longer source is made by a program, in UTF-16 units; in bytes while a text is not decoded. */
export const LONGEST_WRITTEN = 256 * 1024;

/** The test itself. */
export interface WordTest {
  text(text: string): boolean;
  /**
   * False where no text whose first `length` bytes these are, in UTF-8 or Latin-1, can pass. Most files are let go by this, without a
   * text being made of them.
   */
  mayPass(bytes: Uint8Array, length: number): boolean;
}

/**
 * A pattern of many alternatives costs more than everything else that is done with most texts, so it is asked only where one of
 * the words stands.
 */
export function createWordTest({ words, pattern, common }: WordFilter): WordTest {
  const rare = createSieve(words);
  const expression = new RegExp(pattern, 'i');
  if (!common) return { text: (text) => rare.text(text) && expression.test(text), mayPass: rare.bytes };
  const any = createSieve([...words, ...common.words]);
  const often = new RegExp(common.pattern, 'i');
  const beside = new RegExp(common.beside, 'i');
  return {
    text: (text) =>
      text.length > LONGEST_WRITTEN
        ? rare.text(text) && expression.test(text)
        : any.text(text) && (expression.test(text) || (often.test(text) && beside.test(text))),
    mayPass: (bytes, length) => (length > LONGEST_WRITTEN ? rare : any).bytes(bytes, length),
  };
}
