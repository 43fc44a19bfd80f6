import { describe, expect, it } from 'vitest';
import { printProbes } from '../support/print-value.ts';

type Row = readonly [source: string, printed: string];

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s', (source, printed) => {
      expect(printProbes(source, 'app.ts')).toBe(printed);
    });
  });
}

const ADDRESSES = [
  'https://app.example',
  'https://app.example/',
  'https://App.Example:443/path?query#fragment',
  'http://localhost:3000/login',
  'HTTP://app.example:80?x',
  'https://app.example:08443/',
  'http://127.0.0.1:5173',
  'wss://app.example/socket',
  'https://a-b.example.co.uk:8443',
];

describe('parts of a URL are those that JavaScript gives', () => {
  it.each(ADDRESSES)('%s', (address) => {
    const source = `const u = new URL('${address}'); probe(u.origin, u.host, u.hostname, u.port, u.protocol)`;
    const { origin, host, hostname, port, protocol } = new URL(address);
    const printed = [origin, host, hostname, port, protocol].map((each) => `'${each}'`).join('\n');
    expect(printProbes(source, 'app.ts')).toBe(printed);
  });

  const unread = [
    'app.example',
    'https://',
    'https://user@app.example',
    'https://0x7f.1',
    'https://1.2.3',
    'https://bücher.example',
    'https://app.example:99999',
    'https://xn--a.example',
    'file:///etc',
    'https://app_1.example',
  ];
  it.each(unread)('not read: %s', (address) => {
    expect(printProbes(`probe(new URL('${address}').origin)`, 'app.ts')).toMatch(/^\?/);
  });
});

table('URLs', [
  ['const { origin } = new URL("https://app.example/x"); probe(origin)', "'https://app.example'"],
  [
    "probe(new URL(process.env.X ?? 'https://app.example/x').origin)",
    "'https://app.example' when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
  [
    "probe(['https://a.example/x', 'https://b.example'].map((x) => new URL(x).origin))",
    "['https://a.example', 'https://b.example']",
  ],
  ["probe(new URL('https://app.example').pathname)", '?call(URL)'],
  [
    "probe(new URL('/x', 'https://app.example').origin)",
    "?attribute(new URL('/x', 'https://app.example').origin)",
  ],
  [
    "class URL {} probe(new URL('https://app.example').origin)",
    "?attribute(new URL('https://app.example').origin)",
  ],
  ['const f = (req) => probe(new URL(req.headers.origin))', '?call(URL)'],
  [
    'const f = (req) => probe(new URL(req.headers.origin).origin)',
    '?attribute(new URL(req.headers.origin).origin)',
  ],
]);

table('objects as lists', [
  [
    "const o = { a: 'x', b: 'y' }; probe(Object.entries(o), Object.values(o), Object.keys(o))",
    "[['a', 'x'], ['b', 'y']]\n['x', 'y']\n['a', 'b']",
  ],
  [
    "probe(Object.values({ ...{ a: 'x' }, a: 'y' }), Object.entries({ ...{ a: 'x' }, a: 'y' }))",
    "['y']\n[['a', 'y']]",
  ],
  ["probe(Object.fromEntries([['a', 1], ['a', 2]]).a)", '2'],
  [
    "probe(Object.fromEntries(Object.entries({ a: 'x' }).map(([k, v]) => [k, `https://${v}`])))",
    "{a: 'https://x'}",
  ],
  ['probe(Object.values({ ...load() }))', '?call(Object.values)'],
  ['probe(Object.values(load()))', '?call(load)'],
]);

table('patterns as parameters', [
  ["const o = { a: 'x', b: 'y' }; probe(Object.entries(o).map(([k, v]) => `${k}.${v}`))", "['a.x', 'b.y']"],
  ["probe([{ url: 'a' }, { url: 'b' }].map(({ url }) => `https://${url}`))", "['https://a', 'https://b']"],
  [
    "probe([{ url: 'a', on: true }, { url: 'b', on: false }].filter(({ on }) => on).map(({ url: u }) => u))",
    "['a']",
  ],
  [
    "const f = ({ name, scheme = 'https' }) => `${scheme}://${name}`; probe(f({ name: 'a' }), f({ name: 'a', scheme: 'http' }))",
    "'https://a'\n'http://a'",
  ],
  [
    "function f({ cors: { origins: [first] } }) { return first; } probe(f({ cors: { origins: ['a'] } }))",
    "'a'",
  ],
  [
    "const f = ({ X = 'a' }) => X; probe(f(process.env))",
    "'a' when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
  ['const f = ({ a, ...others }) => others; probe(f({ a: 1, b: 2 }))', '?call(f)'],
  ["const f = ({ a }) => { a = 'z'; return a; }; probe(f({ a: 'x' }))", '?call(f)'],
  ["const f = ({ a } = {}) => a; probe(f({ a: 'x' }))", '?call(f)'],
]);

table('reduce', [
  ["probe([['a'], ['b']].reduce((all, one) => all.concat(one), []))", "['a', 'b']"],
  [
    "probe(['a', 'b'].reduce((all, one) => [...all, `https://${one}`, `http://${one}`], []))",
    "['https://a', 'http://a', 'https://b', 'http://b']",
  ],
  ["probe(['a', 'b'].reduce((all, one) => `${all}|${one}`, ''))", "'|a|b'"],
  ["probe([].reduce((all, one) => all.concat(one), ['z']))", "['z']"],
  ["probe(['a', 'b'].reduce((all, one) => all + one))", "?call(['a', 'b'].reduce)"],
  ["probe(['a'].reduce((all, one) => { all.push(one); return all; }, []))", "?call(['a'].reduce)"],
  [
    "probe((process.env.X ?? 'a,b').split(',').reduce((all, one) => [...all, one], []))",
    "['a', 'b'] when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
]);

const T3 = (options: string): string =>
  `import { createEnv } from '@t3-oss/env-core'; import { z } from 'zod';
   const env = createEnv({ server: { X: z.string().default('a') }, runtimeEnv: process.env, ${options} }); probe(env.X)`;

// Measured with @t3-oss/env-core@0.13.11: without the checks the defaults are not filled in either.
table('t3-env without its checks', [
  [T3('skipValidation: true'), 'undefined when `X` is unset [env] | ?env(X) when `X` is set [env]'],
  [T3('skipValidation: false'), "'a' when `X` is unset [env] | ?env(X) when `X` is set [env]"],
  [T3('skipValidation: !!process.env.SKIP'), "'a' when `X` is unset [env] | ?env(X) when `X` is set [env]"],
]);
