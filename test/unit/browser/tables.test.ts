import { describe, expect, it } from 'vitest';
import {
  corsExposedNames,
  engineProfiles,
  forbiddenRequestHeaderNames,
  forbiddenRequestHeaderPrefixes,
  type Header,
  isForbiddenRequestHeader,
  isNoCorsSafelistedRequestHeader,
  isSafelistedRequestHeader,
  isToken,
  isUnsafeByte,
  meaningOfWildcard,
  methodOverrideHeaderNames,
  mimeEssence,
  normaliseMethod,
  parseMaxAge,
  parseTokenList,
  sameOriginExposedNames,
  unsafeRequestHeaderNames,
} from '../../../server/src/core/browser/index.ts';

it('upper-cases six methods only', () => {
  const written = [
    'get',
    'Head',
    'post',
    'put',
    'delete',
    'options',
    'patch',
    'Patch',
    'chicken',
    'trace',
    'ıNFO',
  ];
  const sent = [
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'DELETE',
    'OPTIONS',
    'patch',
    'Patch',
    'chicken',
    'trace',
    'ıNFO',
  ];
  expect(written.map(normaliseMethod)).toEqual(sent);
});

it.each([
  ['GET', true],
  ['*', true],
  ["!#$%&'*+-.^_`|~09azAZ", true],
  ['', false],
  ['a b', false],
  ['a/b', false],
  ['"a"', false],
  ['é', false],
  ['a\n', false],
])('token %j: %s', (text, expected) => expect(isToken(text)).toBe(expected));

describe('forbidden request headers', () => {
  it('are 21 names, 2 prefixes, and 3 more by their value', () => {
    const { size } = forbiddenRequestHeaderNames;
    expect([size, forbiddenRequestHeaderPrefixes.length, methodOverrideHeaderNames.size]).toEqual([21, 2, 3]);
  });
  it.each([
    ['Cookie', 'a', true],
    ['HOST', 'a', true],
    ['Sec-Anything', '', true],
    ['proxy-', '', true],
    ['Security', '', false],
    ['User-Agent', 'me', false],
    ['Authorization', 'x', false],
    ['X-HTTP-Method', 'connect', true],
    ['X-HTTP-Method-Override', 'GET, TRACK', true],
    ['X-Method-Override', '"GET, TRACE"', false],
    ['X-Method-Override', '"\\", TRACE', false],
    ['X-Method-Override', 'PUT', false],
    ['X-Method', 'TRACE', false],
  ])('%s: %s is %s', (name, value, expected) => expect(isForbiddenRequestHeader(name, value)).toBe(expected));
});

describe('CORS-safelisted request headers', () => {
  const long = (length: number) => 'a'.repeat(length);
  it.each<[string, string, boolean]>([
    ['Accept', 'application/json, text/plain, */*', true],
    ['Accept', 'a\tb', true],
    ['Accept', 'é', true],
    ['Accept', 'a:b', false],
    ['Accept', '', true],
    ['Accept', long(128), true],
    ['Accept', long(129), false],
    ['Accept-Language', 'en, *;q=0.5', true],
    ['Accept-Language', 'nn_NO', false],
    ['Content-Language', 'en\t', false],
    ['Content-Language', 'é', false],
    ['Content-Type', 'text/plain', true],
    ['Content-Type', 'TEXT/Plain; charset=utf-8', true],
    ['Content-Type', 'text/plain ;x', true],
    ['Content-Type', 'text/ plain', false],
    ['Content-Type', 'text/plain, text/plain', false],
    ['Content-Type', 'text/plain;a="b"', false],
    ['Content-Type', 'multipart/form-data; boundary=a:b', false],
    ['Content-Type', '', false],
    ['Content-Type', 'application/json', false],
    ['Range', 'bytes=0-', true],
    ['Range', 'bytes=0-10', true],
    ['Range', 'bytes=00010-10', true],
    ['Range', 'bytes=18446744073709551616-18446744073709551615', false],
    ['Range', 'bytes=-10', false],
    ['Range', 'bytes=2-1', false],
    ['Range', 'Bytes=0-1', false],
    ['Range', 'bytes=0-1,2-3', false],
    ['Range', 'bytes= 0-1', false],
    ['Last-Event-ID', '1', false],
    ['Cache-Control', 'no-cache', false],
    ['dpr', '1', false],
  ])('%s: %s is %s', (name, value, expected) =>
    expect(isSafelistedRequestHeader(name, value)).toBe(expected),
  );

  it('has 19 delimiters and the controls but tab as unsafe bytes', () => {
    const unsafe = Array.from({ length: 256 }, (_, code) => code).filter(isUnsafeByte);
    const printable = String.fromCharCode(...unsafe.filter((code) => code >= 0x20));
    expect(printable).toBe('"():<>?@[\\]{}\x7f');
    expect(unsafe.filter((code) => code < 0x20).length).toBe(31);
  });

  it.each([
    ['dpr', '1.5', true],
    ['dpr', '1.', false],
    ['DPR', '1', true],
    ['width', '1.5', false],
    ['ect', '4g', true],
    ['ect', '4G', false],
    ['save-data', 'On', true],
    ['save-data', 'off', false],
    ['viewport-width', '', false],
  ])('Chromium, %s: %s is %s', (name, value, expected) => {
    expect(isSafelistedRequestHeader(name, value, true)).toBe(expected);
  });

  it('is narrower in mode no-cors', () => {
    expect(isNoCorsSafelistedRequestHeader('Range', 'bytes=0-')).toBe(false);
    expect(isNoCorsSafelistedRequestHeader('Accept', 'x')).toBe(true);
  });

  it('turns all of them unsafe above 1024 bytes, except in Safari', () => {
    const headers = (count: number): Header[] => [
      ...Array.from({ length: count }, (): Header => ['Accept', long(128)]),
      ['Z', ''],
      ['Content-Language', 'a'],
    ];
    const names = (count: number, engine: 'fetch' | 'webkit') =>
      unsafeRequestHeaderNames(headers(count), engineProfiles[engine].safelist).sorted;
    expect(names(7, 'fetch')).toEqual(['z']);
    const exactly: Header[] = Array.from({ length: 8 }, () => ['Accept', long(128)]);
    expect(unsafeRequestHeaderNames(exactly).sorted).toEqual([]);
    expect(names(8, 'fetch')).toEqual(['accept', 'content-language', 'z']);
    expect(names(8, 'webkit')).toEqual(['z']);
    expect(unsafeRequestHeaderNames(headers(8)).inScriptOrder).toEqual(['z', 'accept', 'content-language']);
  });
});

it.each([
  ['text/plain', 'text/plain'],
  [' Text/HTML ; a=b', 'text/html'],
  ['text', undefined],
  ['/plain', undefined],
  ['text/', undefined],
  ['text/ plain', undefined],
  ['te xt/plain', undefined],
])('MIME essence of %j is %j', (value, expected) => expect(mimeEssence(value)).toBe(expected));

it.each([
  [[], { kind: 'absent' }],
  [[''], { kind: 'list', items: [] }],
  [[',a , ,\tB,'], { kind: 'list', items: ['a', 'B'] }],
  [['a', 'b, c'], { kind: 'list', items: ['a', 'b', 'c'] }],
  [['a b'], { kind: 'malformed', token: 'a b' }],
  [['a', 'b;c'], { kind: 'malformed', token: 'b;c' }],
  [['a\f'], { kind: 'malformed', token: 'a\f' }],
])('list of %j', (lines, expected) => {
  expect(
    parseTokenList(
      lines.map((line): Header => ['x-list', line]),
      'X-List',
    ),
  ).toMatchObject(expected);
});

describe('Access-Control-Max-Age', () => {
  const tooLarge = '9223372036854775808';
  it.each<[readonly string[], number, number, number, number]>([
    // lines, fetch, chromium, firefox, webkit
    [[], 5, 5, 5, 5],
    [[''], 5, 5, 5, 5],
    [['600'], 600, 600, 600, 600],
    [['7201'], 7201, 7200, 7201, 600],
    [['100000'], 100_000, 7200, 86_400, 600],
    [['0'], 0, 0, 0, 0],
    [['-1'], 5, 0, 0, 0],
    [['abc'], 5, 5, 0, 5],
    [['1.5'], 5, 5, 0, 5],
    [['60s'], 5, 5, 0, 5],
    [['60, 60'], 5, 5, 0, 5],
    [['60', '60'], 5, 5, 0, 5],
    [['+60'], 5, 60, 0, 60],
    [['0060'], 60, 60, 60, 60],
    [[' 60\t'], 60, 60, 60, 60],
    [[tooLarge], Number(tooLarge), 5, 86_400, 5],
    [[`000${tooLarge.slice(1)}`], Number(tooLarge.slice(1)), 7200, 86_400, 600],
  ])('%j', (lines, ...expected) => {
    const headers = lines.map((line): Header => ['access-control-max-age', line]);
    const { fetch, chromium, firefox, webkit } = engineProfiles;
    expect([fetch, chromium, firefox, webkit].map(({ maxAge }) => parseMaxAge(headers, maxAge))).toEqual(
      expected,
    );
  });
});

it.each([
  ['Access-Control-Allow-Origin', 'any', 'literal'],
  ['access-control-allow-methods', 'any', 'literal'],
  ['Access-Control-Allow-Headers', 'any-but-authorization', 'literal'],
  ['Access-Control-Expose-Headers', 'any-but-set-cookie', 'literal'],
  ['Timing-Allow-Origin', 'any', 'any'],
  ['Access-Control-Allow-Credentials', 'invalid', 'invalid'],
  ['Access-Control-Max-Age', 'invalid', 'invalid'],
  ['Vary', undefined, undefined],
])('* in %s means %s, and %s with credentials', (header, without, withCredentials) => {
  expect([meaningOfWildcard(header, false), meaningOfWildcard(header, true)]).toEqual([
    without,
    withCredentials,
  ]);
});

it('* in Access-Control-Allow-Headers covers Authorization in the engines', () => {
  expect(meaningOfWildcard('Access-Control-Allow-Headers', false, 'firefox')).toBe('any');
});

it('exposes names once, lower-case, and never Set-Cookie', () => {
  const headers: Header[] = [
    ['X-A', '1'],
    ['x-a', '2'],
    ['Set-Cookie', 'a'],
    ['Content-Type', 'text/plain'],
    ['Access-Control-Expose-Headers', '*'],
  ];
  expect(corsExposedNames(headers, false)).toEqual(['x-a', 'content-type', 'access-control-expose-headers']);
  expect(corsExposedNames(headers, true)).toEqual(['content-type']);
  expect(sameOriginExposedNames(headers)).toEqual(['x-a', 'content-type', 'access-control-expose-headers']);
});
