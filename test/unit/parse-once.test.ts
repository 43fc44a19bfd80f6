import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type Dialect,
  dialectOf,
  type ParsedOnce,
  parseOnce,
  parseText,
} from '../../server/src/core/syntax/parse.ts';

const JAVASCRIPT: Dialect = { language: 'javascript', typescript: false, jsx: true };
const PYTHON: Dialect = { language: 'python', typescript: false, jsx: false };

function printTree({ tree }: ParsedOnce): string {
  const lines: string[] = [];
  tree.iterate({
    enter: ({ name, from, to }) => {
      lines.push(`${name} ${from} ${to}`);
    },
  });
  return lines.join('\n');
}

const texts = ['test/fixtures', 'examples', 'server/src']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)),
  )
  .flatMap((path) => {
    const dialect = dialectOf(path);
    return dialect ? [{ path, dialect, text: readFileSync(path, 'utf8') }] : [];
  });

describe('a text that is read once', () => {
  test('has the tree that it has when somebody types in it', () => {
    expect(texts.length).toBeGreaterThan(1000);
    const wrong = texts.filter(
      ({ dialect, text }) => printTree(parseOnce(text, dialect)) !== printTree(parseText(text, dialect)),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test.each([
    [JAVASCRIPT, "import cors from 'cors';\napp.use(cors({ origin: '*' );\nconst last = 1;\n"],
    [PYTHON, 'app.add_middleware(CORSMiddleware, allow_origins=["*"]\nlast = 1\n'],
  ])('keeps an error in its piece: %#', (dialect, text) => {
    const once = parseOnce(text, dialect);
    expect(printTree(once)).toBe(printTree(parseText(text, dialect)));
    expect(once.tree.resolveInner(text.lastIndexOf('last') + 1).parent?.name).toMatch(/^(?:Variable|Assign)/);
  });

  test('may have a statement that is longer than pieces are looked for', () => {
    const body = 'go(1);\n'.repeat(6000);
    const text = `if (a) go(0); else {\n${body}}\nconst last = 1;\n`;
    const statement = (parsed: ParsedOnce) => parsed.tree.topNode.firstChild?.to;
    expect(statement(parseOnce(text, JAVASCRIPT))).toBe(text.indexOf('}\nconst') + 1);
    // Known miss: in the editor such a statement ends sooner, so that a key costs little.
    expect(statement(parseText(text, JAVASCRIPT))).toBeLessThan(100);
  });
});
