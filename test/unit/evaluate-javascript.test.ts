import { describe, expect, it } from 'vitest';
import { printPlaces, printProbes } from '../support/print-value.ts';

type Row = readonly [name: string, source: string, printed: string];

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s', (_name, source, printed) => {
      expect(printProbes(source, 'app.ts')).toBe(printed);
    });
  });
}

const lines = (...all: readonly string[]): string => all.join('\n');
const times = (count: number, line: string): string => lines(...Array<string>(count).fill(line));

table('literals', [
  [
    'scalars',
    "probe('a', `b`, 1, -2, true, null, undefined, void 0)",
    lines("'a'", "'b'", '1', '-2', 'true', 'null', 'undefined', 'undefined'),
  ],
  [
    'arrays and objects',
    "probe(['a', 1], { a: 1, 'b': ['c'], 2: 'd' })",
    lines("['a', 1]", "{a: 1, b: ['c'], 2: 'd'}"),
  ],
  [
    'shorthands and methods',
    'const a = 1; probe({ a, b() {}, c: (x, y) => x })',
    '{a: 1, b: function(), c: function(x, y)}',
  ],
  [
    'spreads',
    "const a = ['x'], o = { k: 1 }; probe([...a, 'y'], { ...o, l: 2 }, [...'ab'])",
    lines("['x', 'y']", '{k: 1, l: 2}', "['a', 'b']"),
  ],
  [
    'spreads that are not known',
    "probe([...xs, 'y'], { ...o, l: 2 })",
    lines("[?undefined-name(xs)…, 'y']", '{l: 2, …?undefined-name(o)}'),
  ],
  [
    'computed keys',
    "const K = 'k'; probe({ [K]: 1 }, { [x]: 1 })",
    lines('{k: 1}', '{…?syntax(computed key)}'),
  ],
  [
    'patterns',
    `probe(/a$/i, new RegExp('^a$'), RegExp('a', 'gi'), new RegExp(/a/, 'm'), new RegExp(\`^\${'a'}\`), new RegExp(x))`,
    lines('/a$/i', '/^a$/', '/a/gi', '/a/m', '/^a/', '?undefined-name(x)'),
  ],
  [
    'a Set is a value of its own',
    "const s = new Set(['a']); probe(s, [...s], Array.from(s), [...new Set(['b'])])",
    lines("{'a'}", "['a']", "['a']", "['b']"),
  ],
  ['a Set that grows', "const s = new Set(['a']); s.add('b'); probe([...s])", "['a', 'b']"],
  [
    'a Set that grows in a loop or in a branch',
    "const s = new Set(['a']); if (x) s.add('b'); for (const o of all) s.add(o); probe(Array.from(s))",
    lines(
      "['a', ?undefined-name(all)…] when `x` is false | ['a', 'b', ?undefined-name(all)…] when `x` is true",
    ),
  ],
  [
    'what a Set has and what it has not',
    "const s = new Set(['a']); probe(s.has('a'), s.size, s.length, s.map((o) => o), Array.isArray(s), [...new Set()], new Set(x))",
    lines('true', '1', '?attribute(s.length)', '?call(s.map)', 'false', '[]', '{?undefined-name(x)…}'),
  ],
  [
    'frozen and copied',
    "probe(Object.freeze({ a: 1 }), Object.freeze(['a'] as const), structuredClone(['a']), Object.assign({}, { a: 1 }, { b: 2 }), Array.of('a'), Object.keys({ a: 1 }), Object.values({ a: 1 }))",
    lines('{a: 1}', "['a']", "['a']", '{a: 1, b: 2}', "['a']", "['a']", '[1]'),
  ],
  [
    'types say nothing',
    "probe('a' as string, <any>'b', ['c'] satisfies string[], 'd'!)",
    lines("'a'", "'b'", "['c']", "'d'"),
  ],
]);

table('names', [
  ['the last binding before the use', 'let a = 1; a = 2; probe(a); a = 3', '2'],
  ['inside a function every binding counts', 'function f() { probe(a) } let a = 1; a = 2', '2'],
  ['blocks', 'const a = 1; { const a = 2; probe(a) } probe(a)', lines('2', '1')],
  ['not bound', 'probe(a)', '?undefined-name(a)'],
  [
    'parameters',
    'function f(a, { b }, ...c) { probe(a, b, c) }',
    lines('?parameter(a)', '?parameter(b)', '?parameter(c)'),
  ],
  ['hoisted functions', "probe(f()); function f() { return 'a' }", "'a'"],
  ['on a condition', "let a = 'x'; if (c) a = 'y'; probe(a)", "'x' when `c` is false | 'y' when `c` is true"],
  [
    'in both branches',
    "let a; if (c) { a = 'x' } else { a = 'y' } probe(a)",
    "'x' when `c` is true | 'y' when `c` is false",
  ],
  [
    'destructuring',
    "const { a, b: { c: [, d] }, e = 'f' } = { a: 1, b: { c: [2, 3] } }; probe(a, d, e)",
    lines('1', '3', "'f'"),
  ],
  [
    'destructuring of what is not known',
    "const { a, b = 'x' } = load(); probe(a, b)",
    lines('?attribute(load().a)', "'x' when `b` is unset | ?attribute(load().b) when `b` is set"),
  ],
  ['the rest of a pattern', 'const { a, ...b } = { a: 1 }; probe(b)', '?syntax(pattern)'],
  ['reassigned in a function', 'let a = 1; function f() { a = 2 } probe(a)', '?reassigned(a)'],
  ['counted', 'let a = 1; a++; probe(a)', '?syntax(update)'],
  [
    'imports',
    "import a, { b as c } from 'x'; import * as d from './y'; const e = require('z'); const { f } = require('w'); probe(a, c, d, e, f, d.g.h)",
    lines(
      '?import(x:default)',
      '?import(x:b)',
      '?import(./y:*)',
      '?import(z:*)',
      '?import(w:f)',
      '?import(./y:g.h)',
    ),
  ],
  [
    'members',
    "const a = { b: { c: ['d'] } }; probe(a.b.c[0], a['b'], a.x, a.b?.c, a.x?.y, a.b.c.length)",
    lines("'d'", "{c: ['d']}", 'undefined', "['d']", 'undefined', '1'),
  ],
  [
    'an entry that a spread may hide',
    'probe({ a: 1, ...b }.a, { ...b, a: 1 }.a, { ...b }.a)',
    lines('?undefined-name(b)', '1', '?undefined-name(b)'),
  ],
  ['a circle', 'function f() { probe(a) } const a = b; const b = a;', '?undefined-name(b)'],
]);

table('changes', [
  [
    'push, unshift, spread',
    "const a = ['a']; a.push('b', ...['c']); a.unshift('d'); probe(a)",
    "['d', 'a', 'b', 'c']",
  ],
  [
    'on a condition',
    "const a = ['a']; if (process.env.NODE_ENV !== 'production') { a.push('b') } probe(a)",
    "['a'] when `process.env.NODE_ENV !== 'production'` is false [env] | ['a', 'b'] when `process.env.NODE_ENV !== 'production'` is true [dev] [env]",
  ],
  [
    'by && alone',
    "const a = ['a']; x && a.push('b'); probe(a)",
    "['a'] when `x` is false | ['a', 'b'] when `x` is true",
  ],
  [
    'in a callback for a list that is not known',
    "const a = ['a']; list.forEach((x) => { a.push(x) }); probe(a)",
    "['a', ?undefined-name(list)…]",
  ],
  [
    'in another callback',
    "const a = ['a']; list.map((x) => { a.push(x) }); probe(a)",
    "['a', ?parameter(x)…]",
  ],
  [
    'methods that lose',
    "const a = ['a']; a.splice(0, 1); const b = ['b']; b.length = 0; probe(a, b)",
    lines('?reassigned(a)', '?reassigned(b)'),
  ],
  ['methods that read', "const a = ['a']; a.forEach(f); a.includes('a'); probe(a)", "['a']"],
  [
    'objects',
    "const o: any = { a: 1 }; o.b = 2; o['c'] = 3; Object.assign(o, { d: 4 }); probe(o)",
    '{a: 1, b: 2, c: 3, d: 4}',
  ],
  [
    'an object on a condition',
    'const o: any = { a: 1 }; if (x) o.b = 2; probe(o)',
    '{a: 1} when `x` is false | {a: 1, b: 2} when `x` is true',
  ],
  [
    'an object that is not known',
    'const o = load(); o.a = 1; probe(o, o.a)',
    lines('{a: 1, …?call(load)}', '1'),
  ],
  ['a computed key', 'const o: any = { a: 1 }; o[k] = 2; probe(o.a)', '?syntax(computed key)'],
  ['||= and ??=', "let a; a ||= 'x'; let b = 'y'; b ??= 'z'; probe(a, b)", lines("'x'", "'y'")],
  [
    'concatenated',
    "let a = ['a']; a = a.concat(['b'], 'c'); let s = 'x'; s += 'y'; probe(a, s)",
    lines("['a', 'b', 'c']", "'xy'"),
  ],
  [
    'a loop that adds one for each',
    "const x = ['z']; for (const o of ['a', 'b']) { x.push(`http://${o}`); } probe(x)",
    "['z', 'http://a', 'http://b']",
  ],
  [
    'a loop over a variable',
    "const x = []; for (const o of (process.env.X ?? 'a,b').split(',')) x.push(o.trim()); probe(x)",
    "['a', 'b'] when `X` is unset [env] | [?env(X)…] when `X` is set [env]",
  ],
  [
    'a loop inside of a branch',
    "const x = []; if (dev) { for (const o of ['a']) x.push(o); } probe(x)",
    "[] when `dev` is false | ['a'] when `dev` is true [dev]",
  ],
  [
    'a loop with a branch inside',
    "const x = []; for (const o of ['a', '', process.env.X]) { if (o) x.push(o); } probe(x)",
    "['a', ?env(X)…]",
  ],
  ...[
    "for (const o of ['a']) { try { x.push(o); } catch {} }",
    "for (const o of ['a', 'b']) { if (o === 'b') break; x.push(o); }",
    "for (let o of ['a']) { o = 'b'; x.push(o); }",
    "for (const o of ['a']) for (const p of ['b']) x.push(o + p);",
    "for (const o of [...x, 'a']) x.push(o);",
    'for (let i = 0; i < 3; i++) x.push(i);',
    "for (const o in ['a']) x.push(o);",
    "async function f() { for await (const o of ['a']) x.push(o); }",
  ].map(
    (loop): Row => [
      `a loop that is not followed: ${loop}`,
      `const x = []; ${loop} probe(x)`,
      '[?reassigned(x)…]',
    ],
  ),
]);

table('operators', [
  [
    '|| and &&',
    "probe('' || 'a', [] || 'b', null || undefined || 'c', 'd' && 'e', 0 && 'f')",
    lines("'a'", '[]', "'c'", "'e'", '0'),
  ],
  [
    '??',
    "probe(null ?? 'a', '' ?? 'b', x ?? 'c')",
    lines("'a'", "''", "'c' when `x` is unset | ?undefined-name(x) when `x` is set"),
  ],
  [
    'conditionals',
    "probe(true ? 'a' : 'b', [] ? 'a' : 'b', x ? 'a' : 'b', !x ? 'a' : 'b')",
    lines(
      "'a'",
      "'a'",
      "'a' when `x` is true | 'b' when `x` is false",
      "'a' when `x` is false | 'b' when `x` is true",
    ),
  ],
  [
    'comparisons',
    "probe('a' === 'a', 1 === '1', 1 == '1', null == undefined, !'')",
    lines('true', 'false', '?syntax(comparison)', 'true', 'true'),
  ],
  [
    'joining',
    `const a = 'x'; probe(\`\${a}-\${1}\`, a + 1 + null, 1 + 2, \`\${b}x\`)`,
    lines("'x-1'", "'x1null'", '3', '?undefined-name(b)'),
  ],
  [
    'a part that is there on a condition',
    "probe({ a: 1, ...(x && { b: 2 }) }, { ...(x ? { b: 2 } : {}) }, [...(x ? ['a'] : [])])",
    lines(
      '{a: 1, b: 2} when `x` is true | {a: 1} when `x` is false',
      '{b: 2} when `x` is true | {} when `x` is false',
      "['a'] when `x` is true | [] when `x` is false",
    ),
  ],
  [
    'two values by one test',
    "const isProd = process.env.NODE_ENV === 'production'; const a = isProd ? 'a' : 'b'; const b = process.env.NODE_ENV !== 'production' ? 'c' : 'd'; probe(a + b)",
    "'ad' when `isProd` is true [env] | 'bc' when `isProd` is false [dev] [env]",
  ],
  [
    'other operators',
    'probe(2 * 3, 24 * 60 - 1, 6 / 2, typeof x)',
    lines('6', '1439', '?syntax(operator)', '?syntax(typeof)'),
  ],
]);

table('texts and lists', [
  [
    'split',
    "probe('a,b'.split(','), ''.split(','), 'a, b'.split(/\\s*,\\s*/), 'a b,c'.split(/[\\s,]+/), 'ab'.split(''), 'a,b'.split(/(?:a+)+$/))",
    lines("['a', 'b']", "['']", "['a', 'b']", "['a', 'b', 'c']", "['a', 'b']", "?call('a,b'.split)"),
  ],
  [
    'ends and case',
    "probe(' a '.trim(), 'A'.toLowerCase(), 'a'.toUpperCase(), 'a.a'.replace('.', '-'), 'a/'.replace(/\\/$/, ''), 'a//'.replace(/\\/+$/, ''), 'a b'.replace(/\\s/g, ''), 'a'.replace(/a/, 'b'))",
    lines("'a'", "'a'", "'A'", "'a-a'", "'a'", "'a'", "'ab'", "?call('a'.replace)"),
  ],
  [
    'map and filter',
    "probe(['a ', ''].map(x => x.trim()), ['a', ''].filter(Boolean), ['a', ''].filter(x => x), ['a', 'b'].filter(x => x !== 'a'), ['a'].map((x) => { return x + '!' }), [1].map(String), ['a'].map(trim), [['a'], ['b']].flat(), ['a'].flatMap(x => [x, x]))",
    lines(
      "['a', '']",
      "['a']",
      "['a']",
      "['b']",
      "['a!']",
      "['1']",
      '[?syntax(map)]',
      "['a', 'b']",
      "['a', 'a']",
    ),
  ],
  [
    'join and concat',
    "probe(['a', 'b'].join(), ['a', 'b'].join('|'), 'a'.concat('b', 1), ['a'].concat('b', ['c']))",
    lines("'a,b'", "'a|b'", "'ab1'", "['a', 'b', 'c']"),
  ],
  [
    'tests',
    "probe('ab'.startsWith('a'), 'ab'.includes('b'), ['a'].includes('a'), ['a'].includes('b'), [x].includes('a'), 'ab'.indexOf('b'), Array.isArray([]))",
    lines('true', 'true', 'true', 'false', '?call([x].includes)', '1', 'true'),
  ],
  [
    'conversions',
    "probe(String(1), Number('5'), parseInt('7', 10), Boolean(''), Boolean([]), (1).toString())",
    lines("'1'", '5', '7', 'false', 'true', "'1'"),
  ],
  [
    'JSON',
    'probe(JSON.parse(\'["a", {"b": null}]\'), JSON.parse(\'{\'))',
    lines("['a', {b: null}]", '?syntax(JSON)'),
  ],
  [
    'a name of the file is not the function of the language',
    "const String = (x) => 'mine'; probe(String(1))",
    "'mine'",
  ],
]);

table('the environment', [
  [
    'readings',
    "probe(process.env.X, process.env['X'], process.env[`X`], import.meta.env.X, Bun.env.X, Deno.env.get('X'), globalThis.process.env.X, c.env.X)",
    times(8, 'undefined when `X` is unset [env] | ?env(X) when `X` is set [env]'),
  ],
  [
    'however it is named',
    "import { env } from 'node:process'; import p from 'process'; const e = process.env; const { X } = process.env; const K = 'X'; probe(env.X, p.env.X, e.X, X, process.env[K])",
    times(5, 'undefined when `X` is unset [env] | ?env(X) when `X` is set [env]'),
  ],
  [
    'defaults',
    "const { X = 'd' } = process.env; probe(X, process.env.X || 'd', process.env.X ?? 'd', process.env.X ? process.env.X : 'd')",
    lines(
      times(3, "'d' when `X` is unset [env] | ?env(X) when `X` is set [env]"),
      "?env(X) when `X` is set [env] | 'd' when `X` is unset [env]",
    ),
  ],
  [
    'split',
    "probe(process.env.X.split(','), (process.env.X || 'a,b').split(','), (process.env.X ?? '').split(',').map(s => s.trim()).filter(Boolean), process.env.X?.split(',') ?? ['*'], process.env.X?.split(',').map(x => x.trim()) || ['*'])",
    lines(
      '?env(X)',
      "['a', 'b'] when `X` is unset [env] | ?env(X) when `X` is set [env]",
      '[] when `X` is unset [env] | ?env(X) when `X` is set [env]',
      times(2, "['*'] when `X` is unset [env] | ?env(X) when `X` is set [env]"),
    ),
  ],
  [
    'in an if',
    "const x = process.env.X; let o = ['*']; if (x) { o = x.split(',') } probe(o)",
    "['*'] when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
  [
    'a default in a default',
    "probe(process.env.A || process.env.B || 'c')",
    "'c' when `A` is unset [env] and `B` is unset [env] | ?env(B) when `A` is unset [env] and `B` is set [env] | ?env(A) when `A` is set [env]",
  ],
  [
    'among the items',
    "probe([process.env.X, 'a'], [process.env.X, 'a'].filter(Boolean))",
    lines("[undefined when `X` is unset [env] | ?env(X) when `X` is set [env], 'a']", "[?env(X)…, 'a']"),
  ],
  [
    'in a text',
    `probe(\`https://\${process.env.X}\`)`,
    "'https://undefined' when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
  [
    'compared',
    "probe(process.env.X === 'a', process.env.X !== undefined)",
    lines(
      'false when `X` is unset [env] | ?env(X) when `X` is set [env]',
      'false when `X` is unset [env] | true when `X` is set [env]',
    ),
  ],
  [
    'NestJS',
    "class A { constructor(private configService) {} f() { probe(this.configService.get('X'), this.configService.get<string>('X', 'd'), this.configService.getOrThrow('X'), this.configService.get('cors.origin')) } }",
    lines(
      'undefined when `X` is unset [env] | ?env(X) when `X` is set [env]',
      "'d' when `X` is unset [env] | ?env(X) when `X` is set [env]",
      '?env(X)',
      '?call(this.configService.get)',
    ),
  ],
  [
    'a list that holds `*` in one case alone is no list with `*` in the others',
    "const l = (process.env.A || process.env.B || '*').split(','); probe(l.includes('*') ? '*' : l)",
    "'*' when `l.includes('*')` is true [env] | ?env(B) when `l.includes('*')` is false [env] and `A` is unset [env] and `B` is set [env] | ?env(A) when `l.includes('*')` is false [env] and `A` is set [env]",
  ],
]);

table("the request's Origin header", [
  [
    'readings',
    "app.use((req, res) => { probe(req.headers.origin, req.headers['origin'], req.header('Origin'), req.get('origin'), req.headers.get('Origin'), request.headers.get('origin'), ctx.get('Origin'), ctx.request.header.origin, ctx.request.headers.origin, c.req.header('origin'), event.headers.origin, headers().get('origin'), (await headers()).get('origin'), getHeader(event, 'origin')) })",
    times(14, '?origin'),
  ],
  [
    'through names',
    "function f(req) { const { origin } = req.headers; const { headers } = req; const h = req.headers; probe(origin, headers.origin, h.origin, h.get('origin')) }",
    times(4, '?origin'),
  ],
  [
    'with a default',
    "function f(req) { const o = req.headers.origin; probe(o || '*', o ?? '*', o ? o : '*', o && 'x') }",
    lines(
      ...Array<string>(2)
        .fill("?origin when the request has an Origin header | '*' when the request has no Origin header")
        .map((line) => line.split(' | ').reverse().join(' | ')),
      "?origin when the request has an Origin header | '*' when the request has no Origin header",
      "'x' when the request has an Origin header | ?origin when the request has no Origin header",
    ),
  ],
  [
    'the same text',
    `function f(req) { probe(String(req.headers.origin), \`\${req.headers.origin}\`, req.headers.origin.toLowerCase()) }`,
    times(3, '?origin'),
  ],
  [
    'a part of it',
    "function f(req) { probe(req.headers.origin + '/', allowed.includes(req.headers.origin), req.headers.origin.endsWith('x')) }",
    lines('?syntax(template)', '?undefined-name(allowed)', '?call(req.headers.origin.endsWith)'),
  ],
  [
    'what is none',
    "probe(res.headers.origin, res.get('origin'), res.header('origin', '*'), options.headers.origin, window.origin, new URL(x).origin, req.query.origin)",
    lines(
      '?attribute(res.headers.origin)',
      '?call(res.get)',
      '?call(res.header)',
      '?attribute(options.headers.origin)',
      '?attribute(window.origin)',
      '?attribute(new URL(x).origin)',
      '?attribute(req.query.origin)',
    ),
  ],
]);

table('classes', [
  [
    'fields',
    "class A { a = ['x']; static b = 'y'; f() { probe(this.a, A.b) } } probe(new A().a, A.b)",
    lines("['x']", "'y'", "['x']", "'y'"),
  ],
  ['a getter', "class A { get a() { return ['x'] } f() { probe(this.a) } }", "['x']"],
  [
    'set in the constructor',
    "class A { a; constructor() { this.a = 'x' } }; class B { constructor() { this.b = 'x' } f() { probe(this.b) } }",
    "'x'",
  ],
  ['changed', "class A { a = ['x']; f() { this.a.push('y'); probe(this.a) } }", '?reassigned(a)'],
  [
    'what a constructor is given',
    'class A { constructor(private a) {} f() { probe(this.a) } }',
    '?attribute(this.a)',
  ],
]);

table('functions of the file', [
  ['arrows', "const f = (s) => s.split(',').map(t => t.trim()); probe(f('a, b'))", "['a', 'b']"],
  [
    'bodies',
    "function f() { if (process.env.NODE_ENV === 'production') return ['a']; return '*' } probe(f())",
    "['a'] when `process.env.NODE_ENV === 'production'` is true [env] | '*' when `process.env.NODE_ENV === 'production'` is false [dev] [env]",
  ],
  ['called at the spot', "probe((() => 'a')(), ((x) => x)('b'))", lines("'a'", "'b'")],
  [
    'defaults of parameters',
    "const f = (a, b = 'y') => [a, b]; probe(f('x'), f())",
    lines("['x', 'y']", "[undefined, 'y']"),
  ],
  [
    'an error at the end',
    "function f(x) { if (x) return 'a'; throw new Error() } probe(f(y))",
    "'a' when `x` is true",
  ],
  [
    'for ever',
    'const f = (x) => f(x); const g = (x) => g(x) + g(x); probe(f(1), g(1))',
    lines('?call(f)', '?call(g)'),
  ],
]);

const DEVELOPMENT: readonly (readonly [test: string, whenTrue: boolean, whenFalse: boolean])[] = [
  ["process.env.NODE_ENV !== 'production'", true, false],
  ["process.env.NODE_ENV === 'production'", false, true],
  ["process.env.NODE_ENV === 'development'", true, false],
  ["process.env.NODE_ENV == 'test'", true, false],
  ["'production' === process.env.NODE_ENV", false, true],
  ["process.env.NODE_ENV?.toLowerCase() === 'dev'", true, false],
  ["(process.env.NODE_ENV || 'development') === 'development'", true, false],
  ["['development', 'test'].includes(process.env.NODE_ENV)", true, false],
  ['process.env.DEBUG', true, false],
  ["process.env.DEBUG === 'true'", true, false],
  ['__DEV__', true, false],
  ['isDev', true, false],
  ['isProduction', false, true],
  ['import.meta.env.DEV', true, false],
  ['import.meta.env.PROD', false, true],
  ['config.isDevelopment', true, false],
  ['isDev()', true, false],
  ["config.env === 'local'", true, false],
  ["process.env.NODE_ENV === 'staging'", false, false],
  ["process.env.COUNTRY === 'dev'", false, false],
  ['process.env.ENABLED', false, false],
  ['development.enabled', false, false],
];

describe('tests that show a program in development', () => {
  it.each(DEVELOPMENT)('%s', (test, whenTrue, whenFalse) => {
    const cases = printProbes(`probe(${test} ? 'yes' : 'no')`, 'app.ts').split(' | ');
    expect(cases.find((each) => each.startsWith("'yes'"))?.includes('[dev]')).toBe(whenTrue);
    expect(cases.find((each) => each.startsWith("'no'"))?.includes('[dev]')).toBe(whenFalse);
  });
});

describe('places', () => {
  it.each([
    [
      'a literal behind two names',
      "const a = ['x']; const b = a; probe(b)",
      "['x'] < `a` is assigned here @a < `b` is assigned here @b ['x']",
    ],
    [
      'pieces',
      "probe('https://a, https://b'.split(',').map(x => x.trim()))",
      "'https://a, https://b'.split(',').map(x => x.trim()) [https://a, https://b]",
    ],
    [
      'pieces by a pattern',
      "probe('https://a , https://b'.split(/\\s*,\\s*/))",
      "'https://a , https://b'.split(/\\s*,\\s*/) [https://a, https://b]",
    ],
    ['a default', "probe(process.env.X || 'https://a')", "'https://a' | process.env.X"],
    ['an option', "const o = { origin: 'x' }; probe(o.origin)", "'x' < `o` is assigned here @o"],
    [
      'what is pushed',
      "const a = []; a.push('x'); probe(a)",
      "[] < `a` is assigned here @a ['x' < `a` is changed here @a.push('x')]",
    ],
    ['a text after an emoji', "const s = '🙂'; probe('🙂,b'.split(','))", "'🙂,b'.split(',') [🙂, b]"],
  ])('%s', (_name, source, printed) => {
    expect(printPlaces(source, 'app.ts')).toBe(printed);
  });
});
