import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPatterns } from '../../server/src/host/gitignore.ts';
import { globs } from '../../server/src/host/ignoring.ts';
import { folderWith, write } from '../support/folder.ts';

describe('one pattern', () => {
  test.each<[pattern: string, ignored: readonly string[], kept: readonly string[]]>([
    ['a', ['a', 'x/a'], ['b', 'ab', 'x/ab']],
    ['/a', ['a'], ['x/a']],
    ['x/a', ['x/a'], ['a', 'y/x/a']],
    ['*.py', ['a.py', 'x/.py'], ['a.pyc', 'apy']],
    ['a*b*c', ['abc', 'aXbXc', 'abbcc', 'abcbc'], ['ab', 'acb', 'a/b/c']],
    ['*a*a*b', ['aab', 'aaab', 'xaxaxb'], ['ab', 'aa']],
    ['?', ['a', 'é', '😀'], ['ab', '']],
    ['[a-c]x', ['ax', 'cx'], ['dx', 'x']],
    ['[!a]x', ['bx'], ['ax', 'x']],
    ['[]-]x', [']x', '-x'], ['ax']],
    ['[[:digit:][:upper:]]x', ['7x', 'Qx'], ['qx']],
    ['[\\]]x', [']x'], ['\\x']],
    ['[b-a]x', [], ['ax', 'bx', 'x']],
    ['[a', [], ['[a', 'a']],
    ['\\*', ['*'], ['a']],
    ['**/a', ['a', 'x/a', 'x/y/a'], ['xa']],
    ['a/**', ['a/b', 'a/b/c'], ['a', 'x/a/b']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['ab', 'a/xb']],
    ['x*/a', ['x/a', 'xy/a'], ['x/y/a']],
    ['a.b', ['a.b'], ['axb']],
    ['(a|b)+$', ['(a|b)+$'], ['a', 'b']],
    ['a b ', ['a b'], ['a b ']],
    ['a\\ ', ['a '], ['a']],
    ['#a', [], ['#a', 'a']],
    ['', [], ['a']],
    ['/', [], ['a']],
    ['!', [], ['a']],
    ['a\r', ['a'], ['a\r']],
  ])('%j', (pattern, ignored, kept) => {
    const { verdict } = readPatterns([pattern]);
    const ask = (path: string) => verdict(path, path.slice(path.lastIndexOf('/') + 1), false);
    expect(ignored.filter((path) => ask(path) !== 'ignored')).toEqual([]);
    expect(kept.filter((path) => ask(path) !== undefined)).toEqual([]);
  });
});

test('the last pattern that fits decides', () => {
  const { verdict } = readPatterns(['*.py', '!a.py', '/a.py', '!x/', 'y/']);
  expect(verdict('b.py', 'b.py', false)).toBe('ignored');
  expect(verdict('d/a.py', 'a.py', false)).toBe('kept');
  expect(verdict('a.py', 'a.py', false)).toBe('ignored');
  expect(verdict('x', 'x', true)).toBe('kept');
  expect(verdict('x', 'x', false)).toBeUndefined();
  expect(verdict('y', 'y', true)).toBe('ignored');
  expect(verdict('z', 'z', true)).toBeUndefined();
});

test('globs of the settings cover what lies in a folder that they name', () => {
  const covers = globs(['legacy', '/dist/', '*.spec.ts', '!keep.spec.ts']);
  expect(
    ['legacy', 'legacy/a.py', 'x/legacy/y/a.py', 'dist/a.js', 'x/a.spec.ts'].filter(covers),
  ).toHaveLength(5);
  expect(['dist', 'x/dist/a.js', 'keep.spec.ts', 'a.ts', ''].filter(covers)).toEqual([]);
});

test('any list agrees with git check-ignore', () => {
  const folder = folderWith({});
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  execFileSync('git', ['-C', folder, 'init', '-q'], { env: environment });
  const part = fc.constantFrom('a', 'b', 'ab', '*', '**', '?', '[ab]', '[!a]', '\\a', 'a*', '*b');
  const pattern = fc
    .tuple(
      fc.constantFrom('', '!', '/', '!/', '**/'),
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '/', '/**'),
    )
    .map(([start, parts, end]) => start + parts.join(parts.length > 1 ? '/' : '') + end);
  const lists = fc.sample(fc.array(pattern, { minLength: 1, maxLength: 4 }), { numRuns: 60, seed: 7 });
  const names = ['a', 'b', 'ab', 'ba', 'c'];
  const paths = [
    ...names,
    ...names.flatMap((x) => names.map((y) => `${x}/${y}`)),
    'a/b/a',
    'a/b/c',
    'b/a/ab/a',
  ];

  for (const list of lists) {
    write(folder, { '.gitignore': list.join('\n') });
    // A path that does not exist counts as a file; its parents as folders.
    const { stdout } = spawnSync('git', ['-C', folder, 'check-ignore', '--no-index', '--stdin'], {
      env: environment,
      input: paths.join('\n'),
      encoding: 'utf8',
    });
    const ours = paths.filter(globs(list));
    expect({ list, ignored: ours }).toEqual({
      list,
      ignored: stdout.split('\n').filter((path) => path !== ''),
    });
  }
}, 60_000);

test('hostile patterns take linear time', () => {
  const patterns = [
    `${'*a'.repeat(300)}b`,
    `${'[a-z]*'.repeat(150)}!`,
    `${'**/'.repeat(300)}x`,
    `${'?*'.repeat(400)}b`,
    '['.repeat(900),
    '\\'.repeat(900),
  ];
  const { verdict } = readPatterns(patterns);
  const name = 'a'.repeat(255);
  const path = `${'a/'.repeat(1500)}${name}`;
  for (let round = 0; round < 20; round++) expect(verdict(path, name, false)).toBeUndefined();
});

test('any text is a list', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.string(), (list, name) => {
      readPatterns(list).verdict(name, name, true);
    }),
  );
});
