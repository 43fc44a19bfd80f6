import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathOf, uriOf } from '../../server/src/host/node/paths.ts';
import { joinUri, nameOf, parentOf, pathBelow } from '../../server/src/host/uris.ts';

test.each([
  ['/', 'file:///'],
  ['/a/b.py', 'file:///a/b.py'],
  ['/a b/c#d?.ts', 'file:///a%20b/c%23d%3F.ts'],
  ["/(x)!'*/é😀%.js", 'file:///%28x%29%21%27%2A/%C3%A9%F0%9F%98%80%25.js'],
  ['/[id]/@x+y,z.ts', 'file:///%5Bid%5D/%40x%2By%2Cz.ts'],
])('%s is %s, as in VS Code', (path, uri) => {
  expect(uriOf(path)).toBe(uri);
  expect(pathOf(uri)).toBe(path);
});

test.each([
  ['file:///a/(b).py', '/a/(b).py'],
  ['file://localhost/a', '/a'],
  ['FILE:///a', '/a'],
  ['file:///c%3A/x', 'c:/x'],
  ['untitled:Untitled-1', undefined],
  ['vscode-vfs://github/o/r/a.py', undefined],
  ['file:///a%ZZ', undefined],
  ['file:///a%00b', undefined],
])('the path of %s is %s', (uri, path) => {
  expect(pathOf(uri)).toBe(path);
});

test('any path comes back from its URI', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' })), (names) => {
      const path = `/${names.map((name) => name.replace(/[/\0]/g, '_')).join('/')}`;
      fc.pre(!path.startsWith('//') && !/^\/[A-Za-z]:/.test(path));
      expect(pathOf(uriOf(path))).toBe(path);
    }),
  );
});

test.each([
  ['file:///a/b', 'file:///a'],
  ['file:///a/', 'file:///'],
  ['file:///a', 'file:///'],
  ['file:///', undefined],
  ['vscode-vfs://github/o', 'vscode-vfs://github/'],
  ['vscode-vfs://github/', undefined],
  ['vscode-vfs://github', undefined],
])('the parent of %s is %s', (uri, parent) => {
  expect(parentOf(uri)).toBe(parent);
});

test.each([
  ['file:///a', 'file:///a/b%20c/d.py', 'b c/d.py'],
  ['file:///a/', 'file:///a/b', 'b'],
  ['file:///', 'file:///a', 'a'],
  ['file:///a', 'file:///a', ''],
  ['file:///a', 'file:///ab', undefined],
  ['file:///a/b', 'file:///a', undefined],
])('below %s, %s is %s', (folder, uri, path) => {
  expect(pathBelow(folder, uri)).toBe(path);
});

test('names go in and out', () => {
  expect(joinUri('file:///', 'a')).toBe('file:///a');
  expect(joinUri('file:///x', 'a b/c')).toBe('file:///x/a%20b/c');
  expect(nameOf('file:///x/a%20b')).toBe('a b');
  expect(nameOf('file:///x/100%')).toBe('100%');
  expect(joinUri('file:///x', '\ud800')).toBe('file:///x/%EF%BF%BD');
});
