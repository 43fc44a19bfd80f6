import { describe, expect, test } from 'vitest';
import { hapi } from '../../../server/src/core/frameworks/hapi/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string): readonly string[] {
  return printReading(readText(hapi, 'server.ts', source), source).map((line) => line.replace(/ @ .*/s, ''));
}

const IMPORT = "import Hapi from '@hapi/hapi';\n";
const LISTED = "const server = Hapi.server({ routes: { cors: { origin: ['https://a.example'] } } });\n";

describe('servers and routes', () => {
  const WAYS: readonly (readonly [source: string, found: readonly string[]])[] = [
    [`${IMPORT}Hapi.server({ routes: { cors: true } });`, ['any (default)']],
    ["import { server } from '@hapi/hapi';\nserver({ routes: { cors: true } });", ['any (default)']],
    ["const Hapi = require('hapi');\nnew Hapi.Server({ routes: { cors: {} } });", ['any (default)']],
    [
      "const Hapi = require('hapi');\nconst server = new Hapi.Server();\nserver.connection({ routes: { cors: true } });",
      ['any (default)'],
    ],
    [
      `${IMPORT}${LISTED}server.route({ method: 'GET', path: '/a', config: { cors: { credentials: true } } });`,
      ['exact https://a.example', 'exact https://a.example; credentials; at /a'],
    ],
    [
      `${IMPORT}export const add = (server) => server.route([{ path: '/a', options: { cors: { origin: ['*'] } } }]);`,
      ['any; credentials?; at /a; open'],
    ],
    [`${IMPORT}Hapi.server({ routes: { cors: false } });`, []],
    ["import Hapi from 'other';\nHapi.server({ routes: { cors: true } });", []],
  ];

  test.each(WAYS)('%s', (source, found) => {
    expect(read(source)).toEqual(found);
  });
});

describe('options', () => {
  test.each([
    ["{ origin: 'ignore' }", 'any'],
    ["{ origin: ['https://*.a.example'] }", '/^https\\:\\/\\/.*\\.a\\.example$/'],
    ["{ origin: '*' }", "nobody; wrong-option-type origin (a list of strings, or `'ignore'`)"],
    ["{ origin: ['*'], credentials: 'yes' }", 'any; wrong-option-type credentials (a boolean)'],
    ["{ methods: ['GET'] }", 'any (default); methods=[GET]; unknown-option methods (?)'],
  ])('%s', (options, found) => {
    expect(read(`${IMPORT}Hapi.server({ routes: { cors: ${options} } });`)).toEqual([found]);
  });
});

describe('hapi 16', () => {
  const source = (options: string) =>
    `const Hapi = require('hapi');\nnew Hapi.Server().connection({ routes: { cors: ${options} } });`;
  test.each([
    ["{ origin: 'ignore' }", 'nobody; wrong-option-type origin (a list of strings)'],
    ['{ origin: null, credentials: true }', 'any (default); credentials'],
  ])('%s', (options, found) => {
    expect(read(source(options))).toEqual([found]);
  });
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}${LISTED}server.route([{ path: '/a', options: { cors: { origin: ['*', /a/] } } }]);`;
  for (let end = 0; end < text.length; end++) readText(hapi, 'server.ts', text.slice(0, end));
});
