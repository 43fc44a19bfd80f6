import { createSieve } from './sieve.ts';

/** What a text must hold to be worth a look. Plain data, so that another thread can be given it. */
export interface WordFilter {
  /** In lower case, of three units or more each. Whatever {@link pattern} matches holds one of them. */
  readonly words: readonly string[];
  /** The source of a regular expression that matches in either case. */
  readonly pattern: string;
}

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
export function createWordTest({ words, pattern }: WordFilter): WordTest {
  const sieve = createSieve(words);
  const expression = new RegExp(pattern, 'i');
  return { text: (text) => sieve.text(text) && expression.test(text), mayPass: sieve.bytes };
}
