import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foreignOrigin } from '../../server/src/core/origins/foreign.ts';
import { meaningOf } from '../../server/src/core/origins/meaning.ts';
import { type Tightened, tightened } from '../../server/src/core/origins/tighten.ts';

const RUNS = Number(process.env.PATTERNS ?? 400);

type Test = Parameters<typeof tightened>[0];

const patternTest = (source: string, mode: 'search' | 'prefix' = 'search'): Test => ({
  kind: 'test',
  subject: 'origin',
  compare: { kind: 'matches', language: 'javascript', source, flags: '', mode },
});

function mended(source: string, mode?: 'search' | 'prefix'): Tightened | undefined {
  const one = patternTest(source, mode);
  const meaning = meaningOf([one]);
  return meaning && foreignOrigin(one, meaning).kind === 'other-owner' ? tightened(one, meaning) : undefined;
}

test.each([
  // A port that is there is not proposed again.
  ['^https?:\\/\\/(localhost|shop\\.example)(:\\d+)?', '^https?:\\/\\/(localhost|shop\\.example)(:\\d+)?$'],
  [
    '^https?:\\/\\/(?:localhost|shop\\.example)(?::\\d+)?',
    '^https?:\\/\\/(?:localhost|shop\\.example)(?::\\d+)?$',
  ],
  ['^https?:\\/\\/(localhost:3000|shop\\.example)', '^https?:\\/\\/(localhost:3000|shop\\.example)$'],
  [
    '^https?:\\/\\/(localhost|127\\.0\\.0\\.1)(:[0-9]+)?',
    '^https?:\\/\\/(localhost|127\\.0\\.0\\.1)(:[0-9]+)?$',
  ],
  ['^https?:\\/\\/localhost(:\\d{2,5})?.*$', '^https?:\\/\\/localhost(:\\d{2,5})?$'],
  ['^https?:\\/\\/localhost:?\\d*', '^https?:\\/\\/localhost:?\\d*$'],
  ['^https:\\/\\/app.shop.example:8443$', '^https:\\/\\/app\\.shop\\.example:8443$'],
  ['^https:\\/\\/shop\\.example(:8443)?', '^https:\\/\\/shop\\.example(:8443)?$'],
  // Where there is none, a host without an owner is meant with every port, a domain with the usual one.
  ['^https?:\\/\\/localhost', '^https?:\\/\\/localhost(:\\d+)?$'],
  ['^https?:\\/\\/(localhost|shop\\.example)', '^https?:\\/\\/(localhost|shop\\.example)(:\\d+)?$'],
  ['^https:\\/\\/shop\\.example', '^https:\\/\\/shop\\.example$'],
  // Nobody is let in who was not: the domain itself neither.
  ['^https:\\/\\/.+shop\\.example$', '^https:\\/\\/([a-z0-9-]+\\.)+shop\\.example$'],
  ['^https:\\/\\/.*shop\\.example$', '^https:\\/\\/([a-z0-9-]+\\.)*shop\\.example$'],
  ['shop\\.example$', '^https:\\/\\/([a-z0-9-]+\\.)*shop\\.example$'],
  // The beginning of an address is the beginning of a name as well: `http://192.168.evil.test`.
  ['^http:\\/\\/192\\.168\\.', '^http:\\/\\/192\\.168\\.\\d+\\.\\d+(:\\d+)?$'],
  ['^http:\\/\\/10\\.', '^http:\\/\\/10\\.\\d+\\.\\d+\\.\\d+(:\\d+)?$'],
  // Alternatives that need a change each.
  [
    'localhost|127\\.0\\.0\\.1|^http:\\/\\/192\\.168\\.|^http:\\/\\/10\\.',
    'localhost(:\\d+)?$|127\\.0\\.0\\.1(:\\d+)?$|^http:\\/\\/192\\.168\\.\\d+\\.\\d+(:\\d+)?$|^http:\\/\\/10\\.\\d+\\.\\d+\\.\\d+(:\\d+)?$',
  ],
  ['localhost|\\.shop\\.example$', 'localhost(:\\d+)?$|\\.shop\\.example$'],
])('%s becomes %s', (before, after) => {
  expect(mended(before)?.source).toBe(after);
});

const hosts = [
  'localhost',
  '127\\.0\\.0\\.1',
  'shop\\.example',
  'shop.example',
  'app\\.shop\\.example',
] as const;
const ports = [
  '',
  ':3000',
  '(:3000)?',
  ':\\d+',
  '(:\\d+)?',
  '(?::\\d+)?',
  '(:[0-9]{2,5})?',
  ':?\\d*',
  '(:\\d*)?',
  '(:(3000|8080))?',
] as const;
const source = fc
  .record({
    start: fc.constantFrom('^https?:\\/\\/', '^https:\\/\\/', 'https?:\\/\\/', '^http:\\/\\/', ''),
    front: fc.constantFrom('', '(www\\.)?', '.*', '.+', '([a-z0-9-]+\\.)*'),
    choice: fc.uniqueArray(fc.tuple(fc.constantFrom(...hosts), fc.constantFrom('', ':3000', ':8080')), {
      minLength: 1,
      maxLength: 3,
    }),
    port: fc.constantFrom(...ports),
    end: fc.constantFrom('', '$', '.*', '.*$', '\\/?$'),
  })
  .map(({ start, front, choice, port, end }) => {
    const names = choice.map((pair) => pair.join(''));
    const middle = names.length === 1 ? names.join('') : `(${names.join('|')})`;
    return `${start}${front}${middle}${port}${end}`;
  });

const names = [
  'localhost',
  '127.0.0.1',
  'shop.example',
  'app.shop.example',
  'www.shop.example',
  'x.app.shop.example',
];
const foreign = [
  'shop.example.evil.test',
  'evilshop.example',
  'shopxexample.test',
  'localhost.evil.test',
  'evil.test',
];
const origins = ['https', 'http'].flatMap((scheme) =>
  [...names, ...foreign].flatMap((name) =>
    ['', ':3000', ':8080', ':30', ':3', ':443', ':65535'].map((port) => ({
      name,
      port,
      origin: `${scheme}://${name}${port}`,
    })),
  ),
);

test(`${RUNS} patterns with ports: who was meant gets in as before, and nobody else`, {
  timeout: 600_000,
}, () => {
  let found = 0;
  fc.assert(
    fc.property(source, fc.constantFrom('search', 'prefix'), (text, mode) => {
      const better = mended(text, mode);
      if (!better) return;
      found++;
      const runs = (pattern: string) => new RegExp(mode === 'prefix' ? `^(?:${pattern})` : pattern);
      const [before, after] = [runs(text), runs(better.source)];
      expect(better.source).not.toMatch(/:\\d[+*](?:\))?\??\(:\\d\+\)\?\$$/);
      const hasPort = /:(?:\\d|\d|\[|\()|:\?\\d/.test(text.replaceAll('(?:', '('));
      for (const { name, port, origin } of origins) {
        // Whatever it lets in, the pattern before did.
        if (after.test(origin))
          expect(before.test(origin), `${better.source} adds ${origin} to ${text}`).toBe(true);
        if (foreign.includes(name)) expect(after.test(origin), origin).toBe(false);
        const isLocal = name === 'localhost' || name === '127.0.0.1';
        const isSpelled = text.replaceAll('\\', '').includes(name);
        // A port that is not spoken of is meant where there is no usual one; of a longer number only the whole is.
        const isMeant = isSpelled && (port === '' || (isLocal && !hasPort && port === ':3000'));
        const isOfPage = origin.startsWith('https:') || /http(?:\?|:)/.test(text) || isLocal;
        if (isMeant && isOfPage && before.test(origin))
          expect(after.test(origin), `${better.source} loses ${origin} of ${text}`).toBe(true);
      }
    }),
    { numRuns: RUNS },
  );
  expect(found).toBeGreaterThan(RUNS / 8);
});
