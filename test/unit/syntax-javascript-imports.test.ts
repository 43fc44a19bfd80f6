import { describe, expect, test } from 'vitest';
import type { Import } from '../../server/src/core/syntax/module.ts';
import { printBinding } from '../support/print-syntax.ts';
import { openText } from '../support/syntax.ts';

describe('imports', () => {
  const print = (each: Import): string => `${each.local}=${each.from}:${each.name}`;

  test.each<[string, string[]]>([
    [`import d from 'x'`, ['d=x:default']],
    [`import { a, b as c, default as e, 'f g' as h } from 'x'`, ['a=x:a', 'c=x:b', 'e=x:default', 'h=x:f g']],
    [`import * as n from 'x'`, ['n=x:*']],
    [`import d, { a } from 'x'`, ['d=x:default', 'a=x:a']],
    [`import d, * as n from 'x'`, ['d=x:default', 'n=x:*']],
    [`import 'x'`, []],
    [`import type T from 'x'; import type { U } from 'x'; import { type V, a } from 'x'`, ['a=x:a']],
    [`import type from 'x'; import { type } from 'y'`, ['type=x:default', 'type=y:type']],
    [`import x = require('y')`, ['x=y:*']],
    [`import type x = require('y')`, []],
    [`import data from './a.json' with { type: 'json' }`, ['data=./a.json:default']],
    [`const x = require('y')`, ['x=y:*']],
    ['const x = require(`y`)', ['x=y:*']],
    [`const { a, b: c, 'd': e, ...f } = require('y')`, ['a=y:a', 'c=y:b', 'e=y:d']],
    [`const { a = 1 } = require('y')`, ['a=y:a']],
    [`const x = require('y').z, w = require('y').default`, ['x=y:z', 'w=y:default']],
    [`const x = require('y').a.b, w = require('y')()`, []],
    [`let x; x = require('y')`, ['x=y:*']],
    [`const x = await import('y')`, ['x=y:*']],
    [`const x = (await import('y')).default`, ['x=y:default']],
    [`const { default: x, a } = await import('y')`, ['x=y:default', 'a=y:a']],
    [`const x = import('y')`, []],
    [`function f() { const x = require('y') }`, ['x=y:*']],
    [`const x_1 = __importDefault(require('y'))`, ['x_1=y:*']],
    [
      `const x_1 = tslib_1.__importDefault(require("y")), z = __importStar(require('z'))`,
      ['x_1=y:*', 'z=z:*'],
    ],
    [`var _x = _interopRequireDefault(require('y'))`, ['_x=y:*']],
    [`var x = _interopDefault(require('y'))`, ['x=y:default']],
    [`var x = __toESM(require('y'), 1)`, ['x=y:*']],
    [`const x = other(require('y'))`, []],
    [`const x = require(y); const z = a.require('z'); const w = require('a' + 'b')`, []],
    [`export { a } from 'y'; export * from 'z'`, []],
    [`const x = require('y') as Foo; const z = require('z')!`, ['x=y:*', 'z=z:*']],
    [`import { a, b\nconst x = 1`, []],
  ])('%s', (source, expected) => {
    expect(openText(source).imports().map(print)).toEqual(expected);
  });

  test('span is what brings the name in', () => {
    const text = `import d, { a as b } from 'x'; const { c: e } = require('y'), f = require('z')`;
    const spans = openText(text)
      .imports()
      .map((each) => text.slice(each.span.start, each.span.end));
    expect(spans).toEqual(['d', 'a as b', 'c: e', `f = require('z')`]);
  });
});

describe('exported', () => {
  test.each<[string, string, string[]]>([
    ['export const a = 1;', 'a', ['a = 1']],
    ['const a = 1;', 'a', []],
    ['export let a; a = 2;', 'a', ['a = undefined', 'a = 2']],
    ['export function a() {}', 'a', ['function a()=>{}']],
    ['export class A {}', 'A', ['class A']],
    ['const a = 1; export { a };', 'a', ['a = 1']],
    ['const a = 1; export { a as b };', 'b', ['a = 1']],
    ['const a = 1; export { a as b };', 'a', []],
    ['const a = 1; export { a as default };', 'default', ['a = 1']],
    ['export default { a: 1 };', 'default', ['default = {a: 1}']],
    ['export default a;', 'default', ['default = a']],
    ['export default function f() {}', 'default', ['function f()=>{}']],
    ['export default function () {}', 'default', ['function ()=>{}']],
    ['export default function f() {}', 'f', []],
    ['export default class A {}', 'default', ['class A']],
    ['export = { a };', 'default', ['default = {a: a}']],
    [`export { a as b } from './x';`, 'b', ['import a from ./x']],
    [`export { default } from './x';`, 'default', ['import default from ./x']],
    [`export * as n from './x';`, 'n', ['import * from ./x']],
    [`export * from './x'; export * from './y';`, 'a', ['import ** from ./x', 'import ** from ./y']],
    [`export * from './x';`, 'default', []],
    [`export * from './x'; export const a = 1;`, 'a', ['a = 1']],
    [`export type { a } from './x';`, 'a', []],
    ['module.exports = { a: 1, b };', 'a', ['a = {a: 1, b: b} at ["a"]']],
    ['module.exports = { a: 1, b };', 'c', []],
    ['module.exports = f();', '*', ['* = f()']],
    ['module.exports = f();', 'default', ['default = f()']],
    ['exports.a = 1; module.exports.b = 2;', 'b', ['b = 2']],
    ['if (x) exports.a = 1; else exports.a = 2;', 'a', ['a = 1 if x', 'a = 2 if not x']],
    ['exports.a = exports.b = 1;', 'a', ['a = 1']],
    ['exports.a; f(exports.a);', 'a', []],
  ])('%s: %s', (source, name, expected) => {
    expect(openText(source).exported(name).map(printBinding)).toEqual(expected);
  });
});
