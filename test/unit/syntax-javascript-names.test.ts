// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are source texts
import { describe, expect, test } from 'vitest';
import { printBinding, printMutation } from '../support/print-syntax.ts';
import { marked, openText } from '../support/syntax.ts';

function bindingsAt(source: string, name: string, path?: string): string[] {
  const { text, at } = marked(source);
  return openText(text, path).bindings(name, at).map(printBinding);
}

describe('bindings', () => {
  test.each<[string, string, string[]]>([
    // Where a name is bound.
    ['const a = 1; §', 'a', ['a = 1']],
    ['§', 'a', []],
    ['const a = 1; { const a = 2; § }', 'a', ['a = 2']],
    ['const a = 1; { const a = 2; } §', 'a', ['a = 1']],
    ['function f() { if (x) { var a = 1 } § }', 'a', ['a = 1 if x']],
    ['function f() { return §a; var a = 1 }', 'a', ['a = 1']],
    ['var a = 1; function f() { § }', 'a', ['a = 1']],
    ['f(); § function f(b = 1) {}', 'f', ['function f(b=1)=>{}']],
    ['function f(a: string): void; function f(a) {} §', 'f', ['function f(a)=>{}']],
    ['class A extends B {} §', 'A', ['class A']],
    ['export class A {} §', 'A', ['class A']],
    ['import A from "x"; export default class extends A { m() { § } }', 'A', ['import default from x']],
    ['import { a as b } from "x"; §', 'b', ['import a from x']],
    ['import d, * as n from "x"; §', 'n', ['import * from x']],
    ['import { a as b } from "x"; §', 'a', []],
    ['const x = require("y"); §', 'x', ['import * from y']],
    ['function f() { const x = require("y"); § }', 'x', ['import * from y']],
    ['function f() { const x = require("y"); } §', 'x', []],
    ['let x; try { x = require("y") } catch {} §', 'x', ['x = undefined', 'import * from y']],
    ['const x = (a) => { § }', 'a', ['parameter of ']],
    ['function f(a = 1, { b = 2, c: [d] }, ...e) { § }', 'a', ['parameter of f = 1']],
    ['function f(a = 1, { b = 2, c: [d] }, ...e) { § }', 'b', ['parameter of f = 2']],
    ['function f(a = 1, { b = 2, c: [d] }, ...e) { § }', 'd', ['parameter of f']],
    ['function f(a = 1, { b = 2, c: [d] }, ...e) { § }', 'e', ['parameter of f']],
    ['class A { m(a) { § } }', 'a', ['parameter of m']],
    ['class A { constructor(private readonly a: X = 1) { § } }', 'a', ['parameter of constructor = 1']],
    ['f({ m(a) { § } })', 'a', ['parameter of m']],
    ['const f = function g() { § }', 'g', ['function g()=>{}']],
    ['const f = function g() {}; §', 'g', []],
    ['const A = class B { m() { § } }', 'B', ['class B']],
    ['type F = (a: string) => void; §', 'a', []],
    ['try {} catch (e) { § }', 'e', ['catch']],
    ['try {} catch (e: unknown) { § }', 'e', ['catch']],
    ['try {} catch (e) {} §', 'e', []],
    ['for (const a of b) { § }', 'a', ['for']],
    ['for (const a of b) {} §', 'a', []],
    ['for (var a in b) {} §', 'a', ['for']],
    ['for (let i = 0; i < 1; i++) { § }', 'i', ['i = 0', 'update']],
    ['for (const [k, { v }] of b) { § }', 'v', ['for']],
    ['let a; for (a of b) {} §', 'a', ['a = undefined', 'for']],
    ['switch (x) { case 1: const a = 1; § }', 'a', ['a = 1 if (x == 1)']],
    ['enum E { A } §', 'E', ['E = {A: <enum>}']],
    ['namespace N { const a = 1; § }', 'a', ['a = 1']],
    ['namespace N { const a = 1 } §', 'N', ['namespace']],
    ['declare const a: string; §', 'a', ['declare']],
    ['declare function f(): void; §', 'f', ['declare']],
    ['interface I {} type T = 1; §', 'I', []],
    ['import type { T } from "x"; §', 'T', []],
    ['using a = f(); §', 'a', ['a = f()']],
    ['const a = 1 satisfies number; §', 'a', ['a = 1']],
    ['class A { static { const a = 1; § } }', 'a', ['a = 1']],
    // Decorators stand outside of the method.
    ['const a = 1; class A { @D(§a) m(a) {} }', 'a', ['a = 1']],
    // Destructuring.
    ['const { a } = v; §', 'a', ['a = v at ["a"]']],
    ['const { x: { a }, y: [, b] } = v; §', 'a', ['a = v at ["x","a"]']],
    ['const { x: { a }, y: [, b] } = v; §', 'b', ['b = v at ["y",1]']],
    ['const { "q-r": a } = v; §', 'a', ['a = v at ["q-r"]']],
    ['const { a = 1 } = v; §', 'a', ['a = v at ["a"]', 'a ??= 1']],
    ['const { x: a = 1 } = v; §', 'a', ['a = v at ["x"]', 'a ??= 1']],
    ['const { a, ...r } = v; §', 'r', ['pattern']],
    ['const [a, ...r] = v; §', 'r', ['pattern']],
    ['const { [k]: a } = v; §', 'a', ['pattern']],
    ['const { a: { b } } = require("y"); §', 'b', ['b = require("y") at ["a","b"]']],
    ['let a; ({ a } = v); §', 'a', ['a = undefined', 'a = v at ["a"]']],
    ['let a; [, a] = v; §', 'a', ['a = undefined', 'a = v at [1]']],
    // Assignments.
    [
      'let a = 1; a = 2; a ||= 3; a += 4; a ??= 5; §',
      'a',
      ['a = 1', 'a = 2', 'a ||= 3', 'a += 4', 'a ??= 5'],
    ],
    ['let a; if (x) a = 1; else a = 2; §', 'a', ['a = undefined', 'a = 1 if x', 'a = 2 if not x']],
    ['let a = 1; function f() { a = 2 } §', 'a', ['a = 1', 'a = 2 if ?']],
    ['let a = 1; function f() { let a = 3; a = 2 } §', 'a', ['a = 1']],
    ['let a = 1; for (;;) { if (x) a = 2 } §', 'a', ['a = 1', 'a = 2 if ? & x']],
    ['let a = 1; try { a = 2 } finally { a = 3 } §', 'a', ['a = 1', 'a = 2 if ?', 'a = 3']],
    ['let a = 1; switch (x) { case 1: a = 2 } §', 'a', ['a = 1', 'a = 2 if (x == 1)']],
    ['let a = 1; x && (a = 2); y || (a = 3); §', 'a', ['a = 1', 'a = 2 if x', 'a = 3 if not y']],
    ['let a = 1; a++; §', 'a', ['a = 1', 'update']],
    ['function f() { a = 1 } §', 'a', ['a = 1 if ?']],
    ['a = b = 2; §', 'b', ['b = 2']],
    ['function f() { a = 1 } let a; §', 'a', ['a = 1 if ?', 'a = undefined']],
    ['var a = 1; var a; §', 'a', ['a = 1']],
    ['function f(a) { a = a || 1; § }', 'a', ['parameter of f', 'a = (a or 1)']],
    ['if (p) { let a = 1; § }', 'a', ['a = 1']],
    // Properties, keys and types bind nothing.
    ['x.a = 1; f({ a: 2 }); let b: { a: string }; §', 'a', []],
    // Half typed.
    ['const a = ; §', 'a', ['a = <missing>']],
    ['const { a, = v; §', 'a', ['a = v at ["a"]']],
  ])('%s: %s', (source, name, expected) => {
    expect(bindingsAt(source, name)).toEqual(expected);
  });

  test('span is the name, statement the whole', () => {
    const text = 'export const a = 1,\n  b = 2;\n';
    const [binding] = openText(text).bindings('b', 0);
    if (binding?.kind !== 'assign') throw new Error();
    expect(text.slice(binding.span.start, binding.span.end)).toBe('b');
    expect(text.slice(binding.statement.start, binding.statement.end)).toBe('export const a = 1,\n  b = 2;');
  });
});

describe('assignments', () => {
  test.each<[string, string[]]>([
    ['const A1 = 1; let b = 2; A2 = 3; A3 ||= 4;', ['A1 = 1', 'A2 = 3', 'A3 ||= 4']],
    ['if (x) { A1 = 1 } try { var A2 = 2 } catch {}', ['A1 = 1 if x', 'A2 = 2 if ?']],
    ['function f() { const A1 = 1 } (() => { A2 = 1 })(); const g = function () { A3 = 1 };', []],
    ['export const A1 = 1; const { A2 } = v; A3.b = 1;', ['A1 = 1']],
    [
      'class C { A1 = 1; static A2 = 2; private readonly A3: X = 3; accessor A4 = 4; A5; m() { A6 = 1 } }',
      ['A1 = 1 in C', 'A2 = 2 in C', 'A3 = 3 in C', 'A4 = 4 in C'],
    ],
    ['export default class { static x = 1 }', []],
    ['const K = class { A1 = 1 }; module.exports = class D { "A2" = 2 }', ['A1 = 1 in K', 'A2 = 2 in D']],
  ])('%s', (source, expected) => {
    expect(openText(source).assignments(/^A\d$/g).map(printBinding)).toEqual(expected);
  });
});

describe('mutations', () => {
  test.each<[string, string[]]>([
    ['const it = []; it.push(1); it.unshift(2);', ['.push it.push(1)', '.unshift it.unshift(2)']],
    [`const it = {}; it.a = 1; it['b'] = 2; it[c] = 3;`, ['[a] = 1', '[b] = 2', '[?] = 3']],
    ['const it = []; function f() { it.push(1) }', ['.push it.push(1) if ?']],
    ['const it = []; function f(it) { it.push(1) }', []],
    ['const it = []; if (x) it.push(1); y && it.push(2)', ['.push it.push(1) if x', '.push it.push(2) if y']],
    ['const it = []; const n = it.map(f); g(it.a);', []],
    [
      'const it = {}; it.a += 1; it.b++; delete it.c;',
      ['[a] = <AssignmentExpression>', '[b] = <PostfixExpression>', '[c] = <delete>'],
    ],
    [
      'const it = {}; it.a.b = 1; it.c.push(2); it.d.map(e);',
      ['[a] = <AssignmentExpression>', '[c] = <CallExpression>'],
    ],
    ['const it = {}; Object.assign(it, { a: 1, ...b }, c)', ['[a] = 1', '[?] = b', '[?] = c']],
    ['const it = {}; (it as any).a = 1; it!.b = 2', ['[a] = 1', '[b] = 2']],
    ['const it = new Set(); await it.add(1)', ['.add it.add(1)']],
    ['const it = {}; it.a ||= 1', ['[a] = <AssignmentExpression>']],
  ])('%s', (source, expected) => {
    const module = openText(source);
    expect(module.mutations('it', source.length).map(printMutation)).toEqual(expected);
  });
});
