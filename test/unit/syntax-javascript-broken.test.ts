// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are source texts
import { describe, expect, test } from 'vitest';
import { printExpr, printParent } from '../support/print-syntax.ts';
import { openText } from '../support/syntax.ts';

describe('what the parser does not know, or sees half typed, does not hide the calls around it', () => {
  const before = 'app.use(cors(a));\n';
  const after = '\napp.use(cors(b));\n';

  test.each([
    ['catch type', 'try { f() } catch (e: unknown) { g(e) }'],
    ['import attributes', `import x from './x.json' with { type: 'json' };`],
    ['import assertions', `import x from './x.json' assert { type: 'json' };`],
    ['default and namespace', `import d, * as n from 'x';`],
    ['import equals', `import x = require('x');`],
    ['export import', `export import x = require('x');`],
    ['using', 'using a = f(); { await using b = g(); }'],
    [
      'decorators',
      '@A({ b: [1] })\nexport class C { @D() accessor e = 1; constructor(@F() private g: H) {} }',
    ],
    ['anonymous class', 'export default class { m() { f() } }'],
    ['anonymous class with a base', 'export default class extends B { m() { f() } }'],
    ['enum', 'export const enum E { A = f(), B }'],
    ['namespace', 'namespace N.M { f() }'],
    [
      'declare',
      `declare module 'x' { export const y: number; } declare global { interface Window { z: 1 } }`,
    ],
    [
      'abstract class',
      'abstract class A<T> extends B<T> implements C { abstract m(): void; [key: string]: any }',
    ],
    ['overloads', 'function f(a: string): void; function f(a: number): void; function f(a: any) {}'],
    ['satisfies', 'const a = { b: 1 } satisfies C as const;'],
    ['generic arrow', 'const f = async <T extends object,>(a: T): Promise<T> => g<T>(a);'],
    ['assertion function', 'function f(a): asserts a is string {}'],
    ['infer', 'type A<T> = T extends Promise<infer U extends string> ? U : never;'],
    ['template type', 'type A = `a${string}`; type B = { readonly [K in keyof C as `x${K}`]?: D };'],
    ['unique symbol', 'declare const a: unique symbol; let b!: string; type G = abstract new () => void;'],
    ['object pattern with members', '({ a: b.c } = d); [e.f, g] = h;'],
    ['regex with the v flag', 'const a = /[\\p{L}--[a-z]]/v;'],
    ['export as namespace', 'export as namespace Foo;'],
    ['type arguments on a tag', 'f<T>`x`;'],
    ['optional chain with assertion', 'a?.b!.c?.[0]!.d;'],
    ['half a member', 'app.'],
    ['half an object', 'f({ a: 1, b: });'],
    ['half a condition', 'if (a && ) { }'],
    ['half a string', `const a = 'abc`],
    ['half an arrow', 'const f = (a) => ;'],
    ['half a declaration', 'const a ='],
  ])('%s', (_what, source) => {
    const module = openText(before + source + after);
    const calls = module.occurrences('cors').map((each) => printParent(module, module.parent(each)));
    expect(calls).toEqual(['callee of cors(a)', 'callee of cors(b)']);
  });

  test('in the middle of options', () => {
    const module = openText('app.use(cors({ origin: , credentials: true }));');
    const [cors] = module.occurrences('cors');
    const parent = cors && module.parent(cors);
    expect(parent?.role === 'callee' && printExpr(parent.call)).toBe(
      'cors({origin: <missing>, credentials: true})',
    );
  });

  test('at the end of the text', () => {
    const module = openText(`app.use(cors({ origin: 'https://a`);
    const [cors] = module.occurrences('cors');
    const parent = cors && module.parent(cors);
    expect(parent?.role === 'callee' && printExpr(parent.call)).toBe('cors({origin: "https://a"})');
  });

  test('after a hashbang and a byte order mark', () => {
    expect(openText('#!/usr/bin/env node\ncors()', 'a.js').occurrences('cors')).toHaveLength(1);
    expect(openText('\ufeffcors()', 'a.js').occurrences('cors')).toHaveLength(1);
  });
});
