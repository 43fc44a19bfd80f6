import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { curl, curlOf } from '../../server/src/core/describe/curl.ts';
import { exchangeWith } from '../../server/src/core/policy/ask.ts';

const answer = () => ({ status: 200, headers: [], handled: false });

function commandFor(
  origin: string,
  more: { credentials?: boolean; method?: string; headers?: string[] } = {},
): string {
  const question = { origin, credentials: more.credentials ?? false, ...more };
  const headers = (more.headers ?? []).map((name) => [name, '1'] as const);
  const request = {
    origin,
    url: 'https://api.example/',
    method: more.method ?? 'GET',
    headers,
    credentials: 'include',
  } as const;
  return curlOf({ question, ...exchangeWith(answer, request, { cookie: true }) });
}

test('is what the witness asks, the preflight first', () => {
  expect(commandFor('https://evil.example', { credentials: true })).toBe(
    "curl -i -H 'Origin: https://evil.example' -H 'Cookie: session=1' https://api.example/",
  );
  expect(commandFor('null', { method: 'PUT', headers: ['X-Shop'] }).split('\n')).toEqual([
    "curl -i -X OPTIONS -H 'Access-Control-Request-Method: PUT' -H 'Access-Control-Request-Headers: x-shop' -H 'Origin: null' https://api.example/",
    "curl -i -X PUT -H 'Origin: null' -H 'X-Shop: 1' https://api.example/",
  ]);
});

/** What a shell makes of the words of a command. */
function words(command: string): readonly string[] {
  const script = `curl() { for word do printf '%s\\0' "$word"; done; }\n${command}\n`;
  const out = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { SECRET: 'told' } });
  return out.split('\0').slice(0, -1);
}

test.each([
  "https://a'; touch /tmp/x; '.example",
  'https://$(id).example',
  'https://`id`.example',
  '$SECRET',
  '\\',
  "'",
  "''\\''",
  '-o/etc/passwd',
  '!!',
  'a\nid\nb',
  'a\r\nid',
  '*',
])('a shell gives no part of %j a meaning', (origin) => {
  const plain = [...origin].map((unit) => (unit < ' ' ? ' ' : unit)).join('');
  expect(words(curl('GET', [['Origin', origin]]))).toEqual([
    '-i',
    '-H',
    `Origin: ${plain}`,
    'https://api.example/',
  ]);
});

test('nor of anything else', () => {
  const property = fc.property(fc.string(), fc.string(), (name, value) => {
    const [, , header] = words(curl('GET', [[name, value]]));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced.
    expect(header).toBe(`${name}: ${value}`.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' '));
  });
  fc.assert(property, { numRuns: 60 });
});
