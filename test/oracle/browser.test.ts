import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BrowserRequest,
  type Code,
  codes,
  consoleMessage,
  createPreflightCache,
  decide,
  type Engine,
  type Exchange,
  engineProfiles,
  type Header,
  isForbiddenRequestHeader,
  type ServerResponse,
  sections,
} from '../../server/src/core/browser/index.ts';
import { chromiumErrorName } from '../../server/src/core/browser/messages/chromium.ts';
import {
  decideAll,
  disagreements,
  type Expectation,
  expectationOf,
  loadRows,
  type Row,
  sequencesOf,
} from './browserRows.ts';

const rows = loadRows();
const engines: readonly Engine[] = ['fetch', 'chromium', 'firefox', 'webkit'];

it('reads all 443 recorded exchanges', () => {
  expect(rows.length).toBe(443);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(443);
});

describe.each(['fetch', 'chromium'] as const)('recorded exchanges, %s', (engine) => {
  const decisions = decideAll(rows, engine);

  it.each(rows.map((row) => [row.id, row] as const))('%s', (_, row) => {
    const decision = decisions.get(row.id);
    if (decision === undefined) throw new Error(`${row.id} was not decided`);
    expect(disagreements(row, expectationOf(row, engine), decision), decision.reason).toEqual([]);
    expect(decision.steps.length).toBeGreaterThan(0);
  });
});

describe('what Chromium reported for the recorded exchanges', () => {
  const decisions = decideAll(rows, 'chromium');
  const reported = rows.filter(({ chromiumError }) => chromiumError !== undefined);
  /** Failures of the network layer, which have no CORS error. */
  const networkErrors: Readonly<Record<string, Code>> = {
    'net::ERR_ABORTED': 'opaque-redirect',
    'net::ERR_FAILED': 'redirect-error',
    'net::ERR_INVALID_HTTP_RESPONSE': 'malformed-response',
    ' mixed-content': 'mixed-content',
  };

  it.each(reported.map((row) => [row.id, row] as const))('%s', (_, row) => {
    const decision = decisions.get(row.id);
    if (decision === undefined) throw new Error(`${row.id} was not decided`);
    const code = networkErrors[row.chromiumError ?? ''];
    if (code !== undefined) expect(decision.code).toBe(code);
    else expect(chromiumErrorName(decision, row.request)).toBe(row.chromiumError);
  });
});

it('decides the sequences in the same way with a cache that counts delayMs by itself', () => {
  for (const sequence of sequencesOf(rows.filter(({ cacheKey }) => cacheKey !== undefined))) {
    const cache = createPreflightCache();
    for (const row of sequence) {
      const decision = decide(row.request, row, 'fetch', cache);
      expect(disagreements(row, row.expect, decision), row.id).toEqual([]);
    }
  }
});

describe('negative control: one wrong expectation is noticed', () => {
  const decisions = decideAll(rows, 'fetch');

  /** One point of the row's expectation turned into its opposite. The points take turns. */
  function flipped(row: Row, turn: number): Expectation {
    const { expect: expected } = row;
    const flips: readonly (Expectation | undefined)[] = [
      { ...expected, preflight: !expected.preflight },
      { ...expected, allowed: !expected.allowed },
      { ...expected, sent: !expected.sent },
      expected.exposed && { ...expected, exposed: [...expected.exposed, 'x-never'] },
      expected.acrh === undefined || !expected.preflight
        ? undefined
        : { ...expected, acrh: `${expected.acrh},x` },
      expected.originHeader === undefined ? undefined : { ...expected, originHeader: 'http://other.test' },
    ];
    const possible = flips.filter((flip) => flip !== undefined);
    return possible[turn % possible.length] ?? expected;
  }

  const chosen = rows.filter((_, index) => index % 8 === 0).slice(0, 50);
  it('takes 50 rows', () => expect(chosen.length).toBe(50));
  it.each(chosen.map((row, index) => [row.id, row, index] as const))('%s', (_, row, index) => {
    const decision = decisions.get(row.id);
    if (decision === undefined) throw new Error(`${row.id} was not decided`);
    expect(disagreements(row, row.expect, decision)).toEqual([]);
    expect(disagreements(row, flipped(row, index), decision)).not.toEqual([]);
  });
});

const byteText = (maxLength: number) =>
  fc.array(fc.integer({ min: 0, max: 0xff }), { maxLength }).map((bytes) => String.fromCharCode(...bytes));
const anyText = fc.oneof(byteText(40), fc.string({ unit: 'binary', maxLength: 40 }));
const corsNames = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Expose-Headers',
  'Access-Control-Max-Age',
  'Location',
  'Set-Cookie',
];
const corsValues = [
  '*',
  'null',
  'https://app.test',
  'true',
  'PUT, *',
  'x-a',
  'GET PUT',
  '',
  '-1',
  '0',
  '/next',
  'data:,x',
];
const responseHeader: fc.Arbitrary<Header> = fc.tuple(
  fc.oneof(fc.constantFrom(...corsNames), byteText(12)),
  fc.oneof(fc.constantFrom(...corsValues), anyText),
);
const response: fc.Arbitrary<ServerResponse> = fc.record({
  status: fc.constantFrom(200, 204, 301, 302, 303, 304, 307, 401, 404, 407, 500, 999),
  headers: fc.array(responseHeader, { maxLength: 6 }),
});
const urls = [
  'https://api.test/',
  'https://app.test/x',
  'http://api.test/',
  'https://u@api.test/',
  'data:,x',
  '/y',
  'http://[',
];
const url = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...urls) }, { weight: 1, arbitrary: anyText });
const requestHeader: fc.Arbitrary<Header> = fc.tuple(
  fc.oneof(
    fc.constantFrom('Content-Type', 'Accept', 'Range', 'Authorization', 'X-A', 'Cookie', 'dpr'),
    anyText,
  ),
  anyText,
);
const anyRequest: fc.Arbitrary<BrowserRequest> = fc.record(
  {
    origin: fc.oneof(fc.constantFrom('https://app.test', 'http://app.test', 'null'), anyText),
    url,
    method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'patch', 'TRACE'), anyText),
    headers: fc.array(requestHeader, { maxLength: 4 }),
    credentials: fc.constantFrom('omit', 'same-origin', 'include'),
    mode: fc.constantFrom('cors', 'no-cors', 'same-origin', 'navigate'),
    redirect: fc.constantFrom('follow', 'error', 'manual'),
    api: fc.constantFrom('fetch', 'xhr'),
    body: anyText,
    bodyType: fc.constantFrom<NonNullable<BrowserRequest['bodyType']>>(
      '',
      'formdata',
      'stream',
      'blob:',
      'blob:a/\u0000b',
    ),
    uploadListener: fc.constantFrom<true | 'late'>(true, 'late'),
  },
  { requiredKeys: ['origin', 'url', 'method', 'headers', 'credentials'] },
);
const anyExchange: fc.Arbitrary<Exchange> = fc.record(
  {
    preflight: fc.option(response),
    response,
    redirects: fc.array(
      fc
        .tuple(response, url, url, fc.option(response))
        .map(([answer, from, location, preflight]) => ({ ...answer, url: from, location, preflight })),
      { maxLength: 25 },
    ),
    delayMs: fc.integer({ min: -10, max: 10_000 }),
  },
  { requiredKeys: ['preflight', 'response'] },
);

describe('on any bytes', () => {
  it('never throws, and says a known code, a reason, and steps of known sections', () => {
    const property = fc.property(
      anyRequest,
      anyExchange,
      fc.constantFrom(...engines),
      (request, exchange, engine) => {
        const cache = createPreflightCache();
        for (let turn = 0; turn < 2; turn++) {
          const decision = decide(request, exchange, engine, cache);
          expect(decision.steps.length).toBeGreaterThan(0);
          for (const step of decision.steps) expect(sections).toHaveProperty(step.section);
          expect(codes).toContain(decision.code);
          expect(decision.reason).not.toMatch(/^$|undefined/);
          expect(() => consoleMessage(decision, request, engine)).not.toThrow();
        }
      },
    );
    fc.assert(property, { numRuns: 1500 });
  });

  it('keeps the parts of a decision consistent', () => {
    const property = fc.property(
      anyRequest,
      anyExchange,
      fc.constantFrom(...engines),
      (request, exchange, engine) => {
        const decision = decide(request, exchange, engine);
        const wire = decision.requests;
        expect(decision.allowed).toBe(decision.exposed !== undefined);
        if (decision.allowed) expect(decision.failedAt).toBeUndefined();
        if (decision.allowed) expect(decision.sent || decision.code === 'data-url').toBe(true);
        if (decision.failedAt?.phase === 'preflight') expect(decision.sent).toBe(false);
        if (decision.failedAt?.phase === 'api') expect(wire).toEqual([]);
        expect(decision.preflight).toBe(wire.some(({ kind }) => kind === 'preflight'));
        expect(decision.preflight).toBe(decision.acrh !== undefined);
        expect(wire.length === 0).toBe(decision.originHeader === undefined);
        if (decision.sent) expect(wire.at(-1)?.kind).toBe('request');
      },
    );
    fc.assert(property, { numRuns: 1500 });
  });

  it('is a function: the same input gives the same decision', () => {
    const property = fc.property(
      anyRequest,
      anyExchange,
      fc.constantFrom(...engines),
      (request, exchange, engine) => {
        expect(decide(request, exchange, engine)).toEqual(decide(request, exchange, engine));
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('takes time in proportion to the input', () => {
    const spaces = `${' '.repeat(200_000)}x`;
    const commas = ','.repeat(200_000);
    const hostile: readonly Header[] = [
      ['Access-Control-Allow-Origin', `https://${'a.'.repeat(100_000)}`],
      ['Access-Control-Allow-Headers', commas + spaces],
      ['Access-Control-Max-Age', '0'.repeat(200_000)],
    ];
    const request: BrowserRequest = {
      origin: 'https://app.test',
      url: `https://api.test/${'../'.repeat(50_000)}`,
      method: 'PUT',
      headers: [
        ['Range', `bytes=${'0'.repeat(200_000)}-`],
        ['X-HTTP-Method', `"${commas}`],
        ['Content-Type', spaces],
      ],
      credentials: 'include',
    };
    const start = performance.now();
    for (const engine of engines) {
      decide(
        request,
        { preflight: { status: 200, headers: hostile }, response: { status: 200, headers: hostile } },
        engine,
      );
    }
    expect(performance.now() - start).toBeLessThan(60_000);
  });
});

describe('a server that lists everything exactly', () => {
  const tokenText = fc.stringMatching(/^[A-Za-z!#$%&'*+.^_`|~-][A-Za-z0-9-]{0,8}$/);
  const polite: fc.Arbitrary<BrowserRequest> = fc.record({
    origin: fc.constantFrom('https://app.test', 'http://app.test:8080', 'null'),
    url: fc.constantFrom('https://api.test/', 'https://app.test:8443/a?b'),
    method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'patch', 'DELETE', '*'), tokenText),
    headers: fc.array(
      fc.tuple(fc.oneof(fc.constantFrom('Authorization', 'Content-Type', '*'), tokenText), byteText(30)),
      {
        maxLength: 5,
      },
    ),
    credentials: fc.constantFrom('omit', 'same-origin', 'include'),
    api: fc.constantFrom('fetch', 'xhr'),
  });

  it('lets every cors request without redirects pass, in every engine', () => {
    const property = fc.property(polite, fc.constantFrom(...engines), (request, engine) => {
      const refusedByTheApi = ['CONNECT', 'TRACE', 'TRACK'].includes(request.method.toUpperCase());
      fc.pre(!refusedByTheApi);
      fc.pre(
        request.headers.every(([, value]) => !/[\0\r\n]/.test(value.replace(/^[\t\r\n ]+|[\t\r\n ]+$/g, ''))),
      );
      const allow: readonly Header[] = [
        ['Access-Control-Allow-Origin', request.origin],
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Allow-Methods', request.method],
        ['Access-Control-Allow-Headers', request.headers.map(([name]) => name).join(', ')],
      ];
      const answer: ServerResponse = { status: 200, headers: allow };
      // Methods that the browser writes in upper case are listed as the browser sends them.
      const sent = decide(request, { preflight: answer, response: answer }, engine);
      const method = sent.requests[0]?.headers.find(
        ([name]) => name === 'Access-Control-Request-Method',
      )?.[1];
      const listed: readonly Header[] = [
        ...allow,
        ['Access-Control-Allow-Methods', method ?? request.method],
      ];
      const decision = decide(
        request,
        { preflight: { status: 204, headers: listed }, response: answer },
        engine,
      );
      expect(decision.reason).toContain(request.origin);
      expect([decision.allowed, decision.sent, decision.code]).toEqual([true, true, 'cors-allowed']);
    });
    fc.assert(property, { numRuns: 1500 });
  });

  it('lets none pass that names another origin', () => {
    const property = fc.property(polite, anyText, fc.constantFrom(...engines), (request, other, engine) => {
      fc.pre(other.replace(/^[\t ]+|[\t ]+$/g, '') !== request.origin && !['*'].includes(other.trim()));
      const headers: readonly Header[] = [
        ['Access-Control-Allow-Origin', other],
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Allow-Methods', '*'],
        ['Access-Control-Allow-Headers', '*'],
      ];
      const answer: ServerResponse = { status: 200, headers };
      expect(decide(request, { preflight: answer, response: answer }, engine).allowed).toBe(false);
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

it('never asks for a forbidden request header', () => {
  const property = fc.property(anyRequest, anyExchange, (request, exchange) => {
    for (const { kind, headers } of decide(request, exchange).requests) {
      if (kind === 'preflight') continue;
      for (const [name, value] of headers) {
        if (name !== 'Origin') expect(isForbiddenRequestHeader(name, value)).toBe(false);
      }
    }
  });
  fc.assert(property, { numRuns: 500 });
});

it('has a profile for every engine', () => {
  expect(Object.keys(engineProfiles).sort()).toEqual([...engines].sort());
});
