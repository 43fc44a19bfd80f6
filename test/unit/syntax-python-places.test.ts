import { describe, expect, test } from 'vitest';
import { printConditions, printExpr, printParent } from '../support/print-syntax.ts';
import { marked, openText } from '../support/syntax.ts';

describe('parents', () => {
  test.each([
    ['f(§a)', 'argument 0 of f(a)'],
    ['f(1, k=(await §a))', 'argument 1 of f(1, k=a)'],
    ['f(*§a)', 'argument 0 of f(...a)'],
    ['§f(a)', 'callee of f(a)'],
    ['x.§f(a)', 'callee of x.f(a)'],
    ['§x.f(a)', 'object of x.f'],
    ['[§a]', 'item 0 of [a]'],
    ['[*§a]', 'part of ...a'],
    ['x = b, §a', 'item 1 of tuple(b, a)'],
    ['{"k": §a}', 'value k of {k: a}'],
    ['{§a: 1}', 'key ? of {[a]: 1}'],
    ['{**§a}', 'value ? of {...a}'],
    ['x = §a', 'assigned of x = a'],
    ['§x = a', 'target of x = a'],
    ['§x += a', 'target of x ?= a'],
    ['x = §y = a', 'target of y = a'],
    ['x.§y = a', 'target of x.y = a'],
    ['(x := §a)', 'assigned of x = a'],
    ['f(x := §a)', 'assigned of x = a'],
    ['f(§x := a)', 'target of x = a'],
    ['§x: int', 'other'],
    ['x: §a = 1', 'other'],
    ['§a', 'statement'],
    ['await §a', 'statement'],
    ['def f(): return (§a)', 'returned'],
    ['def f(): return §a, b', 'item 0 of tuple(a, b)'],
    ['lambda: §a', 'returned'],
    ['def f(x=§a): pass', 'part of f(x=a)=>{}'],
    ['§a or b', 'part of (a or b)'],
    ['not §a', 'part of !a'],
    ['b if §a else c', 'part of (a ? b : c)'],
    ['a[§b]', 'part of a[b]'],
    ['x = f(y for y in §a)', 'part of [y for y in a]'],
    ['if §a: pass', 'other'],
    ['class A(§a): pass', 'other'],
    ['@§a\ndef f(): pass', 'decorator of f: def f(): pass'],
    ['@§a(1)\n@b\ndef f(): pass', 'callee of a(1)'],
    ['@§a.b.c\nclass F: pass', 'object of a.b'],
    ['@a.§b.c\nclass F: pass', 'object of a.b.c'],
    ['@a.b.§c\nclass F: pass', 'decorator of class F: class F: pass'],
    ['@a.b.§c()\nclass F: pass', 'callee of a.b.c()'],
    ['@a(§b)\ndef f(): pass', 'argument 0 of a(b)'],
    ['with f() as (x, y):\n  §a', 'statement'],
  ])('%s', (source, expected) => {
    const { text, at } = marked(source);
    const module = openText(text, 'a.py');
    const name = /^\w+/.exec(text.slice(at))?.[0] ?? '';
    const expr = module
      .occurrences(name)
      .find((each) => (each.kind === 'member' ? each.propertySpan : each.span).start === at);
    expect(expr && printParent(module, module.parent(expr))).toBe(expected);
  });

  test('the call of a decorator', () => {
    const source = '@app.get("/")\n@cross_origin(origins="*")\nasync def f(): pass\n';
    const module = openText(source, 'a.py');
    const [name] = module.occurrences('cross_origin');
    const parent = name && module.parent(name);
    expect(parent?.role === 'callee' && printExpr(parent.call)).toBe('cross_origin(origins="*")');
    expect(parent?.role === 'callee' && printParent(module, module.parent(parent.call))).toBe(
      'decorator of f: async def f(): pass',
    );
    const [around] = module.enclosing(source.indexOf('pass'));
    expect(around?.kind === 'function' && around.decorators.map(printExpr)).toEqual([
      'app.get("/")',
      'cross_origin(origins="*")',
    ]);
  });

  test.each([
    [`x['§key'] = 1`, 'subscript of x["key"]'],
    [`f('a' '§key')`, 'argument 0 of f("akey")'],
    [`f(f'{x}' '§key')`, undefined],
    [`'§key'`, 'statement'],
  ])('literal: %s', (source, expected) => {
    const { text } = marked(source);
    const module = openText(text, 'a.py');
    const [literal] = module.textLiterals(/key/g);
    expect(literal && printParent(module, module.parent(literal))).toBe(expected);
  });

  test('occurrences are uses', () => {
    const source = [
      'from CORS import CORS, x as CORS',
      'import a.CORS',
      'f(CORS=1)  # CORS',
      '"CORS"',
      'def g(CORS, *, b=CORS): global CORS',
      'a.CORS(CORS)',
      'match a:',
      '  case CORS(CORS=1): pass',
      '@CORS',
      'class CORS: pass',
      'CORS = 1',
    ].join('\n');
    const lines = openText(source, 'a.py')
      .occurrences('CORS')
      .map((each) => `${printExpr(each)}, line ${source.slice(0, each.span.end).split('\n').length}`);
    expect(lines).toEqual([
      'CORS, line 5',
      'a.CORS, line 6',
      'CORS, line 6',
      'CORS, line 9',
      'CORS, line 11',
    ]);
  });
});

describe('conditions', () => {
  test.each([
    ['§x', ''],
    ['if a: §x', 'a'],
    ['if §a: x', ''],
    ['if a: x\nelse: §x', 'not a'],
    ['if a: x\nelif b: x\nelif §c: x', 'not a & not b'],
    ['if a: x\nelif b: §x', 'not a & b'],
    ['if a: x\nelif b: x\nelse:\n  if c: §x', 'not a & not b & c'],
    ['if (a): §x', 'a'],
    ['if a:\n  # why\n  §x', 'a'],
    ['while a: §x', '?'],
    ['for a in b: §x', '?'],
    ['for a in b: x\nelse: §x', '?'],
    ['for a in §x: y', ''],
    ['try: §x\nfinally: y', '?'],
    ['try: y\nexcept E: §x', '?'],
    ['try: y\nexcept E: z\nelse: §x', '?'],
    ['try: y\nfinally: §x', ''],
    ['with a as b: §x', ''],
    ['match a:\n  case 1: §x', '(a == 1)'],
    ['match a:\n  case [1]: §x', '?'],
    ['if a:\n  def f():\n    §x', ''],
    ['if a:\n  class A:\n    §x = 1', 'a'],
    ['if a:\n  def f():\n    if b:\n      §x', 'b'],
    ['if a: lambda: §x', ''],
    ['§x if a else y', 'a'],
    ['y if a else §x', 'not a'],
    ['y if §x else z', ''],
    ['a and §x', 'a'],
    ['a or §x', 'not a'],
    ['[§x for a in b]', '?'],
    ['[a for a in §x]', ''],
    ['if a: y; §x', 'a'],
  ])('%s', (source, expected) => {
    const { text, at } = marked(source);
    expect(printConditions(openText(text, 'a.py').conditions(at))).toBe(expected);
  });
});

describe('places', () => {
  test.each([
    ['x = 1; §y = 2', 'y = 2'],
    ['x = 1§; y = 2', 'x = 1'],
    ['if a:\n  f(§x)  # why\n', 'f(x)'],
    ['if §a:\n  f(x)\n\n# other\n', 'if a:\n  f(x)'],
    ['§    f(x)\n', 'f(x)'],
    ['f(\n  §x,\n)\ng()', 'f(\n  x,\n)'],
    ['@a(§b)\n@c\ndef f():\n  pass\n', '@a(b)\n@c\ndef f():\n  pass'],
    ['@a\nclass §A:\n  pass\n', '@a\nclass A:\n  pass'],
    ['@a\ndef f():\n  §pass\n', 'pass'],
    ['x = 1\n§\ny = 2', ''],
    ['f(x)§', 'f(x)'],
  ])('statement: %s', (source, expected) => {
    const { text, at } = marked(source);
    const { start, end } = openText(text, 'a.py').statement(at);
    expect(text.slice(start, end)).toBe(expected);
  });

  test.each([
    ['class A(B, C[D], metaclass=M):\n  def m(self): §x', ['m', 'A(B, C[D])']],
    ['def f():\n  async def g():\n    lambda: §x', ['', 'g', 'f']],
    ['def f(a=§x): pass', []],
    ['@a(§b)\ndef f(): pass', []],
    ['class §A(B): pass', []],
    ['def f():\n  x\n\n# §c\ny', []],
    ['def f():\n  x = 1\n  §y', ['f']],
  ])('enclosing: %s', (source, expected) => {
    const { text, at } = marked(source);
    const found = openText(text, 'a.py').enclosing(at);
    expect(
      found.map((each) =>
        each.kind === 'class'
          ? `${each.name}(${each.bases.map(printExpr).join(', ')})`
          : (each.function.name ?? ''),
      ),
    ).toEqual(expected);
  });

  test('what a function returns', () => {
    const source =
      'def f():\n  def g(): return 1\n  if a: return b, c\n  return\n  x = lambda: 2\n  return (await d)\n';
    const module = openText(source, 'a.py');
    const [binding] = module.bindings('f', 0);
    const returns = binding?.kind === 'function' ? module.returns(binding.function) : [];
    expect(returns.map((each) => each.value && printExpr(each.value))).toEqual([
      'tuple(b, c)',
      undefined,
      'd',
    ]);
  });

  test('comments', () => {
    const source = 'x = 1  # cors one\n# cors two\n"# cors three"\n';
    expect(
      openText(source, 'a.py')
        .comments(/cors/g)
        .map((each) => [each.text, each.ownLine]),
    ).toEqual([
      [' cors one', false],
      [' cors two', true],
    ]);
  });
});

test('imports', () => {
  const source = [
    'import a, b.c, d as e, f.g as h',
    'from a.b import c',
    'from . import i',
    'from ... import j as k',
    'from .l.m import (n, o as p,)  # comment',
    'from q import *',
    'def f():',
    '  from r import s',
    'try: import t',
    'except ImportError: pass',
    'x = "import u"  # import v',
    'from w import',
    'import',
  ].join('\n');
  const found = openText(source, 'a.py').imports();
  expect(found.map((each) => `${each.from} ${each.name} ${each.local}`)).toEqual([
    'a * a',
    'b * b',
    'd * e',
    'f.g * h',
    'a.b c c',
    '. i i',
    '... j k',
    '.l.m n n',
    '.l.m o p',
    'q ** ',
    'r s s',
    't * t',
  ]);
  expect(found.map((each) => source.slice(each.span.start, each.span.end)).slice(0, 4)).toEqual([
    'a',
    'b.c',
    'd as e',
    'f.g as h',
  ]);
});

describe('a set-up around syntax that the parser does not know', () => {
  test.each([
    'def f():\n  yield\n  CORS(app)\n',
    'def f():\n  x = yield\n  CORS(app)\n',
    'with (a as b, c() as d):\n  CORS(app)\n',
    'with (\n  a() as b,\n  c() as d,\n):\n  CORS(app)\n',
    'with a() as (b, c):\n  CORS(app)\n',
    'def f():\n  with a() as (b, c):\n    pass\n    CORS(app)\n',
    'try:\n  pass\nexcept* E:\n  CORS(app)\n',
    'def f[T: (int, str) = int, *Ts, **P](x: T) -> T:\n  CORS(app)\n',
    'class A[T](B):\n  x = CORS(app)\n',
    'type X[T] = list[T]\nCORS(app)\n',
    'match a:\n  case [1, "b" "c"] | {"k": -1}:\n    CORS(app)\n',
    'match = 1\nmatch.case(x)\nCORS(app)\n',
    'def f(*args: *Ts): CORS(app)\n',
    'x = a[*b]\nCORS(app)\n',
    '@a[0].b(1)\ndef f(): CORS(app)\n',
    '@(yield)\ndef f(): pass\nCORS(app)\n',
    'print "a", b\nCORS(app)\n',
    'print >>x, "a"\nCORS(app)\n',
    'exec "a" in b\nCORS(app)\n',
    'x = t"a{b}"\nCORS(app)\n',
    'raise E, "a"\nCORS(app)\n',
    'x = `a`\nCORS(app)\n',
    'if x\n  y()\nCORS(app)\n',
    'x = \nCORS(app)\n',
    'x = "a\nCORS(app)\n',
    'def f(\n  a,\n):\n  CORS(app)\n',
  ])('%s', (source) => {
    const module = openText(source, 'a.py');
    const [name] = module.occurrences('CORS');
    expect(name && printParent(module, module.parent(name))).toBe('callee of CORS(app)');
    expect(module.bindings('CORS', name?.span.start ?? 0)).toEqual([]);
  });
});
