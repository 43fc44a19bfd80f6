import { describe, expect, it } from 'vitest';
import {
  type BrowserRequest,
  type Code,
  decide,
  type Engine,
  type Exchange,
  type Header,
  needsPreflight,
  preflightOf,
} from '../../../server/src/core/browser/index.ts';

const page = 'https://app.test';
const api = 'https://api.test/';
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

it('decides the example of its documentation', () => {
  const decision = decide(
    {
      origin: 'https://evil.example',
      url: 'https://api.example/',
      method: 'GET',
      headers: [],
      credentials: 'include',
    },
    {
      preflight: null,
      response: {
        status: 200,
        headers: [
          ['Access-Control-Allow-Origin', 'https://evil.example'],
          ['Access-Control-Allow-Credentials', 'true'],
          ['X-Secret', '1'],
          ['Content-Type', 'text/html'],
        ],
      },
    },
    'fetch',
  );
  expect(decision).toMatchObject({
    preflight: false,
    sent: true,
    allowed: true,
    exposed: ['content-type'],
    originHeader: 'https://evil.example',
    code: 'cors-allowed',
    reason:
      'The server allows the origin `https://evil.example` with credentials: script may read the answer.',
  });
  expect(decision.acrh).toBeUndefined();
  expect(decision.failedAt).toBeUndefined();
  expect(decision.steps.map(({ section, outcome }) => [section, outcome])).toEqual([
    ['request-constructor', 'pass'],
    ['main-fetch', 'info'],
    ['main-fetch', 'info'],
    ['origin-header', 'info'],
    ['cors-check', 'pass'],
    ['cors-filtered', 'pass'],
  ]);
});

describe('the call itself', () => {
  it.each<[Code, Partial<BrowserRequest>]>([
    ['invalid-url', { url: 'https://' }],
    ['invalid-url', { origin: 'null', url: '/relative' }],
    ['url-has-credentials', { url: 'https://u@api.test/' }],
    ['invalid-mode', { mode: 'navigate' }],
    ['invalid-method', { method: 'GET IT' }],
    ['invalid-method', { method: '' }],
    ['forbidden-method', { method: 'tRaCe' }],
    ['no-cors-method', { mode: 'no-cors', method: 'PUT' }],
    ['invalid-header-name', { headers: [['a b', '']] }],
    ['invalid-header-name', { headers: [['', '']] }],
    ['invalid-header-value', { headers: [['a', 'x\ny']] }],
    ['invalid-header-value', { headers: [['a', '\u0100']] }],
    ['body-with-get', { body: '' }],
    ['body-with-get', { method: 'head', body: 'x' }],
  ])('%s: %j', (code, change) => {
    const decision = decide({ ...get, ...change }, everythingOpen);
    expect([decision.code, decision.failedAt?.phase]).toEqual([code, 'api']);
    expect([decision.sent, decision.allowed, decision.requests]).toEqual([false, false, []]);
  });

  it('strips whitespace around header values and ignores the body of a GET in XMLHttpRequest', () => {
    expect(decide({ ...get, headers: [['Accept', ' \r\n x \t']] }, everythingOpen).allowed).toBe(true);
    expect(decide({ ...get, api: 'xhr', body: 'x' }, everythingOpen).allowed).toBe(true);
  });

  it('lets XMLHttpRequest take a URL with a user name', () => {
    expect(decide({ ...get, api: 'xhr', url: 'https://u@api.test/' }, everythingOpen).allowed).toBe(true);
  });

  it.each<[Code, Partial<BrowserRequest>, boolean]>([
    ['mixed-content', { url: 'http://api.test/' }, false],
    ['mode-same-origin', { mode: 'same-origin' }, false],
    ['no-cors-redirect-mode', { mode: 'no-cors', redirect: 'manual' }, false],
    ['scheme', { url: 'ftp://api.test/' }, false],
    ['data-url', { url: 'data:text/plain,x' }, true],
  ])('%s sends nothing', (code, change, allowed) => {
    const decision = decide({ ...get, ...change }, everythingOpen);
    expect([decision.code, decision.allowed, decision.sent]).toEqual([code, allowed, false]);
    expect(decision.requests).toEqual([]);
  });
});

describe('preflights', () => {
  it.each<[Partial<BrowserRequest>, string | null | undefined]>([
    [{}, undefined],
    [{ method: 'PUT' }, null],
    [{ method: 'put' }, null],
    [{ method: 'POST', body: 'x' }, undefined],
    [{ method: 'POST', body: 'x', bodyType: 'urlsearchparams' }, undefined],
    [{ method: 'POST', body: 'x', bodyType: 'formdata' }, undefined],
    [{ method: 'POST', body: 'x', bodyType: 'arraybuffer' }, undefined],
    [{ method: 'POST', body: 'x', bodyType: 'blob:' }, undefined],
    [{ method: 'POST', body: 'x', bodyType: 'blob:application/json' }, 'content-type'],
    [
      {
        method: 'POST',
        body: 'x',
        bodyType: 'blob:application/json',
        headers: [['content-type', 'text/plain']],
      },
      undefined,
    ],
    [{ method: 'POST', body: 'x', bodyType: 'stream' }, null],
    [{ method: 'POST', body: 'x', api: 'xhr', uploadListener: true }, null],
    [{ method: 'POST', body: 'x', api: 'xhr', uploadListener: 'late' }, undefined],
    [{ method: 'POST', api: 'xhr', uploadListener: true }, undefined],
    [
      {
        headers: [
          ['X-B', ''],
          ['x-a', ''],
          ['X-b', ''],
        ],
      },
      'x-a,x-b',
    ],
    [{ headers: [['Cookie', 'a']] }, undefined],
    [{ url: `${page}/same`, method: 'PUT', headers: [['X-A', '']] }, undefined],
    [{ url: `${page}:443/same`, method: 'PUT' }, undefined],
    [{ origin: 'null', url: `${page}/`, method: 'PUT' }, null],
    [{ mode: 'no-cors', method: 'POST', headers: [['X-A', '']] }, undefined],
  ])('%j asks for %j', (change, acrh) => {
    const request = { ...get, ...change };
    const decision = decide(request, everythingOpen);
    expect(decision.acrh).toBe(acrh);
    expect(decision.preflight).toBe(acrh !== undefined);
    expect(needsPreflight(request)).toBe(acrh !== undefined);
  });

  it('are what a server sees', () => {
    expect(preflightOf({ ...get, method: 'patch', headers: [['X-A', '1']], credentials: 'include' })).toEqual(
      {
        kind: 'preflight',
        url: api,
        method: 'OPTIONS',
        headers: [
          ['Accept', '*/*'],
          ['Access-Control-Request-Method', 'patch'],
          ['Access-Control-Request-Headers', 'x-a'],
          ['Origin', page],
        ],
      },
    );
  });

  it('fail without an answer, and the request is never sent', () => {
    const decision = decide({ ...get, method: 'PUT' }, closed);
    expect(decision).toMatchObject({ preflight: true, sent: false, allowed: false, code: 'network' });
    expect(decision.failedAt).toEqual({ phase: 'preflight', hop: 0, url: api });
  });

  it.each<[Engine, Partial<BrowserRequest>, boolean]>([
    ['fetch', { headers: [['dpr', '1']] }, true],
    ['chromium', { headers: [['dpr', '1']] }, false],
    ['firefox', { headers: [['dpr', '1']] }, true],
    ['fetch', { headers: [['User-Agent', 'me']] }, true],
    ['chromium', { headers: [['User-Agent', 'me']] }, false],
    [
      'fetch',
      {
        headers: [
          ['Accept', 'a'.repeat(100)],
          ['Accept', 'a'.repeat(100)],
        ],
      },
      false,
    ],
    [
      'chromium',
      {
        headers: [
          ['Accept', 'a'.repeat(100)],
          ['Accept', 'a'.repeat(100)],
        ],
      },
      true,
    ],
    [
      'webkit',
      {
        headers: [
          ['Accept', 'a'.repeat(100)],
          ['Accept', 'a'.repeat(100)],
        ],
      },
      true,
    ],
    [
      'fetch',
      {
        api: 'xhr',
        headers: [
          ['Accept', 'a'.repeat(100)],
          ['Accept', 'a'.repeat(100)],
        ],
      },
      true,
    ],
  ])('%s, %j: %s', (engine, change, expected) => {
    expect(needsPreflight({ ...get, ...change }, engine)).toBe(expected);
  });

  it('may leave the method out when an upload listener asked for them', () => {
    const request: BrowserRequest = { ...get, method: 'POST', body: 'x', api: 'xhr', uploadListener: true };
    const preflight = { status: 200, headers: open.slice(0, 1) };
    expect(decide(request, { preflight, response: answer }).allowed).toBe(true);
  });

  it('name the first missing header by byte order in Fetch and Firefox, by script order elsewhere', () => {
    const request: BrowserRequest = {
      ...get,
      headers: [
        ['X-B', ''],
        ['X-A', ''],
      ],
    };
    const exchange = { preflight: { status: 200, headers: open.slice(0, 1) }, response: answer };
    const named = (['fetch', 'firefox', 'chromium', 'webkit'] as const).map(
      (engine) => decide(request, exchange, engine).details.header,
    );
    expect(named).toEqual(['x-a', 'x-a', 'x-b', 'x-b']);
  });
});

describe('answers', () => {
  it('may have any status but 407', () => {
    for (const status of [200, 204, 304, 401, 404, 500, 999]) {
      expect(decide(get, { preflight: null, response: { status, headers: open } }).allowed).toBe(true);
    }
    expect(decide(get, { preflight: null, response: { status: 407, headers: open } }).code).toBe(
      'proxy-authentication',
    );
  });

  it('are lost when a header holds NUL, also on the own origin', () => {
    const response = { status: 200, headers: [...open, ['X-A', 'a\0'] as const] };
    for (const url of [api, `${page}/`]) {
      const decision = decide({ ...get, url }, { preflight: null, response });
      expect([decision.code, decision.sent, decision.allowed]).toEqual(['malformed-response', true, false]);
    }
  });

  it('of the own origin carry no Origin header for GET, and one for POST', () => {
    const url = `${page}/`;
    expect(decide({ ...get, url }, closed)).toMatchObject({ code: 'same-origin', originHeader: null });
    expect(decide({ ...get, url, method: 'POST' }, closed)).toMatchObject({
      code: 'same-origin',
      originHeader: page,
    });
  });

  it('to no-cors requests are opaque', () => {
    const decision = decide({ ...get, mode: 'no-cors' }, closed);
    expect(decision).toMatchObject({
      code: 'opaque',
      opaque: 'opaque',
      allowed: false,
      sent: true,
      originHeader: null,
    });
    expect(decision.exposed).toBeUndefined();
  });
});
