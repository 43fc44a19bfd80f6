/** The module as it is built and packed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as Source from '../../server/src/api/browser.ts';
import type * as Shipped from '../../server/src/api/published.d.ts';
import type {
  BrowserRequest,
  Decision,
  Exchange,
  PreflightCache,
} from '../../server/src/core/browser/index.ts';
import { disagreements, expectationOf, loadRows, sequencesOf } from '../oracle/browserRows.ts';

let folder: string;
let built: typeof Source;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cors-lens-browser-'));
  execFileSync(process.execPath, ['scripts/build.mjs', '--out', folder]);
  built = (await import(pathToFileURL(join(folder, 'browser.mjs')).href)) as typeof Source;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rows = loadRows();

describe.each(['fetch', 'chromium'] as const)('the recorded exchanges, %s', (engine) => {
  test('are decided as recorded, read from a file and given as they are', () => {
    let decided = 0;
    for (const sequence of sequencesOf(rows)) {
      const cache = built.createPreflightCache();
      for (const row of sequence) {
        const decision = built.decide(row.request, row, engine, cache);
        expect(disagreements(row, expectationOf(row, engine), decision), row.id).toEqual([]);
        expect(() => built.consoleMessage(decision, row.request, engine)).not.toThrow();
        decided++;
      }
    }
    expect(decided).toBe(443);
  });
});

test('the example of the documentation holds', () => {
  const text = readFileSync('docs/browser.md', 'utf8');
  const [, code = ''] = /```js\nimport [^\n]+\n([\s\S]*?)```/.exec(text) ?? [];
  const run = new Function(
    'decide',
    'consoleMessage',
    `${code}; return { decision, line: consoleMessage(decision, request, 'chromium') };`,
  );
  const { decision, line } = run(built.decide, built.consoleMessage) as { decision: Decision; line: string };
  expect([decision.allowed, decision.sent]).toEqual([false, false]);
  expect(text).toContain(`decision.code; // '${decision.code}'`);
  expect(line).toMatch(/blocked by CORS policy/);
});

const OK = { origin: 'https://a.example', url: 'https://api.example/' };
const ANSWER = { response: { status: 200, headers: [] } };

test('what is left out has the defaults of fetch()', () => {
  const given = { ...OK, method: 'GET', headers: [], credentials: 'same-origin' } as const;
  expect(built.decide(OK as BrowserRequest, { response: { status: 200 } } as unknown as Exchange)).toEqual(
    built.decide(given, { preflight: null, response: { status: 200, headers: [] } }),
  );
});

test.each<[what: string, request: unknown, exchange: unknown, message: string]>([
  ['no request', undefined, ANSWER, 'request must be an object, not missing'],
  [
    'no origin',
    { url: 'https://api.example/' },
    ANSWER,
    'request.origin must be a string such as "https://app.example", not missing',
  ],
  [
    'a URL object',
    { ...OK, url: { href: '/' } },
    ANSWER,
    'request.url must be a string such as "https://api.example/", not an object',
  ],
  [
    'headers in an object',
    { ...OK, headers: { a: 'b' } },
    ANSWER,
    'request.headers must be a list of [name, value], not an object',
  ],
  [
    'a header without value',
    { ...OK, headers: [['a']] },
    ANSWER,
    'request.headers[0] must be [name, value], two strings',
  ],
  [
    'a hole',
    { ...OK, headers: [undefined] },
    ANSWER,
    'request.headers[0] must be [name, value], two strings',
  ],
  [
    'credentials true',
    { ...OK, credentials: true },
    ANSWER,
    'request.credentials must be one of "omit", "same-origin", "include"',
  ],
  ['no exchange', OK, undefined, 'exchange must be an object, not missing'],
  ['no response', OK, { preflight: null }, 'exchange.response must be an object, not missing'],
  [
    'a status in words',
    OK,
    { response: { status: '200' } },
    'exchange.response.status must be a whole number such as 200',
  ],
  [
    'a preflight in words',
    OK,
    { ...ANSWER, preflight: 'none' },
    'exchange.preflight must be an object, not a string',
  ],
  [
    'redirects in an object',
    OK,
    { ...ANSWER, redirects: {} },
    'exchange.redirects must be a list, not an object',
  ],
  [
    'a redirect without URL',
    OK,
    { ...ANSWER, redirects: [{ status: 302 }] },
    'exchange.redirects[0].url must be a string such as "https://api.example/", not missing',
  ],
])('%s is told', (_, request, exchange, message) => {
  expect(() => built.decide(request as BrowserRequest, exchange as Exchange)).toThrow(new TypeError(message));
});

test('an unknown engine and a cache of another make are told', () => {
  expect(() => built.decide(OK as BrowserRequest, ANSWER as unknown as Exchange, 'opera' as 'fetch')).toThrow(
    new TypeError('engine must be one of "fetch", "chromium", "firefox", "webkit"'),
  );
  expect(() =>
    built.decide(OK as BrowserRequest, ANSWER as unknown as Exchange, 'fetch', {} as PreflightCache),
  ).toThrow(new TypeError('cache must come from createPreflightCache()'));
});

/** Values that a file of rows may hold, with keys that mean something here. */
const keys = [
  'origin',
  'url',
  'method',
  'headers',
  'credentials',
  'mode',
  'redirect',
  'api',
  'body',
  'bodyType',
  'uploadListener',
  'preflight',
  'response',
  'redirects',
  'delayMs',
  'status',
  'location',
];
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      undefined,
      null,
      true,
      0,
      -1,
      200,
      204,
      302,
      Number.NaN,
      1.5,
      'GET',
      'include',
      'cors',
      'https://a.example',
      'null',
      '',
    ),
    fc.string(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 8 }),
  ),
}));

test('a row of any make has a decision or a TypeError that names the place', () => {
  const pick = fc.oneof(anyValue, fc.constantFrom(...rows));
  let decided = 0;
  const property = fc.property(
    pick,
    pick,
    anyValue,
    fc.constantFrom(...built.engines),
    (left, right, more, engine) => {
      const request = typeof left === 'object' && left !== null && 'request' in left ? left.request : left;
      const changed =
        typeof request === 'object' && request !== null && typeof more === 'object'
          ? { ...request, ...more }
          : request;
      try {
        const decision = built.decide(changed as BrowserRequest, right as Exchange, engine);
        expect(decision.steps.length).toBeGreaterThan(0);
        expect(typeof decision.allowed).toBe('boolean');
        decided++;
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
        expect((error as TypeError).message).toMatch(/^(?:request|exchange)[.[ ]/);
      }
    },
  );
  fc.assert(property, { numRuns: 3000 });
  expect(decided).toBeGreaterThan(100);
});

test('npm packs it, with its types and its page', () => {
  const told = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' });
  const [{ files }] = JSON.parse(told) as [{ files: { path: string }[] }];
  const names = files.map(({ path }) => path);
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, { types: string; default: string }>;
  };
  expect(manifest.exports['./browser']).toEqual({
    types: './dist/browser.d.mts',
    default: './dist/browser.mjs',
  });
  expect(names).toContain('docs/browser.md');
  for (const name of ['dist/browser.mjs', 'dist/browser.d.mts', 'dist/cli.js', 'dist/server.js'])
    expect(names).toContain(name);
});

test('the shipped types say what the source takes and gives', () => {
  // Checked by `npm run types`; what the types allow to leave out is filled in by the function itself.
  type Filled = Required<Pick<Shipped.BrowserRequest, 'method' | 'headers' | 'credentials'>>;
  type FilledRequest = Omit<Shipped.BrowserRequest, 'uploadListener'> & Filled;
  const request = (given: FilledRequest): BrowserRequest => given;
  const decision = (given: Decision): Shipped.Decision => given;
  const cache = (given: PreflightCache): Shipped.PreflightCache => given;
  const names: readonly (keyof typeof Shipped)[] = [
    'consoleMessage',
    'createPreflightCache',
    'decide',
    'engines',
  ];
  expect(Object.keys(built).sort()).toEqual(names);
  expect([request, decision, cache]).toHaveLength(3);
});
