import { describe, expect, test } from 'vitest';
import { dialectOf, openModule, type ParsedOnce, parseLater } from '../../server/src/core/syntax/parse.ts';

/** What a file exports under a name, and whether its tree was needed to tell. */
function exported(path: string, text: string, name: string) {
  const dialect = dialectOf(path);
  if (!dialect) throw new Error(`${path} is no source`);
  const parsed = parseLater(text, dialect);
  let asked = false;
  const read: ParsedOnce = {
    dialect,
    text,
    get tree() {
      asked = true;
      return parsed.tree;
    },
  };
  return {
    bindings: openModule(path, read)
      .exported(name)
      .map(({ kind }) => kind),
    asked,
  };
}

describe('a file that an import leads to', () => {
  test.each([
    ['a.ts', 'export const list = [1];\nexport { other } from "./b";', 'origins'],
    ['a.ts', 'export const list = [1];\nexport default list;', '*'],
    ['a.ts', 'export const list = [1];\nfor (const a of list) console.log(a * 2);', 'default'],
    ['a.ts', 'const exported = 1; // export nothing', 'origins'],
    ['a.py', 'LIST = [1]\ndef f(*args, **more):\n    return 2 * 3', 'ORIGINS'],
  ])('is not parsed to tell that it has no such name: %#', (path, text, name) => {
    expect(exported(path, text, name)).toEqual({ bindings: [], asked: false });
  });

  test.each([
    ['a.ts', 'export * from "./b";', 'origins', ['import']],
    ['a.ts', 'export /* all */ * from "./b";', 'origins', ['import']],
    ['a.ts', 'export // all\n* from "./b";', 'origins', ['import']],
    ['a.ts', 'const a = [1]; export { a as "origin\\u0073" };', 'origins', ['assign']],
    ['a.ts', 'export default [1];', 'default', ['assign']],
    ['a.ts', 'const a = 1; export { a as default };', 'default', ['assign']],
    ['a.ts', 'const a = 1; export = a;', '*', ['assign']],
    ['a.ts', 'const a = 1; export/* all */= a;', 'default', ['assign']],
    ['a.js', 'module.exports = { ...others };', 'origins', ['assign']],
    ['a.js', 'module["exports"] = [1];', '*', []],
    ['a.js', 'exports.default = [1];', 'default', ['assign']],
    ['a.py', 'from b import origins', 'origins', ['import']],
  ])('is parsed where it may have it: %s %s', (path, text, name, bindings) => {
    expect(exported(path, text, name)).toEqual({ bindings, asked: true });
  });
});
