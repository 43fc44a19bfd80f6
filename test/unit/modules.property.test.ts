import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyze } from '../../server/src/core/index.ts';
import { projectOf } from '../support/project.ts';

/** Files that import one another at random, in circles more often than not. */

const MODULES = 6;
const NAMES = ['origins', 'options', 'make', 'settings'] as const;

const name = fc.constantFrom(...NAMES);
const other = fc.integer({ min: 0, max: MODULES - 1 }).map((index) => `m${index}`);

const pythonLine = fc.oneof(
  fc.tuple(other, name, name).map(([file, a, b]) => `from ${file} import ${a} as ${b}`),
  other.map((file) => `from ${file} import *`),
  other.map((file) => `import ${file}`),
  other.map((file) => `from . import ${file}`),
  fc.tuple(name, other, name).map(([a, file, b]) => `${a} = ${file}.${b}`),
  fc.tuple(name, name).map(([a, b]) => `${a} = [*${b}, "https://a.example"]`),
  fc.tuple(name, name).map(([a, b]) => `${a} += ${b}`),
  fc.tuple(name, name).map(([a, b]) => `def ${a}(x=${b}):\n    return ${b}(x)`),
  fc.tuple(name, other, name).map(([a, file, b]) => `class ${a}(${file}.${b}):\n    ${b} = ${file}.${a}`),
  name.map((a) => `__all__ = ["${a}"]`),
);

const javascriptLine = fc.oneof(
  fc.tuple(name, name, other).map(([a, b, file]) => `import { ${a} as ${b} } from './${file}';`),
  fc.tuple(name, other).map(([a, file]) => `import ${a} from './${file}';`),
  fc.tuple(name, other).map(([a, file]) => `import * as ${a} from './${file}';`),
  other.map((file) => `export * from './${file}';`),
  fc.tuple(name, name, other).map(([a, b, file]) => `export { ${a} as ${b} } from './${file}';`),
  fc.tuple(name, other).map(([a, file]) => `export * as ${a} from './${file}';`),
  fc.tuple(name, name).map(([a, b]) => `export const ${a} = [...${b}, 'https://a.example'];`),
  fc.tuple(name, name).map(([a, b]) => `export const ${a} = (x) => ${b}(x);`),
  fc.tuple(name, name).map(([a, b]) => `export default { ${a}: ${b}.${a} };`),
  fc.tuple(name, other).map(([a, file]) => `const { ${a} } = require('./${file}');`),
  fc.tuple(name, other).map(([a, file]) => `module.exports.${a} = require('./${file}').${a};`),
  other.map((file) => `module.exports = require('./${file}');`),
  fc
    .tuple(name, name, other)
    .map(([a, b, file]) => `export class ${a} extends ${b} { static ${a} = require('./${file}'); }`),
);

function files(ending: string, line: fc.Arbitrary<string>, setup: (a: string) => string) {
  return fc
    .tuple(fc.array(fc.array(line, { maxLength: 7 }), { minLength: MODULES, maxLength: MODULES }), name)
    .map(([modules, a]) => {
      const texts = modules.map((lines, index): [string, string] => [
        `m${index}.${ending}`,
        `${lines.join('\n')}\n${index === 0 ? setup(a) : ''}`,
      ]);
      return Object.fromEntries(texts);
    });
}

const python = files(
  'py',
  pythonLine,
  (a) =>
    `from fastapi.middleware.cors import CORSMiddleware\napp.add_middleware(CORSMiddleware, allow_origins=${a}, **${a}.${a})\n`,
);
const javascript = files(
  'ts',
  javascriptLine,
  (a) => `import cors from 'cors';\napp.use(cors(${a}), cors(${a}.${a}()));\n`,
);

test.each([
  ['Python', python],
  ['JavaScript', javascript],
] as const)(
  '%s: imports in circles come to an end, and the same files give the same findings',
  (_, given) => {
    fc.assert(
      fc.property(given, (texts) => {
        const first = Object.keys(texts)[0] ?? '';
        const once = analyze(projectOf({ files: texts }), first);
        const again = analyze(projectOf({ files: texts }), first);
        expect(again.findings.map(({ rule, place }) => [rule, place])).toEqual(
          once.findings.map(({ rule, place }) => [rule, place]),
        );
        for (const { place } of once.findings) {
          expect(place.end).toBeLessThanOrEqual(texts[place.uri]?.length ?? -1);
        }
        expect(once.needs).toEqual([]);
      }),
      { numRuns: 60 },
    );
  },
  60_000,
);

test('a long chain of files is followed up to a bound', () => {
  const texts: Record<string, string> = {
    'm0.ts': `import cors from 'cors';\nimport { origins } from './m1';\ncors({ origin: origins });\n`,
  };
  for (let index = 1; index < 300; index += 1)
    texts[`m${index}.ts`] = `export { origins } from './m${index + 1}';\n`;
  texts['m300.ts'] = `export const origins = ['https://a.example/'];\n`;
  expect(analyze(projectOf({ files: texts }), 'm0.ts').findings).toEqual([]);
});

test('what is wanted is asked for, once, and nothing else is', () => {
  const files = {
    'main.py': `from fastapi.middleware.cors import CORSMiddleware\nfrom app.config import ORIGINS\nfrom app.other import unused\napp.add_middleware(CORSMiddleware, allow_origins=[*ORIGINS, *ORIGINS])\n`,
  };
  const project = projectOf({ files });
  const asked = analyze(
    {
      ...project,
      resolve: ({ specifier }) => (specifier.startsWith('app') ? { kind: 'wanted' } : { kind: 'outside' }),
    },
    'main.py',
  );
  expect(asked.needs).toEqual([{ from: 'main.py', specifier: 'app.config' }]);
  expect(asked.policies[0]?.origins.map(({ match }) => match)).toEqual([
    { kind: 'unknown', reason: { kind: 'import', from: 'app.config', name: 'ORIGINS' } },
    { kind: 'unknown', reason: { kind: 'import', from: 'app.config', name: 'ORIGINS' } },
  ]);
});

test('a file that is resolved but not at hand is a need', () => {
  const files = {
    'main.py': `import config\nfrom flask_cors import CORS\nCORS(app, origins=config.ORIGINS)\n`,
  };
  const project = projectOf({ files });
  const asked = analyze(
    {
      ...project,
      resolve: ({ specifier }) =>
        specifier === 'config' ? { kind: 'file', uri: 'config.py' } : { kind: 'outside' },
    },
    'main.py',
  );
  expect(asked.needs).toEqual([{ from: 'main.py', specifier: 'config' }]);
});
