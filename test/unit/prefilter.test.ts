import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonWordsOf, heldBy, wordsOf } from '../../server/src/core/frameworks/words.ts';
import { mayHoldSetup } from '../../server/src/core/prefilter.ts';
import { createSieve } from '../../server/src/core/text/sieve.ts';
import { LONGEST_WRITTEN } from '../../server/src/core/text/wordFilter.ts';

const WORDS = [...new Set([...wordsOf('python'), ...wordsOf('javascript')])];
const PATTERN = new RegExp(WORDS.join('|'), 'i');
const COMMON = commonWordsOf('javascript');
const OFTEN = new RegExp(COMMON.words.join('|'), 'i');
const BESIDE = new RegExp(COMMON.beside.join('|'), 'i');

const isWorthIt = (text: string): boolean => PATTERN.test(text) || (OFTEN.test(text) && BESIDE.test(text));

describe('the words that an expression holds', () => {
  test.each([
    ['flask_cors', ['flask_cors']],
    ['cors\\w*\\.init_app', ['.init_app']],
    ['fastify[/-]cors', ['fastify/cors', 'fastify-cors']],
    ['\\bKCORS\\b', ['kcors']],
    ['ab(?:\\.[cm]?js)?cdef', ['cdef']],
    [
      '["\'](?:vite|astro/config)["\']',
      [
        '"vite"',
        '"vite\'',
        '"astro/config"',
        '"astro/config\'',
        '\'vite"',
        "'vite'",
        '\'astro/config"',
        "'astro/config'",
      ],
    ],
    ['x(?:sec-[a-z-]{3}|host)y', ['xsec-', 'xhosty']],
    ['(?:ab)+cd|efgh', ['ab', 'efgh']],
    ['(?=ab)abcd', ['abcd']],
    ['[^a]xyzw', ['xyzw']],
    ['[a-z]', ['']],
  ])('%s', (source, held) => {
    expect(heldBy(source)).toEqual(held);
  });

  test('are long enough for each word of the registry to be searched for by leaps, and of ASCII, to be found in bytes', () => {
    const unfit = [...WORDS, ...COMMON.words].filter((source) =>
      heldBy(source).some((word) => !/^[\t -~]{4,}$/.test(word)),
    );
    expect(unfit).toEqual([]);
  });
});

describe('the sieve', () => {
  test('finds a word wherever it stands, in either case', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 3, maxLength: 8, unit: fc.constantFrom(...'abcd-/') }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.string({ maxLength: 60, unit: fc.constantFrom(...'abcdABCD-/éÉ') }),
        (words, text) => {
          const folded = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
          const stands = words.some((word) => folded.includes(word));
          const sieve = createSieve(words);
          expect(sieve.text(text)).toBe(stands);
          const bytes = Buffer.from(`${text}${words.join(' ')}`, 'utf8');
          // What stands behind the length does not count.
          expect(sieve.bytes(bytes, Buffer.byteLength(text))).toBe(stands);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test.each([[[]], [['ab', 'bcd']]])('asks for words of three units: %j', (words) => {
    expect(() => createSieve(words)).toThrow(RangeError);
  });
});

describe('the prefilter', () => {
  test('says what the expressions say, of every fixture and of every piece of one', () => {
    const texts = readdirSync('test/fixtures', { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'));
    expect(texts.length).toBeGreaterThan(500);
    const pieces = texts.flatMap((text) => [text, ...text.split('\n').slice(0, 40), text.toUpperCase()]);
    const wrong = pieces.filter((text) => mayHoldSetup(text) !== isWorthIt(text));
    expect(wrong).toEqual([]);
    expect(pieces.filter((text) => mayHoldSetup(text)).length).toBeGreaterThan(1000);
  });

  test('says what the expressions say, of texts drawn from them', () => {
    // Strings are not drawn for a word's edge, nor for what must stand around it, or must not.
    const drawable = (source: string) =>
      source
        .replaceAll('\\b', '')
        .replace(/\(\?<?[=!][^()]*\)/g, '')
        .replace(/\(\?<=.*$/, '');
    const drawn = [...WORDS, ...COMMON.words].map((source) =>
      fc.stringMatching(new RegExp(`^(?:${drawable(source)})$`)),
    );
    const before = fc.constantFrom(
      '',
      'fetch(a, { headers: {',
      'axios.defaults.headers',
      'ky; headers.common',
    );
    fc.assert(
      fc.property(
        fc.oneof(...drawn),
        fc.oneof(before, fc.string()),
        fc.string(),
        fc.boolean(),
        (word, before, after, upper) => {
          const text = `${before}${upper ? word.toUpperCase() : word}${after}`;
          expect(mayHoldSetup(text)).toBe(isWorthIt(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['python', 'Cors(app)', false],
    ['python', 'headers = {"host": name}', false],
    ['javascript', "const headers = { 'host': name };", false],
    ['javascript', "fetch(address, { headers: { 'host': name } });", true],
    ['javascript', 'fetch(address, { headers: {\thost: name } });', true],
    ['javascript', 'fetch(address, { host: name });', false],
    ['javascript', 'axios.defaults.headers.common.Cookie = name;', true],
    ['javascript', 'axios.defaults.headers.common.Cookie == name;', false],
    ['javascript', 'const headers = { host: name };', false],
    ['javascript', `fetch(address, { headers: { 'host': name } });${' '.repeat(LONGEST_WRITTEN)}`, false],
    ['javascript', `${' '.repeat(LONGEST_WRITTEN)}import cors from 'cors';`, true],
    ['javascript', "fetch(address, { mode: 'cors' });", false],
    ['javascript', `fetch(address, { "mode": "cors" });`, false],
    ['javascript', "const model = load('cors');", true],
    ['javascript', "import cors from 'cors';", true],
    ['python', 'import flask_cors', true],
    ['javascript', 'import flask_cors', false],
    [undefined, 'import flask_cors', true],
  ] as const)('asks for the words of the language: %s, %s', (language, text, may) => {
    expect(mayHoldSetup(text, language)).toBe(may);
  });
});
