import { describe, expect, it } from 'vitest';
import {
  argumentOptions,
  combine,
  conditionsAt,
  isKnown,
  openFor,
  recordEntry,
  recordOptions,
  texts,
  toJson,
  whenOutcome,
} from '../../server/src/core/evaluate/read.ts';
import { isExport, qualifiedName } from '../../server/src/core/evaluate/symbols.ts';
import type { Value } from '../../server/src/core/evaluate/value.ts';
import { printValue, printWhen, probes } from '../support/print-value.ts';

function valuesOf(source: string, path: string): Value[] {
  const { evaluator, asked } = probes(source, path);
  return asked.map((expr) => evaluator.evaluate(expr));
}

function only(source: string, path: string): Value {
  const [value] = valuesOf(source, path);
  if (!value) throw new Error(source);
  return value;
}

describe('symbols', () => {
  it.each([
    ["import cors from 'cors'; probe(cors, cors.default, cors())", 'cors default, cors default, -'],
    ["import { cors as c } from 'hono/cors'; const d = c; probe(c, d)", 'hono/cors cors, hono/cors cors'],
    [
      "import * as f from '@fastify/cors'; probe(f, f.default, f.x.y)",
      '@fastify/cors *, @fastify/cors default, @fastify/cors x.y',
    ],
    [
      "const cors = require('cors'); const { x, y: { z } } = require('w'); probe(cors, x, z, require('v'), require('v').default)",
      'cors *, w x, w y.z, v *, v default',
    ],
    ["app.use(probe(require('y')()))", '-'],
    ["const cors_1 = __importDefault(require('cors')); probe(cors_1.default)", 'cors default'],
    ["import e from 'express'; const app = e(); probe(app, app.use, e.json)", '-, -, express default.json'],
    ['const cors = false || null; probe(cors, missing)', '-, -'],
  ])('%s', (source, printed) => {
    const { evaluator, asked } = probes(source, 'a.ts');
    const names = asked
      .map((expr) => evaluator.symbol(expr))
      .map((symbol) => (symbol ? `${symbol.module} ${symbol.name}` : '-'));
    expect(names.join(', ')).toBe(printed);
  });

  it.each([
    [
      'import fastapi\nprobe(fastapi, fastapi.FastAPI, fastapi.middleware.cors.CORSMiddleware)',
      'fastapi *, fastapi FastAPI, fastapi.middleware.cors CORSMiddleware',
    ],
    ['import a.b.c\nimport d.e as f\nprobe(a.b.c.D, f.G)', 'a.b.c D, d.e G'],
    [
      'from flask_cors import CORS as C, cross_origin\nx = C\nprobe(C, x, cross_origin, C.init_app)',
      'flask_cors CORS, flask_cors CORS, flask_cors cross_origin, flask_cors CORS.init_app',
    ],
    [
      'from starlette.middleware import cors\nprobe(cors.CORSMiddleware)',
      'starlette.middleware cors.CORSMiddleware',
    ],
    ['try:\n    from a import X\nexcept ImportError:\n    X = None\nprobe(X)', 'a X'],
    ['from x import *\ncors = CORS(app)\nprobe(CORS, cors)', '-, -'],
    ['def f():\n    from a import b\n    probe(b)\nprobe(b)', 'a b, -'],
  ])('%s', (source, printed) => {
    const { evaluator, asked } = probes(source, 'a.py');
    const names = asked
      .map((expr) => evaluator.symbol(expr))
      .map((symbol) => (symbol ? `${symbol.module} ${symbol.name}` : '-'));
    expect(names.join(', ')).toBe(printed);
  });

  it('names a symbol in one way', () => {
    expect(qualifiedName({ module: 'a.b', name: 'c.D' })).toBe('a.b.c.D');
    expect(qualifiedName({ module: 'a', name: '*' })).toBe('a');
    expect(isExport({ module: 'express', name: 'default.json' }, 'express', 'json')).toBe(true);
    expect(isExport({ module: 'cors', name: '*' }, 'cors', 'default')).toBe(true);
    expect(isExport({ module: 'cors', name: 'x' }, 'cors', 'default')).toBe(false);
    expect(isExport(undefined, 'cors', 'default')).toBe(false);
  });
});

describe('combinations', () => {
  const combined = (source: string, limit?: number): string[] => {
    const [a, b] = valuesOf(source, 'a.py');
    if (!a || !b) throw new Error(source);
    const named = new Map([
      ['a', a],
      ['b', b],
    ]);
    return combine(named, limit === undefined ? {} : { limit }).map(
      ({ values, when }) => `${[...values.values()].map(printValue).join(' ')} ${printWhen(when)}`,
    );
  };

  it('leaves out what excludes each other', () => {
    expect(combined(`probe('a' if X else 'b', 'c' if not X else 'd')`)).toEqual([
      "'a' 'd' when `X` is true",
      "'b' 'c' when `X` is false",
    ]);
  });

  it('says of a value with too many cases that it is unknown', () => {
    expect(combined(`probe('a' if X else 'b', 'c' if Y else 'd')`, 3)).toEqual([
      "'a' ?too-complex when `X` is true",
      "'b' ?too-complex when `X` is false",
    ]);
  });

  it('gives one combination of plain values', () => {
    expect(combined(`probe('a', ['b'])`)).toEqual(["'a' ['b'] always"]);
  });
});

describe('combinations with minor values', () => {
  const env = (variable: string) => `os.environ.get('${variable}', 'd')`;
  const combined = (source: string, limit?: number): string[] => {
    const named = new Map(valuesOf(source, 'a.py').map((value, index) => [`${index}`, value]));
    const minor = (name: string) => name !== '0';
    return combine(named, { minor, ...(limit === undefined ? {} : { limit }) }).map(
      ({ values, when, apart }) => {
        const inOrder = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
        const told = [...apart].map(
          ([name, one]) => `; ${name} ${printWhen(one.when)}, else ${one.otherwise.map(printValue)}`,
        );
        return `${inOrder.map(([, value]) => printValue(value)).join(' ')} ${printWhen(when)}${told.join('')}`;
      },
    );
  };

  it('takes one apart that is known in a single outcome of its own', () => {
    expect(combined(`probe('a' if Y else 'b', ${env('X')})`)).toEqual([
      "'a' 'd' when `Y` is true; 1 when `X` is unset [env], else ?env(X)",
      "'b' 'd' when `Y` is false; 1 when `X` is unset [env], else ?env(X)",
    ]);
  });

  it('keeps what hangs on the same condition together', () => {
    expect(combined(`probe(${env('X')}, ${env('X')})`)).toEqual([
      "'d' 'd' when `X` is unset [env]",
      '?env(X) ?env(X) when `X` is set [env]',
    ]);
  });

  it('tells known outcomes apart, those of minor values last', () => {
    const source = `probe('a' if A else 'b', 'c' if B else 'd', 'e' if C else 'f')`;
    expect(combined(source)).toHaveLength(8);
    expect(combined(source, 4)[0]).toBe("'a' 'c' ?too-complex when `A` is true and `B` is true");
  });
});

describe('readings', () => {
  it('finds every text with the whole way to it', () => {
    const found = texts(only(`A = ['x', ['y', 1], 'z' if B else 'w']\nprobe(A)`, 'a.py'));
    expect(found.map(({ text, via }) => `${text} ${via.length}`)).toEqual(['x 1', 'y 1', 'z 1', 'w 1']);
  });

  it('gives what is known as JSON', () => {
    expect(toJson(only(`probe({'a': ['b', 1, None, True], 'a': 2})`, 'a.py'))).toEqual({
      known: true,
      json: { a: 2 },
    });
    expect(toJson(only(`probe(['a', b])`, 'a.py'))).toEqual({ known: false });
    expect(toJson(only('probe({ ...a })', 'a.ts'))).toEqual({ known: false });
    expect(toJson(only('probe(/a/)', 'a.ts'))).toEqual({ known: false });
    expect(
      Object.hasOwn(
        Object(JSON.parse(JSON.stringify(toJson(only("probe({ ['__proto__']: 1 })", 'a.js'))))).json,
        '__proto__',
      ),
    ).toBe(true);
  });

  it('tells what is open', () => {
    const known = valuesOf('probe([1, { a: /x/ }], [x], { ...x }, a ? 1 : 2)', 'a.ts').map((value) =>
      isKnown(value),
    );
    expect(known).toEqual([true, false, false, false]);
  });

  it('finds the entry that counts, and what may hide it', () => {
    const record = only('probe({ a: 1, ...x, b: 2, a: 3 })', 'a.ts');
    if (record.kind !== 'record') throw new Error(record.kind);
    const entry = recordEntry(record, 'a');
    expect(entry && printValue(entry.value)).toBe('3');
    expect(openFor(record, 'a')).toBeUndefined();
    expect(openFor(record, 'c')?.reason).toEqual({ kind: 'undefined-name', name: 'x' });
  });
});

describe('options', () => {
  const printSets = (source: string, path: string, positional: readonly string[] = []): string[] => {
    const { evaluator, module, asked } = probes(source, path);
    const [expr] = asked;
    if (!expr) throw new Error(source);
    const sets =
      expr.kind === 'call' && path.endsWith('.py')
        ? argumentOptions(expr, evaluator, positional)
        : recordOptions(evaluator.evaluate(expr));
    return sets.map(({ entries, rest, when, other }) => {
      const written = entries.map((entry) => {
        const [at, key] = [entry.place, entry.keyPlace].map((place) =>
          module.text.slice(place.start, place.end),
        );
        return `${entry.form} ${key} = ${printValue(entry.value)} <${at}>`;
      });
      const left = rest.map(
        (each) => `…${printValue(each)} <${module.text.slice(each.place.start, each.place.end)}>`,
      );
      const more = other ? [`other ${printValue(other)}`] : [];
      return [...written, ...left, ...more, ...(when.length > 0 ? [printWhen(when)] : [])].join('; ');
    });
  };

  it.each([
    ['keywords', `probe(f(x, a=['b'], c=1))`, [`argument a = ['b'] <a=['b']>; argument c = 1 <c=1>`]],
    ['positions', `probe(f(app, ['x'], z=1))`, [`positional ['x'] = ['x'] <['x']>; argument z = 1 <z=1>`]],
    [
      'a spread of a dict',
      `kw = {'a': 1}\nkw['b'] = 2\nprobe(f(**kw, c=3))`,
      [`entry 'a' = 1 <'a': 1>; assignment b = 2 <kw['b'] = 2>; argument c = 3 <c=3>`],
    ],
    [
      'a spread that is not known',
      `probe(f(a=1, **kw, *xs))`,
      ['argument a = 1 <a=1>; …?undefined-name(kw) <**kw>; …?syntax(spread) <*xs>'],
    ],
    [
      'a spread with two cases',
      `kw = {'a': 1} if X else {}\nprobe(f(**kw, b=2))`,
      [
        `entry 'a' = 1 <'a': 1>; argument b = 2 <b=2>; when \`X\` is true`,
        'argument b = 2 <b=2>; when `X` is false',
      ],
    ],
    ['a dict that is built by a call', `kw = dict(a=1)\nprobe(f(**kw))`, ['argument a = 1 <a=1>']],
    ['what stands behind a spread of positions', `probe(f(*xs, y))`, ['…?syntax(spread) <*xs>']],
    ['half typed', 'probe(f(a=, b=[', ['argument a = ?syntax(missing) <a=>; argument b = [] <b=[>']],
  ])('of a call: %s', (_name, source, printed) => {
    expect(printSets(source, 'a.py', ['', 'second'])).toEqual(printed);
  });

  it.each([
    [
      'a literal',
      "const b = 2; probe({ a: 1, b, 'c': 3, d() {} })",
      ["entry a = 1 <a: 1>; shorthand b = 2 <b>; entry 'c' = 3 <'c': 3>; entry d = function() <d() {}>"],
    ],
    ['a name', 'const o = { a: 1 }; o.b = 2; probe(o)', ['entry a = 1 <a: 1>; assignment b = 2 <o.b = 2>']],
    [
      'two cases',
      'probe(x ? { a: 1 } : undefined)',
      ['entry a = 1 <a: 1>; when `x` is true', 'when `x` is false'],
    ],
    ['a spread', 'probe({ ...y, a: 1 })', ['entry a = 1 <a: 1>; …?undefined-name(y) <...y>']],
    ['no object', "probe('*')", ["other '*'"]],
    ['not known', 'probe(load())', ['…?call(load) <load()>']],
  ])('of an object: %s', (_name, source, printed) => {
    expect(printSets(source, 'a.ts')).toEqual(printed);
  });

  it('of nothing', () => {
    expect(recordOptions(undefined)).toEqual([{ entries: [], rest: [], when: [] }]);
  });
});

describe('conditions of a place', () => {
  it.each([
    ['if DEBUG:\n    probe(1)', 'a.py', 'when `DEBUG` is true [dev]'],
    ['if DEBUG:\n    pass\nelse:\n    probe(1)', 'a.py', 'when `DEBUG` is false'],
    ['DEBUG = False\nif DEBUG:\n    probe(1)', 'a.py', 'never'],
    ['DEBUG = True\nif DEBUG:\n    probe(1)', 'a.py', 'always'],
    ['try:\n    for x in y:\n        probe(1)\nexcept E:\n    pass', 'a.py', 'always'],
    [
      "if (process.env.NODE_ENV !== 'production') probe(1)",
      'a.ts',
      "when `process.env.NODE_ENV !== 'production'` is true [dev] [env]",
    ],
    ['import os\nif os.getenv("X"):\n    probe(1)', 'a.py', 'when `X` is set [env]'],
    ['if (a) { if (!a) { probe(1) } }', 'a.ts', 'never'],
  ])('%s', (source, path, printed) => {
    const { evaluator, asked } = probes(source, path);
    const [expr] = asked;
    if (!expr) throw new Error(source);
    const when = conditionsAt(evaluator, expr.span.start);
    expect(when ? printWhen(when) : 'never').toBe(printed);
  });

  it('of a test', () => {
    const { evaluator, asked } = probes('probe(!isProd, true)', 'a.ts');
    const [test, always] = asked;
    if (!test || !always) throw new Error('no probe');
    expect(printWhen(whenOutcome(evaluator, test, true) ?? [])).toBe('when `isProd` is false [dev]');
    expect(whenOutcome(evaluator, always, false)).toBeUndefined();
    expect(whenOutcome(evaluator, always, true)).toEqual([]);
  });
});
