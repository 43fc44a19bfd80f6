import { describe, expect, test } from 'vitest';
import { vite } from '../../../server/src/core/frameworks/vite/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(
  source: string,
  version: string | undefined = undefined,
  path = 'vite.config.ts',
): readonly string[] {
  const versions = version === undefined ? {} : { vite: version };
  return printReading(readText(vite, path, source, versions), source).map((line) =>
    line.replace(/; development: `vite\.config\.ts` configures a development server/, ''),
  );
}

const IMPORT = "import { defineConfig, mergeConfig, createServer } from 'vite';\n";
const LOOPBACK = '/^https?:\\/\\/(?:(?:[^:]+\\.)?localhost|127\\.0\\.0\\.1|\\[::1\\])(?::\\d+)?$/';

describe('where a configuration is written', () => {
  const WAYS: readonly (readonly [source: string, found: readonly string[]])[] = [
    [`${IMPORT}export default defineConfig({ server: { cors: true } });`, ['any (default) @ cors: true']],
    [
      `${IMPORT}export default defineConfig(({ mode }) => ({ server: { cors: true } }));`,
      ['any (default) @ cors: true'],
    ],
    [
      `${IMPORT}export default defineConfig(async () => { const a = await b(); return { server: { cors: true } }; });`,
      ['any (default) @ cors: true'],
    ],
    [
      `${IMPORT}export default mergeConfig(base, defineConfig({ preview: { cors: { origin: true } } }));`,
      ['any @ true'],
    ],
    ['export default { server: { cors: { origin: true } } } satisfies UserConfig;', ['any @ true']],
    ['module.exports = { server: { cors: { origin: true } } };', ['any @ true']],
    [
      "import { defineConfig } from 'vitest/config';\nexport default defineConfig({ server: { cors: { origin: true } } });",
      ['any @ true'],
    ],
    [
      "import { defineConfig } from 'astro/config';\nexport default defineConfig({ vite: { server: { cors: { origin: true } } } });",
      ['any @ true'],
    ],
    [
      `${IMPORT}const server = { cors: { origin: true } };\nexport default defineConfig({ server });`,
      ['any @ true'],
    ],
    [`${IMPORT}export default defineConfig({ server: { cors: false } });`, []],
    [`${IMPORT}export default defineConfig({ plugins: [] });`, []],
    [`${IMPORT}export default defineConfig({ plugins: [a({ server: { cors: true } })] });`, []],
    ['export default { server: { cors: undefined } };', []],
  ];

  test.each(WAYS)('%s', (source, found) => {
    expect(read(source)).toEqual(found);
  });

  test('only a file that Vite reads is a configuration without the help of the package', () => {
    expect(read('export default { server: { cors: true } };', undefined, 'config.ts')).toEqual([]);
  });

  test('a development server is one under any name', () => {
    const source = `${IMPORT}await createServer({ server: { cors: { origin: true } } });`;
    expect(read(source, undefined, 'server.ts')).toEqual([
      'any; development: Vite serves a project under development @ true',
    ]);
  });
});

describe('defaults', () => {
  const DEFAULTS: readonly (readonly [
    config: string,
    found: readonly string[],
    version: string | undefined,
  ])[] = [
    ['{}', [], undefined],
    ['{}', ['any (default) @ defineConfig'], '5.4.11'],
    ['{}', ['any (default) @ defineConfig'], '6.0.8'],
    ['{ server: { port: 1 } }', ['any (default) @ defineConfig'], '4.5.5'],
    ['{ server: { cors: false } }', [], '4.5.5'],
    ['{ ...shared }', [], '4.5.5'],
    ['{ server: { ...shared } }', [], '4.5.5'],
    ['{}', [], '5.4.12'],
    ['{}', [], '6.0.11'],
    [
      '{ server: { cors: { credentials: true } } }',
      [`${LOOPBACK}; credentials @ cors: { credentials: true }`],
      '7.3.8',
    ],
    ['{ server: { cors: { origin: undefined } } }', [`${LOOPBACK} @ cors: { origin: undefined }`], '6.0.11'],
    [
      '{ server: { cors: { credentials: true } } }',
      ['any (default); credentials @ cors: { credentials: true }'],
      '6.0.9',
    ],
    [
      '{ preview: { cors: { credentials: true } } }',
      ['any (default); credentials @ cors: { credentials: true }'],
      '7.3.8',
    ],
    [
      "{ server: { cors: { origins: ['https://a.example'] } } }",
      [
        `${LOOPBACK}; origins=[https://a.example]; unknown-option origins (origin) @ cors: { origins: ['https://a.example'] }`,
      ],
      undefined,
    ],
  ];

  test.each(DEFAULTS)('%s: %s', (config, found, version) => {
    expect(read(`${IMPORT}export default defineConfig(${config});`, version)).toEqual(found);
  });
});
