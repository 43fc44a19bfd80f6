import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isValidPattern, matchesPattern } from '../../../server/src/core/frameworks/shared/python/pattern.ts';

/** Each: pattern, flags, text, and whether fullmatch, match and search find it. */
const MATCHES: readonly (readonly [source: string, flags: string, text: string, found: string])[] = [
  [String.raw`https://.*\.a\.example`, '', 'https://x.a.example', 'full prefix search'],
  [String.raw`https://.*\.a\.example`, '', 'https://x.a.example.evil.com', 'prefix search'],
  ['https://*.a.example', '', 'https://x.a.example', ''],
  ['https://*.a.example', '', 'https://xa.example', 'full prefix search'],
  ['A', 'i', 'a', 'full prefix search'],
  ['(?i)A', '', 'a', 'full prefix search'],
  ['(?x) a # b', '', 'a', 'full prefix search'],
  ['a$', '', 'a\n', 'prefix search'],
  [String.raw`a\Z`, '', 'a\n', ''],
  ['(a|ab)(c|bcd)', '', 'abcd', 'full prefix search'],
  ['a{,2}', '', 'aaa', 'prefix search'],
  ['a{x}', '', 'a{x}', 'full prefix search'],
  [String.raw`(a)\1`, '', 'aa', ''],
];

test.each(MATCHES)('/%s/%s on %j', (source, flags, text, found) => {
  const modes = (['full', 'prefix', 'search'] as const).filter((mode) =>
    matchesPattern(source, flags, mode, text),
  );
  expect(modes.join(' ')).toBe(found);
});

describe('patterns that Python refuses', () => {
  test.each(['*', 'a**', '(', ')', '[', '[b-a]', String.raw`\q`, '\\', '(?P<1>a)', '(?z)', 'a{2,1}', '^*'])(
    '%s',
    (source) => {
      expect(isValidPattern(source)).toBe(false);
    },
  );
});

/** Patterns on which a backtracking engine never comes back. */
const HOSTILE: readonly (readonly [name: string, source: string])[] = [
  ['repetition of repetition', '(a+)+$'],
  ['three of them', '((a*)*)*b'],
  ['alternatives that are the same', '(a|a)*b'],
  ['counted options', '(a?){400}a{400}'],
  ['many options', `${'a?'.repeat(500)}${'a'.repeat(400)}`],
  ['many stars', '(.*,){30}x'],
  ['a large count', 'a{999999999}'],
  ['looking back', '(?<=a*)b'],
];

test.each(HOSTILE)('%s takes no exponential time', (_, source) => {
  const start = performance.now();
  matchesPattern(source, '', 'search', `${'a'.repeat(400)}!`);
  expect(performance.now() - start).toBeLessThan(60_000);
});

test('nothing throws', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab\\()[]{}*+?|^$.,-:!<>=P#0129ixs') }),
      fc.string(),
      (source, text) => {
        matchesPattern(source, 'i', 'search', text);
      },
    ),
    { numRuns: 2000 },
  );
});

test('very deep and very long patterns are refused', () => {
  expect(isValidPattern('('.repeat(1000) + ')'.repeat(1000))).toBe(false);
  expect(isValidPattern('a'.repeat(100_000))).toBe(false);
});
