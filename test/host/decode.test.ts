import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode, isBundle } from '../../server/src/host/decode.ts';
import type { Encoding } from '../../server/src/host/host.ts';

const bytes = (...parts: (string | readonly number[] | Uint8Array)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Uint8Array.from(part))));

describe('decode', () => {
  const texts: readonly [name: string, bytes: Uint8Array, text: string, encoding: Encoding][] = [
    ['empty', bytes(), '', 'utf-8'],
    ['UTF-8', bytes('a = "é😀"\r\n'), 'a = "é😀"\r\n', 'utf-8'],
    ['UTF-8 with mark', bytes([0xef, 0xbb, 0xbf], 'x'), 'x', 'utf-8-bom'],
    ['UTF-16 LE', bytes([0xff, 0xfe, 0x78, 0, 0x3d, 0xd8, 0, 0xde]), 'x😀', 'utf-16le'],
    ['UTF-16 BE', bytes([0xfe, 0xff, 0, 0x78, 0xd8, 0x3d, 0xde, 0]), 'x😀', 'utf-16be'],
    ['UTF-16 with half a unit', bytes([0xff, 0xfe, 0x78, 0, 0x79]), 'x', 'utf-16le'],
    [
      'UTF-16 longer than one chunk',
      bytes([0xff, 0xfe], Buffer.from('ab'.repeat(5000), 'utf16le')),
      'ab'.repeat(5000),
      'utf-16le',
    ],
  ];
  test.each(texts)('%s', (_, input, text, encoding) => {
    expect(decode(input, 100_000)).toEqual({ text, encoding });
  });

  test.each([
    ['a NUL byte', bytes('import x\0'), 'binary'],
    ['Latin-1', bytes('# ', [0xe9], '\n'), 'invalid-utf8'],
    ['half a character at the end', bytes('x', [0xf0, 0x9f]), 'invalid-utf8'],
    ['more than the limit', new Uint8Array(100_001).fill(32), 'too-large'],
  ])('%s is told as a problem', (_, input, problem) => {
    const outcome = decode(input, 100_000);
    expect(outcome.problem).toBe(problem);
    expect(outcome).toHaveProperty('message', expect.stringMatching(/^It .*\.$/));
  });

  test('the limit itself is read', () => {
    expect(decode(new Uint8Array(100_000).fill(32), 100_000).text).toHaveLength(100_000);
  });

  test('any text comes back from any encoding', () => {
    const encodings = fc.constantFrom<Encoding>('utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), encodings, (text, encoding) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'));
        expect(decode(encode(text, encoding))).toEqual({ text, encoding });
      }),
    );
  });
});

describe('bundles', () => {
  const line = (length: number): string => `${'f();'.repeat(length / 4)}\n`;

  test.each<[string, string, boolean]>([
    ['one very long line', line(40_000), true],
    ['a licence and a very long line', `/*! MIT */\n${line(40_000)}`, true],
    ['a short text', line(4000), false],
    ['many lines', line(80).repeat(1000), false],
    ['a source with a long string in it', `${line(80).repeat(1000)}${line(40_000)}`, false],
    ['nothing', '', false],
  ])('%s', (_what, text, expected) => {
    expect(isBundle(text)).toBe(expected);
  });
});
