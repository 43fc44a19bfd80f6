import { describe, expect, test } from 'vitest';
import { isTopLevel, readSuffix } from '../../server/src/core/origins/public-suffix.ts';

describe('the end of a host', () => {
  test.each([
    ['example.com', 'com', 'icann', 'example.com'],
    ['a.b.example.com', 'com', 'icann', 'example.com'],
    ['example.co.uk', 'co.uk', 'icann', 'example.co.uk'],
    ['co.uk', 'co.uk', 'icann', undefined],
    ['com', 'com', 'icann', undefined],
    ['my-app.vercel.app', 'vercel.app', 'private', 'my-app.vercel.app'],
    ['x.my-app.vercel.app', 'vercel.app', 'private', 'my-app.vercel.app'],
    ['vercel.app', 'vercel.app', 'private', undefined],
    ['user.github.io', 'github.io', 'private', 'user.github.io'],
    ['shop.netlify.app', 'netlify.app', 'private', 'shop.netlify.app'],
    ['shop.herokuapp.com', 'herokuapp.com', 'private', 'shop.herokuapp.com'],
    ['api.shop.pages.dev', 'pages.dev', 'private', 'shop.pages.dev'],
    ['app.web.app', 'web.app', 'private', 'app.web.app'],
    // `*.ck` with the exception `www.ck`.
    ['shop.co.ck', 'co.ck', 'icann', 'shop.co.ck'],
    ['api.www.ck', 'ck', 'icann', 'www.ck'],
    ['localhost', 'localhost', 'none', undefined],
    ['app.unheard-of-name', 'unheard-of-name', 'none', 'app.unheard-of-name'],
    ['example.xn--p1ai', 'xn--p1ai', 'icann', 'example.xn--p1ai'],
  ])('%s: %s, %s', (host, suffix, section, registrable) => {
    expect(readSuffix(host)).toEqual({
      suffix,
      section,
      ...(registrable === undefined ? {} : { registrable }),
    });
  });
});

test('top-level names', () => {
  expect(isTopLevel('dev')).toBe(true);
  expect(isTopLevel('examplecom')).toBe(false);
});
