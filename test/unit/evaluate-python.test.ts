import { describe, expect, it } from 'vitest';
import { printPlaces, printProbes } from '../support/print-value.ts';

type Row = readonly [name: string, source: string, printed: string];

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s', (_name, source, printed) => {
      expect(printProbes(source, 'app.py')).toBe(printed);
    });
  });
}

const lines = (...all: readonly string[]): string => all.join('\n');

table('literals', [
  ['texts', `probe('a', "b", r"\\d", """c""", 'a' 'b')`, lines("'a'", "'b'", "'\\d'", "'c'", "'ab'")],
  ['scalars', 'probe(1, -2, 1.5, True, False, None)', lines('1', '-2', '1.5', 'true', 'false', 'null')],
  ['collections', `probe(['a', 1], ('a',), {'a'}, [], ())`, lines("['a', 1]", "('a')", "{'a'}", '[]', '()')],
  ['dicts', `probe({'a': 1, "b": ['c']}, {})`, lines("{a: 1, b: ['c']}", '{}')],
  ['a later entry is kept beside the earlier one', `probe({'a': 1, 'a': 2})`, '{a: 1, a: 2}'],
  [
    'spreads',
    `a = ['x']\nprobe([*a, 'y', *a], {**{'k': 1}, 'l': 2})`,
    lines("['x', 'y', 'x']", '{k: 1, l: 2}'),
  ],
  [
    'a spread that is not known',
    `probe([*xs, 'y'], {**kw, 'l': 2})`,
    lines("[?undefined-name(xs)…, 'y']", '{l: 2, …?undefined-name(kw)}'),
  ],
  [
    'dict()',
    `probe(dict(a=1, b='x'), dict({'a': 1}, b=2, **{'c': 3}), dict())`,
    lines("{a: 1, b: 'x'}", '{a: 1, b: 2, c: 3}', '{}'),
  ],
  [
    'constructors',
    `probe(list(('a',)), tuple(['a']), set(['a']), frozenset(['a']), list(), sorted(['b', 'a']))`,
    lines("['a']", "('a')", "{'a'}", "{'a'}", '[]', "['a', 'b']"),
  ],
  ['a text is iterated by its letters', `probe(list('ab'), [*'ab'])`, lines("['a', 'b']", "['a', 'b']")],
  [
    'patterns',
    `import re\nprobe(re.compile(r'^a$'), re.compile('a', re.I | re.MULTILINE), re.compile(pattern='a', flags=re.S))`,
    lines('/^a$/ py', '/a/im py', '/a/s py'),
  ],
  [
    'a pattern from a name',
    `import re\nHOST = 'x.y'\nprobe(re.compile('^' + re.escape(HOST) + '$'))`,
    '/^x\\.y$/ py',
  ],
  ['flags that are not known', `import re\nprobe(re.compile('a', FLAGS))`, '?call(re.compile)'],
  ['functions', 'probe(lambda a, b: a)', 'function(a, b)'],
  ['a comprehension over two lists', `probe([a + b for a in ['x'] for b in ['y']])`, "['xy']"],
]);

table('names', [
  ['the last binding before the use', `a = 1\na = 2\nprobe(a)\na = 3`, '2'],
  ['every binding counts inside a function', `def f():\n    probe(a)\na = 1\na = 2`, '2'],
  ['a function sees its own name', `a = 1\ndef f():\n    a = 2\n    probe(a)\nprobe(a)`, lines('2', '1')],
  ['used before it is bound', `probe(a)\na = 1`, '?undefined-name(a)'],
  ['never bound', 'probe(a)', '?undefined-name(a)'],
  ['a parameter', 'def f(a, b=1):\n    probe(a, b)', lines('?parameter(a)', '?parameter(b)')],
  ['a parameter that is replaced', 'def f(a):\n    a = 1\n    probe(a)', '1'],
  ['a loop variable', 'for a in b:\n    probe(a)', '?syntax(for)'],
  [
    'a conditional binding',
    `a = 1\nif FLAG:\n    a = 2\nprobe(a)`,
    '1 when `FLAG` is false | 2 when `FLAG` is true',
  ],
  [
    'all the branches',
    `if A:\n    x = 1\nelif B:\n    x = 2\nelse:\n    x = 3\nprobe(x)`,
    '1 when `A` is true | 2 when `A` is false and `B` is true | 3 when `A` is false and `B` is false',
  ],
  ['bound in one branch alone', `if A:\n    x = 1\nprobe(x)`, '1'],
  [
    'used in the branch that binds it',
    `x = 1\nif A:\n    x = 2\n    probe(x)\nelse:\n    probe(x)`,
    lines('2', '1'),
  ],
  ['a replaced binding needs no condition', `if A:\n    x = 1\nx = 2\nprobe(x)`, '2'],
  [
    'a nested branch',
    `x = 1\nif A:\n    if B:\n        x = 2\nprobe(x)`,
    '1 when `A` is false | 1 when `A` is true and `B` is false | 2 when `A` is true and `B` is true',
  ],
  [
    'two names by the same test',
    `if A:\n    x = 'a'\nelse:\n    x = 'b'\nif not A:\n    y = 'c'\nelse:\n    y = 'd'\nprobe(x + y)`,
    "'ad' when `A` is true | 'bc' when `A` is false",
  ],
  [
    'try and except',
    `try:\n    x = 1\nexcept ImportError:\n    x = 2\nprobe(x)`,
    '1 when line 4 does not run | 2 when line 4 runs',
  ],
  ['unpacking', `a, (b, c) = 1, (2, 3)\nprobe(a, b, c)`, lines('1', '2', '3')],
  ['several targets', `a = b = ['x']\nprobe(a, b)`, lines("['x']", "['x']")],
  ['a walrus', `f(a := 1)\nprobe(a)`, '1'],
  ['it refers to itself', `a = ['x']\na = a + ['y']\nprobe(a)`, "['x', 'y']"],
  ['a circle', `def f():\n    probe(a)\na = b\ndef g():\n    global b\n    b = a`, '?reassigned(b)'],
  ['assigned in another function', `a = 1\ndef f():\n    global a\n    a = 2\nprobe(a)`, '?reassigned(a)'],
  ['assigned in this function', `a = 1\ndef f():\n    global a\n    a = 2\n    probe(a)`, '2'],
  ['assigned in a loop', `a = 1\nfor x in y:\n    a = x\nprobe(a)`, '?reassigned(a)'],
  ['a later shadow is another name', `a = 1\nx = [a for a in 'bc']\nprobe(a)`, '1'],
  [
    'imports',
    `from x import a\nfrom .y import b as c\nimport os\nimport m.n\nprobe(a, c, os, m.n.o)`,
    lines('?import(x:a)', '?import(.y:b)', '?import(os:*)', '?import(m.n:o)'),
  ],
  ['a star import tells nothing', `from .base import *\nprobe(A)`, '?undefined-name(A)'],
  [
    'an index',
    `a = ['x', 'y']\nprobe(a[0], a[-1], a[5], {'k': 'v'}['k'], ('x', 'y')[1])`,
    lines("'x'", "'y'", '?attribute(a[5])', "'v'", "'y'"),
  ],
  [
    'an index behind what is not known',
    `a = [*b, 'x']\nprobe(a[0], a[-1])`,
    lines('?attribute(a[0])', "'x'"),
  ],
  [
    'a member of a dict',
    `a = {'b': {'c': 'd'}}\nprobe(a['b']['c'], a.get('b'), a.get('x'), a.get('x', 1), a['x'])`,
    lines("'d'", "{c: 'd'}", 'null', '1', '?syntax(error)'),
  ],
]);

table('changes', [
  [
    'append, extend, insert, +=',
    `a = ['a']\na.append('b')\na.extend(['c', 'd'])\na.insert(0, 'e')\na += ['f']\nprobe(a)`,
    "['e', 'a', 'b', 'c', 'd', 'f']",
  ],
  ['only those before the use', `a = ['a']\nprobe(a)\na.append('b')`, "['a']"],
  ['all, inside a function', `a = ['a']\ndef f():\n    probe(a)\na.append('b')`, "['a', 'b']"],
  [
    'on a condition',
    `a = ['a']\nif DEBUG:\n    a.append('b')\nprobe(a)`,
    "['a'] when `DEBUG` is false | ['a', 'b'] when `DEBUG` is true [dev]",
  ],
  ['in a loop', `a = ['a']\nfor x in y:\n    a.append(x)\nprobe(a)`, "['a', ?undefined-name(y)…]"],
  [
    'once for each item',
    `a = ['z']\nfor o in ['a', 'b']:\n    a.append(f"http://{o}")\nprobe(a)`,
    "['z', 'http://a', 'http://b']",
  ],
  [
    'once for each piece of a variable',
    `import os\na = []\nfor o in os.getenv('X', 'a, b').split(','):\n    a.append(o.strip())\nprobe(a)`,
    "['a', 'b'] when `X` is unset [env] | [?env(X)…] when `X` is set [env]",
  ],
  [
    'in the else of a loop',
    `a = []\nfor o in ['a', 'b']:\n    pass\nelse:\n    a.append('c')\nprobe(a)`,
    "[] when line 5 does not run | ['c'] when line 5 runs",
  ],
  [
    'in a loop that may end early',
    `a = []\nfor o in ['a', 'b']:\n    if o == 'b':\n        break\n    a.append(o)\nprobe(a)`,
    '[?reassigned(a)…]',
  ],
  [
    'in a loop that changes its item',
    `a = []\nfor o in ['a']:\n    o = o.upper()\n    a.append(o)\nprobe(a)`,
    '[?reassigned(a)…]',
  ],
  [
    'in a loop over the environment',
    `import os\na = ['a']\nfor x in y:\n    a.append(os.environ['X'])\nprobe(a)`,
    "['a', ?env(X)…]",
  ],
  ['in another function', `a = ['a']\ndef f():\n    a.append('b')\nprobe(a)`, "['a', ?reassigned(a)…]"],
  [
    'remove and clear',
    `a = ['a', 'b']\na.remove('a')\nb = ['a']\nb.clear()\nprobe(a, b)`,
    lines("['b']", '[]'),
  ],
  ['pop', `a = ['a', 'b']\na.pop()\nprobe(a)`, '?reassigned(a)'],
  ['what a list reads is not changed', `a = ['a']\na.index('a')\na.sort()\nprobe(a)`, "['a']"],
  ['of a list that is not known', `a = load()\na.append('*')\nprobe(a)`, "[?call(load)…, '*']"],
  ['of a set', `a = {'a'}\na.add('b')\na.update(['c'])\nprobe(a)`, "{'a', 'b', 'c'}"],
  [
    'of a dict',
    `a = {'a': 1}\na['b'] = 2\na.update({'c': 3}, d=4)\na['a'] = 5\na.setdefault('e', 6)\nprobe(a, a['a'])`,
    lines('{a: 1, b: 2, c: 3, d: 4, a: 5, e: 6}', '5'),
  ],
  [
    'a computed key',
    `a = {'a': 1}\na[k] = 2\nprobe(a, a['a'])`,
    lines('{a: 1, …?syntax(computed key)}', '?syntax(computed key)'),
  ],
  [
    'a dict on a condition',
    `a = {'a': 1}\nif X:\n    a['b'] = 2\nprobe(a)`,
    '{a: 1} when `X` is false | {a: 1, b: 2} when `X` is true',
  ],
  [
    'an entry behind a spread is known',
    `probe({**b, 'a': 1}['a'], {'a': 1, **b}['a'])`,
    lines('1', '?undefined-name(b)'),
  ],
  ['|=', `a = {'a': 1}\na |= {'b': 2}\nprobe(a, {'c': 3} | a)`, lines('{a: 1, b: 2}', '{c: 3, a: 1, b: 2}')],
  ['another operator', `a = 2\na *= 3\nprobe(a)`, '?reassigned(a)'],
]);

table('operators', [
  [
    'sizes',
    `a = ['x']\nprobe(a if len(a) > 0 else ['*'], 1 <= 1, 2 < 1, 'a' > 'b')`,
    lines("['x']", 'true', 'false', '?syntax(operator)'),
  ],
  [
    'percent',
    `probe('https://%s:%d' % ('a', 1), 'x%s' % 'y', '%s' % x, '%r' % 'a', 5 % 2)`,
    lines("'https://a:1'", "'xy'", '?undefined-name(x)', '?syntax(operator)', '?syntax(operator)'),
  ],

  [
    'texts',
    `A = 'x'\nprobe('a' + A + 'b', f"{A}-{1}", "{}-{}".format(A, 2), f"{A}{B}")`,
    lines("'axb'", "'x-1'", "'x-2'", '?undefined-name(B)'),
  ],
  [
    'lists',
    `probe(['a'] + ['b'], ['a'] + b, b + ['a'], ('a',) + ('b',))`,
    lines("['a', 'b']", "['a', ?undefined-name(b)…]", "[?undefined-name(b)…, 'a']", "('a', 'b')"),
  ],
  ['numbers', 'probe(1 + 2, 60 + 0.5)', lines('3', '60.5')],
  ['text and number is an error', `probe('a' + 1)`, '?syntax(+)'],
  [
    'or and and',
    `probe([] or 'a', 'x' or 'a', None or [] or 'z', 'x' and 'y', '' and 'y', {} or 1)`,
    lines("'a'", "'x'", "'z'", "'y'", "''", '1'),
  ],
  [
    'or on what is not known',
    `probe(a or 'x', a and 'x')`,
    lines(
      "'x' when `a` is false | ?undefined-name(a) when `a` is true",
      "'x' when `a` is true | ?undefined-name(a) when `a` is false",
    ),
  ],
  ['not', `probe(not [], not 'a', not None, not x)`, lines('true', 'false', 'true', '?undefined-name(x)')],
  [
    'conditionals',
    `probe('a' if True else 'b', 'a' if [] else 'b', 'a' if X else 'b', 'a' if not X else 'b')`,
    lines(
      "'a'",
      "'b'",
      "'a' when `X` is true | 'b' when `X` is false",
      "'a' when `X` is false | 'b' when `X` is true",
    ),
  ],
  [
    'comparisons',
    `probe('a' == 'a', 'a' != 'a', 1 == '1', None is None, x == 1)`,
    lines('true', 'false', 'false', 'true', '?undefined-name(x)'),
  ],
  [
    'in',
    `probe('a' in ['a'], 'b' in ('a',), 'a' in 'cat', 'k' in {'k': 1}, 'a' not in ['a'], 'a' in [b])`,
    lines('true', 'false', 'true', 'true', 'false', '?syntax(comparison)'),
  ],
  [
    'a test that is made twice',
    `probe(('a' if X else 'b') + ('c' if X else 'd'))`,
    "'ac' when `X` is true | 'bd' when `X` is false",
  ],
  [
    'more outcomes than are followed',
    `probe(${'ABCDE'
      .split('')
      .map((name) => `('a' if ${name} else 'b')`)
      .join(' + ')})`,
    '?too-complex',
  ],
]);

table('texts', [
  [
    'ends',
    `probe(' a '.strip(), 'xax'.strip('x'), 'a/'.rstrip('/'), '/a'.lstrip('/'))`,
    lines("'a'", "'a'", "'a'", "'a'"),
  ],
  [
    'case and parts',
    `probe('AB'.lower(), 'ab'.upper(), 'a.a'.replace('.', '-'), 'ab'.removeprefix('a'), 'ab'.removesuffix('b'))`,
    lines("'ab'", "'AB'", "'a-a'", "'b'", "'a'"),
  ],
  [
    'split and join',
    `probe('a,b'.split(','), ''.split(','), 'a  b'.split(), '-'.join(['a', 'b']), 'a,b'.split(',', 1))`,
    lines("['a', 'b']", "['']", "['a', 'b']", "'a-b'", "?call('a,b'.split)"),
  ],
  [
    'tests',
    `probe('ab'.startswith('a'), 'ab'.endswith('a'), 'True'.lower() == 'true')`,
    lines('true', 'false', 'true'),
  ],
  [
    'conversions',
    `probe(str('a'), str(1), str(True), bool(''), bool('False'), int('5'), int(' 7 '), int('x'), len('abc'), len([1]))`,
    lines("'a'", "'1'", "'True'", 'false', 'true', '5', '7', '?call(int)', '3', '1'),
  ],
  [
    'comprehensions',
    `probe([x.strip() for x in 'a, b,'.split(',') if x.strip()], [f'https://{h}' for h in ('a', 'b')], {x for x in ['a']})`,
    lines("['a', 'b']", "['https://a', 'https://b']", "{'a'}"),
  ],
  ['a generator', `probe(list(x for x in ['a']), tuple(x for x in ['a']))`, lines("['a']", "('a')")],
  [
    'map and filter',
    `probe(list(map(str.strip, 'a, b'.split(','))), list(filter(None, ['a', ''])), list(map(lambda x: x + '!', ['a'])))`,
    lines("['a', 'b']", "['a']", "['a!']"),
  ],
  [
    'JSON',
    `import json\nprobe(json.loads('["a", {"b": [1, true, null]}]'), json.loads('nope'))`,
    lines("['a', {b: [1, true, null]}]", '?syntax(JSON)'),
  ],
  [
    'a name of the file is not the function of the language',
    `def list(x):\n    return 'mine'\nprobe(list(['a']))`,
    "'mine'",
  ],
]);

table('the environment', [
  [
    'a test of its text leaves out what it cannot be',
    `import os\nx = os.getenv('X', '*')\nprobe(['*'] if x == '*' else x.split(','), x.split(',') if x != '*' else ['any'])`,
    lines(
      "['*'] when `x == '*'` is true [env] | ?env(X) when `x == '*'` is false [env] and `X` is set [env]",
      "?env(X) when `x != '*'` is true [env] and `X` is set [env] | ['any'] when `x != '*'` is false [env]",
    ),
  ],

  [
    'readings',
    `import os\nprobe(os.environ.get('X'), os.getenv('X', 'd'), os.environ['X'])`,
    lines(
      'null when `X` is unset [env] | ?env(X) when `X` is set [env]',
      "'d' when `X` is unset [env] | ?env(X) when `X` is set [env]",
      '?env(X)',
    ),
  ],
  [
    'however it is imported',
    `from os import environ, getenv as g\nimport os as system\nprobe(environ.get('X', 1), g('X', 1), system.environ.get('X', 1))`,
    lines(...Array(3).fill('1 when `X` is unset [env] | ?env(X) when `X` is set [env]')),
  ],
  [
    'under a name',
    `import os\nenv = os.environ\nKEY = 'X'\nprobe(env.get(KEY, 1), env[KEY])`,
    lines('1 when `X` is unset [env] | ?env(X) when `X` is set [env]', '?env(X)'),
  ],
  [
    'or',
    `import os\nprobe(os.environ.get('X') or ['*'], os.environ.get('X', '') or 'd', os.environ['X'] or 'e')`,
    lines(
      "['*'] when `X` is unset [env] | ?env(X) when `X` is set [env]",
      "'d' when `X` is unset [env] | ?env(X) when `X` is set [env]",
      "'e' when `X` is unset [env] | ?env(X) when `X` is set [env]",
    ),
  ],
  [
    'split',
    `import os\nprobe(os.getenv('X', 'a,b').split(','), os.getenv('X', '').split(','), os.getenv('X').split(','))`,
    lines(
      "['a', 'b'] when `X` is unset [env] | ?env(X) when `X` is set [env]",
      "[''] when `X` is unset [env] | ?env(X) when `X` is set [env]",
      '?env(X)',
    ),
  ],
  [
    'split, stripped, filtered',
    `import os\nprobe([o.strip() for o in os.environ.get('X', 'a, b,').split(',') if o.strip()])`,
    "['a', 'b'] when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
  [
    'a filtered list that is empty',
    `import os\nprobe([o for o in os.getenv('X', '').split(',') if o] or ['*'])`,
    "['*'] when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
  [
    'a test of it',
    `import os\nx = os.getenv('X')\nprobe(x.split(',') if x else ['*'])`,
    "?env(X) when `X` is set [env] | ['*'] when `X` is unset [env]",
  ],
  [
    'an if of it',
    `import os\nx = os.getenv('X')\nif x:\n    o = x.split(',')\nelse:\n    o = ['*']\nprobe(o)`,
    "?env(X) when `X` is set [env] | ['*'] when `X` is unset [env]",
  ],
  [
    'whether it is there',
    `import os\nprobe('a' if 'X' in os.environ else 'b', 'a' if os.getenv('X') is None else 'b')`,
    lines(
      "'a' when `X` is set [env] | 'b' when `X` is unset [env]",
      "'a' when `X` is unset [env] | 'b' when `X` is set [env]",
    ),
  ],
  [
    'one default in another',
    `import os\nprobe(os.getenv('A', os.getenv('B', 'c')))`,
    "'c' when `A` is unset [env] and `B` is unset [env] | ?env(B) when `A` is unset [env] and `B` is set [env] | ?env(A) when `A` is set [env]",
  ],
  [
    'a switch',
    `import os\nD = os.getenv('D', 'false').lower() == 'true'\nprobe(D, 'x' if D else 'y')`,
    lines(
      'false when `D` is unset [env] | ?env(D) when `D` is set [env]',
      "'x' when `D` is true [env] | 'y' when `D` is false [env]",
    ),
  ],
  [
    'decouple',
    `from decouple import config, Csv\nprobe(config('X'), config('X', default='a, b', cast=Csv()), config('X', default='no', cast=bool), config('X', 'd'), config('X', default='a,b', cast=lambda v: v.split(',')))`,
    lines(
      '?env(X)',
      ...["['a', 'b']", 'false', "'d'", "['a', 'b']"].map(
        (unset) => `${unset} when \`X\` is unset [env] | ?env(X) when \`X\` is set [env]`,
      ),
    ),
  ],
  [
    'django-environ',
    `import environ\nenv = environ.Env(DEBUG=(bool, False))\nprobe(env('DEBUG'), env('X'), env.list('X', default=['a']), env.bool('X', default=True), env('X', default='d'))`,
    lines(
      'false when `DEBUG` is unset [env] | ?env(DEBUG) when `DEBUG` is set [dev] [env]',
      '?env(X)',
      ...["['a']", 'true', "'d'"].map(
        (unset) => `${unset} when \`X\` is unset [env] | ?env(X) when \`X\` is set [env]`,
      ),
    ),
  ],
  [
    'environs',
    `from environs import Env\nenv = Env()\nenv.read_env()\nprobe(env.list('X', ['a']), env('X', 'd'))`,
    lines(
      ...["['a']", "'d'"].map(
        (unset) => `${unset} when \`X\` is unset [env] | ?env(X) when \`X\` is set [env]`,
      ),
    ),
  ],
  [
    'Starlette',
    `from starlette.config import Config\nfrom starlette.datastructures import CommaSeparatedStrings\nconfig = Config('.env')\nprobe(config('X', cast=CommaSeparatedStrings, default='a, b'))`,
    "['a', 'b'] when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
  [
    'a reader of another file',
    `from .env import env\nprobe(env.list('ORIGINS', default=['a']), env('lower', default='a'))`,
    lines("['a'] when `ORIGINS` is unset [env] | ?env(ORIGINS) when `ORIGINS` is set [env]", '?call(env)'),
  ],
  ['a function called config is no reader', `def config(x):\n    return x\nprobe(config('X'))`, "'X'"],
]);

table("the request's Origin header", [
  [
    'readings',
    `def view(request):\n    probe(request.headers.get('origin'), request.headers['Origin'], request.META.get('HTTP_ORIGIN'), request.META['HTTP_ORIGIN'], request.environ['HTTP_ORIGIN'], self.headers.get('Origin'), self.request.headers['Origin'], self.headers['Origin'], request.environ.get('HTTP_ORIGIN'), request.origin)`,
    lines(...Array(10).fill('?origin')),
  ],
  [
    'ASGI',
    `probe(dict(scope['headers']).get(b'origin'), Headers(scope=scope).get('origin'))`,
    lines('?origin', '?origin'),
  ],
  [
    'with a default',
    `probe(request.headers.get('Origin', '*'))`,
    "?origin when the request has an Origin header | '*' when the request has no Origin header",
  ],
  [
    'through a name',
    `def f(request):\n    o = request.headers.get('Origin')\n    probe(o or '*', o.lower(), str(o), f'{o}', o if o else '*')`,
    lines(
      "'*' when the request has no Origin header | ?origin when the request has an Origin header",
      '?origin',
      '?origin',
      '?origin',
      "?origin when the request has an Origin header | '*' when the request has no Origin header",
    ),
  ],
  [
    'a part of it is something else',
    `def f(request):\n    o = request.headers.get('Origin')\n    probe('https://' + o, o.split('.')[0], o == 'x')`,
    lines('?syntax(template)', "?attribute(o.split('.')[0])", '?attribute(request.headers.origin)'),
  ],
  [
    'what is none',
    `probe(response.headers.get('Origin'), request.headers.get('Host'), data.get('origin'), settings.origin)`,
    lines(
      '?call(response.headers.get)',
      '?call(request.headers.get)',
      '?call(data.get)',
      '?attribute(settings.origin)',
    ),
  ],
]);

table('classes', [
  [
    'a setting that is required',
    `from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    model_config = {'env_prefix': 'app_'}\n    origins: list[str]\ns = S()\nprobe(s.origins, s.other, S(origins=['a']).origins)`,
    lines('?env(APP_ORIGINS)', '?attribute(s.other)', "['a']"),
  ],
  [
    'settings that are put together',
    `from pydantic_settings import BaseSettings\ndef parse_cors(v):\n    return v.split(',') if isinstance(v, str) else v\nclass Settings(BaseSettings):\n    FRONTEND_HOST: str = 'http://localhost:5173'\n    BACKEND_CORS_ORIGINS: Annotated[list[AnyUrl] | str, BeforeValidator(parse_cors)] = []\n    @computed_field\n    @property\n    def all_cors_origins(self) -> list[str]:\n        return [str(origin).rstrip('/') for origin in self.BACKEND_CORS_ORIGINS] + [self.FRONTEND_HOST]\nsettings = Settings()\nprobe(settings.all_cors_origins)`,
    "['http://localhost:5173' when `FRONTEND_HOST` is unset [env] | ?env(FRONTEND_HOST) when `FRONTEND_HOST` is set [env]] when `BACKEND_CORS_ORIGINS` is unset [env] | [?env(BACKEND_CORS_ORIGINS)…, 'http://localhost:5173' when `FRONTEND_HOST` is unset [env] | ?env(FRONTEND_HOST) when `FRONTEND_HOST` is set [env]] when `BACKEND_CORS_ORIGINS` is set [env]",
  ],

  [
    'a constant of a class',
    `class C:\n    A = ['x']\n    def f(self):\n        probe(self.A, C.A)\n    @classmethod\n    def g(cls):\n        probe(cls.A)\nprobe(C.A, C().A)`,
    lines(...Array(5).fill("['x']")),
  ],
  [
    'set on the instance',
    `class C:\n    def __init__(self):\n        self.a = ['x']\n    def f(self):\n        probe(self.a)\nc = C()\nprobe(c.a)`,
    lines("['x']", "['x']"),
  ],
  [
    'set twice',
    `class C:\n    a = 1\n    def f(self):\n        self.a = 2\n    def g(self):\n        probe(self.a)`,
    '?reassigned(a)',
  ],
  ['changed', `class C:\n    a = ['x']\nC.a.append('y')\nprobe(C.a)`, '?reassigned(a)'],
  ['inherited', `class B:\n    A = ['x']\nclass C(B):\n    pass\nprobe(C.A)`, "['x']"],
  [
    'another class has the same name in it',
    `class B:\n    A = 1\nclass C:\n    A = 2\nprobe(B.A, C.A)`,
    lines('1', '2'),
  ],
  [
    'settings',
    `from pydantic_settings import BaseSettings\nfrom pydantic import Field\nclass S(BaseSettings):\n    origins: list[str] = ['*']\n    b: str = Field(default='x', alias='BB')\n    c: str = Field('y')\n    d: str = Field(...)\n    e: list = Field(default_factory=lambda: ['z'])\ns = S()\nprobe(s.origins, s.b, s.c, s.d, s.e)`,
    lines(
      "['*'] when `ORIGINS` is unset [env] | ?env(ORIGINS) when `ORIGINS` is set [env]",
      "'x' when `BB` is unset [env] | ?env(BB) when `BB` is set [env]",
      "'y' when `C` is unset [env] | ?env(C) when `C` is set [env]",
      '?env(D)',
      "['z'] when `E` is unset [env] | ?env(E) when `E` is set [env]",
    ),
  ],
  [
    'validators, which see defaults too',
    `from pydantic import field_validator, validator\nfrom pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    a: str = 'x, y'\n    b: list[str] = ['z']\n    c: str = 'w'\n    d: str = 'v'\n    @field_validator('a', 'b', mode='before')\n    @classmethod\n    def split(cls, v):\n        if isinstance(v, str):\n            return [i.strip() for i in v.split(',')]\n        return v\n    @validator('c')\n    def ask(cls, v, values):\n        return look_up(v)\ns = S()\nprobe(s.a, s.b, s.c, s.d)`,
    lines(
      "['x', 'y'] when `A` is unset [env] | ?env(A) when `A` is set [env]",
      "['z'] when `B` is unset [env] | ?env(B) when `B` is set [env]",
      '?call(look_up) when `C` is unset [env] | ?env(C) when `C` is set [env]',
      "'v' when `D` is unset [env] | ?env(D) when `D` is set [env]",
    ),
  ],
  [
    'what something is an instance of',
    `probe(isinstance('a', str), isinstance(['a'], (str, list)), isinstance('a', list), isinstance({}, dict), isinstance(True, int), isinstance(None, str), isinstance('a', Own), isinstance(x, str))`,
    lines('true', 'true', 'false', 'true', 'true', 'false', '?call(isinstance)', '?call(isinstance)'),
  ],
  [
    'settings with a prefix',
    `from pydantic_settings import BaseSettings, SettingsConfigDict\nclass S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='APP_')\n    a: str = 'x'\nprobe(S().a)`,
    "'x' when `APP_A` is unset [env] | ?env(APP_A) when `APP_A` is set [env]",
  ],
  [
    'a property, and a function that makes the settings',
    `from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    raw: str = 'a, b'\n    @property\n    def origins(self):\n        return [o.strip() for o in self.raw.split(',')]\n@lru_cache\ndef get_settings():\n    return S()\nprobe(get_settings().origins)\ns = get_settings()\nprobe(s.raw)`,
    lines(
      "['a', 'b'] when `RAW` is unset [env] | ?env(RAW) when `RAW` is set [env]",
      "'a, b' when `RAW` is unset [env] | ?env(RAW) when `RAW` is set [env]",
    ),
  ],
  [
    'settings of another file',
    `from .config import settings\nprobe(settings.CORS, settings.CORS.split(','), settings.a.b, settings.get('x'))`,
    lines(
      '?import(.config:settings.CORS)',
      '?import(.config:settings.CORS)',
      '?import(.config:settings.a.b)',
      '?call(settings.get)',
    ),
  ],
  [
    'a dataclass',
    `from dataclasses import dataclass, field\n@dataclass\nclass C:\n    a: list = field(default_factory=lambda: ['x'])\nprobe(C().a)`,
    "['x']",
  ],
]);

table('functions of the file', [
  ['returns', `def f():\n    return ['a']\nprobe(f())`, "['a']"],
  [
    'returns early',
    `import os\ndef f():\n    env = os.getenv('X')\n    if env:\n        return env.split(',')\n    return ['*']\nprobe(f())`,
    "?env(X) when `X` is set [env] | ['*'] when `X` is unset [env]",
  ],
  [
    'parameters',
    `def f(a, b='y'):\n    return [a, b]\nprobe(f('x'), f('x', 'z'))`,
    lines("['x', 'y']", "['x', 'z']"),
  ],
  [
    'the same test on other arguments',
    `def f(a):\n    return 'x' if a.b else 'y'\nprobe(f(A) + f(B))`,
    "'xx' when `a.b` is true and `a.b` is true | 'xy' when `a.b` is true and `a.b` is false | 'yx' when `a.b` is false and `a.b` is true | 'yy' when `a.b` is false and `a.b` is false",
  ],
  ['a changed parameter', `def f(a):\n    a = a + 'y'\n    return a\nprobe(f('x'))`, "'xy'"],
  [
    'a parameter with another value in its place',
    `def f(a=None):\n    a = a or 'y'\n    return [a]\nprobe(f(), f('x'))`,
    `['y']\n['x']`,
  ],
  [
    'a parameter that grows in a loop',
    `def f(a):\n    for i in xs:\n        a = a + i\n    return a\nprobe(f('x'))`,
    '?reassigned(a)',
  ],
  ['sorted, with one that is not known', `probe(sorted({'b', x, 'a'}))`, `[?undefined-name(x)…, 'a', 'b']`],
  ['a generator', `def f():\n    yield 'a'\nprobe(f())`, '?call(f)'],
  [
    'nothing is returned',
    `def f(a):\n    if a:\n        return 1\nprobe(f(x))`,
    '1 when `a` is true | null when `a` is false',
  ],
  ['for ever', `def f(a):\n    return f(a)\nprobe(f(1))`, '?call(f)'],
  ['what is not known', `probe(load(), x.y())`, lines('?call(load)', '?call(x.y)')],
]);

table('tests that the source decides', [
  ['DEBUG written down', `DEBUG = True\nprobe('*' if DEBUG else 'a', not DEBUG)`, lines("'*'", 'false')],
  ['a branch never taken', `DEBUG = False\na = ['x']\nif DEBUG:\n    a.append('*')\nprobe(a)`, "['x']"],
]);

const developed = (test: string): string => `probe('d' if ${test} else 'p')`;
const never = (text: string): string => `'d' when \`${text}\` is true | 'p' when \`${text}\` is false`;

describe('tests that show a program in development', () => {
  it.each([
    ['settings.DEBUG', "'d' when `settings.DEBUG` is true [dev] | 'p' when `settings.DEBUG` is false"],
    ['app.debug', "'d' when `app.debug` is true [dev] | 'p' when `app.debug` is false"],
    ['IS_DEV', "'d' when `IS_DEV` is true [dev] | 'p' when `IS_DEV` is false"],
    ['not DEBUG', "'d' when `DEBUG` is false | 'p' when `DEBUG` is true [dev]"],
    ['ENV == "dev"', '\'d\' when `ENV == "dev"` is true [dev] | \'p\' when `ENV == "dev"` is false'],
    [
      'ENV != "production"',
      '\'d\' when `ENV != "production"` is true [dev] | \'p\' when `ENV != "production"` is false',
    ],
    [
      'settings.ENVIRONMENT in ("local", "test")',
      '\'d\' when `settings.ENVIRONMENT in ("local", "test")` is true [dev] | \'p\' when `settings.ENVIRONMENT in ("local", "test")` is false',
    ],
    ['DEBUG and X', "'d' when `DEBUG and X` is true [dev] | 'p' when `DEBUG and X` is false"],
    ['DEBUG or X', never('DEBUG or X')],
    ['IS_PRODUCTION', "'d' when `IS_PRODUCTION` is true | 'p' when `IS_PRODUCTION` is false [dev]"],
    ['COUNTRY == "local"', never('COUNTRY == "local"')],
    ['ENABLED', never('ENABLED')],
    ['device', never('device')],
  ])('%s', (test, printed) => {
    expect(printProbes(developed(test), 'app.py')).toBe(printed);
  });

  it('rests on the environment', () => {
    const source = `import os\n${developed('os.environ.get("DEBUG") == "1"')}`;
    expect(printProbes(source, 'app.py')).toBe(
      '\'d\' when `os.environ.get("DEBUG") == "1"` is true [dev] [env] | \'p\' when `os.environ.get("DEBUG") == "1"` is false [env]',
    );
  });
});

describe('places', () => {
  it.each([
    [
      'a literal',
      `A = ['x']\nB = A\nprobe(B)`,
      "['x'] < `A` is assigned here @A < `B` is assigned here @B ['x']",
    ],
    [
      'the pieces of one literal',
      `probe('https://a, https://b'.split(','))`,
      "'https://a, https://b'.split(',') [https://a,  https://b]",
    ],
    [
      'stripped pieces',
      `probe([x.strip() for x in 'https://a, https://b'.split(',')])`,
      "[x.strip() for x in 'https://a, https://b'.split(',')] [https://a, https://b]",
    ],
    [
      'pieces of a literal with escapes',
      `probe('\\x61,b'.split(','))`,
      "'\\x61,b'.split(',') ['\\x61,b', '\\x61,b']",
    ],
    [
      'a default',
      `import os\nprobe(os.getenv('X', 'a'))`,
      "'a' < the default of `X` @os.getenv('X', 'a') | os.getenv('X', 'a')",
    ],
    ['what is joined has the place of the whole', `probe('a' + 'b', f"{1}x")`, `'a' + 'b'\nf"{1}x"`],
    [
      'what is added',
      `A = []\nA.append('x')\nprobe(A)`,
      "[] < `A` is assigned here @A ['x' < `A` is changed here @A.append('x')]",
    ],
    ['a part of a text', `probe('https://a/'.rstrip('/'))`, 'https://a'],
    ['JSON', `import json\nprobe(json.loads('["https://a"]'))`, `'["https://a"]' [https://a]`],
    [
      'the items of a list that is spread',
      `A = ['x']\nprobe(['y', *A])`,
      "['y', *A] ['y', 'x' < `A` is assigned here @A]",
    ],
  ])('%s', (_name, source, printed) => {
    expect(printPlaces(source, 'app.py')).toBe(printed);
  });
});
