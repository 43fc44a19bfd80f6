import { describe, expect, test } from 'vitest';
import { javascriptParser } from '../../server/src/core/syntax/javascript.ts';
import { parseText, reparseText } from '../../server/src/core/syntax/parse.ts';
import { pythonParser } from '../../server/src/core/syntax/python.ts';
import { readTree } from '../../server/src/core/syntax/reading.ts';
import { openText } from '../support/syntax.ts';

/** How many calls of {@link below} the stack takes. */
function roomOfStack(): number {
  let depth = 0;
  const fall = (): number => {
    depth += 1;
    return fall() + 1;
  };
  expect(fall).toThrow(RangeError);
  return depth;
}

/** Does the work with so many calls below it. */
function below<T>(depth: number, work: () => T): T {
  return depth === 0 ? work() : keep(below(depth - 1, work));
}

/** What is done with the result keeps the call below on the stack. */
const keep = <T>(value: T): T => value;

/** Half of the stack is too little for the texts below, and enough for everything else. */
const atHalf = <T>(work: () => T): T => below(Math.floor(roomOfStack() / 2), work);

const DEEP = [
  ['python', 'a.py', `x = ${'['.repeat(20_000)}`, 'first = 1\n', '\nlast = 2\n'],
  ['typescript', 'a.ts', `x = ${'['.repeat(20_000)}`, 'const first = 1;\n', '\nconst last = 2;\n'],
  ['closed', 'a.py', `x = ${'('.repeat(20_000)}a${')'.repeat(20_000)}`, 'first = 1\n', '\nlast = 2\n'],
  [
    'closed',
    'a.ts',
    `x = ${'('.repeat(20_000)}a${')'.repeat(20_000)};`,
    'const first = 1;\n',
    '\nconst last = 2;\n',
  ],
] as const;

describe('brackets that need more of the stack than there is', () => {
  test.each(DEEP)('are beyond the parser: %s in %s', (_what, file, text) => {
    const parser = file.endsWith('.py')
      ? pythonParser
      : javascriptParser({ language: 'javascript', typescript: true, jsx: false });
    expect(() => atHalf(() => parser.parse(text))).toThrow(RangeError);
    const tree = atHalf(() => readTree(parser, text));
    expect(tree.length).toBe(text.length);
    expect(tree.type).toBe(parser.parse('').type);
    expect(tree.resolveInner(100, 1).type.isError).toBe(true);
  });

  test.each(DEEP)('leave what stands around them: %s in %s', (_what, file, text, before, after) => {
    atHalf(() => {
      const module = openText(before + text + after, file);
      expect(module.bindings('first', module.text.length)).toHaveLength(1);
      // What is left open may hold everything behind it.
      const isClosed = !text.endsWith('[');
      if (isClosed) expect(module.bindings('last', module.text.length)).toHaveLength(1);
    });
  });

  test('can be typed', () => {
    const dialect = { language: 'python', typescript: false, jsx: false } as const;
    const text = `first = 1\nx = ${'['.repeat(20_000)}\n`;
    const parsed = parseText(text, dialect);
    const at = text.length - 1;
    const again = atHalf(() =>
      reparseText(parsed, `${text.slice(0, at)}[${text.slice(at)}`, [{ start: at, end: at, inserted: 1 }]),
    );
    expect(again.tree.length).toBe(text.length + 1);
  });
});
