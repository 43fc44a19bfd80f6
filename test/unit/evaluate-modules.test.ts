import { expect, test } from 'vitest';
import type { Value } from '../../server/src/core/evaluate/value.ts';
import type { Module } from '../../server/src/core/index.ts';
import { type Files, openFiles, probed } from '../support/probe-files.ts';

const PYTHON: readonly (readonly [string, Files, string])[] = [
  ['a name', { 'a.py': 'from b import X\nprobe(X)', 'b.py': 'X = ["*"]' }, "['*']"],
  ['a name under another', { 'a.py': 'from b import X as Y\nprobe(Y)', 'b.py': 'X = 1' }, '1'],
  ['a module', { 'a.py': 'import b\nprobe(b.X)', 'b.py': 'X = 1' }, '1'],
  [
    'a module under another name',
    { 'a.py': 'import app.b as c\nprobe(c.X)', 'app/b.py': 'X = 1', 'app/__init__.py': '' },
    '1',
  ],
  [
    'a module of a package',
    { 'a.py': 'import app.b\nprobe(app.b.X)', 'app/b.py': 'X = 1', 'app/__init__.py': '' },
    '1',
  ],
  [
    'a module of a folder without a file of its own',
    { 'a.py': 'import app.b\nprobe(app.b.X)', 'app/b.py': 'X = 1' },
    '1',
  ],
  [
    'a submodule',
    { 'a.py': 'from app import b\nprobe(b.X)', 'app/b.py': 'X = 1', 'app/__init__.py': '' },
    '1',
  ],
  [
    'an attribute goes before a submodule',
    { 'a.py': 'from app import b\nprobe(b)', 'app/b.py': 'X = 1', 'app/__init__.py': 'b = 2' },
    '2',
  ],
  [
    'a submodule of the package itself',
    { 'app/__init__.py': 'from . import b\nprobe(b.X)', 'app/b.py': 'X = 1' },
    '1',
  ],
  ['two dots', { 'app/core/a.py': 'from ..b import X\nprobe(X)', 'app/b.py': 'X = 1' }, '1'],
  [
    'a re-export',
    {
      'a.py': 'from app import X\nprobe(X)',
      'app/__init__.py': 'from .b import Y as X',
      'app/b.py': 'Y = 1',
    },
    '1',
  ],
  ['a star', { 'a.py': 'from b import *\nprobe(X)', 'b.py': 'X = 1' }, '1'],
  [
    'a star of a star',
    { 'a.py': 'from b import *\nprobe(X)', 'b.py': 'from c import *', 'c.py': 'X = 1' },
    '1',
  ],
  [
    'the last star',
    { 'a.py': 'from b import *\nfrom c import *\nprobe(X)', 'b.py': 'X = 1', 'c.py': 'X = 2' },
    '2',
  ],
  [
    'a star, then added to',
    { 'a.py': 'from b import *\nX += ["y"]\nprobe(X)', 'b.py': 'X = ["x"]' },
    "['x', 'y']",
  ],
  [
    'a star, then appended to',
    { 'a.py': 'from b import *\nX.append("y")\nprobe(X)', 'b.py': 'X = ["x"]' },
    "['x', 'y']",
  ],
  ['a star, then assigned', { 'a.py': 'from b import *\nX = 2\nprobe(X)', 'b.py': 'X = 1' }, '2'],
  ['assigned, then a star', { 'a.py': 'X = 2\nfrom b import *\nprobe(X)', 'b.py': 'X = 1' }, '1'],
  [
    'a star, then assigned in a branch',
    { 'a.py': 'from b import *\nif C:\n    X = 2\nprobe(X)', 'b.py': 'X = 1' },
    '1 when `C` is false | 2 when `C` is true',
  ],
  [
    'a star takes no name with an underscore',
    { 'a.py': 'from b import *\nprobe(_X)', 'b.py': '_X = 1' },
    '?undefined-name(_X)',
  ],
  [
    'a star takes what __all__ lists',
    { 'a.py': 'from b import *\nprobe(_X)\nprobe(Y)', 'b.py': '__all__ = ["_X"]\n_X = 1\nY = 2' },
    '1\n?undefined-name(Y)',
  ],
  [
    'a star in a function of the file',
    { 'a.py': 'from b import *\ndef f():\n    probe(X)', 'b.py': 'X = 1' },
    '1',
  ],
  [
    'a local name hides a star',
    { 'a.py': 'from b import *\ndef f(X):\n    probe(X)', 'b.py': 'X = 1' },
    '?parameter(X)',
  ],
  [
    'changed in its own file',
    { 'a.py': 'from b import X\nprobe(X)', 'b.py': 'X = ["x"]\nX.append("y")' },
    "['x', 'y']",
  ],
  [
    'changed by a third file (not followed)',
    {
      'a.py': 'from b import X\nimport c\nprobe(X)',
      'b.py': 'X = ["x"]',
      'c.py': 'import b\nb.X.append("y")',
    },
    "['x']",
  ],
  [
    'a function',
    { 'a.py': 'from b import f\nprobe(f("x"))', 'b.py': 'Y = ["y"]\ndef f(x):\n    return [x] + Y' },
    "['x', 'y']",
  ],
  [
    'a function of a module',
    { 'a.py': 'import b\nprobe(b.f("x"))', 'b.py': 'def f(x="z"):\n    return [x]' },
    "['x']",
  ],
  [
    'a dictionary',
    { 'a.py': 'from b import S\nprobe(S["cors"]["origins"])', 'b.py': 'S = {"cors": {"origins": ["*"]}}' },
    "['*']",
  ],
  ['a class', { 'a.py': 'from b import Config\nprobe(Config.X)', 'b.py': 'class Config:\n    X = 1' }, '1'],
  [
    'a class that inherits from another file',
    {
      'a.py': 'from b import Config\nprobe(Config.X)',
      'b.py': 'from c import Base\nclass Config(Base):\n    Y = 1',
      'c.py': 'class Base:\n    X = 2',
    },
    '2',
  ],
  [
    'an instance',
    {
      'a.py': 'from b import settings\nprobe(settings.x)',
      'b.py': 'class S:\n    x = ["*"]\nsettings = S()',
    },
    "['*']",
  ],
  [
    'an instance in a module',
    {
      'a.py': 'from app import b\nprobe(b.settings.x)',
      'app/b.py': 'class S:\n    x = ["*"]\nsettings = S()',
    },
    "['*']",
  ],
  [
    'settings of pydantic',
    {
      'a.py': 'from b import settings\nprobe(settings.origins)',
      'b.py':
        'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    origins: list[str] = ["*"]\nsettings = S()',
    },
    "['*'] when `ORIGINS` is unset [env] | ?env(ORIGINS) when `ORIGINS` is set [env]",
  ],
  [
    'a function that makes settings',
    {
      'a.py': 'from b import get_settings\nprobe(get_settings().x)',
      'b.py':
        'from functools import lru_cache\nfrom c import S\n@lru_cache\ndef get_settings():\n    return S()',
      'c.py': 'class S:\n    x = ["*"]',
    },
    "['*']",
  ],
  [
    'settings kept under a name',
    {
      'a.py': 'from b import get_settings\nsettings = get_settings()\nprobe(settings.x)',
      'b.py': 'class S:\n    x = ["*"]\ndef get_settings() -> S:\n    return S()',
    },
    "['*']",
  ],
  [
    'settings inside of settings',
    {
      'a.py': 'from b import settings\nprobe(settings.cors.origins)',
      'b.py': 'class Cors:\n    origins = ["*"]\nclass S:\n    cors = Cors()\nsettings = S()',
    },
    "['*']",
  ],
  [
    'an instance with arguments',
    {
      'a.py': 'from b import settings\nprobe(settings.x)',
      'b.py':
        'from pydantic import BaseSettings\nX = 3\nclass S(BaseSettings):\n    x: int = 1\nsettings = S(x=X)',
    },
    '3',
  ],
  [
    'the one import or the other',
    { 'a.py': 'try:\n    from b import X\nexcept ImportError:\n    X = 2\nprobe(X)', 'b.py': 'X = 1' },
    '1',
  ],
  [
    'a reader of the environment',
    {
      'a.py': 'from b import env\nprobe(env.list("X", default=["*"]))',
      'b.py': 'import environ\nenv = environ.Env()',
    },
    "['*'] when `X` is unset [env] | ?env(X) when `X` is set [env]",
  ],
  ['a package', { 'a.py': 'from flask import X\nprobe(X)' }, '?import(flask:X)'],
  ['a name that the file does not have', { 'a.py': 'from b import X\nprobe(X)', 'b.py': '' }, '?import(b:X)'],
  ['a circle', { 'a.py': 'from b import X\nprobe(X)', 'b.py': 'from a import X' }, '?import(b:X)'],
  [
    'a circle of stars',
    { 'a.py': 'from b import *\nprobe(X)', 'b.py': 'from a import *' },
    '?undefined-name(X)',
  ],
  [
    'values in a circle',
    { 'a.py': 'from b import X\nY = X\nprobe(X)', 'b.py': 'from a import Y\nX = Y' },
    '?too-complex',
  ],
];

test.each(PYTHON)('Python: %s', (_, files, expected) => {
  expect(probed(files)).toBe(expected);
});

const JAVASCRIPT: readonly (readonly [string, Files, string])[] = [
  [
    'a named import',
    { 'a.ts': `import { x } from './b';\nprobe(x)`, 'b.ts': `export const x = ['*'];` },
    "['*']",
  ],
  [
    'under another name',
    { 'a.ts': `import { x as y } from './b';\nprobe(y)`, 'b.ts': `const z = 1; export { z as x };` },
    '1',
  ],
  [
    'a default import',
    { 'a.ts': `import x from './b';\nprobe(x.y)`, 'b.ts': `export default { y: 1 };` },
    '1',
  ],
  [
    'a default import of a name',
    {
      'a.ts': `import x from './b';\nprobe(x.y)`,
      'b.ts': `const config = { y: 1 };\nexport default config;`,
    },
    '1',
  ],
  [
    'a default import of a function',
    {
      'a.ts': `import f from './b';\nprobe(f('*'))`,
      'b.ts': `export default function f(x: string) { return { origin: x }; }`,
    },
    "{origin: '*'}",
  ],
  [
    'what a call gives',
    {
      'a.ts': `import x from './b';\nprobe(x)`,
      'b.ts': `const make = () => ({ y: 1 });\nexport default make();`,
    },
    '{y: 1}',
  ],
  ['a namespace', { 'a.ts': `import * as b from './b';\nprobe(b.x)`, 'b.ts': `export const x = 1;` }, '1'],
  ['require', { 'a.js': `const b = require('./b');\nprobe(b.x)`, 'b.js': `module.exports = { x: 1 };` }, '1'],
  [
    'require at the spot',
    { 'a.js': `probe(require('./b'))`, 'b.js': `module.exports = { x: 1 };` },
    '{x: 1}',
  ],
  [
    'an attribute of require',
    { 'a.js': `probe(require('./b').x)`, 'b.js': `module.exports = { x: 1 };` },
    '1',
  ],
  [
    'a destructured require',
    { 'a.js': `const { x } = require('./b');\nprobe(x)`, 'b.js': `const x = 1;\nmodule.exports = { x };` },
    '1',
  ],
  [
    'a destructured require of a variable',
    { 'a.js': `const { x } = require('./b');\nprobe(x)`, 'b.js': `const b = { x: 1 };\nmodule.exports = b;` },
    '1',
  ],
  ['exports.x', { 'a.js': `const b = require('./b');\nprobe(b.x)`, 'b.js': `exports.x = 1;` }, '1'],
  [
    'module.exports.x',
    { 'a.js': `const { x } = require('./b');\nprobe(x)`, 'b.js': `module.exports.x = 1;` },
    '1',
  ],
  [
    'a default import of module.exports',
    { 'a.js': `import b from './b.js';\nprobe(b.x)`, 'b.js': `module.exports = { x: 1 };` },
    '1',
  ],
  [
    'a default import of exports.x',
    { 'a.js': `import b from './b.js';\nprobe(b.x)`, 'b.js': `exports.x = 1;` },
    '1',
  ],
  [
    'require of a module with a default export',
    { 'a.js': `probe(require('./b').default)`, 'b.js': `export default 1;` },
    '1',
  ],
  [
    'export from',
    {
      'a.ts': `import { y } from './b';\nprobe(y)`,
      'b.ts': `export { x as y } from './c';`,
      'c.ts': `export const x = 1;`,
    },
    '1',
  ],
  [
    'export star',
    {
      'a.ts': `import { x } from './b';\nprobe(x)`,
      'b.ts': `export * from './d';\nexport * from './c';`,
      'c.ts': `export const x = 1;`,
      'd.ts': 'export const y = 2;',
    },
    '1',
  ],
  [
    'export star as',
    {
      'a.ts': `import { c } from './b';\nprobe(c.x)`,
      'b.ts': `export * as c from './c';`,
      'c.ts': `export const x = 1;`,
    },
    '1',
  ],
  [
    'an import that is exported',
    {
      'a.ts': `import { x } from './b';\nprobe(x)`,
      'b.ts': `import { x } from './c';\nexport { x };`,
      'c.ts': `export const x = 1;`,
    },
    '1',
  ],
  [
    'a default export from',
    {
      'a.ts': `import { c } from './b';\nprobe(c)`,
      'b.ts': `export { default as c } from './c';`,
      'c.ts': `export default 1;`,
    },
    '1',
  ],
  [
    'an index file',
    {
      'src/a.ts': `import { x } from './config';\nprobe(x)`,
      'src/config/index.ts': `export * from './cors';`,
      'src/config/cors.ts': `export const x = 1;`,
    },
    '1',
  ],
  [
    'as const, satisfies',
    {
      'a.ts': `import { x, y } from './b';\nprobe(x, y)`,
      'b.ts': `export const x = ['*'] as const;\nexport const y = { z: 1 } satisfies Y;`,
    },
    "['*']\n{z: 1}",
  ],
  [
    'JSON',
    {
      'a.ts': `import config from './c.json';\nprobe(config.cors.origins)`,
      'c.json': `{ "cors": { "origins": ["*"] } }`,
    },
    "['*']",
  ],
  [
    'JSON with attributes',
    {
      'a.ts': `import config from './c.json' with { type: 'json' };\nprobe(config.x)`,
      'c.json': `{ "x": 1 }`,
    },
    '1',
  ],
  [
    'JSON by require',
    { 'a.js': `const { cors } = require('./c.json');\nprobe(cors)`, 'c.json': `{ "cors": 1 }` },
    '1',
  ],
  [
    'JSON as a namespace',
    { 'a.ts': `import * as c from './c.json';\nprobe(c.x)`, 'c.json': `{ "x": 1 }` },
    '1',
  ],
  [
    'a static member',
    {
      'a.ts': `import { C } from './b';\nprobe(C.x)`,
      'b.ts': `export class C { static readonly x = ['*']; }`,
    },
    "['*']",
  ],
  [
    'an enum',
    {
      'a.ts': `import { E } from './b';\nprobe(E.A, E.B, E.C)`,
      'b.ts': `export enum E { A = 'https://a.example', B = 2, C }`,
    },
    "'https://a.example'\n2\n?syntax(enum)",
  ],
  [
    'a dynamic import',
    { 'a.ts': `const { x } = await import('./b');\nprobe(x)`, 'b.ts': `export const x = 1;` },
    '1',
  ],
  [
    'an attribute of a dynamic import',
    { 'a.ts': `probe((await import('./b')).x)`, 'b.ts': `export const x = 1;` },
    '1',
  ],
  [
    'a function with arguments',
    {
      'a.ts': `import { options } from './b';\nprobe(options(true))`,
      'b.ts': `const all = '*';\nexport const options = (credentials: boolean) => ({ origin: all, credentials });`,
    },
    "{origin: '*', credentials: true}",
  ],
  [
    'a function of a namespace',
    {
      'a.ts': `import * as b from './b';\nprobe(b.options())`,
      'b.ts': `export function options() { return { origin: '*' }; }`,
    },
    "{origin: '*'}",
  ],
  [
    'a method of an object',
    {
      'a.ts': `import b from './b';\nprobe(b.options())`,
      'b.ts': `export default { options() { return { origin: '*' }; } };`,
    },
    "{origin: '*'}",
  ],
  [
    'changed in its own file',
    { 'a.ts': `import { x } from './b';\nprobe(x)`, 'b.ts': `export const x = ['a'];\nx.push('b');` },
    "['a', 'b']",
  ],
  [
    'changed behind its export',
    {
      'a.js': `const x = require('./b');\nprobe(x)`,
      'b.js': `const x = ['a'];\nmodule.exports = x;\nx.push('b');`,
    },
    "['a', 'b']",
  ],
  [
    'the environment of another file',
    {
      'a.ts': `import { env } from './b';\nprobe(env.ORIGIN)`,
      'b.ts': `export const env = { ORIGIN: process.env.ORIGIN ?? '*' };`,
    },
    "'*' when `ORIGIN` is unset [env] | ?env(ORIGIN) when `ORIGIN` is set [env]",
  ],
  ['a package', { 'a.ts': `import { x } from 'b';\nprobe(x)` }, '?import(b:x)'],
  [
    'a name that the file does not have',
    { 'a.ts': `import { x } from './b';\nprobe(x)`, 'b.ts': '' },
    '?import(./b:x)',
  ],
  [
    'a circle',
    { 'a.ts': `import { x } from './b';\nexport { x };\nprobe(x)`, 'b.ts': `export { x } from './a';` },
    '?import(./b:x)',
  ],
  [
    'a circle of stars',
    {
      'a.ts': `import { x } from './b';\nprobe(x)`,
      'b.ts': `export * from './c';`,
      'c.ts': `export * from './b';`,
    },
    '?import(./b:x)',
  ],
  [
    'values in a circle',
    {
      'a.ts': `import { x } from './b';\nexport const y = x;\nprobe(y)`,
      'b.ts': `import { y } from './a';\nexport const x = y;`,
    },
    '?too-complex',
  ],
  [
    'functions in a circle',
    {
      'a.ts': `import { f } from './b';\nexport const g = (x) => f(x);\nprobe(g(1))`,
      'b.ts': `import { g } from './a';\nexport const f = (x) => g(x);`,
    },
    '?call(g)',
  ],
  ['itself', { 'a.ts': `import { x } from './a';\nexport const x = 1;\nprobe(x)` }, '1'],
];

test.each(JAVASCRIPT)('JavaScript: %s', (_, files, expected) => {
  expect(probed(files)).toBe(expected);
});

test.each<[string, Files, string]>([
  [
    'a name',
    { 'a.py': 'from b import X\nprobe(X)', 'b.py': 'X = ["*"]' },
    'b.py:["*"] < `X` is assigned here @b.py:X < `X` is imported here @a.py:X',
  ],
])('the way: %s', (_, files, expected) => {
  const { evaluator, asked, modules } = openFiles(files);
  const shown = asked.map((expr) => wayOf(evaluator.evaluate(expr), modules)).join('\n');
  expect(shown).toBe(expected);
});

function wayOf(value: Value, modules: ReadonlyMap<string, Module>): string {
  const at = (place: Value['place']) =>
    `${place.uri}:${modules.get(place.uri)?.text.slice(place.start, place.end)}`;
  return [at(value.place), ...value.via.map((step) => `${step.what} @${at(step.place)}`)].join(' < ');
}
