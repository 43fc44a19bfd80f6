import { describe, expect, it } from 'vitest';
import { probed } from '../support/probe-files.ts';

type Row = readonly [name: string, source: string, printed: string];

function table(title: string, head: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s', (_name, source, printed) => {
      expect(probed({ 'app.py': `${head}\n${source}` })).toBe(printed);
    });
  });
}

const env = (value: string, variable = 'X'): string =>
  `${value} when \`${variable}\` is unset [env] | ?env(${variable}) when \`${variable}\` is set [env]`;
const guarded = (value: string, variable = 'X'): string =>
  `?env(${variable}) when \`${variable}\` is set [env] | ${value} when \`${variable}\` is unset [env]`;

const GET_ENV = `import os
def get_env(key, default=None, cast=None):
    value = os.environ.get(key, default)
    if value is None:
        return None
    if cast is bool:
        return str(value).lower() in ('true', '1')
    if cast is int:
        return int(value)
    if cast:
        return cast(value)
    return value`;

// Each known outcome is what CPython 3.11 gives where the variable is not set.
table('a helper that casts', GET_ENV, [
  ['with a function', "probe(get_env('X', default='a,b', cast=lambda v: v.split(',')))", env("['a', 'b']")],
  ['without a cast', "probe(get_env('X', 'a'))", env("'a'")],
  ['with a truth value', "probe(get_env('X', 'true', bool))", env('true')],
  ['with a number', "probe(get_env('X', default='3', cast=int))", env('3')],
  ['without a default', "probe(get_env('X'))", env('null')],
  ['with a type that makes a list', "probe(get_env('X', default='ab', cast=list))", env("['a', 'b']")],
  ['with something that nobody knows', "probe(get_env('X', default='a', cast=Foo))", '?call(get_env)'],
]);

table('helpers in other shapes', 'import os', [
  [
    'nothing when the variable is empty',
    `def get_list(name, default=""):
    raw = os.getenv(name, default)
    if not raw:
        return []
    return [x.strip() for x in raw.split(",") if x.strip()]
probe(get_list("X"), get_list("X", default="a, b"))`,
    `${env('[]')}\n${env("['a', 'b']")}`,
  ],
  [
    'names behind a star',
    `def get_list(key, separator=",", default=None, *, strip=True):
    value = os.environ.get(key)
    if value:
        items = value.split(separator)
        if strip:
            items = [item.strip() for item in items]
        return items
    elif default is not None:
        return default
    else:
        return []
probe(get_list("X", default=["a"]), get_list("X"))`,
    `${guarded("['a']")}\n${guarded('[]')}`,
  ],
  [
    'further names',
    `def env(key, default=None, **further):
    return os.getenv(key, default)
probe(env("X", default="a"), env("X", default="a", cast=str))`,
    `${env("'a'")}\n?call(env)`,
  ],
  [
    'a type among others',
    `def read(key, kind=str):
    value = os.getenv(key, 'a,b')
    if kind in (list, tuple):
        return value.split(',')
    return kind(value)
probe(read('X', kind=list), read('X'), callable(read), callable('a'), callable(str))`,
    `${env("['a', 'b']")}\n${env("'a,b'")}\ntrue\nfalse\ntrue`,
  ],
]);

table('a variable that is missed', 'import os', [
  ['one name', 'try:\n    O = os.environ["X"]\nexcept KeyError:\n    O = "*"\nprobe(O)', guarded("'*'")],
  [
    'one of several errors',
    'try:\n    O = os.environ["X"].split(",")\nexcept (KeyError, ValueError):\n    O = ["*"]\nprobe(O)',
    guarded("['*']"),
  ],
  [
    'a name that begins like the keyword',
    'try_first = os.environ.get("Z")\ntry:\n    O = os.environ["X"]\nexcept KeyError:\n    O = "*"\nprobe(O)',
    guarded("'*'"),
  ],
  [
    'in a function',
    'def f(name):\n    try:\n        return os.environ[name]\n    except KeyError:\n        return "*"\nprobe(f("X"))',
    guarded("'*'"),
  ],
  [
    'which of two is missed is not known',
    'try:\n    O = os.environ["X"]\n    P = os.environ["Y"]\nexcept KeyError:\n    O = "*"\nprobe(O)',
    "?env(X) when line 6 does not run | '*' when line 6 runs",
  ],
  [
    'another key may be missed',
    'try:\n    O = table[os.environ["X"]]\nexcept KeyError:\n    O = "*"\nprobe(O)',
    '?attribute(table[os.environ["X"]]) when line 5 does not run | \'*\' when line 5 runs',
  ],
  [
    'another error',
    'try:\n    O = os.environ["X"]\nexcept ValueError:\n    O = "*"\nprobe(O)',
    "?env(X) when line 5 does not run | '*' when line 5 runs",
  ],
]);

// pydantic 2 with pydantic-settings 2.
table(
  'defaults inside of an annotation',
  'from typing import Annotated\nfrom pydantic import Field\nfrom pydantic_settings import BaseSettings',
  [
    [
      'over several lines',
      `class S(BaseSettings):
    X: Annotated[
        list[str],
        Field(
            default=["*"],
            description='a "text" with ] in it',
        ),
    ]
    after: str = "b"
probe(S().X, S().after)`,
      `${env("['*']")}\n${env("'b'", 'AFTER')}`,
    ],
    [
      'another name of the variable',
      'class S(BaseSettings):\n    o: Annotated[str, Field(default="a", validation_alias="X")]\nprobe(S().o)',
      env("'a'"),
    ],
    [
      'required',
      'class S(BaseSettings):\n    x: Annotated[str, Field(description="x")]\nprobe(S().x)',
      '?env(X)',
    ],
    [
      'of a type that changes it',
      'class S(BaseSettings):\n    x: Annotated[list[AnyHttpUrl], Field(default=["https://a.example"])]\nprobe(S().x)',
      env("['https://a.example/']"),
    ],
  ],
);

const AFTER = `from dataclasses import dataclass
from pydantic import model_validator
from pydantic_settings import BaseSettings`;

table('methods that run when an instance is made', AFTER, [
  [
    'a validator that fills what is missing',
    `class S(BaseSettings):
    stage: str = "development"
    x: list[str] | None = None
    @model_validator(mode="after")
    def fill(self):
        if self.x is None:
            if self.stage == "development":
                self.x = ["a"]
            else:
                self.x = []
        return self
probe(S().x)`,
    '[] when `X` is unset [env] and `self.stage == "development"` is false [env] | ' +
      '[\'a\'] when `X` is unset [env] and `self.stage == "development"` is true [dev] [env] | ' +
      '?env(X) when `X` is set [env]',
  ],
  [
    'a dataclass',
    `@dataclass
class C:
    x: str = "a, b"
    def __post_init__(self):
        if isinstance(self.x, str):
            self.x = [each.strip() for each in self.x.split(",")]
probe(C().x)`,
    "['a', 'b']",
  ],
  [
    'a method that is called later, or never',
    'class C:\n    x = "a"\n    def change(self):\n        self.x = "b"\nprobe(C().x)',
    '?reassigned(x)',
  ],
  [
    'a validator that may be left early',
    `class S(BaseSettings):
    x: list[str] = ["a"]
    @model_validator(mode="after")
    def fill(self):
        if self.y:
            return self
        self.x = ["b"]
        return self
probe(S().x)`,
    '?reassigned(x)',
  ],
  [
    'a validator that runs before',
    `class S(BaseSettings):
    x: str = "a"
    @model_validator(mode="before")
    def fill(self):
        self.x = "b"
probe(S().x)`,
    '?reassigned(x)',
  ],
]);

// What each gives is what CPython 3.11 prints.
table('comprehensions', "import os\nxs = ['a', 'b']", [
  [
    'several loops and a condition',
    "probe([f'{s}://{h}:{p}' for s in ['http', 'https'] for h in xs for p in (1, 2) if p == 1])",
    "['http://a:1', 'http://b:1', 'https://a:1', 'https://b:1']",
  ],
  [
    'a loop over what another gives',
    "probe([y for x in ['a,b', 'c'] for y in x.split(',')])",
    "['a', 'b', 'c']",
  ],
  ['as the argument of a call', 'probe(list(x + y for x in xs for y in xs if x != y))', "['ab', 'ba']"],
  [
    'several names',
    "probe([f'{a}{b}' for a, b in [('x', 'y'), ('z', 'w')]], [b for (a, b) in [('x', 'y')]], [a for a, b in [('x',)]])",
    "['xy', 'zw']\n['y']\n[?syntax(comprehension)]",
  ],
  [
    'numbers, pairs and entries',
    "probe([f'{i}{x}' for i, x in enumerate(xs)], [f'{s}{h}' for s, h in zip(['1', '2', '3'], xs)], [f'{k}{v}' for k, v in {'a': 'b'}.items()])",
    "['0a', '1b']\n['1a', '2b']\n['ab']",
  ],
  [
    'the environment in one of the loops',
    "probe([f'{h}:{p}' for h in os.environ['H'].split(',') for p in (1, 2)], [f'{h}:{p}' for h in xs for p in os.getenv('P', '1,2').split(',')])",
    "?env(H)\n['a:1', 'a:2', 'b:1', 'b:2'] when `P` is unset [env] | [?env(P)…, ?env(P)…] when `P` is set [env]",
  ],
  ['what a condition rests on', "probe([x for x in xs if x != os.environ['A']])", '[?env(A)…, ?env(A)…]'],
  [
    'a loop that nobody knows',
    'probe([y for x in xs for y in ys])',
    '[?undefined-name(ys)…, ?undefined-name(ys)…]',
  ],
]);

table('texts and lists of the library', 'import itertools, os, textwrap', [
  [
    'fields by number and by name',
    "probe('{0}-{1}{0}'.format('a', 'b'), '{h}:{p}'.format(h='x', p=1), '{}'.format(os.environ['X']))",
    "'a-ba'\n'x:1'\n?env(X)",
  ],
  ['fields in another way', "probe('{{}}'.format('a'), '{:>4}'.format('a'))", '?call(format)\n?call(format)'],
  ['chains', "probe(list(itertools.chain.from_iterable([['a'], ['b']])))", "['a', 'b']"],
  [
    'a text without indentation',
    "probe(textwrap.dedent('a'), textwrap.dedent('  a'))",
    "'a'\n?call(textwrap.dedent)",
  ],
]);

table('what a check ends the program for', 'import os, sys', [
  [
    'in a helper',
    "def need(name):\n    value = os.getenv(name)\n    if not value:\n        raise RuntimeError(name)\n    return value\nprobe(need('X'))",
    '?env(X)',
  ],
  [
    'in the module',
    "v = os.getenv('X', '*')\nif v == '*':\n    raise RuntimeError('x')\nprobe(v)",
    '?env(X)',
  ],
  ['by the end of the program', "v = os.getenv('X')\nif not v:\n    sys.exit(1)\nprobe(v)", '?env(X)'],
  [
    'in production alone',
    "def f():\n    v = os.getenv('X')\n    if v:\n        return v\n    if os.getenv('ENV') == 'production':\n        raise RuntimeError('no')\n    return '*'\nprobe(f())",
    "?env(X) when `X` is set [env] | '*' when `X` is unset [env] and `os.getenv('ENV') == 'production'` is false [dev] [env]",
  ],
  [
    'behind the use',
    "v = os.getenv('X')\nprobe(v)\nif not v:\n    raise RuntimeError('x')",
    'null when `X` is unset [env] | ?env(X) when `X` is set [env]',
  ],
  [
    'in a `try`',
    "v = os.getenv('X')\ntry:\n    if not v:\n        raise RuntimeError('x')\nexcept RuntimeError:\n    pass\nprobe(v)",
    'null when `X` is unset [env] | ?env(X) when `X` is set [env]',
  ],
  [
    'in a text',
    'def need(name):\n    """\n    raise what is needed\n    """\n    return os.getenv(name)\nprobe(need(\'X\'))',
    'null when `X` is unset [env] | ?env(X) when `X` is set [env]',
  ],
  [
    'in the other branch',
    "v = os.getenv('X')\nif os.getenv('Y'):\n    probe(v)\nelse:\n    if not v:\n        raise RuntimeError('x')",
    'null when `X` is unset [env] | ?env(X) when `X` is set [env]',
  ],
  [
    'what is left of no case',
    "def f():\n    v = '*'\n    if v == '*':\n        raise RuntimeError('x')\n    return v\nprobe(f())",
    '?syntax(error)',
  ],
]);
