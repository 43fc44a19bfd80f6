// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are source texts
import { describe, expect, test } from 'vitest';
import type { Expr } from '../../server/src/core/syntax/expr.ts';
import { printExpr, printParent } from '../support/print-syntax.ts';
import { openText } from '../support/syntax.ts';

/** The value of the argument in `it(<source>)`. */
function argumentOf(source: string, path?: string): Expr {
  const module = openText(`it(${source});`, path);
  const [name] = module.occurrences('it');
  const parent = name && module.parent(name);
  const value = parent?.role === 'callee' ? parent.call.args[0]?.value : undefined;
  if (!value) throw new Error(`no value: ${source}`);
  return value;
}

describe('expressions', () => {
  test.each([
    // Strings.
    [`'a'`, '"a"'],
    [`"a\\n\\x41\\u0042\\u{43}\\0\\'\\q"`, '"a\\nABC\\u0000\'q"'],
    [`'a\\\nb'`, '"ab"'],
    [`'\\u{110000}'`, '"\ufffd"'],
    [`'\\101'`, '"A"'],
    ['`a`', '"a"'],
    ['`a\r\nb`', '"a\\nb"'],
    ['`a${b}c${d.e}`', '`a${b}c${d.e}`'],
    ['`${a}`', '`${a}`'],
    ['tag`a`', '<TaggedTemplateExpression>'],
    // Numbers and constants.
    ['0x1_f', '31'],
    ['1_000', '1000'],
    ['1e3', '1000'],
    ['.5', '0.5'],
    ['10n', '10'],
    ['017', '15'],
    ['0b11', '3'],
    ['-1', '-1'],
    ['+1', '1'],
    ['true', 'true'],
    ['false', 'false'],
    ['null', 'null'],
    ['undefined', 'undefined'],
    ['void 0', 'undefined'],
    // Lists and records.
    ['[1, , 2]', '[1, undefined, 2]'],
    ['[,]', '[undefined]'],
    ['[1, 2,]', '[1, 2]'],
    ['[]', '[]'],
    ['[...a, b]', '[...a, b]'],
    ['{ a, b: 1, "c-d": 2, 3: 4 }', '{a: a, b: 1, c-d: 2, 3: 4}'],
    ['{ ["a"]: 1, [`b`]: 2, [c]: 3, ...d }', '{a: 1, b: 2, [c]: 3, ...d}'],
    ['{ m() {}, async n(a) {}, get g() { return 1 }, set s(v) {} }', '{m: m()=>{}, n: async n(a)=>{}, g: 1}'],
    ['{ get g() { f(); return 1 } }', '{g: <getter>}'],
    ['{ get: 1, set: 2, async: 3, static: 4 }', '{get: 1, set: 2, async: 3, static: 4}'],
    // Names, members, calls.
    ['a.b.c', 'a.b.c'],
    ['a?.b', 'a.b'],
    [`a['b']`, 'a["b"]'],
    [`a?.['b']`, 'a["b"]'],
    ['a[b]', 'a[b]'],
    ['a[0]', 'a[0]'],
    ['this.#a', 'this.#a'],
    ['super.a', 'super.a'],
    ['import.meta.env.A', 'import.meta.env.A'],
    ['f(a, ...b)', 'f(a, ...b)'],
    ['f?.()', 'f()'],
    ['a?.b?.(c)', 'a.b(c)'],
    ['new X(1)', 'new X(1)'],
    ['new X', 'new X()'],
    ['new a.B(1).c', 'new a.B(1).c'],
    ['new Map<string, X>([])', 'new Map([])'],
    ['f<T>(1)', 'f(1)'],
    ['a.b<T>()', 'a.b()'],
    [`import('x')`, 'import("x")'],
    [`require('y')`, 'require("y")'],
    // Operators.
    ['a ? b : c', '(a ? b : c)'],
    ['a || b', '(a or b)'],
    ['a && b', '(a and b)'],
    ['a ?? b', '(a nullish b)'],
    ['!a', '!a'],
    ['a === b', '(a == b)'],
    ['a == b', '(a == b)'],
    ['a !== b', '(a != b)'],
    ['a + b + c', '((a + b) + c)'],
    ['a | b', '(a | b)'],
    [`'a' in b`, '("a" in b)'],
    ['a - b', '(a other b)'],
    ['typeof a', '<typeof>'],
    ['/a\\/[/]b/gi', '/a\\/[/]b/gi'],
    // Functions.
    ['(a, b = 1, ...c) => a', '(a, b=1, ...c)=>a'],
    ['a => b => c', '(a)=>(b)=>c'],
    ['async ({ a }, [b]) => {}', 'async (_, _)=>{}'],
    ['function f(this: X, a?: string, b: number = 1): void {}', 'f(a, b=1)=>{}'],
    ['async function* () {}', 'async ()=>{}'],
    ['<T,>(a: T) => ({ a })', '(a)=>{a: a}'],
    // Transparent.
    ['(a)', 'a'],
    ['await a', 'a'],
    ['a as T', 'a'],
    ['a as const', 'a'],
    ['a satisfies T', 'a'],
    ['a!', 'a'],
    ['<T>a', 'a'],
    ['(await (a as T)!)', 'a'],
    ['(0, a.b)(c)', 'a.b(c)'],
    ['(a as any).b!.c', 'a.b.c'],
    // Not modelled.
    ['class A {}', '<ClassExpression>'],
    ['a++', '<PostfixExpression>'],
    ['(a = b)', '<AssignmentExpression>'],
  ])('%s', (source, expected) => {
    expect(printExpr(argumentOf(source))).toBe(expected);
  });

  test('JSX is opaque, and what is inside is reachable', () => {
    const module = openText('it(<A b={f(1)} {...c}>t {g(2)}</A>);', 'file.tsx');
    expect(module.occurrences('f').map((each) => printParent(module, module.parent(each)))).toEqual([
      'callee of f(1)',
    ]);
    const [name] = module.occurrences('g');
    const parent = name && module.parent(name);
    expect(parent?.role === 'callee' && printParent(module, module.parent(parent.call))).toBe(
      'part of <JSXElement>',
    );
  });

  test('generic arrows in .tsx', () => {
    expect(printExpr(argumentOf('<T,>(a: T) => f(a)', 'file.tsx'))).toBe('(a)=>f(a)');
    expect(printExpr(argumentOf('<T extends X>(a: T) => f(a)', 'file.tsx'))).toBe('(a)=>f(a)');
  });

  test.each([
    [`'ab'`, { open: "'", close: "'", content: [1, 3], verbatim: true }],
    ['`ab`', { open: '`', close: '`', content: [1, 3], verbatim: true }],
    [`"a\\n"`, { open: '"', close: '"', content: [1, 4], verbatim: false }],
    [`'a\\x41'`, { open: "'", close: "'", content: [1, 6], verbatim: false }],
  ])('parts of %s', (source, parts) => {
    const text = argumentOf(source);
    const shift = 'it('.length;
    if (text.kind !== 'text') throw new Error(text.kind);
    expect({
      open: text.open,
      close: text.close,
      content: [text.content.start - shift, text.content.end - shift],
      verbatim: text.verbatim,
    }).toEqual(parts);
  });

  test('a string that is not closed ends with its line', () => {
    const module = openText(`f('abc\ng(1)`);
    const [literal] = module.textLiterals(/abc/g);
    expect(literal).toMatchObject({ value: 'abc', open: "'", close: '', content: { start: 3, end: 6 } });
    expect(module.occurrences('g')).toHaveLength(1);
  });

  test('known miss: the parser ends a string at a line continuation whose line ends with CR LF', () => {
    expect(printExpr(argumentOf(`'a\\\r\nb'`))).toBe('"a\\\\"');
  });

  test('an escaped quote does not close a string', () => {
    expect(openText(`f('ab\\'`).textLiterals(/ab/g)).toMatchObject([{ value: "ab'", close: '' }]);
  });

  test('spans', () => {
    const text = `x = new Foo<T>; y = f?.(a, ...b); z = a['key'].b`;
    const module = openText(text);
    const slice = (span: { start: number; end: number }) => text.slice(span.start, span.end);
    const assigned = (name: string): Expr => {
      const [first] = module.bindings(name, 0);
      if (first?.kind !== 'assign') throw new Error(name);
      return first.value;
    };
    const made = assigned('x');
    const called = assigned('y');
    const member = assigned('z');
    if (made.kind !== 'call' || called.kind !== 'call' || member.kind !== 'member') throw new Error();
    expect(made.argsSpan).toEqual({ start: made.span.end, end: made.span.end });
    expect(slice(called.argsSpan)).toBe('(a, ...b)');
    expect(called.args.map((argument) => slice(argument.span))).toEqual(['a', '...b']);
    expect(slice(member.propertySpan)).toBe('b');
    expect(member.object.kind === 'member' && slice(member.object.propertySpan)).toBe('key');
  });

  test('keys carry their place', () => {
    const text = `f({ a: 1, 'b': 2, c })`;
    const module = openText(text);
    const [name] = module.occurrences('f');
    const parent = name && module.parent(name);
    const record = parent?.role === 'callee' ? parent.call.args[0]?.value : undefined;
    if (record?.kind !== 'record') throw new Error();
    const keys = record.entries.map((entry) => entry.keyExpr?.kind === 'text' && entry.keyExpr.content);
    expect(keys).toEqual([{ start: 4, end: 5 }, { start: 11, end: 12 }, false]);
  });

  test('the same node gives the same object', () => {
    const module = openText('f(a)');
    const [a] = module.occurrences('a');
    const parent = a && module.parent(a);
    expect(parent?.role === 'argument' && parent.argument.value).toBe(a);
    const [f] = module.occurrences('f');
    const callee = f && module.parent(f);
    expect(parent?.role === 'argument' && callee?.role === 'callee' && parent.call === callee.call).toBe(
      true,
    );
  });
});

describe('occurrences', () => {
  test.each([
    ['it; a.it; it.b', ['it', 'a.it', 'it']],
    ['const it = 1; f({ it })', ['it', 'it']],
    // Not keys, parameters, functions' names, strings, comments, imports, types, labels.
    ['import { it } from "x"; f({ it: 1, it() {} }); function it(it) {} "it"; // it', []],
    ['type A = typeof it; let b: typeof it.c; function f(it): it is X {} export { it }; interface it {}', []],
    ['class A { it = 1; it() {} }', []],
    ['const { it } = a; const { it: b } = a;', []],
    [`import('x'); this.it; a?.it; it?.()`, ['this.it', 'a.it', 'it']],
    ['class A { @it() b() {} } `${it}`', ['it', 'it']],
  ])('%s', (source, expected) => {
    expect(openText(source).occurrences('it').map(printExpr)).toEqual(expected);
  });
});

describe('text and comments', () => {
  test('text literals', () => {
    const module = openText(
      'f("no-cors", `no-cors`, tag`no-cors`, `${a}no-cors`); // no-cors\n/no-cors/; import "no-cors"',
    );
    expect(module.textLiterals(/no-cors/g).map((each) => each.open)).toEqual(['"', '`', '`', '"']);
  });

  test('comments', () => {
    const module = openText(
      '#!/usr/bin/env node ignore\n// ignore a\nf(); /* ignore b */ "ignore"\n  // c ignore',
    );
    expect(module.comments(/ignore/g).map((each) => [each.text, each.ownLine])).toEqual([
      [' ignore a', true],
      [' ignore b ', false],
      [' c ignore', true],
    ]);
  });
});
