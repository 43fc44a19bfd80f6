import { describe, expect, it } from 'vitest';
import { type Files, probed } from '../support/probe-files.ts';

type Row = readonly [name: string, source: string, printed: string];

function table(title: string, head: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s', (_name, source, printed) => {
      expect(probed({ 'app.py': `${head}\n${source}` })).toBe(printed);
    });
  });
}

const unset = (value: string, variable = 'X'): string =>
  `${value} when \`${variable}\` is unset [env] | ?env(${variable}) when \`${variable}\` is set [env]`;

// Measured with CPython 3.11.
table('texts that are literals', 'import ast, os', [
  ['a list', "probe(ast.literal_eval(os.getenv('X', \"['a', 'b',]\")))", unset("['a', 'b']")],
  ['with eval', "probe(eval(os.getenv('X', '[\"*\"]')))", unset("['*']")],
  ['required', "probe(eval(os.environ['X']))", '?env(X)'],
  ['brackets alone make no tuple', "probe(eval(\"('a')\"), eval(\"('a',)\"), eval('()'))", "'a'\n('a')\n()"],
  [
    'a set, a text, a truth value',
    "probe(eval(\"{'a'}\"), eval(\"'x'\"), eval('True'), eval('None'))",
    "{'a'}\n'x'\ntrue\nnull",
  ],
  ['texts side by side are one', "probe(eval(\"['a' 'b']\"))", '?call(eval)'],
  [
    'names',
    "probe(eval('x'), eval('[x]'), eval('*'), eval('{}'))",
    '?call(eval)\n?call(eval)\n?call(eval)\n?call(eval)',
  ],
]);

// django-configurations@2.5.1
table('django-configurations', 'from configurations import Configuration, values', [
  [
    'values with a default',
    "class Base(Configuration):\n    ORIGINS = values.ListValue(['a'])\n    ALL = values.BooleanValue(True)\nclass Dev(Base):\n    pass\nprobe(Dev.ORIGINS, Base.ALL)",
    `${unset("['a']", 'DJANGO_ORIGINS')}\n${unset('true', 'DJANGO_ALL')}`,
  ],
  [
    'no default',
    'class C(Configuration):\n    ORIGINS = values.ListValue()\nprobe(C.ORIGINS)',
    unset('[]', 'DJANGO_ORIGINS'),
  ],
  [
    'a text gives its letters',
    "class C(Configuration):\n    O = values.ListValue('ab')\nprobe(C.O)",
    unset("['a', 'b']", 'DJANGO_O'),
  ],
  [
    'not from the environment',
    "class C(Configuration):\n    O = values.ListValue(['a'], environ=False)\nprobe(C.O)",
    "['a']",
  ],
  [
    'another prefix',
    "class C(Configuration):\n    O = values.ListValue(['a'], environ_prefix='P')\n    Q = values.ListValue(['a'], environ_prefix=None)\nprobe(C.O, C.Q)",
    `${unset("['a']", 'P_O')}\n${unset("['a']", 'Q')}`,
  ],
  [
    'another name',
    "class C(Configuration):\n    O = values.TupleValue(default=('a',), environ_name='N')\nprobe(C.O)",
    unset("('a')", 'DJANGO_N'),
  ],
  [
    'required',
    'class C(Configuration):\n    O = values.ListValue(environ_required=True)\nprobe(C.O)',
    '?env(DJANGO_O)',
  ],
  [
    'another kind',
    'class C(Configuration):\n    O = values.SecretValue()\nprobe(C.O)',
    '?call(values.SecretValue)',
  ],
]);

const PARSER = 'import argparse, json\nparser = argparse.ArgumentParser()';
const given = (value: string, option = '--o', present = '?call(parse_args)'): string =>
  `${value} when \`${option}\` is not given [env] | ${present} when \`${option}\` is given [env]`;
const option = (written: string, name = 'o'): string =>
  `parser.add_argument(${written})\nargs = parser.parse_args()\nprobe(args.${name})`;

table('argparse', PARSER, [
  [
    'a default',
    option("'--allow-origins', type=json.loads, default=['*']", 'allow_origins'),
    given("['*']", '--allow-origins'),
  ],
  ['a text goes through the type', option("'--o', type=json.loads, default='[\"*\"]'"), given("['*']")],
  [
    'a text goes through a function',
    option("'--o', nargs='*', type=lambda s: s.split(','), default='a,b'"),
    given("['a', 'b']"),
  ],
  ['no default', option("'--o'"), given('null')],
  ['required', option("'--o', required=True, default='x'"), '?call(parse_args)'],
  ['a flag', option("'--o', action='store_true'"), given('false', '--o', 'true')],
  ['a flag the other way', option("'--o', action='store_false'"), given('true', '--o', 'false')],
  ['a short name', option("'-o', '--allow', default='x'", 'allow'), given("'x'", '--allow')],
  ['under another name', option("'--o', dest='cors', default='x'", 'cors'), given("'x'")],
  ['a position', option("'o', default='x'"), '?call(parse_args)'],
  ['a position that may be empty', option("'o', nargs='?', default='x'"), given("'x'", 'o')],
  [
    'in a group',
    "group = parser.add_argument_group()\ngroup.add_argument('--o', default='x')\nprobe(parser.parse_args().o)",
    given("'x'"),
  ],
  [
    'two with one name',
    "parser.add_argument('--o', default='x')\nother.add_argument('--o', default='y')\nargs = parser.parse_args()\nprobe(args.o)",
    '?attribute(args.o)',
  ],
  ['defaults elsewhere', `parser.set_defaults(o='y')\n${option("'--o', default='x'")}`, '?attribute(args.o)'],
  [
    'arguments in the source',
    "parser.add_argument('--o', default='x')\nargs = parser.parse_args(['--o', 'y'])\nprobe(args.o)",
    '?attribute(args.o)',
  ],
  ['another parser', 'parser = make()\nargs = parser.parse_args()\nprobe(args.o)', '?attribute(args.o)'],
]);

const GETATTR: readonly (readonly [string, Files, string])[] = [
  ['of a module', { 'a.py': "import conf\nprobe(getattr(conf, 'X', ['d']))", 'conf.py': 'X = 1' }, '1'],
  [
    'of something that is not at hand',
    {
      'a.py':
        "from django.conf import settings\nprobe(getattr(settings, 'X', ['d']), getattr(settings, 'X'))",
    },
    "['d'] when `settings.X` is not there | ?import(django.conf:settings.X) when `settings.X` is there\n?import(django.conf:settings.X)",
  ],
  [
    'of a class',
    { 'a.py': "class C:\n    X = ['a']\nprobe(getattr(C, 'X', ['d']), getattr(C(), 'X', None))" },
    "['a']\n['a']",
  ],
  [
    'what is there and not known',
    { 'a.py': "import conf\nprobe(getattr(conf, 'X', ['d']))", 'conf.py': 'X = f()' },
    '?call(f)',
  ],
  ['a computed name', { 'a.py': "import conf\nprobe(getattr(conf, name, ['d']))" }, '?call(getattr)'],
];

describe('getattr', () => {
  it.each(GETATTR)('%s', (_name, files, printed) => expect(probed(files)).toBe(printed));
});

table(
  'instances of settings classes',
  'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    x: list[str] = ["a"]',
  [
    ['validated from nothing', 'probe(S.model_validate({}).x)', unset("['a']")],
    ['validated from something', 'probe(S.model_validate(data).x)', '?attribute(S.model_validate(data).x)'],
    [
      'a parameter',
      'def go(app, s: S):\n    probe(s.x)',
      "['a'] when `s` is a plain `S` and `X` is unset [env] | ?env(X) when `s` is a plain `S` and `X` is set [env]",
    ],
    ['a parameter of another class', 'class T:\n    x = 1\ndef go(t: T):\n    probe(t.x)', '?attribute(t.x)'],
  ],
);

const either = (value: string, first: string, second: string): string =>
  `${value} when \`${first}\` is unset [env] and \`${second}\` is unset [env] | ?env(${first}) when \`${first}\` is set [env] | ?env(${second}) when \`${first}\` is unset [env] and \`${second}\` is set [env]`;

// pydantic-settings@2.11.0: an alias has no prefix, and of several the first that is set counts.
table(
  'names of variables',
  'from typing import Annotated\nfrom pydantic import AliasChoices, Field\nfrom pydantic_settings import BaseSettings, SettingsConfigDict',
  [
    [
      'a prefix',
      "P = 'APP_'\nclass S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix=P)\n    o: str = 'a'\nprobe(S().o)",
      unset("'a'", 'APP_O'),
    ],
    [
      'a prefix in the head of the class',
      "class S(BaseSettings, env_prefix='APP_'):\n    o: str = 'a'\nprobe(S().o)",
      unset("'a'", 'APP_O'),
    ],
    [
      'an alias',
      "class S(BaseSettings, env_prefix='APP_'):\n    o: str = Field('a', validation_alias='ORIGINS')\nprobe(S().o)",
      unset("'a'", 'ORIGINS'),
    ],
    [
      'an alias in the annotation',
      "class S(BaseSettings):\n    o: Annotated[str, Field(alias='ORIGINS')] = 'a'\nprobe(S().o)",
      unset("'a'", 'ORIGINS'),
    ],
    [
      'several',
      "class S(BaseSettings):\n    o: str = Field('a', validation_alias=AliasChoices('ORIGINS', 'CORS'))\nprobe(S().o)",
      either("'a'", 'ORIGINS', 'CORS'),
    ],
    [
      'a validator around the inner one',
      "class S(BaseSettings):\n    o: list[str] = ['a']\n    @field_validator('o', mode='wrap')\n    @classmethod\n    def v(cls, v, handler):\n        return handler(v) + ['b']\nprobe(S().o)",
      unset("['a', 'b']", 'O'),
    ],
    [
      'changed before anything is read',
      "class S(BaseSettings):\n    o: list[str] = ['a']\n    p: str = 'p'\n    @model_validator(mode='before')\n    @classmethod\n    def m(cls, data):\n        data['o'] = ['x']\n        return data\nprobe(S().o, S().p)",
      `${unset('?reassigned(o)', 'O')}\n${unset("'p'", 'P')}`,
    ],
    [
      'refused by its validator',
      "class S(BaseSettings):\n    o: list[str] = ['*']\n    @field_validator('o')\n    @classmethod\n    def v(cls, v):\n        if '*' in v:\n            raise ValueError('o')\n        return v\nprobe(S().o)",
      unset('?syntax(error)', 'O'),
    ],
  ],
);

table('names of variables of pydantic 1', 'from pydantic import BaseSettings, Field', [
  [
    'in a list',
    "class S(BaseSettings):\n    o: str = Field('a', env=['ORIGINS', 'CORS'])\nprobe(S().o)",
    either("'a'", 'ORIGINS', 'CORS'),
  ],
  [
    'in the configuration',
    "class S(BaseSettings):\n    o: str = 'a'\n    class Config:\n        env_prefix = 'APP_'\n        fields = {'o': {'env': 'ORIGINS'}}\nprobe(S().o)",
    unset("'a'", 'ORIGINS'),
  ],
]);

// dynaconf@3.2.11
table('dynaconf', 'from dynaconf import Dynaconf', [
  [
    'said in the call',
    "settings = Dynaconf(envvar_prefix='APP', origins=['a'])\nprobe(settings.origins, settings['ORIGINS'])",
    `${unset("['a']", 'APP_ORIGINS')}\n${unset("['a']", 'APP_ORIGINS')}`,
  ],
  [
    'with a default at the use',
    "settings = Dynaconf()\nprobe(settings.get('ORIGINS', ['a']))",
    unset("['a']", 'DYNACONF_ORIGINS'),
  ],
  [
    'beside files',
    "settings = Dynaconf(envvar_prefix=False, settings_files=['s.toml'], origins=['a'])\nprobe(settings.ORIGINS)",
    "['a'] when `ORIGINS` is unset [env] and `['s.toml']` has no `ORIGINS` [env] | ?attribute(['s.toml']: ORIGINS) when `ORIGINS` is unset [env] and `['s.toml']` has `ORIGINS` [env] | ?env(ORIGINS) when `ORIGINS` is set [env]",
  ],
  [
    'what files may say',
    "settings = Dynaconf(settings_files=['s.toml'])\nprobe(settings.get('ORIGINS', '*'), settings.ORIGINS)",
    '?call(settings.get)\n?attribute(settings.ORIGINS)',
  ],
]);
