import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLoopback, isPrivateHost, readOrigin } from '../../server/src/core/origins/origin.ts';

const good = [
  'https://example.com',
  'http://localhost:3000',
  'https://xn--bcher-kva.example',
  'http://[::1]:8080',
  'https://a.b-c.example:8443',
  'chrome-extension://abcdefgh',
  'capacitor://localhost',
  'file://',
  'https://my_host.example',
];

const bad: [string, string, string | undefined][] = [
  ['https://example.com/', 'trailing-slash', 'https://example.com'],
  ['https://example.com/app', 'path', 'https://example.com'],
  ['https://example.com?x=1', 'path', 'https://example.com'],
  ['https://Example.com', 'upper-case', 'https://example.com'],
  ['HTTPS://example.com', 'upper-case', 'https://example.com'],
  ['https://example.com:443', 'default-port', 'https://example.com'],
  ['http://example.com:80/', 'trailing-slash default-port', 'http://example.com'],
  [' https://example.com', 'blank', 'https://example.com'],
  ['"https://example.com"', 'quotes', 'https://example.com'],
  ["'https://example.com", 'quotes', 'https://example.com'],
  ['https://bücher.example', 'unicode-host', 'https://xn--bcher-kva.example'],
  ['wss://example.com', 'websocket-scheme', 'https://example.com'],
  ['ws://localhost:3000', 'websocket-scheme', 'http://localhost:3000'],
  ['https://user:pw@example.com', 'userinfo', 'https://example.com'],
  ['https:/example.com', 'no-scheme', 'https://example.com'],
  ['http//example.com', 'no-scheme', 'http://example.com'],
  ['', 'empty', undefined],
  ['   ', 'empty', undefined],
  ['example.com', 'no-scheme', undefined],
  ['localhost:3000', 'no-scheme', undefined],
  ['https://', 'invalid-host', undefined],
  ['https://a..b', 'invalid-host', undefined],
  ['https://https://example.com', 'path invalid-port', undefined],
  ['https://example.com:port', 'invalid-port', undefined],
  ['https://example.com:99999', 'invalid-port', undefined],
  ['https://a.example,https://b.example', 'joined', undefined],
  ['https://a.example https://b.example', 'joined', undefined],
];

describe('readOrigin', () => {
  test.each(good)('%s is an origin', (text) => {
    expect(readOrigin(text)).toMatchObject({ kind: 'origin', value: text });
  });

  test.each(bad)('%s is malformed: %s', (text, flaws, meant) => {
    const reading = readOrigin(text);
    expect(reading.kind).toBe('malformed');
    if (reading.kind !== 'malformed') return;
    expect(reading.flaws.join(' ')).toBe(flaws);
    expect(reading.meant).toBe(meant);
  });

  test('a text without scheme tells the host that was meant', () => {
    expect(readOrigin('example.com')).toMatchObject({ parts: ['https://example.com'] });
    expect(readOrigin('a.example, b.example')).toMatchObject({ parts: ['a.example', 'b.example'] });
  });

  test.each([
    ['null', 'null'],
    ['*', 'any'],
  ])('%s is %s', (text, kind) => expect(readOrigin(text).kind).toBe(kind));

  test.each([
    ['https://*.example.com', 'glob'],
    ['http://localhost:*', 'glob'],
    ['*.example.com', 'glob'],
    ['https://.*\\.example\\.com', 'regex'],
    ['^https://example.com$', 'regex'],
    ['https://(a|b).example', 'regex'],
    ['https://.+.example', 'regex'],
  ])('%s looks like a %s', (text, looks) => expect(readOrigin(text)).toEqual({ kind: 'pattern', looks }));

  test('what is called an origin is one for the URL parser, and what is called malformed is none', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('http', 'https', 'HTTP'),
        fc.constantFrom(
          'example.com',
          'EXAMPLE.com',
          'localhost',
          '127.0.0.1',
          'bücher.example',
          '[::1]',
          'a-b.c',
        ),
        fc.constantFrom('', ':80', ':443', ':3000', ':0', ':65535'),
        fc.constantFrom('', '/', '/a', '?q', '#h'),
        (scheme, host, port, tail) => {
          const text = `${scheme}://${host}${port}${tail}`;
          const isOrigin = new URL(text).origin === text;
          expect(readOrigin(text).kind === 'origin').toBe(isOrigin);
          const reading = readOrigin(text);
          if (reading.kind === 'malformed') expect(reading.meant).toBe(new URL(text).origin);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('no text makes it throw, and what was meant is always a good origin', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl(), fc.stringMatching(/^https?:\/\/[^ ]{0,20}$/)),
        (text) => {
          const reading = readOrigin(text);
          if (reading.kind === 'malformed' && reading.meant !== undefined) {
            expect(readOrigin(reading.meant).kind).toBe('origin');
          }
        },
      ),
    );
  });
});

test('loopback and private hosts', () => {
  expect(['localhost', 'a.localhost', '127.0.0.1', '127.9.9.9', '[::1]'].every(isLoopback)).toBe(true);
  expect(['localhost.evil.test', '128.0.0.1', 'example.com'].some(isLoopback)).toBe(false);
  expect(['10.0.0.5', '192.168.1.2', '172.16.0.1', 'frontend', 'nas.local'].every(isPrivateHost)).toBe(true);
  expect(['172.32.0.1', 'example.com', '8.8.8.8'].some(isPrivateHost)).toBe(false);
});
