// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are source texts
import { describe, expect, test } from 'vitest';
import type { Module } from '../../server/src/core/syntax/module.ts';
import { printConditions, printExpr, printParent } from '../support/print-syntax.ts';
import { marked, openText } from '../support/syntax.ts';

/** The parent of the first occurrence of `it` that is a name, or of what the callee `it` calls. */
function parentOf(source: string, path?: string): string {
  const module = openText(source, path);
  const [first] = module.occurrences('it');
  if (!first) throw new Error(`no occurrence: ${source}`);
  const parent = module.parent(first);
  return printParent(module, parent.role === 'callee' ? module.parent(parent.call) : parent);
}

describe('parents', () => {
  test.each<[string, string]>([
    ['it()', 'statement'],
    ['await it();', 'statement'],
    ['f(it())', 'argument 0 of f(it())'],
    ['f(a, await (it() as X)!)', 'argument 1 of f(a, it())'],
    ['f(...it())', 'argument 0 of f(...it())'],
    ['new F(it)', 'argument 0 of new F(it)'],
    ['import(it)', 'argument 0 of import(it)'],
    ['f()[it()]', 'part of f()[it()]'],
    ['[a, it()]', 'item 1 of [a, it()]'],
    ['[a, ...it()]', 'part of ...it()'],
    ['x = { a: it() }', 'value a of {a: it()}'],
    ['x = { it }', 'value it of {it: it}'],
    ['x = { [it]: 1 }', 'key ? of {[it]: 1}'],
    ['x = { ...it() }', 'value ? of {...it()}'],
    ['it().b', 'object of it().b'],
    ['it?.b', 'object of it.b'],
    ['const a = it()', 'assigned of a = it()'],
    ['const { a } = it()', 'assigned of <ObjectPattern> = it()'],
    ['const it = 1', 'target of it = 1'],
    ['let b = 2, a: X = it(), c', 'assigned of a = it()'],
    ['a.b = it()', 'assigned of a.b = it()'],
    ['a += it()', 'assigned of a ?= it()'],
    ['it = 1', 'target of it = 1'],
    ['it.a = 1', 'object of it.a'],
    ['class A { b = it() }', 'assigned of b = it()'],
    ['class A { static ["b"] = it() }', 'assigned of "b" = it()'],
    ['function f() { return it() }', 'returned'],
    ['const f = () => it()', 'returned'],
    ['const f = () => ({ a: 1, b: it() })', 'value b of {a: 1, b: it()}'],
    ['a ? it() : b', 'part of (a ? it() : b)'],
    ['a || it()', 'part of (a or it())'],
    ['!it()', 'part of !it()'],
    ['`a${it()}`', 'part of `a${it()}`'],
    ['it()`a`', 'part of <TaggedTemplateExpression>'],
    ['it(), a()', 'statement'],
    ['f((0, it()))', 'argument 0 of f(it())'],
    ['if (it()) {}', 'other'],
    ['export default it()', 'other'],
    ['function f(a = it()) {}', 'other'],
    ['@it() class A {}', 'decorator of class A: @it() class A {}'],
    ['@it class A {}', 'decorator of class A: @it class A {}'],
    ['export @it() class A {}', 'decorator of class A: @it() class A {}'],
    ['@it() export class A {}', 'decorator of class A: @it() export class A {}'],
    [
      '@B()\n@it({ a: 1 })\nexport default class A {}',
      'decorator of class A: @B()\n@it({ a: 1 })\nexport default class A {}',
    ],
    ['@a.b.c(it) class A {}', 'argument 0 of a.b.c(it)'],
    ['class A { @it() m() {} }', 'decorator of m: @it() m() {}'],
    ['class A { @it() b: X; }', 'decorator of b: @it() b: X;'],
    ['class A { constructor(@it() b) {} }', 'other'],
  ])('%s', (source, expected) => {
    expect(parentOf(source)).toBe(expected);
  });

  test('a method and a key', () => {
    const module = openText(`f({ m() { a }, 'k': 1 })['s']`);
    const [a] = module.occurrences('a');
    const [method] = a ? module.enclosing(a.span.start) : [];
    if (method?.kind !== 'function') throw new Error();
    expect(printParent(module, module.parent(method.function))).toBe('value m of {m: m()=>{}, k: 1}');
    const printed = module.textLiterals(/'[ks]/g).map((each) => printParent(module, module.parent(each)));
    expect(printed).toEqual(['key k of {m: m()=>{}, k: 1}', 'subscript of f({m: m()=>{}, k: 1})["s"]']);
  });
});

describe('conditions', () => {
  test.each<[string, string]>([
    ['if (a) { §x }', 'a'],
    ['if (a) §x; else y', 'a'],
    ['if (a) x; else §y', 'not a'],
    ['if (a) {} else if (b) { §x } else y', 'not a & b'],
    ['if (a) {} else if (b) {} else §y', 'not a & not b'],
    ['if (§a) {}', ''],
    ['a && §b', 'a'],
    ['a || §b', 'not a'],
    ['a ?? §b', '?'],
    ['§a && b', ''],
    ['a ? §b : c', 'a'],
    ['a ? b : §c', 'not a'],
    ['§a ? b : c', ''],
    ['for (;;) { §x }', '?'],
    ['for (const a of §b) {}', ''],
    ['while (§a) {}', ''],
    ['while (a) §b', '?'],
    ['try { §x } catch {}', '?'],
    ['try {} catch { §x }', '?'],
    ['try {} finally { §x }', ''],
    ['switch (x) { case 1: §y }', '(x == 1)'],
    ['switch (x) { case 1: z; case 2: §y }', '?'],
    ['if (a) { function f() { if (b) §x } }', 'b'],
    ['if (a) f(() => { §x })', ''],
    ['if (a) f(§() => { x })', 'a'],
    ['if ((a as X)!) { §x }', 'a'],
  ])('%s', (source, expected) => {
    const { text, at } = marked(source);
    expect(printConditions(openText(text).conditions(at))).toBe(expected);
  });
});

describe('statement', () => {
  test.each<[string, string]>([
    ['a(); f(§x); b();', 'f(x);'],
    ['a();§', 'a();'],
    ['f(() => { g(§x) })', 'g(x)'],
    ['f(() => §x);', 'f(() => x);'],
    ['export const a = §1;', 'export const a = 1;'],
    ['if (a) f(§x); else b', 'f(x);'],
    ['for (let i = §0;;) {}', 'for (let i = 0;;) {}'],
    ['class A { @D() m(§a) {} }', '@D() m(a) {}'],
    ['class A { b = §1; c = 2 }', 'b = 1;'],
    ['@D(§a) export class A {}', '@D(a) export class A {}'],
    ['@D(a)\nexport class A { §}', '@D(a)\nexport class A { }'],
    ['@D() class A {§}', '@D() class A {}'],
    ['import { a§ } from "x";\nb', 'import { a } from "x";'],
    ['§', ''],
  ])('%s', (source, expected) => {
    const { text, at } = marked(source);
    const span = openText(text).statement(at);
    expect(text.slice(span.start, span.end)).toBe(expected);
  });
});

describe('enclosing', () => {
  const print = (module: Module, at: number): string[] =>
    module
      .enclosing(at)
      .map((each) =>
        each.kind === 'class'
          ? `class ${each.name}(${each.bases.map(printExpr).join()})`
          : `${printExpr(each.function)}${each.decorators.map((one) => ` @${printExpr(one)}`).join('')}`,
      );

  test.each<[string, string[]]>([
    ['§x', []],
    [
      'class A extends B<C> implements D { @E(1) m(a) { f(() => §x) } }',
      ['()=>x', 'm(a)=>{} @E(1)', 'class A(B)'],
    ],
    ['export default class extends f(B) { m() { §x } }', ['m()=>{}', 'class (f(B))']],
    ['export default class extends B { m() { §x } }', ['m()=>{}', 'class (B)']],
    ['@D(§a) class A {}', []],
    ['class A { @D(§a) m() {} }', ['class A()']],
    ['const K = class extends B {§}', ['class (B)']],
    ['f({ async m() { §x } })', ['async m()=>{}']],
  ])('%s', (source, expected) => {
    const { text, at } = marked(source);
    expect(print(openText(text), at)).toEqual(expected);
  });
});
