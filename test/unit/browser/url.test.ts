import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isMixedContent, isSameOrigin, serialiseOrigin } from '../../../server/src/core/browser/index.ts';
import { includesCredentials, parseUrl, urlText } from '../../../server/src/core/browser/url.ts';

it.each([
  ['http://page.test', 'http://page.test'],
  ['HTTP://PAGE.TEST:80/a/b?c#d', 'http://page.test'],
  ['https://page.test:443', 'https://page.test'],
  ['https://page.test:80', 'https://page.test:80'],
  ['https://page.test:08080', 'https://page.test:8080'],
  ['https://page.test:', 'https://page.test'],
  ['https://page.test:65536', undefined],
  ['https://page.test:a', undefined],
  ['http://bücher.test', 'http://xn--bcher-kva.test'],
  ['http://Ｂücher。test', 'http://xn--bcher-kva.test'],
  ['http://例え.テスト', 'http://xn--r8jz45g.xn--zckzah'],
  ['http://faß.de', 'http://xn--fa-hia.de'],
  ['http://0x7f.1', 'http://127.0.0.1'],
  ['http://256', 'http://0.0.1.0'],
  ['http://1.2.3.256', undefined],
  ['http://1.2.3.4.5', undefined],
  ['http://[0:0::1]', 'http://[::1]'],
  ['http://[2001:DB8:0:0:1:0:0:1]:8080', 'http://[2001:db8::1:0:0:1]:8080'],
  ['http://[::ffff:1.2.3.4]', 'http://[::ffff:102:304]'],
  ['http://[1::2::3]', undefined],
  ['http://[::1', undefined],
  ['http://a%41.test', 'http://aa.test'],
  ['http://a%23.test', undefined],
  ['http://a b.test', undefined],
  ['http://*.test', 'http://*.test'],
  ['http://', undefined],
  ['//page.test', undefined],
  ['page.test', undefined],
  ['localhost:3000', 'null'],
  ['data:,x', 'null'],
  ['', undefined],
])('origin of %s is %s', (text, expected) => expect(serialiseOrigin(text)).toBe(expected));

it.each([
  ['/a', 'http://base.test:81/a'],
  ['a', 'http://base.test:81/p/a'],
  ['../a', 'http://base.test:81/a'],
  ['?x', 'http://base.test:81/p/q?x'],
  ['#x', 'http://base.test:81/p/q?r#x'],
  ['', 'http://base.test:81/p/q?r'],
  ['//other.test', 'http://other.test/'],
  ['\\\\other.test\\a', 'http://other.test/a'],
  ['http:a', 'http://base.test:81/p/a'],
  ["http:?'", 'http://base.test:81/p/q?%27'],
  ["mailto:?'", "mailto:?'"],
  ['https:a', 'https://a/'],
  ['http://u:p@h.test', 'http://u:p@h.test/'],
  [' \thttp://h.t\nest ', 'http://h.test/'],
])('%j against a base is %s', (text, expected) => {
  const url = parseUrl(text, parseUrl('http://base.test:81/p/q?r#s'));
  expect(url === undefined ? undefined : urlText(url)).toBe(expected);
});

it.each([
  ['http://u@h.test', true],
  ['http://:p@h.test', true],
  ['http://@h.test', false],
  ['http://:@h.test', false],
  ['http://h.test/@', false],
])('%s includes credentials: %s', (text, expected) => {
  const url = parseUrl(text);
  expect(url === undefined ? undefined : includesCredentials(url)).toBe(expected);
});

it('holds no opaque origin the same as another', () => {
  expect(isSameOrigin('null', 'null')).toBe(false);
  expect(isSameOrigin('https://a.test', 'https://a.test')).toBe(true);
});

it.each([
  ['https://page.test', 'http://api.test/', true],
  ['https://page.test', 'https://api.test/', false],
  ['https://page.test', 'http://localhost:3000/', false],
  ['https://page.test', 'http://api.localhost/', false],
  ['https://page.test', 'http://127.9.9.9/', false],
  ['https://page.test', 'http://[::1]/', false],
  ['https://page.test', 'http://127.0.0.1.test/', true],
  ['https://page.test', 'http://notlocalhost/', true],
  ['http://page.test', 'http://api.test/', false],
  ['null', 'http://api.test/', false],
])('mixed content, %s fetches %s: %s', (origin, text, expected) => {
  const url = parseUrl(text);
  if (url === undefined) throw new Error(`${text} is not a URL`);
  expect(isMixedContent(origin, url)).toBe(expected);
});

// The platform's own parser is the judge. It does not encode ^ in a path, which the standard does since 2023.
it('agrees with the URL class of Node.js on ASCII texts', () => {
  const pieces = [
    'a',
    'B.c',
    '/',
    '\\',
    '.',
    '..',
    '?',
    '#',
    '@',
    ':',
    ':80',
    ':443',
    ':81',
    '[',
    ']',
    '::1',
    '1',
    '0x1',
    '%41',
    '%',
    ' ',
    '\t',
    '*',
    '_',
    '"',
    '<',
    '|',
    '{',
    '`',
    "'",
    '%2e',
  ];
  const text = fc
    .tuple(
      fc.constantFrom('http://', 'https://', 'https:/', 'http:', '//', '/', '', 'https://a.b/c/d?e#f'),
      fc.array(fc.constantFrom(...pieces), { maxLength: 8 }),
    )
    .map(([start, rest]) => start + rest.join(''));
  const platform = (input: string, base: string | undefined) => {
    try {
      return new URL(input, base);
    } catch {
      return undefined;
    }
  };
  const property = fc.property(
    text,
    fc.constantFrom(undefined, 'http://base.test:81/p/q?r'),
    (input, base) => {
      const theirs = platform(input, base);
      const ours = parseUrl(input, base === undefined ? undefined : parseUrl(base));
      expect(ours === undefined).toBe(theirs === undefined);
      if (ours === undefined || theirs === undefined) return;
      expect(`${ours.scheme}:`).toBe(theirs.protocol);
      expect(includesCredentials(ours)).toBe(theirs.username !== '' || theirs.password !== '');
      expect(ours.path).toBe(theirs.pathname);
      expect(ours.port).toBe(theirs.port);
      expect(ours.host).toBe(theirs.hostname);
      expect(ours.query === '?' ? '' : ours.query).toBe(theirs.search);
    },
  );
  fc.assert(property, { numRuns: 3000 });
});
