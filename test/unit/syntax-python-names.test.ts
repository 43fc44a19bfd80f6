import { describe, expect, test } from 'vitest';
import { printBinding, printMutation } from '../support/print-syntax.ts';
import { marked, openText } from '../support/syntax.ts';

/** The bindings of the word behind `§`. */
function bindings(source: string): string[] {
  const { text, at } = marked(source);
  const name = /^\w+/.exec(text.slice(at))?.[0] ?? '';
  return openText(text, 'a.py').bindings(name, at).map(printBinding);
}

describe('bindings', () => {
  test.each<[string, string, string[]]>([
    ['an assignment', 'x = 1\n§x', ['x = 1']],
    ['bound later', '§x\nx = 1\nx = 2', ['x = 1', 'x = 2']],
    ['nothing', '§x', []],
    ['several targets', 'a = §b = []', ['b = []']],
    ['a type', '§x: list[str] = ["a"]', ['x = ["a"]']],
    ['a type alone', '§x: list[str]', ['annotation']],
    ['operators', 'x = []\nx += [1]\n§x |= y\nx //= 2', ['x = []', 'x += [1]', 'x |= y', 'x //= 2']],
    ['a tuple', 'a, (b, §c) = v', ['c = v at [1,1]']],
    ['a list', '[a, §b] = v', ['b = v at [1]']],
    ['in parentheses', '(§a) = v', ['a = v']],
    ['a tuple on both sides', 'a, §b = 1, 2', ['b = tuple(1, 2) at [1]']],
    ['before a star', '§a, *b = v', ['a = v at [0]']],
    ['a star', 'a, *§b = v', ['unpacking']],
    ['behind a star', '*a, §b = v', ['unpacking']],
    ['a walrus', 'if (n := f()) > 1: §n', ['n = f()']],
    ['a walrus as an argument', 'f(n := 1, g(§n))', ['n = 1']],
    ['a walrus in a comprehension', '[n := a for a in b]\n§n', ['n = a if ?']],
    ['a value that is missing', '§x = \ny = 1', ['x = <missing>']],
    ['a loop', 'for i, (§k, v) in y: pass', ['for']],
    ['with', 'with open(a) as §f, g: pass', ['with']],
    ['with in parentheses', 'with (\n  a as b,\n  c() as §d,\n):\n  pass', ['with']],
    ['an exception', 'try: pass\nexcept E as §e: pass', ['except']],
    ['a group of exceptions', 'try: pass\nexcept* E as §e: pass', ['except']],
    ['del', 'x = 1\ndel §x', ['x = 1', 'del']],
    ['a pattern', 'match a:\n  case [§b, *c]: pass', ['case']],
    ['the wildcard', 'match a:\n  case §_: pass', []],
    ['a function', 'async def f(a, b=1): pass\n§f', ['function async f(a, b=1)=>{}']],
    ['a class', 'class A: pass\n§A', ['class A']],
    ['a type alias', 'type X = int\n§X', ['type']],
    ['a parameter', 'def f(a, *, app: T = None): §app', ['parameter of f = null']],
    ['a parameter of a lambda', 'lambda a, b=1: §b', ['parameter of  = 1']],
    ['a star parameter', 'def f(*a, **k): §k', ['parameter of f']],
    ['an import', 'from flask_cors import CORS as C\n§C', ['import CORS from flask_cors']],
    ['an import in a function', 'def f():\n  from a import b\n  §b', ['import b from a']],
    ['an import of a part', 'import a.b\n§a', ['import * from a']],
    ['an import of a part by name', 'import a.b as §c', ['import * from a.b']],
    [
      'two imports',
      'try:\n  from a import x\nexcept ImportError:\n  x = None\n§x',
      ['import x from a', 'x = null if ?'],
    ],
  ])('%s', (_what, source, expected) => {
    expect(bindings(source)).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ['outside', 'x = 1\ndef f():\n  §x', ['x = 1']],
    ['inside hides outside', 'x = 1\ndef f():\n  x = 2\n  §x', ['x = 2']],
    ['inside is not seen outside', 'x = 1\ndef f():\n  x = 2\n§x', ['x = 1']],
    ['through two functions', 'def f():\n  x = 1\n  def g():\n    §x', ['x = 1']],
    ['a class body sees itself', 'x = 1\nclass A:\n  x = 2\n  y = §x', ['x = 2 in A']],
    ['a method does not see the class', 'x = 1\nclass A:\n  x = 2\n  def m(self): §x', ['x = 1']],
    ['a comprehension does not see the class', 'x = 1\nclass A:\n  x = 2\n  y = [§x for a in b]', ['x = 1']],
    ['the first iterable does', 'x = 1\nclass A:\n  x = 2\n  y = [a for a in §x]', ['x = 2 in A']],
    ['a comprehension binds for itself', 'x = 1\n[§x for x in y]', ['for']],
    ['and not outside', 'x = 1\n[x for x in y]\n§x', ['x = 1']],
    ['its iterable is outside', 'x = 1\n[x for x in §x]', ['x = 1']],
    ['a generator argument', 'x = 1\nf(§x for x in y)', ['for']],
    ['a default is outside', 'x = 1\ndef f(x=§x): pass', ['x = 1']],
    ['a default of a lambda is outside', 'x = 1\nlambda x=§x: x', ['x = 1']],
    ['a decorator is outside', 'x = 1\n@§x\ndef f(x): pass', ['x = 1']],
    ['a base is outside', 'x = 1\nclass A(§x):\n  x = 2', ['x = 1']],
    ['a lambda', 'x = 1\nlambda x: §x', ['parameter of ']],
    ['global', 'x = 1\ndef f():\n  global x\n  §x', ['x = 1']],
    ['global bound inside', 'def f():\n  global x\n  x = 1\n§x', ['x = 1 if ?']],
    ['global is not local', 'x = 0\ndef f():\n  global x\n  x = 1\n  §x', ['x = 0', 'x = 1 if ?']],
    [
      'nonlocal',
      'x = 0\ndef f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2\n  §x',
      ['x = 1', 'x = 2 if ?'],
    ],
    ['a method of the same name', 'class A:\n  def f(self): §f\ndef f(): pass', ['function f()=>{}']],
  ])('scope: %s', (_what, source, expected) => {
    expect(bindings(source)).toEqual(expected);
  });

  test('another file sees the module', () => {
    const module = openText('def f(x): x = 1\nx = 2\n', 'a.py');
    expect(module.exported('x').map(printBinding)).toEqual(['x = 2']);
  });

  test('assignments of the module and of classes', () => {
    const source = [
      'CORS_A = 1',
      'if DEBUG:',
      '  CORS_B, CORS_C = True, [CORS_X]',
      'else: CORS_B = 2; CORS_D = 3',
      'try:',
      '  with a:',
      '    CORS_E += 4',
      'finally: pass',
      'class S:',
      '  CORS_F: int = 5',
      '  class T:',
      '    CORS_G = 6',
      '  def f(self): CORS_H = 7',
      'def make():',
      '  CORS_I = 8',
      '  class U:',
      '    CORS_J = 9',
      'other = CORS_K',
      'CORS_L: int',
      'x.CORS_M = 10',
    ].join('\n');
    expect(
      openText(source, 'settings.py')
        .assignments(/^CORS_/g)
        .map(printBinding),
    ).toEqual([
      'CORS_A = 1',
      'CORS_B = tuple(true, [CORS_X]) at [0] if DEBUG',
      'CORS_C = tuple(true, [CORS_X]) at [1] if DEBUG',
      'CORS_B = 2 if not DEBUG',
      'CORS_D = 3 if not DEBUG',
      'CORS_E += 4 if ?',
      'CORS_F = 5 in S',
      'CORS_G = 6 in T',
      'CORS_J = 9 in U',
    ]);
  });
});

describe('mutations', () => {
  test.each<[string, string, string[]]>([
    ['a call', '§x = []\nx.append(1)\nx.extend(y)', ['.append x.append(1)', '.extend x.extend(y)']],
    ['not a call in an expression', '§x = []\ny = x.append(1)', []],
    ['an awaited call', '§x = []\nasync def f(): await x.put(1)', ['.put x.put(1) if ?']],
    ['members', '§x = {}\nx.k = 1\nx["k"] = 2\nx[i] = 3', ['[k] = 1', '[k] = 2', '[?] = 3']],
    ['an operator', '§x = {}\nx["k"] += [1]', ['[k] = (x["k"] + [1])']],
    [
      'a branch',
      '§x = []\nif a:\n  x.append(1)\nelse: x.clear()',
      ['.append x.append(1) if a', '.clear x.clear() if not a'],
    ],
    ['a function that sees it', '§x = []\ndef f():\n  x.append(1)', ['.append x.append(1) if ?']],
    ['a function that has its own', '§x = []\ndef f(x):\n  x.append(1)', []],
    ['the own one of a function', 'x = []\nx.append(0)\ndef f(§x):\n  x.append(1)', ['.append x.append(1)']],
    [
      'deeper',
      '§x = {}\nx["a"]["b"] = 1\nx.c.append(2)\nx.d.e()',
      ['[a] = <changed value>', '[c] = <changed value>'],
    ],
    ['among other targets', '§x = {}\nx.a, y = 1, 2', ['[a] = <changed value>']],
    ['del', '§x = {}\ndel x["a"], y', ['[a] = <changed value>']],
    ['not a global', '§x\nx.append(1)', ['.append x.append(1)']],
  ])('%s', (_what, source, expected) => {
    const { text, at } = marked(source);
    expect(openText(text, 'a.py').mutations('x', at).map(printMutation)).toEqual(expected);
  });
});
