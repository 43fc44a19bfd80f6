import { describe, expect, test } from 'vitest';
import { orpcCors } from '../../../server/src/core/frameworks/orpc-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string): readonly string[] {
  return printReading(readText(orpcCors, 'server.ts', source), source);
}

const IMPORT = "import { CORSPlugin } from '@orpc/server/plugins';\n";

test.each([
  [`${IMPORT}new RPCHandler(router, { plugins: [new CORSPlugin()] });`, 'any (default) @ new CORSPlugin()'],
  [
    "import { CORSPlugin as Cors } from '@orpc/server/plugins';\nconst plugin = new Cors({ origin: '*' });",
    "any @ '*'",
  ],
  ["import * as plugins from '@orpc/server/plugins';\nnew plugins.CORSPlugin({ origin: '*' });", "any @ '*'"],
])('%s', (source, found) => {
  expect(read(source)).toEqual([found]);
});

describe('options', () => {
  const ORIGIN = 'wrong-option-type origin';
  const OPTIONS: readonly (readonly [options: string, policy: string])[] = [
    ["{ origin: 'https://a.example' }", 'exact https://a.example'],
    ["{ origin: ['https://a.example', '*'] }", 'exact https://a.example | any'],
    ['{ credentials: true }', 'any (default); credentials'],
    ['{ origin: (origin, options) => origin, credentials: true }', 'any; credentials'],
    ["{ origin: () => 'https://a.example' }", 'exact https://a.example'],
    ['{ origin: (origin) => known(origin) }', 'unknown: what `origin()` returns'],
    ["{ origin: ['https://*.a.example'] }", 'never'],
    ['{ origin: true }', `nobody; ${ORIGIN} (a string, a list of strings, or a function)`],
    ['{ origin: [/a/] }', `nobody; ${ORIGIN} (a string)`],
    [
      "{ origin: 'https://a.example', credentials: 'false' }",
      'exact https://a.example; credentials; wrong-option-type credentials (a boolean)',
    ],
  ];
  test.each(OPTIONS)('%s', (options, policy) => {
    const [found] = read(`${IMPORT}new CORSPlugin(${options});`);
    expect(found?.replace(/ @ .*/s, '')).toBe(policy);
  });
});

test.each([
  "import { CORSPlugin } from './plugins';\nnew CORSPlugin({ origin: '*' });",
  "import { BatchHandlerPlugin } from '@orpc/server/plugins';\nnew CORSPlugin();",
  `${IMPORT}export { CORSPlugin };`,
])('is silent about %s', (source) => {
  expect(read(source)).toEqual([]);
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}new CORSPlugin({ origin: [/a/, (o) => o], allowMethods: ['GET'], maxAge: '1h' });`;
  for (let end = 0; end < text.length; end++) readText(orpcCors, 'server.ts', text.slice(0, end));
});
