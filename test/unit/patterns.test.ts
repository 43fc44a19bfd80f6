import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPattern, matches } from '../../server/src/core/origins/patterns/run.ts';

const javascript = (source: string, flags = '') => ({ language: 'javascript' as const, source, flags });

/** Patterns as people write them for origins, and odder ones, grown from pieces. */
const piece = fc.constantFrom(
  'https?',
  ':\\/\\/',
  '.*',
  '.+',
  '\\.',
  'example',
  '[a-z0-9-]+',
  '(?:www\\.)?',
  'com',
  '$',
  '^',
  '|',
  '(a|b)*',
  '\\d{1,3}',
  '\\w',
  '[^/]*',
  '(?!evil)',
  '(?=h)',
  '(?<=:)',
  'x{2}',
  '\\b',
  '\\/',
  '(?:a?){3}',
  'é',
  '\\u0061',
  '[\\w.]',
);
const source = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''));
const text = fc.oneof(
  fc.constantFrom(
    'https://example.com',
    'http://www.example.com',
    'https://evil.example',
    'null',
    '',
    'https://a.example.com:3000',
  ),
  fc.stringMatching(/^[a-cx:/.\d]{0,12}$/),
);

describe('JavaScript patterns', () => {
  test('find what the engine finds', () => {
    fc.assert(
      fc.property(source, text, fc.constantFrom('', 'i', 'u'), (pattern, subject, flags) => {
        let expected: boolean | undefined;
        try {
          expected = new RegExp(pattern, flags).test(subject);
        } catch {
          expected = undefined;
        }
        expect(isPattern(javascript(pattern, flags))).toBe(expected !== undefined);
        if (expected !== undefined)
          expect(matches(javascript(pattern, flags), 'search', subject)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  test.each(['(a+)+$', '(a|a)*b', '(.*)*(.*)*(.*)*x', '((a?){50}){50}', '(?:a{1,1000}){1,1000}b'])(
    '%s ends soon',
    (pattern) => {
      expect(matches(javascript(pattern), 'search', `${'a'.repeat(60)}!`)).toBe(
        new Set(['((a?){50}){50}']).has(pattern),
      );
    },
  );

  test('what is no pattern matches nothing', () => {
    expect(isPattern(javascript('('))).toBe(false);
    expect(matches(javascript('('), 'search', '(')).toBe(false);
  });
});

describe('modes', () => {
  const example = { language: 'python' as const, source: 'https://example', flags: '' };
  test.each([
    ['full', 'https://example', true],
    ['full', 'https://example.com', false],
    ['prefix', 'https://example.com', true],
    ['prefix', 'xhttps://example', false],
    ['search', 'xhttps://example', true],
  ] as const)('%s of %s is %s', (mode, subject, expected) =>
    expect(matches(example, mode, subject)).toBe(expected),
  );
});
