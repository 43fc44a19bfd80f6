import { describe, expect, test } from 'vitest';
import { h3 } from '../../../server/src/core/frameworks/h3/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(
  source: string,
  versions: Readonly<Record<string, string>> = {},
  path = 'server.ts',
): readonly string[] {
  return printReading(readText(h3, path, source, versions), source);
}

const IMPORT = "import { handleCors } from 'h3';\n";

describe('ways of importing and using', () => {
  const WAYS: readonly (readonly [source: string, found: string, path?: string])[] = [
    [`${IMPORT}handleCors(event);`, 'any (default) @ handleCors(event)'],
    [`${IMPORT}if (handleCors(event, { origin: '*' })) return;`, "any @ '*'"],
    ["import * as h3 from 'h3';\nh3.handleCors(event, {});", 'any (default) @ h3.handleCors(event, {})'],
    [
      "const { handleCors } = require('h3');\nhandleCors(event, {});",
      'any (default) @ handleCors(event, {})',
    ],
    ["import { handleCors } from 'nitro/h3';\nhandleCors(event, { origin: '*' });", "any @ '*'"],
    ["import { handleCors as cors } from 'h3';\ncors(event, { origin: '*' });", "any @ '*'"],
    [
      "import { appendCorsHeaders } from 'h3';\nappendCorsHeaders(event, { origin: ['https://a.example'] });",
      "exact https://a.example @ ['https://a.example']",
    ],
    ["handleCors(event, { origin: '*' });", "any @ '*'", 'server/middleware/cors.ts'],
    // Nuxt brings h3 1, which sends a text to everybody.
    [
      "handleCors(event, { origin: 'https://a.example' });",
      "fixed https://a.example @ 'https://a.example'",
      'server/api/items.ts',
    ],
  ];

  test.each(WAYS.map(([source, found, path]) => ({ source, found, path })))(
    '$source',
    ({ source, found, path }) => {
      expect(read(source, {}, path)).toEqual([found]);
    },
  );
});

const ORIGIN = "wrong-option-type origin (`'*'`, a string, a list of strings and patterns, or a function)";

describe('options', () => {
  const OPTIONS: readonly (readonly [options: string, policy: string, version?: string])[] = [
    ["{ origin: 'https://a.example' }", 'exact https://a.example'],
    ["{ origin: 'https://a.example' }", 'fixed https://a.example', '1.15.11'],
    ["{ origin: ['https://a.example', /^b$/] }", 'exact https://a.example | /^b$/'],
    ['{ origin: [/^b$/g] }', '/^b$/'],
    ['{ origin: [/^b$/g] }', 'never (/^b$/)', '2.0.3'],
    ["{ origin: ['*'] }", 'never'],
    ["{ origin: ['https://*.a.example'] }", 'never (/^https:\\/\\/[a-z0-9-]+\\.a\\.example$/)'],
    ['{ origin: false, credentials: true }', `any; credentials; ${ORIGIN}`],
    ['{ origin: true }', `nobody; ${ORIGIN}`],
    ['{ origin: /b/ }', `nobody; ${ORIGIN}`],
    ['{ origin: () => true, credentials: true }', 'any; credentials'],
    [
      '{ origin: async (origin) => known(origin) }',
      'any; wrong-option-type origin (a function that is not async)',
    ],
    ["{ methods: 'GET' }", 'any (default); methods=GET; wrong-option-type methods (a list of strings)'],
    ["{ methods: '*' }", 'any (default); methods=*'],
    ['{ allowedOrigins: [] }', 'any (default); allowedOrigins=[]; unknown-option allowedOrigins (origin)'],
    ["{ credentials: 'false' }", 'any (default); credentials; wrong-option-type credentials (a boolean)'],
    ["{ maxAge: '1h' }", 'any (default); maxAge=1h; wrong-option-type maxAge (a text of seconds)'],
    ['{ maxAge: 600 }', 'any (default); maxAge=600'],
    ['{ ...options }', 'unknown: an expression that is not followed (options); credentials?; open'],
  ];
  const rows = OPTIONS.map(([options, policy, version]) => ({ options, policy, version }));

  test.each(rows)('$options $version', ({ options, policy, version }) => {
    const found = read(
      `${IMPORT}handleCors(event, ${options});`,
      version === undefined ? {} : { h3: version },
    );
    expect(found.map((line) => line.replace(/ @ .*/s, ''))).toEqual([policy]);
  });
});

const SILENT: readonly (readonly [source: string, path?: string])[] = [
  ["handleCors(event, { origin: '*' });", 'src/pages/index.ts'],
  ["import { handleCors } from './cors';\nhandleCors(event, { origin: '*' });", 'server/api/items.ts'],
  ["function handleCors() {}\nhandleCors(event, { origin: '*' });", 'server/api/items.ts'],
  [`${IMPORT}export { handleCors };`],
  ["import { handleCacheHeaders } from 'h3';\nhandleCacheHeaders(event, { maxAge: 60 });"],
];

describe('h3 is silent about', () => {
  test.each(SILENT.map(([source, path]) => ({ source, path })))('$source', ({ source, path }) => {
    expect(read(source, {}, path)).toEqual([]);
  });
});

test('h3 1 fails without options', () => {
  expect(read(`${IMPORT}handleCors(event);`, { h3: '1.15.11' })).toEqual([]);
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}if (handleCors(event, { origin: [/a/g, (o) => o], methods: ['GET'], preflight: { statusCode: 200 } })) return;`;
  for (let end = 0; end < text.length; end++) readText(h3, 'server.ts', text.slice(0, end));
});
