import { describe, expect, test } from 'vitest';
import { elysiaCors } from '../../../server/src/core/frameworks/elysia-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, versions: Readonly<Record<string, string>> = {}): readonly string[] {
  return printReading(readText(elysiaCors, 'server.ts', source, versions), source);
}

const IMPORT = "import { cors } from '@elysiajs/cors';\n";

describe('ways of importing and using', () => {
  const WAYS: readonly (readonly [source: string, found: string])[] = [
    [`${IMPORT}new Elysia().use(cors());`, 'any (default); credentials @ cors()'],
    [`${IMPORT}new Elysia().use(cors);`, 'any (default); credentials @ cors'],
    ["import cors from '@elysiajs/cors';\napp.use(cors({ origin: true }));", 'any; credentials @ true'],
    [
      "const { cors } = require('@elysiajs/cors');\napp.use(cors({ origin: true }));",
      'any; credentials @ true',
    ],
  ];

  test.each(WAYS)('%s', (source, found) => {
    expect(read(source)).toEqual([found]);
  });
});

describe('options', () => {
  const OPTIONS: readonly (readonly [options: string, policy: string, version?: string])[] = [
    ["{ origin: '*' }", 'any; credentials'],
    ['{ credentials: false }', 'any (default)'],
    ['{ origin: false }', 'nobody; credentials'],
    ["{ origin: 'https://a.example' }", 'exact https://a.example; credentials'],
    ["{ origin: 'https://a.example' }", 'never; credentials', '1.3.1'],
    ["{ origin: 'a.example' }", '/^https?:\\/\\/a\\.example$/; credentials'],
    ["{ origin: 'a.example' }", '/a\\.example/; credentials', '1.3.0'],
    [
      "{ origin: [/a\\.example$/, 'https://b.example'] }",
      '/a\\.example$/ | exact https://b.example; credentials',
    ],
    ['{ origin: /a\\.example$/g }', 'never (/a\\.example$/); credentials'],
    ['{ origin: () => true }', 'any; credentials'],
    ['{ origin: () => false }', 'nobody; credentials'],
    ['{ origin: async () => true }', 'nobody; credentials'],
    ["{ origin: ({ headers }) => headers.get('origin') }", 'nobody; credentials'],
    ['{ origin: undefined, credentials: undefined }', 'any (default); credentials'],
    [
      "{ origin: new Set(['https://a.example']) }",
      'nobody; credentials; wrong-option-type origin (a boolean, a string, a RegExp, a function, or a list of them)',
    ],
    ["{ credentials: 'false' }", 'any (default); wrong-option-type credentials (a boolean)'],
    [
      "{ allowMethods: ['GET'] }",
      'any (default); credentials; allowMethods=[GET]; unknown-option allowMethods (methods)',
    ],
  ];
  const rows = OPTIONS.map(([options, policy, version]) => ({ options, policy, version }));

  test.each(rows)('$options $version', ({ options, policy, version }) => {
    const versions = version === undefined ? {} : { '@elysiajs/cors': version };
    const found = read(`${IMPORT}app.use(cors(${options}));`, versions);
    expect(found.map((line) => line.replace(/ @ .*/s, ''))).toEqual([policy]);
  });
});

const SILENT: readonly string[] = [
  "import { cors } from './cors';\nnew Elysia().use(cors());",
  "import { cors } from '@elysiajs/swagger';\nnew Elysia().use(cors());",
  `${IMPORT}export { cors };`,
];

describe('elysia-cors is silent about', () => {
  test.each(SILENT)('%s', (source) => {
    expect(read(source)).toEqual([]);
  });
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}new Elysia().use(cors({ origin: ['a.example', /a/g, ({ headers }) => true], credentials: 'no' }));`;
  for (let end = 0; end < text.length; end++) readText(elysiaCors, 'server.ts', text.slice(0, end));
});
