import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isValidPattern, matchesPattern } from '../../server/src/core/frameworks/shared/python/pattern.ts';
import type { PatternMode } from '../../server/src/core/origins/patterns/run.ts';
import { TIMEOUT } from './library.ts';
import { PYTHON } from './pythonLibraries.ts';
import { recorded } from './recording.ts';
import { seeded } from './requests.ts';

const PATTERNS = 2000;
const MODES: readonly PatternMode[] = ['full', 'prefix', 'search'];
const TEXTS = [
  '',
  'a',
  'b',
  'ab',
  'abab',
  'aa',
  'A',
  'aE',
  '-',
  '\n',
  'a\n',
  '{',
  '1',
  '.b',
  'é',
  'https://a',
  'https://a.b',
  'https://ab.ab',
  'https://a.evil',
];
const PIECES = [
  ...'ab.*+?|^$-]{}()[',
  ...String.raw`\. \/ \- \q \Z \A \b \w \W \d \s \x61 \n [a-z] [^/] [a-z0-9-] [\w.] []a] [^]a] [a-] [b-a] [^] (a|b)`.split(
    ' ',
  ),
  ...`(?:ab) (?P<n>a) (?i) (?i:A) (?=a) (?!b) (?<=a) (?<!a) {2} {1,2} {,2} {2,1} x{0} *? +? ?? https :// E é`.split(
    ' ',
  ),
];

/** Possessive repetition and two groups of one name are read, but not followed: see pattern.ts. */
function isFollowed(source: string): boolean {
  return !/[+*?}]\+/.test(source) && source.split('(?P<n>').length < 3;
}

test(`${PATTERNS} patterns match as Python says`, { timeout: TIMEOUT }, async () => {
  const random = seeded(4);
  const patterns = Array.from({ length: PATTERNS }, () => {
    const pieces = Array.from({ length: 1 + random.below(6) }, () => random.pick(PIECES));
    return [pieces.join(''), random.pick(['', '', 'i', 's', 'm', 'x'])] as const;
  }).filter(([source]) => isFollowed(source));
  // For each text one digit: 4 for fullmatch, 2 for match, 1 for search. A pattern that does not compile has a dash.
  const measured = await recorded('python-re', 're', { TEXTS, patterns }, () => {
    const script = fileURLToPath(new URL('./python/patterns.py', import.meta.url));
    const input = JSON.stringify({ texts: TEXTS, patterns });
    const run = spawnSync(PYTHON, ['-I', script], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
    expect(run.stderr).toBe('');
    return JSON.parse(run.stdout) as string[];
  });
  const predicted = patterns.map(([source, flags]) => {
    if (!isValidPattern(source, flags)) return '-';
    return TEXTS.map((text) =>
      MODES.reduce((digit, mode) => digit * 2 + Number(matchesPattern(source, flags, mode, text)), 0),
    ).join('');
  });
  const differences = patterns.flatMap(([source, flags], i) =>
    predicted[i] === measured[i] ? [] : [{ source, flags, predicted: predicted[i], real: measured[i] }],
  );
  expect(differences).toEqual([]);
  expect(measured.filter((real) => real !== '-').length).toBeGreaterThan(PATTERNS / 4);
});
