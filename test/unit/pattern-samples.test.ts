import { describe, expect, it } from 'vitest';
import type { PatternMode } from '../../server/src/core/origins/patterns/run.ts';
import { sampleOrigin } from '../../server/src/core/origins/patterns/sample.ts';

describe('an origin that a pattern admits', () => {
  const admitted: readonly (readonly [string, PatternMode, string])[] = [
    ['\\.shop\\.example$', 'search', 'https://a.shop.example'],
    ['^https:\\/\\/shop\\.example$', 'search', 'https://shop.example'],
    ['^https?:\\/\\/(?:www\\.)?shop\\.example$', 'search', 'http://shop.example'],
    ['https://[a-z]{3}\\.shop\\.example', 'full', 'https://aaa.shop.example'],
    ['^https://', 'prefix', 'https://a'],
    ['localhost:\\d+$', 'search', 'https://localhost:0'],
  ];
  it.each(admitted)('%s (%s): %s', (source, mode, origin) => {
    expect(sampleOrigin({ language: 'javascript', source, flags: '' }, mode)).toBe(origin);
  });

  const without = ['(', '^/path/only$', '^(a)\\1$', 'x'.repeat(300), '^https://[^\\s\\S]$'];
  it.each(without)('none is at hand for %s', (source) => {
    expect(sampleOrigin({ language: 'javascript', source, flags: '' }, 'search')).toBeUndefined();
  });
});
