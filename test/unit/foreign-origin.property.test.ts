import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foreignOrigin, isUnmatchable, unencryptedOrigin } from '../../server/src/core/origins/foreign.ts';
import { meaningOf } from '../../server/src/core/origins/meaning.ts';
import { readOrigin } from '../../server/src/core/origins/origin.ts';
import type { Predicate } from '../../server/src/core/origins/predicate.ts';
import { readSuffix } from '../../server/src/core/origins/public-suffix.ts';

/** The engine itself judges. `PATTERNS=10000` asks it about as many. */
const PATTERNS = Number(process.env.PATTERNS ?? 600);

const piece = fc.constantFrom(
  ...[
    '^',
    '$',
    'https?',
    'https',
    '://',
    ':\\/\\/',
    '.*',
    '.+',
    '\\.',
    '.',
    'example',
    'shop',
    'com',
    'co\\.uk',
    'vercel\\.app',
  ],
  ...[
    '[a-z0-9-]+',
    '(?:www\\.)?',
    '(.*\\.)?',
    '([a-z]+\\.)*',
    '|',
    '(a|b)*',
    ':\\d+',
    '(:\\d+)?',
    '\\w+',
    '[^/]*',
    '/',
    '\\/?',
  ],
  ...[
    '(?!evil)',
    '(?=h)',
    '(?<=\\.)',
    '(?<!x)',
    'x{2}',
    '[a-z]{2,20}',
    '\\b',
    'localhost',
    'null',
    'EXAMPLE',
    '\\d{1,3}',
  ],
);
const source = fc
  .tuple(
    fc.constantFrom('', '^', '^https:\\/\\/', '^https?://'),
    fc.array(piece, { maxLength: 7 }),
    fc.constantFrom('', '$'),
  )
  .map(([start, pieces, end]) => start + pieces.join('') + end);
/** Origins to hold against what is called unmatchable. */
const origin = fc.oneof(
  fc.constantFrom(
    'null',
    'https://example.com',
    'http://localhost:3000',
    'https://shop.vercel.app',
    'capacitor://localhost',
  ),
  fc.stringMatching(/^https?:\/\/[a-z]{1,8}(\.[a-z]{2,7}){0,2}(:[1-9]\d{1,3})?$/),
);

test(`what the real engine says of ${PATTERNS} patterns`, { timeout: 600_000 }, () => {
  let [foreign, unmatchable] = [0, 0];
  fc.assert(
    fc.property(
      source,
      fc.constantFrom('', 'i'),
      fc.array(origin, { maxLength: 20 }),
      (text, flags, origins) => {
        let engine: RegExp;
        try {
          engine = new RegExp(text, flags);
        } catch {
          return;
        }
        const predicate: Predicate = {
          kind: 'test',
          subject: 'origin',
          compare: { kind: 'matches', language: 'javascript', source: text, flags, mode: 'search' },
        };
        const meaning = meaningOf([predicate]);
        if (!meaning) return;
        const found = foreignOrigin(predicate, meaning);
        if (found.kind === 'other-owner' || found.kind === 'shared') {
          foreign++;
          expect(engine.test(found.origin)).toBe(true);
          const reading = readOrigin(found.origin);
          expect(reading.kind).toBe('origin');
          const owner = reading.kind === 'origin' ? readSuffix(reading.host).registrable : undefined;
          expect(meaning.domains).not.toContain(owner);
        }
        const http = unencryptedOrigin(predicate, meaning);
        if (http !== undefined) expect(engine.test(http)).toBe(true);
        if (isUnmatchable(predicate)) {
          unmatchable++;
          for (const one of origins) expect(engine.test(one)).toBe(false);
        }
      },
    ),
    { numRuns: PATTERNS },
  );
  // It says something of many of them.
  expect(foreign).toBeGreaterThan(PATTERNS / 10);
  expect(unmatchable).toBeGreaterThan(PATTERNS / 50);
});
