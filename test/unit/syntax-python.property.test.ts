// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are source texts
import { Tree } from '@lezer/common';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Module } from '../../server/src/core/syntax/module.ts';
import { type Parsed, parseText, reparseText } from '../../server/src/core/syntax/parse.ts';
import {
  printBinding,
  printConditions,
  printExpr,
  printMutation,
  printParent,
} from '../support/print-syntax.ts';
import { openText } from '../support/syntax.ts';

const SOURCES: readonly string[] = [
  `"""The web application."""
import os, re as regex
from flask import Flask
from flask_cors import (CORS, cross_origin as co,)  # cors
app = Flask(__name__)
ORIGINS: list[str] = ["https://a.example", *os.environ.get('X', "").split(',')]
if app.debug and not TEST:
    ORIGINS += [f"http://{host}:{port!r}" 'x', rb"\\d"]
elif x: ORIGINS.append("null"); del y
cors_a = cors_b = CORS(app, resources={r"/api/*": {"origins": ORIGINS, **k}}, max_age=-1)

@app.route("/")
@co(origins="*")
async def index(a, *args, b: int = 1, **kw) -> str:
    global app
    async with a as f, g() as h:
        return [await x async for x, y in z if x], lambda q=1: q
    yield
`,
  `class Settings(BaseSettings, metaclass=M):
    origins: list[str]
    credentials = True; count = 0x1F
    def __init__(self, **options):
        self.x["y"] = self.z = (options or {}).get("k") if options else None
        try:
            from .base import *
        except (A, B) as e: raise E("x") from e
        else: pass
        finally:
            while (n := f(1)) is not None: n @= 2
        with (open("a") as b, open("c") as (d, g)):
            match command.split():
                case ["go", {"a": w, **rest}] if w: CORS(w)
                case Point(x=0) | None as p: pass
def f[T](x: T, /, *, k=...) -> {}: return not x, x[1:2, ...], {a: b for a in c}
MIDDLEWARE = ['a', "\\N{DASH}\\x41"
  'b']
type X = int
`,
];

const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** Everything that a module says about the words of its text. */
function describeModule(module: Module): string[] {
  const lines: string[] = [];
  const seen = new Set<string>();
  for (const match of module.text.matchAll(WORD)) {
    const [word] = match;
    const at = match.index;
    const { start, end } = module.statement(at);
    expect(start <= end && end <= module.text.length).toBe(true);
    lines.push(`${at} ${start}-${end} ${printConditions(module.conditions(at))}`);
    lines.push(
      module
        .enclosing(at)
        .map((each) => each.kind)
        .join(),
    );
    lines.push(...module.bindings(word, at).map(printBinding));
    lines.push(...module.mutations(word, at).map(printMutation));
    if (seen.has(word)) continue;
    seen.add(word);
    for (const binding of module.exported(word)) {
      lines.push(printBinding(binding));
      if (binding.kind === 'function') lines.push(`${module.returns(binding.function).length}`);
    }
    for (const expr of module.occurrences(word)) {
      lines.push(`${expr.span.start} ${printExpr(expr)}: ${printParent(module, module.parent(expr))}`);
    }
  }
  lines.push(...module.imports().map((each) => `${each.local} ${each.from} ${each.name} ${each.span.start}`));
  lines.push(...module.assignments(/./).map(printBinding));
  for (const literal of module.textLiterals(/\w/g)) {
    lines.push(`${literal.span.start} ${printParent(module, module.parent(literal))}`);
  }
  lines.push(...module.comments(/cors/g).map((each) => each.text));
  return lines;
}

const DIALECT = { language: 'python', typescript: false, jsx: false } as const;

function printTree(parsed: Parsed): string {
  const lines: string[] = [];
  parsed.tree.iterate({
    enter: (node) => {
      lines.push(`${node.name} ${node.from} ${node.to}`);
    },
  });
  return lines.join('\n');
}

function replaced(parsed: Parsed, start: number, end: number, insert: string): Parsed {
  const { text } = parsed;
  const next = text.slice(0, start) + insert + text.slice(end);
  return reparseText(parsed, next, [{ start, end, inserted: insert.length }]);
}

describe.each(SOURCES.map((source, index) => [index, source] as const))('source %i', (_index, source) => {
  test('no prefix and no deletion makes a method throw', () => {
    for (let at = 0; at <= source.length; at += 1) {
      describeModule(openText(source.slice(0, at), 'a.py'));
      describeModule(openText(source.slice(0, at) + source.slice(at + 1), 'a.py'));
    }
  }, 120_000);

  test('what is said about literals is inside the text', () => {
    for (let at = 0; at <= source.length; at += 3) {
      const text = source.slice(0, at) + source.slice(at + 2);
      for (const { span, content, open, close } of openText(text, 'a.py').textLiterals(/\w/g)) {
        expect(text.slice(span.start, span.end)).toBe(open + text.slice(content.start, content.end) + close);
      }
    }
  });

  // The parser takes over parts of the old tree only in texts that are longer than 4096 units.
  test('an edited tree says the same as a new one', () => {
    const long = source.repeat(Math.ceil(12_000 / source.length));
    const signs = [
      '(',
      ')',
      '[',
      ']',
      '{',
      '"',
      "'",
      '"""',
      ':',
      ',',
      '=',
      '#',
      '.',
      '@',
      ' ',
      '    ',
      '\n',
      'x',
      '',
    ];
    const piece = fc.oneof(
      fc.constantFrom(...signs, 'def f():\n', 'if x:\n', 'class A:\n    '),
      fc.nat(source.length).map((from) => source.slice(from, from + 12)),
    );
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(8),
      insert: piece,
    });
    // Without a line end at its end, the file closes the last block.
    const begin = fc.record({ cut: fc.nat(200), edits: fc.array(edit, { minLength: 1, maxLength: 5 }) });
    fc.assert(
      fc.property(begin, ({ cut, edits }) => {
        let parsed: Parsed = parseText(long.slice(0, long.length - cut), DIALECT);
        for (const { at, remove, insert } of edits) {
          const start = Math.floor(at * parsed.text.length);
          parsed = replaced(parsed, start, Math.min(start + remove, parsed.text.length), insert);
          expect(printTree(parsed)).toBe(printTree(parseText(parsed.text, DIALECT)));
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

describe('parsing again', () => {
  const lines = (count: number): string =>
    Array.from({ length: count }, (_, index) => `name${index} = some.value(${index}, "abc")\n`).join('');
  const functions = (count: number): string =>
    Array.from(
      { length: count },
      (_, index) => `def f${index}(a):\n    b = 1\n    return v(${index})\n\n`,
    ).join('');

  test.each<[string, string, number, number, string]>([
    ['a last block without a line end', `${functions(160)}def f(a):\n    x = 1`, 0, 0, 'y'],
    ['a last block that is empty', `${functions(160)}if x:\n    `, 0, 0, 'y'],
    ['an error before', `x = = 3\n${functions(160)}`, 4000, 4000, '('],
    ['an error behind', `${lines(200)}x = (`, 10, 11, ''],
  ])('%s', (_what, source, start, end, insert) => {
    const edited = replaced(parseText(source, DIALECT), start, end, insert);
    expect(printTree(edited)).toBe(printTree(parseText(edited.text, DIALECT)));
    const back = replaced(edited, start, start + insert.length, source.slice(start, end));
    expect(printTree(back)).toBe(printTree(parseText(source, DIALECT)));
  });

  // Where a block ends is decided by the next line that is no comment.
  test('a comment between a block and the change', () => {
    const methods = '    def e(self):\n        pass\n\n'.repeat(100);
    const line = `# ${'='.repeat(31)}`;
    const head = `class A:\n${methods}    def f(self):\n        x = 1\n${line}\n${line}`;
    const source = `${head}\ndef g(self):\n        y = 2\n${functions(100)}`;
    const edited = replaced(parseText(source, DIALECT), head.length, head.length + 1, '');
    expect(printTree(edited)).toBe(printTree(parseText(edited.text, DIALECT)));
  });

  test('several changes at once', () => {
    const source = functions(160);
    const parsed = parseText(source, DIALECT);
    const next = `y${source.slice(0, 3000)}z${source.slice(3000)}`;
    const edited = reparseText(parsed, next, [
      { start: 0, end: 0, inserted: 1 },
      { start: 3001, end: 3001, inserted: 1 },
    ]);
    expect(printTree(edited)).toBe(printTree(parseText(next, DIALECT)));
  });

  test('a change in a correct file takes most of the tree over', () => {
    const parsed = parseText(functions(800), DIALECT);
    const edited = replaced(parsed, 7, 7, 'y');
    const known = new Set<unknown>();
    const add = (tree: Tree): void => {
      known.add(tree);
      for (const child of tree.children) if (child instanceof Tree) add(child);
    };
    const kept = (tree: Tree): number => {
      if (known.has(tree)) return tree.length;
      return tree.children.reduce((sum, child) => sum + (child instanceof Tree ? kept(child) : 0), 0);
    };
    add(parsed.tree);
    expect(kept(edited.tree) / edited.text.length).toBeGreaterThan(0.9);
  });
});

describe('hostile texts', () => {
  const repeat = (text: string, times: number): string => text.repeat(times);

  test.each<[string, string]>([
    ['sum', `x = ${repeat('a + ', 20_000)}a`],
    ['brackets', `x = ${repeat('[', 20_000)}`],
    ['lambdas', `x = ${repeat('lambda: ', 5_000)}a`],
    ['calls', `x = a${repeat('.a()', 20_000)}`],
    ['conditionals', `x = ${repeat('a if a else ', 10_000)}a`],
    ['blocks', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('')],
    ['dictionaries', `x = ${repeat('{a: ', 5_000)}`],
    ['f-strings', `x = ${repeat(`f'{`, 5_000)}`],
    ['parentheses', `x = ${repeat('(', 5_000)}a${repeat(')', 5_000)}`],
    ['assignments', `${repeat('a = ', 5_000)}a`],
    ['targets', `${repeat('a, ', 10_000)}a = x`],
    ['nested targets', `${repeat('(a, ', 2_000)}a${repeat(')', 2_000)} = x`],
    ['loop targets', `for ${repeat('a, ', 10_000)}a in x: a`],
    ['elif', `if x: pass\n${repeat('elif a: a = x\n', 5_000)}`],
    ['long list', `x = [${repeat('a, ', 10_000)}]`],
    ['arguments', `f(${repeat('a, ', 10_000)})`],
    ['keywords', `f(${repeat('a=a, ', 5_000)})`],
    ['parameters', `def f(${repeat('a, ', 5_000)}): a`],
    ['imports', `from x import ${repeat('a, ', 5_000)}`],
    ['mutations', repeat('a.a = a\n', 5_000)],
    ['comments', repeat('# a\n', 20_000)],
    ['strings', `x = ${repeat(`'a' `, 10_000)}`],
    ['backslashes', `x = '${repeat('\\', 20_000)}'`],
    ['comprehensions', `x = ${repeat('[a for a in ', 2_000)}`],
  ])(
    '%s',
    (_what, text) => {
      const started = performance.now();
      const module = openText(text, 'a.py');
      for (const name of ['a', 'x']) {
        module.bindings(name, text.length);
        module.mutations(name, text.length);
        module.exported(name);
        for (const expr of module.occurrences(name).slice(-20)) module.parent(expr);
        const last = module.occurrences(name).at(-1);
        if (last) {
          module.conditions(last.span.start);
          module.enclosing(last.span.start);
          module.statement(last.span.start);
        }
      }
      module.assignments(/./);
      module.textLiterals(/a/g);
      expect(performance.now() - started).toBeLessThan(60_000);
    },
    30_000,
  );
});
