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

/** The same statements at the level of the file and in a function, where the name is a name of the function. */
function both(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap(([source, printed]): Row[] => [
    [source, printed],
    [`function start() { ${source} }`, printed],
  ]);
}

table(
  'callbacks that run for each item',
  both([
    ["const l = ['z']; ['a', 'b'].forEach((x) => l.push(x)); probe(l)", "['z', 'a', 'b']"],
    [
      "const l = []; ['a', 'b'].forEach((x) => { l.push(`https://${x}`); }); probe(l)",
      "['https://a', 'https://b']",
    ],
    ["const l = []; ['a'].forEach(function (x) { l.push(x); }); probe(l)", "['a']"],
    ["const l = new Set(); ['a', 'b'].forEach((x) => l.add(x)); probe(l)", "{'a', 'b'}"],
    ["const l = []; ['a', ''].forEach((x) => { if (x) l.push(x); }); probe(l)", "['a']"],
    [
      "const l = ['a']; ['a', 'b'].forEach((x) => { if (!l.includes(x)) l.push(x); }); probe(l)",
      "['a', 'b']",
    ],
    [
      "const l = ['a']; for (const x of ['a', 'b']) { if (!l.includes(x)) l.push(x); } probe(l)",
      "['a', 'b']",
    ],
    [
      "const l = ['a']; process.env.X?.split(',').forEach((x) => l.push(x.trim())); probe(l)",
      "['a'] when `X` is unset [env] | ['a', ?env(X)…] when `X` is set [env]",
    ],
    [
      "const l = ['a']; if (process.env.X) { process.env.X.split(',').forEach((x) => l.push(x)); } probe(l)",
      "['a'] when `X` is unset [env] | ['a', ?env(X)…] when `X` is set [env]",
    ],
  ]),
);

table(
  'callbacks that are not followed',
  both([
    [
      "const l = []; ['a'].forEach((x) => { if (x === 'b') return; l.push(x); }); probe(l)",
      '[?parameter(x)…]',
    ],
    ["const l = []; ['a'].forEach(async (x) => { l.push(x); }); probe(l)", '[?parameter(x)…]'],
    ["const l = []; ['a'].forEach(([x]) => { l.push(x); }); probe(l)", '[?parameter(x)…]'],
    ["const l = []; ['a'].map((x) => { l.push(x); return x; }); probe(l)", '[?parameter(x)…]'],
    ["let on = false; ['a'].forEach((x) => { if (x === 'a') on = true; }); probe(on)", '?reassigned(on)'],
    ["let on = false; ['a'].some((x) => { on = true; return true; }); probe(on)", '?reassigned(on)'],
    ['let on = false; await load().then(() => { on = true; }); probe(on)', '?reassigned(on)'],
    ["const c = { origin: 'a' }; ['b'].forEach((x) => { c.origin = x; }); probe(c.origin)", '?reassigned(c)'],
    ["let on = false; probe(on); ['a'].forEach((x) => { on = true; });", 'false'],
  ]),
);

table(
  'functions that are called where they stand',
  both([
    ["let o = ['a']; (() => { o = ['b']; })(); probe(o)", "['b']"],
    ["const l = ['a']; (function () { l.push('b'); })(); probe(l)", "['a', 'b']"],
    [
      "let o = ['a']; (() => { if (process.env.X) o = ['b']; })(); probe(o)",
      "['a'] when `X` is unset [env] | ['b'] when `X` is set [env]",
    ],
    ["let o = ['a']; (() => { if (process.env.X) return; o = ['b']; })(); probe(o)", '?reassigned(o)'],
    ["let o = ['a']; (async () => { o = await load(); })(); probe(o)", '?reassigned(o)'],
  ]),
);

table('functions under a name', [
  ...both([
    ["let o = ['a']; function load() { o = ['b']; } load(); probe(o)", '?reassigned(o)'],
    ["let o = ['a']; const load = () => { o = ['b']; }; load(); probe(o)", '?reassigned(o)'],
    [
      "let o = ['a']; const load = () => { o = ['b']; }; server.on('start', load); probe(o)",
      '?reassigned(o)',
    ],
    ["let o; function load() { o = ['b']; } o = ['c']; load(); probe(o)", '?reassigned(o)'],
    ["let o; function load() { o = ['b']; } load(); o = ['c']; probe(o)", "['c']"],
    ["const l = ['a']; const load = () => { l.push('b'); }; load(); probe(l)", "['a', ?reassigned(l)…]"],
    [
      "const c = { origin: 'a' }; const load = () => { c.origin = 'b'; }; load(); probe(c.origin)",
      '?reassigned(c)',
    ],
  ]),
  // Nothing calls it before the use; a function of the module may be called by another file.
  ['function start() { let on = false; const set = () => { on = true; }; probe(on); set(); }', 'false'],
  ['let on = false; export const set = () => { on = true; }; probe(on)', '?reassigned(on)'],
  // Methods are called by what they belong to.
  [
    'function start() { let on = false; const api = { set() { on = true; } }; api.set(); probe(on); }',
    '?reassigned(on)',
  ],
  [
    'function start() { let on = false; class A { set() { on = true; } } new A().set(); probe(on); }',
    '?reassigned(on)',
  ],
  // The use is in a function that may run after any other.
  ["let o = ['a']; function set() { o = load(); } o = ['c']; function use() { probe(o); }", '?reassigned(o)'],
]);

it('a flag that a callback sets is not said to be what it was before', () => {
  const source = `function isAllowed(origin) {
    let found = false;
    patterns.forEach((pattern) => { if (pattern.test(origin)) { found = true; } });
    probe(found);
  }`;
  expect(printProbes(source, 'app.js')).toBe('?reassigned(found)');
});
