import { describe, expect, it } from 'vitest';
import {
  type BrowserRequest,
  type Code,
  decide,
  type Exchange,
  type Header,
  type Hop,
} from '../../../server/src/core/browser/index.ts';

const page = 'https://app.test';
const api = 'https://api.test/';
const other = 'https://other.test/';
const get: BrowserRequest = {
  origin: page,
  url: api,
  method: 'GET',
  headers: [],
  credentials: 'same-origin',
};
const open: readonly Header[] = [
  ['Access-Control-Allow-Origin', '*'],
  ['Access-Control-Allow-Methods', '*'],
  ['Access-Control-Allow-Headers', '*, authorization'],
];
const answer = { status: 200, headers: open };
const everythingOpen: Exchange = { preflight: answer, response: answer };
const closed: Exchange = { preflight: null, response: { status: 200, headers: [] } };

describe('redirects', () => {
  const hop = (url: string, location: string, change: Partial<Hop> = {}): Hop => ({
    url,
    location,
    status: 302,
    headers: open,
    preflight: answer,
    ...change,
  });
  const through = (...redirects: Hop[]): Exchange => ({ ...everythingOpen, redirects });

  it.each<[string, readonly string[], string | null]>([
    ['page to A', [`${page}/`, api], page],
    ['A to A', [api, `${api}b`], page],
    ['A to B', [api, other], 'null'],
    ['A to page', [api, `${page}/`], 'null'],
    ['page to A to B', [`${page}/`, api, other], 'null'],
    ['page to page', [`${page}/`, `${page}/b`], null],
    ['A to B to A', [api, other, api], 'null'],
  ])('%s ends with Origin %s', (_, [first = '', ...rest], expected) => {
    const hops = rest.map((location, index) => hop([first, ...rest][index] ?? '', location));
    const decision = decide({ ...get, url: first }, through(...hops));
    expect([decision.allowed, decision.originHeader]).toEqual([true, expected]);
  });

  it.each<[Code, Partial<BrowserRequest>, Hop]>([
    ['redirect-error', { redirect: 'error' }, hop(api, other)],
    ['redirect-invalid-location', {}, hop(api, 'https://')],
    ['redirect-scheme', {}, hop(api, 'ftp://api.test/')],
    ['redirect-has-credentials', {}, hop(api, 'https://u@api.test/')],
    ['redirect-has-credentials', { url: `${page}/` }, hop(`${page}/`, 'https://u@api.test/')],
    [
      'redirect-stream-body',
      { method: 'POST', body: 'x', bodyType: 'stream' },
      hop(api, other, { status: 307 }),
    ],
    ['missing-allow-origin', {}, hop(api, other, { headers: [] })],
    ['network', { method: 'PUT' }, hop(api, other, { preflight: null })],
  ])('%s stops at the first hop', (code, change, first) => {
    const decision = decide({ ...get, ...change }, through(first));
    expect([decision.code, decision.failedAt?.hop, decision.sent]).toEqual([code, 0, false]);
  });

  it('within the own origin may hold a user name in Fetch, and not in Chromium', () => {
    const exchange = through(hop(`${page}/`, 'https://u:p@app.test/b'));
    expect(decide({ ...get, url: `${page}/` }, exchange).code).toBe('same-origin');
    expect(decide({ ...get, url: `${page}/` }, exchange, 'chromium').code).toBe('redirect-has-credentials');
    expect(decide({ ...get, api: 'xhr', url: `${page}/` }, exchange, 'chromium').code).toBe('same-origin');
  });

  it('are followed 20 times and no more', () => {
    const chain = (length: number) => through(...Array.from({ length }, () => hop(api, api)));
    expect(decide(get, chain(20)).allowed).toBe(true);
    expect(decide(get, chain(21)).code).toBe('redirect-count');
  });

  it('resolve a relative Location, also one that stands among the headers', () => {
    const first: Hop = { url: api, status: 302, headers: [...open, ['Location', 'next?x']] };
    const decision = decide(get, through(first));
    expect(decision.requests.map(({ url }) => url)).toEqual([api, `${api}next?x`]);
  });

  it('end where an answer is no redirect', () => {
    expect(
      decide(get, through({ url: api, status: 302, headers: open }, hop(api, other))).requests.length,
    ).toBe(1);
    expect(decide(get, through(hop(api, other, { status: 300 }))).requests.length).toBe(1);
  });

  it('that nobody describes leave the outcome open', () => {
    const decision = decide(get, {
      preflight: null,
      response: { status: 302, headers: [...open, ['Location', '/x']] },
    });
    expect(decision).toMatchObject({ code: 'redirect-unanswered', allowed: false, sent: true });
  });

  it.each<[number, string, string]>([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [301, 'PUT', 'PUT'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
  ])('with status %s turn %s into %s', (status, method, expected) => {
    const request: BrowserRequest = { ...get, method, headers: [['Content-Type', 'application/json']] };
    const last = decide(request, through(hop(api, `${api}b`, { status }))).requests.at(-1);
    expect(last?.method).toBe(expected);
    expect(last?.headers.some(([name]) => name === 'Content-Type')).toBe(method === expected);
  });

  it('remove Authorization on the way to another origin only', () => {
    const request: BrowserRequest = { ...get, headers: [['Authorization', 'x']] };
    const carries = (location: string) =>
      decide(request, through(hop(api, location)))
        .requests.at(-1)
        ?.headers.some(([name]) => name === 'Authorization');
    expect([carries(`${api}b`), carries(other)]).toEqual([true, false]);
  });

  it('remove client hints in Chromium, but not Save-Data', () => {
    const request: BrowserRequest = {
      ...get,
      headers: [
        ['dpr', '1'],
        ['save-data', 'on'],
      ],
    };
    const names = decide(request, through(hop(api, `${api}b`)), 'chromium').requests.at(-1)?.headers;
    expect(names?.map(([name]) => name)).toEqual(['save-data', 'Origin']);
  });

  it('stay opaque for no-cors requests, and need no headers', () => {
    const exchange = { ...closed, redirects: [hop(api, other, { headers: [] })] };
    expect(decide({ ...get, mode: 'no-cors' }, exchange)).toMatchObject({ code: 'opaque', sent: true });
  });

  it('are opaque in mode manual, once they pass the CORS check', () => {
    const request: BrowserRequest = { ...get, redirect: 'manual' };
    expect(decide(request, through(hop(api, other)))).toMatchObject({
      opaque: 'opaqueredirect',
      sent: false,
    });
    expect(decide(request, through(hop(api, other, { headers: [] }))).code).toBe('missing-allow-origin');
  });

  it('to plain HTTP are mixed content', () => {
    const decision = decide(get, through(hop(api, 'http://api.test/')));
    expect(decision).toMatchObject({
      code: 'mixed-content',
      sent: false,
      failedAt: { phase: 'fetch', hop: 1 },
    });
  });
});
