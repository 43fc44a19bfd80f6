// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the strings are source texts
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dialectOf,
  openModule,
  type Parsed,
  parseText,
  reparseText,
} from '../../server/src/core/syntax/parse.ts';

/** How many runs each property has; more with `PROPERTY_RUNS=500`. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 8);

function parse(path: string, text: string): Parsed {
  const dialect = dialectOf(path);
  if (!dialect) throw new Error(path);
  return parseText(text, dialect);
}

function printTree({ tree }: Parsed): string {
  const lines: string[] = [];
  tree.iterate({ enter: ({ name, from, to }) => void lines.push(`${name} ${from} ${to}`) });
  return lines.join('\n');
}

function replaced(parsed: Parsed, start: number, end: number, insert: string): Parsed {
  const text = parsed.text.slice(0, start) + insert + parsed.text.slice(end);
  return reparseText(parsed, text, [{ start, end, inserted: insert.length }]);
}

function expectFresh(path: string, parsed: Parsed): void {
  expect(printTree(parsed)).toBe(printTree(parse(path, parsed.text)));
}

const many = (count: number, of: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => of(n)).join('');
const indented = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);

const PYTHON_METHOD = (n: number) =>
  `    @get(\n        "/x/${n}",\n    )\n    def f${n}(self, a):\n        """Reads\none."""\n        if a:\n            return [a, f"{a}"]\n        return {}  # ${n}\n    # between\n\n`;
const METHOD = (n: number) =>
  `  @Get('x')\n  async f${n}(a: string) {\n    /* one */\n    if (a) return \`\n\${a}\n\`;\n    return { a: [1] };\n  }\n\n`;
const HANDLER = (n: number) =>
  `app.get('/${n}', async (req, res) => {\n  // reads\n  res.json({ a: \`x\${req}\`, b: /a"b/ });\n});\n\n`;

/** Long enough that bodies are read piece by piece, and that some statements are too long for that. */
const SOURCES: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'a long class in Python': ['a.py', `import a\n\n\nclass A(B):\n${many(60, PYTHON_METHOD)}\n\nx = A()\n`],
  'a class in an `if`': [
    'a.py',
    `if a:\n    class A(B):\n${indented(many(60, PYTHON_METHOD), '    ')}\nelse:\n    pass\n`,
  ],
  'short statements in Python': ['a.py', many(150, (n) => `name${n} = value("${n}", {"a": [${n}]})\n`)],
  'a long dictionary': ['a.py', `x = {\n${many(400, (n) => `    "a${n}": [${n}, "c"],\n`)}}\ny = 1\n`],
  'text in column 0': [
    'a.py',
    `x = """\n${many(300, (n) => `def line ${n}\n`)}"""\n\n\ndef f():\n    pass\n`,
  ],
  'a long class in TypeScript': [
    'a.ts',
    `@B()\n@it({a:1})\nexport default class A {\n${many(80, METHOD)}}\n\n@B()\n@it({a:1})\nexport default class A {}\n`,
  ],
  'everything in one call': [
    'a.ts',
    `describe('x', () => {\n${indented(many(90, HANDLER), '  ')}});\nf();\n`,
  ],
  'everything in one function without indentation': ['a.js', `(function () {\n${many(90, HANDLER)}})();\n`],
  handlers: ['a.js', `import a from 'a';\n${many(60, HANDLER)}`],
  'a component': [
    'a.tsx',
    `export function A() {\n  return (\n    <div>\n${many(200, (n) => `      <p a={b(${n})}>don't {n}</p>\n`)}    </div>\n  );\n}\n${many(20, HANDLER)}`,
  ],
  'a long array': ['a.js', `export const x = [\n${many(400, (n) => `  { a: ${n}, b: 'c' },\n`)}];\nf();\n`],
};

const SIGNS = [
  ...['(', ')', '[', ']', '{', '}', '"', "'", '`', '"""', "'''", '${', '/*', '*/', '//', '#', '@', '\\'],
  ...[
    ':',
    ',',
    '=',
    '.',
    ';',
    '<',
    '>',
    ' ',
    '  ',
    '    ',
    '\t',
    '\n',
    '\r\n',
    '\n\n',
    'x',
    '_',
    '',
    'else',
    '}\n',
    '});\n',
  ],
  ...[
    'def f():\n',
    'class A:\n    ',
    'class A {\n',
    '@B()\n',
    '@b\n@it({a:1})\n',
    'export default ',
    'x = (\n',
    'f(`\n',
  ],
];

describe.each(Object.entries(SOURCES))('%s', (_what, [path, source]) => {
  test('changed anywhere, is what a fresh parse says', () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      // Often at the start of a line: indentation and landmarks are decided there.
      atLine: fc.boolean(),
      remove: fc.oneof({ weight: 4, arbitrary: fc.nat(8) }, { weight: 1, arbitrary: fc.nat(3000) }),
      insert: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...SIGNS) },
        { weight: 1, arbitrary: fc.nat(source.length).map((from) => source.slice(from, from + 40)) },
      ),
    });
    const first = parse(path, source);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        let parsed = first;
        for (const { at, atLine, remove, insert } of edits) {
          const { text } = parsed;
          const offset = Math.floor(at * text.length);
          const start = atLine ? text.lastIndexOf('\n', offset) + 1 : offset;
          parsed = replaced(parsed, start, Math.min(text.length, start + remove), insert);
        }
        expectFresh(path, parsed);
      }),
      { numRuns: RUNS },
    );
  });

  test('with something left open high up, is typed further into', () => {
    const top = source.indexOf('\n', Math.floor(source.length / 10)) + 1;
    const first = parse(path, source);
    for (const open of ['(', '"', '`', '{', '"""', '/*', '@B()\n@it({a:1})\n']) {
      let parsed = replaced(first, top, top, `${open}\n`);
      for (const part of [0.12, 0.5, 0.99]) {
        const at = Math.floor(parsed.text.length * part);
        parsed = replaced(parsed, at, at, 'f(');
        expectFresh(path, parsed);
      }
      expectFresh(path, replaced(parsed, top, top + open.length + 1, ''));
    }
  });
});

test('a keystroke below an open bracket takes nearly all of the tree over', () => {
  const source = `import a from 'a';\nconst x = f(\n\n${many(300, HANDLER)}`;
  const parsed = parse('a.js', source);
  const at = source.indexOf('\n', source.length / 2) + 1;
  const edited = replaced(parsed, at, at, 'f(');
  const known = new Set(parsed.pieces.list);
  expect(edited.pieces.list.filter((piece) => !known.has(piece)).length).toBeLessThan(4);
  expect(edited.pieces.list.length).toBeGreaterThan(250);
});

describe('one name in very many functions', () => {
  test.each([
    ['a.js', (n: number) => `app.get('/${n}', (req, res) => {\n  res.a = ${n};\n  res.b.push(${n});\n});\n`],
    ['a.py', (n: number) => `def f${n}(res):\n    res.a = ${n}\n    res.b.append(${n})\n`],
  ])('%s: the changes are looked for once', (path, handler) => {
    const text = many(400, handler);
    const module = openModule(path, parse(path, text));
    const found = Array.from(text.matchAll(/res\.a/g), (match) =>
      module.mutations('res', match.index).map((each) => text.slice(each.span.start, each.span.end)),
    );
    expect(found.length).toBe(400);
    for (const [n, changes] of found.entries()) {
      expect(changes.length).toBe(2);
      expect(changes[0]).toContain(`res.a = ${n}`);
    }
  });
});
