import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionsAt, toJson } from '../../server/src/core/evaluate/read.ts';
import { printValue, probes } from '../support/print-value.ts';

const PYTHON = `import os, re, json
from decouple import config, Csv
from pydantic_settings import BaseSettings
DEBUG = os.environ.get("DEBUG", "False") == "True"
BASE = ["https://a.example", *EXTRA]
ORIGINS = [o.strip() for o in os.getenv("ORIGINS", "http://x, http://y").split(",") if o.strip()] or BASE
if DEBUG:
    ORIGINS += ["*"]
    ORIGINS.append(f"http://{HOST}:3000")
elif os.environ["STAGE"] in ("dev", "test"):
    ORIGINS = list(map(str.strip, config("X", default="a,b", cast=Csv())))
class Settings(BaseSettings):
    origins: list[str] = ["*"]
    @property
    def all(self):
        return self.origins + ORIGINS
def get():
    try:
        return json.loads('["a"]')
    except ValueError:
        return {**kw, "a": not x, 'b': (1, 2)[0]}
kw = dict(a=1, **get())
kw["c"] = re.compile(r"^https://.*$", re.I)
def view(request):
    o = request.headers.get("Origin")
    probe(ORIGINS, DEBUG, Settings().all, get(), kw, o or "*", BASE[0], o in ORIGINS, "%s" % o)
probe(ORIGINS, kw, DEBUG and 'x', Settings().origins)
`;

const JAVASCRIPT = `import cors, { type A } from 'cors';
const { ORIGINS = 'a,b', ...rest } = process.env;
const isProd = process.env.NODE_ENV === 'production';
let list: string[] = [...ORIGINS.split(/\\s*,\\s*/).map((x) => x.trim()).filter(Boolean), \`https://\${host}\`];
if (!isProd) { list.push('http://localhost:3000'); } else list = list.concat(['*']);
class Config { static origins = new Set(['a']); get all() { return [...list, ...Config.origins]; } f() { probe(this.all); } }
function make(extra = {}) { if (isProd) return { origin: list, ...extra }; for (const x of y) { return x } return { origin: true } }
const options = Object.assign({}, make({ credentials: true }), rest);
options.methods = ['GET'] as const; options[k] = 1; options.origin ??= '*';
app.use((req, res) => { const { origin } = req.headers; probe(origin ?? '*', origin ? list : [], list.includes(origin)); });
const rec = (n) => rec(n - 1) || rec(n);
probe(list, options, options.origin, rec(1), isProd ? /^a$/i : new RegExp(ORIGINS), JSON.parse('{"a":[1]}').a[0]);
`;

/** Everything that a text can be asked about. */
function askAll(text: string, path: string): void {
  const { evaluator, module, asked } = probes(text, path);
  const names = [
    'ORIGINS',
    'list',
    'options',
    'kw',
    'origin',
    'o',
    'BASE',
    'get',
    'make',
    'Settings',
    'Config',
  ];
  const others = names.flatMap((name) => module.occurrences(name));
  for (const expr of [...asked, ...others]) {
    expect(printValue(evaluator.evaluate(expr))).toBeTypeOf('string');
    evaluator.symbol(expr);
    conditionsAt(evaluator, expr.span.start);
  }
}

describe('the evaluator on any text', () => {
  const samples = fc.constantFrom(
    [PYTHON, 'a.py'] as const,
    [JAVASCRIPT, 'a.ts'] as const,
    [PYTHON, 'a.ts'] as const,
  );

  it('answers on every beginning of a file', () => {
    fc.assert(
      fc.property(samples, fc.nat({ max: 2500 }), ([text, path], end) => askAll(text.slice(0, end), path)),
      { numRuns: 120 },
    );
  }, 60_000);

  it('answers on a file with a hole', () => {
    fc.assert(
      fc.property(samples, fc.nat({ max: 2000 }), fc.nat({ max: 40 }), ([text, path], from, length) =>
        askAll(text.slice(0, from) + text.slice(from + length), path),
      ),
      { numRuns: 120 },
    );
  }, 60_000);

  it('gives the same answer whatever was asked before', () => {
    for (const [text, path] of [
      [PYTHON, 'a.py'],
      [JAVASCRIPT, 'a.ts'],
    ] as const) {
      const inOrder = probes(text, path);
      const first = inOrder.asked.map((expr) => printValue(inOrder.evaluator.evaluate(expr)));
      const backwards = probes(text, path);
      const last = [...backwards.asked]
        .reverse()
        .map((expr) => printValue(backwards.evaluator.evaluate(expr)));
      expect(last.reverse()).toEqual(first);
    }
  });
});

/** Source of an expression in JavaScript, all of whose parts are known. */
const { expression } = fc.letrec<{
  expression: string;
  text: string;
  list: string;
  record: string;
  test: string;
}>((tie) => ({
  text: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ maxLength: 6 }).map((value) => JSON.stringify(value)),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `\`\${${a}}-\${${b}}\``),
    tie('text').map((a) => `${a}.trim()`),
    tie('text').map((a) => `${a}.toUpperCase()`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `${a}.concat(${b})`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} || ${b})`),
  ),
  list: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc.tuple(tie('list'), tie('list')).map(([a, b]) => `[...${a}, ...${b}]`),
    fc.tuple(tie('list'), tie('expression')).map(([a, b]) => `${a}.concat([${b}])`),
    tie('list').map((a) => `${a}.filter(Boolean)`),
    tie('list').map((a) => `${a}.map(x => [x])`),
    tie('text').map((a) => `${a}.split(',').map(x => x.trim()).filter(x => x !== 'a')`),
    tie('list').map((a) => `Array.from(${a})`),
  ),
  record: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), tie('expression')), { maxLength: 3 })
      .map((entries) => `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`),
    fc.tuple(tie('record'), tie('record')).map(([a, b]) => `{ ...${a}, ...${b} }`),
    fc.tuple(tie('test'), tie('record')).map(([a, b]) => `{ ...(${a} && ${b}) }`),
    tie('record').map((a) => `Object.freeze(${a})`),
  ),
  test: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('true', 'false'),
    tie('test').map((a) => `!${a}`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} === ${b})`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `${a}.includes(${b})`),
    fc.tuple(tie('test'), tie('test')).map(([a, b]) => `(${a} || ${b})`),
  ),
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: -9, max: 9 }).map(String),
    fc.constant('null'),
    tie('text'),
    tie('test'),
    tie('list'),
    tie('record'),
    fc.tuple(tie('test'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    tie('expression').map((a) => `(${a} ?? 'x')`),
  ),
}));

describe('what is known is what the language says', () => {
  it('evaluates JavaScript as JavaScript does', () => {
    fc.assert(
      fc.property(expression, (source) => {
        const { evaluator, asked } = probes(`const a = ${source}; probe(a)`, 'a.js');
        const [expr] = asked;
        if (!expr) throw new Error(source);
        const real: unknown = JSON.parse(JSON.stringify(new Function(`return (${source})`)()));
        expect(toJson(evaluator.evaluate(expr))).toEqual({ known: true, json: real });
      }),
      { numRuns: 400 },
    );
  });

  it('cuts and strips texts as Python does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ',', ' ', '/', '.'), maxLength: 20 });
    fc.assert(
      fc.property(text, (value) => {
        const source = `S = "${value}"\nprobe(S.split(","), [x.strip() for x in S.split(",") if x.strip()], S.rstrip("/"), ",".join(S.split()))`;
        const { evaluator, asked } = probes(source, 'a.py');
        const pieces = value.split(',');
        expect(asked.map((expr) => toJson(evaluator.evaluate(expr)))).toEqual(
          [
            pieces,
            pieces.map((piece) => piece.trim()).filter((piece) => piece !== ''),
            value.replace(/\/+$/, ''),
            value
              .split(' ')
              .filter((piece) => piece !== '')
              .join(','),
          ].map((json) => ({ known: true, json })),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('places every piece of a literal where it is written', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '🙂', ',', ' '), maxLength: 20 });
    fc.assert(
      fc.property(text, (value) => {
        const { evaluator, module, asked } = probes(
          `probe('${value}'.split(',').map(x => x.trim()))`,
          'a.ts',
        );
        for (const expr of asked) {
          const list = evaluator.evaluate(expr);
          if (list.kind !== 'list') throw new Error(list.kind);
          for (const item of list.items) {
            if (item.kind !== 'text') throw new Error(item.kind);
            const written = module.text.slice(item.place.start, item.place.end);
            expect(written === item.value || written === `'${item.value}'`).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('hostile texts', () => {
  const deep = (open: string, close: string): string => open.repeat(3000) + close.repeat(3000);
  const doubling = Array.from({ length: 40 }, (_, index) => `a${index + 1} = a${index} + a${index}`).join(
    '\n',
  );
  const calling = Array.from(
    { length: 40 },
    (_, index) => `const f${index + 1} = (x) => f${index}(x) + f${index}(x);`,
  ).join('\n');
  it.each([
    ['deep lists', `probe(${deep('[', ']')})`, 'a.py'],
    ['deep objects', `probe(${'{a:'.repeat(3000)}1${'}'.repeat(3000)})`, 'a.ts'],
    ['a long sum', `probe(${Array(3000).fill("'a'").join(' + ')})`, 'a.ts'],
    ['a long or', `probe(${Array(3000).fill('x').join(' or ')})`, 'a.py'],
    ['a text that doubles', `a0 = 'x'\n${doubling}\nprobe(a40)`, 'a.py'],
    ['a list that doubles', `a0 = ['x']\n${doubling}\nprobe(a40)`, 'a.py'],
    [
      'calls that double',
      `const f0 = (x) => x;\n${calling}\nprobe(${Array(30)
        .fill(0)
        .map((_, i) => `f40(${i})`)
        .join(', ')})`,
      'a.ts',
    ],
    ['a long list', `probe([${Array(5000).fill("'a'").join(', ')}])`, 'a.ts'],
    ['a long text cut', `probe('${'a,'.repeat(50_000)}'.split(','))`, 'a.ts'],
    [
      'blanks that no comma follows',
      `probe('${' '.repeat(90_000)}'.split(/\\s*,\\s*/), '${'/'.repeat(90_000)}x'.replace(/\\/+$/, ''))`,
      'a.ts',
    ],
    [
      'many branches',
      `x = 0\n${Array.from({ length: 300 }, (_, index) => `if c${index}:\n    x = ${index}`).join('\n')}\nprobe(x)`,
      'a.py',
    ],
    ['many changes', `const o = [];\n${"o.push('a');\n".repeat(2000)}probe(o)`, 'a.ts'],
    [
      'a replacement that grows',
      `a = '${'a'.repeat(50_000)}'\nprobe(a.replace('a', a), a.join([a, a, a]))`,
      'a.py',
    ],
  ])(
    '%s',
    (_name, source, path) => {
      const { evaluator, asked } = probes(source, path);
      const started = performance.now();
      for (const expr of asked) expect(printValue(evaluator.evaluate(expr))).toBeTypeOf('string');
      expect(performance.now() - started).toBeLessThan(60_000);
    },
    30_000,
  );
});
