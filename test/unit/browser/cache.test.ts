import { describe, expect, it } from 'vitest';
import {
  type BrowserRequest,
  createPreflightCache,
  decide,
  type Engine,
  type Exchange,
  type Header,
  type Hop,
} from '../../../server/src/core/browser/index.ts';

const api = 'https://api.test/';
const base: BrowserRequest = {
  origin: 'https://app.test',
  url: api,
  method: 'GET',
  headers: [],
  credentials: 'same-origin',
};

interface Turn {
  readonly request?: Partial<BrowserRequest>;
  readonly methods?: string;
  readonly headers?: string;
  readonly maxAge?: string;
  /** Milliseconds since the turn before. */
  readonly after?: number;
  /** The real answer has no CORS headers. */
  readonly fails?: boolean;
  readonly redirects?: readonly Hop[];
}

/** Whether each turn in a row makes a preflight. */
function preflights(engine: Engine, turns: readonly Turn[]): readonly boolean[] {
  let now = 0;
  const cache = createPreflightCache({ now: () => now });
  return turns.map(({ request, methods, headers, maxAge, after, fails, redirects }) => {
    now += after ?? 0;
    const full = { ...base, ...request };
    const allow: readonly Header[] = [
      ['Access-Control-Allow-Origin', full.credentials === 'include' ? full.origin : '*'],
      ['Access-Control-Allow-Credentials', 'true'],
    ];
    const list = (name: string, value: string | undefined): readonly Header[] =>
      value === undefined ? [] : [[name, value]];
    const preflight = [
      ...allow,
      ...list('Access-Control-Allow-Methods', methods),
      ...list('Access-Control-Allow-Headers', headers),
      ...list('Access-Control-Max-Age', maxAge),
    ];
    const exchange: Exchange = {
      preflight: { status: 200, headers: preflight },
      response: { status: 200, headers: fails === true ? [] : allow },
      ...(redirects === undefined ? {} : { redirects }),
    };
    return decide(full, exchange, engine, cache).preflight;
  });
}

const put: Partial<BrowserRequest> = { method: 'PUT' };
const include = { credentials: 'include' } as const;
const withName = (name: string): Partial<BrowserRequest> => ({ headers: [[name, '1']] });
const engines = ['fetch', 'chromium', 'firefox', 'webkit'] as const;

/** What the turns do, the turns, and for each engine whether the last of them makes a preflight. */
const table: readonly [string, readonly Turn[], Record<(typeof engines)[number], boolean>][] = [
  [
    'the same again within 5 seconds',
    [
      { request: put, methods: 'PUT' },
      { request: put, methods: 'PUT', after: 4999 },
    ],
    { fetch: false, chromium: false, firefox: false, webkit: false },
  ],
  [
    'the same again after 5 seconds',
    [
      { request: put, methods: 'PUT' },
      { request: put, methods: 'PUT', after: 5000 },
    ],
    { fetch: true, chromium: true, firefox: true, webkit: true },
  ],
  [
    'max-age 86400 after an hour',
    [
      { request: put, methods: 'PUT', maxAge: '86400' },
      { request: put, methods: 'PUT', after: 3_600_000 },
    ],
    { fetch: false, chromium: false, firefox: false, webkit: true },
  ],
  [
    'max-age 86400 after three hours',
    [
      { request: put, methods: 'PUT', maxAge: '86400' },
      { request: put, methods: 'PUT', after: 10_800_000 },
    ],
    { fetch: false, chromium: true, firefox: false, webkit: true },
  ],
  [
    'a max-age that is no number',
    [
      { request: put, methods: 'PUT', maxAge: 'x' },
      { request: put, methods: 'PUT' },
    ],
    { fetch: false, chromium: false, firefox: true, webkit: false },
  ],
  [
    'a wildcard',
    [
      { request: put, methods: '*' },
      { request: put, methods: '*' },
    ],
    { fetch: false, chromium: false, firefox: true, webkit: false },
  ],
  [
    'Authorization under a listed name',
    [
      { request: withName('Authorization'), headers: 'authorization' },
      { request: withName('Authorization'), headers: 'authorization' },
    ],
    { fetch: false, chromium: false, firefox: false, webkit: false },
  ],
  [
    'Authorization under a wildcard that an engine accepted',
    [
      { request: withName('Authorization'), headers: '*' },
      { request: withName('Authorization'), headers: '*' },
    ],
    { fetch: true, chromium: true, firefox: true, webkit: false },
  ],
  [
    'without credentials after one with',
    [
      { request: { ...put, ...include }, methods: 'PUT' },
      { request: put, methods: 'PUT' },
    ],
    { fetch: false, chromium: false, firefox: true, webkit: false },
  ],
  [
    'with credentials after one without',
    [
      { request: put, methods: 'PUT' },
      { request: { ...put, ...include }, methods: 'PUT' },
    ],
    { fetch: true, chromium: true, firefox: true, webkit: true },
  ],
  [
    'a literal * from a preflight with credentials',
    [
      { request: { ...put, ...include }, methods: 'PUT, *' },
      { request: { method: 'DELETE' }, methods: 'DELETE' },
    ],
    { fetch: false, chromium: true, firefox: true, webkit: false },
  ],
  [
    'two names from two preflights, asked for together',
    [
      { request: withName('X-A'), headers: 'x-a', maxAge: '60' },
      { request: withName('X-B'), headers: 'x-b', maxAge: '60' },
      {
        request: {
          headers: [
            ['X-A', ''],
            ['X-B', ''],
          ],
        },
        headers: 'x-a, x-b',
      },
    ],
    { fetch: false, chromium: true, firefox: false, webkit: true },
  ],
  [
    'HEAD with a remembered header',
    [
      { request: withName('X-A'), headers: 'x-a' },
      { request: { ...withName('X-A'), method: 'HEAD' }, headers: 'x-a' },
    ],
    { fetch: false, chromium: false, firefox: true, webkit: false },
  ],
  [
    'after the real answer failed the CORS check',
    [
      { request: put, methods: 'PUT' },
      { request: put, methods: 'PUT', fails: true },
      { request: put, methods: 'PUT' },
    ],
    { fetch: true, chromium: false, firefox: true, webkit: false },
  ],
  [
    'after a simple request of that URL failed the CORS check',
    [{ request: put, methods: 'PUT' }, { fails: true }, { request: put, methods: 'PUT' }],
    { fetch: false, chromium: false, firefox: true, webkit: false },
  ],
  [
    'after a preflight that refused a header, for the method that it listed',
    [
      { request: withName('X-A'), methods: 'PUT' },
      { request: put, methods: 'PUT' },
    ],
    { fetch: true, chromium: true, firefox: true, webkit: false },
  ],
  [
    'max-age 0 after a longer one',
    [
      { request: put, methods: 'PUT', maxAge: '60' },
      { request: withName('X-A'), methods: 'PUT', headers: 'x-a', maxAge: '0' },
      { request: put, methods: 'PUT' },
    ],
    { fetch: true, chromium: true, firefox: false, webkit: true },
  ],
  [
    'a conditional header that was listed',
    [
      { request: withName('If-Match'), headers: 'if-match' },
      { request: withName('If-Match'), headers: 'if-match' },
    ],
    { fetch: false, chromium: true, firefox: false, webkit: false },
  ],
  [
    'an upload listener, with a method list that lacks POST',
    [
      { request: { method: 'POST', body: 'x', api: 'xhr', uploadListener: true }, methods: 'GET' },
      { request: { method: 'POST', body: 'x', api: 'xhr', uploadListener: true }, methods: 'GET' },
    ],
    { fetch: true, chromium: false, firefox: false, webkit: false },
  ],
  [
    'another URL',
    [
      { request: put, methods: 'PUT' },
      { request: { ...put, url: `${api}?x` }, methods: 'PUT' },
    ],
    { fetch: true, chromium: true, firefox: true, webkit: true },
  ],
  [
    'the same URL in another spelling',
    [
      { request: put, methods: 'PUT' },
      { request: { ...put, url: 'https://API.test:443' }, methods: 'PUT' },
    ],
    { fetch: false, chromium: false, firefox: false, webkit: false },
  ],
  [
    'another origin',
    [
      { request: put, methods: 'PUT' },
      { request: { ...put, origin: 'https://b.test' }, methods: 'PUT' },
    ],
    { fetch: true, chromium: true, firefox: true, webkit: true },
  ],
];

describe.each(table)('%s', (_, turns, expected) => {
  it.each(engines)('%s', (engine) => expect(preflights(engine, turns).at(-1)).toBe(expected[engine]));
});

it('knows an origin that redirects have tainted as null in Fetch, and not at all in Chromium', () => {
  const open: readonly Header[] = [
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', 'PUT'],
  ];
  const redirects: readonly Hop[] = [
    {
      url: 'https://first.test/',
      status: 307,
      location: api,
      headers: open,
      preflight: { status: 200, headers: open },
    },
  ];
  const turn: Turn = { request: { ...put, url: 'https://first.test/' }, methods: 'PUT', redirects };
  expect(preflights('fetch', [turn, turn])).toEqual([true, false]);
  expect(preflights('chromium', [turn, turn])).toEqual([true, true]);
});

it('forgets the least recently used URL in Firefox when there are more than 100', () => {
  const url = (index: number): Turn => ({ request: { ...put, url: `${api}${index}` }, methods: 'PUT' });
  const hundred = Array.from({ length: 100 }, (_, index) => url(index));
  const last = preflights('firefox', [...hundred, url(0), url(100), url(0), url(1)]).slice(-4);
  expect(last).toEqual([false, true, false, true]);
});

it('counts delayMs by itself when it has no clock', () => {
  const cache = createPreflightCache();
  const headers: readonly Header[] = [
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', 'PUT'],
  ];
  const answer = { status: 200, headers };
  const at = (delayMs: number) =>
    decide({ ...base, ...put }, { preflight: answer, response: answer, delayMs }, 'fetch', cache).preflight;
  expect([at(0), at(3000), at(1999), at(1)]).toEqual([true, false, false, true]);
});
