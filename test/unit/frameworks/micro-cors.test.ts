import { expect, test } from 'vitest';
import { microCors } from '../../../server/src/core/frameworks/micro-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, version = '0.1.1'): readonly string[] {
  return printReading(readText(microCors, 'api.ts', source, { 'micro-cors': version }), source);
}

const IMPORT = "import Cors from 'micro-cors';\n";

test.each([
  [`${IMPORT}export default Cors()(handler);`, 'any (default); credentials @ Cors()'],
  [
    "module.exports = require('micro-cors')()(handler);",
    "any (default); credentials @ require('micro-cors')()",
  ],
  [
    "const compose = use(require('micro-cors')({ origin: '*', allowCredentials: false }));",
    "any; allowCredentials=false @ '*'",
  ],
  [
    `${IMPORT}Cors({ origin: 'https://a.example' });`,
    "fixed https://a.example; credentials @ 'https://a.example'",
  ],
  [
    `${IMPORT}Cors({ origin: ['https://a.example'] });`,
    "fixed https://a.example; credentials @ ['https://a.example']",
  ],
  [`${IMPORT}Cors({ origin: '' });`, "nobody; credentials @ ''"],
  [
    `${IMPORT}Cors({ ...shared });`,
    'unknown: an expression that is not followed (options); credentials?; open @ Cors({ ...shared })',
  ],
  [
    `${IMPORT}Cors({ origin: true, allowCredentials: 'false', exposeHeaders: 'X-Total' });`,
    'nobody; credentials; allowCredentials=false; exposeHeaders=X-Total; wrong-option-type origin (a string); wrong-option-type allowCredentials (a boolean); wrong-option-type exposeHeaders (a list of strings) @ true',
  ],
  [
    `${IMPORT}Cors({ runHandlerOnOptionsRequest: true });`,
    'any (default); credentials; runHandlerOnOptionsRequest=true; unknown-option runHandlerOnOptionsRequest (?) @ Cors({ runHandlerOnOptionsRequest: true })',
  ],
  [
    `${IMPORT}export default Cors((req, res) => res.end());`,
    'any (default); credentials; wrong-option-type options (an object of options) @ Cors((req, res) => res.end())',
  ],
  [
    `${IMPORT}export default Cors('https://a.example');`,
    "any (default); credentials; wrong-option-type options (an object of options) @ Cors('https://a.example')",
  ],
])('%s', (source, found) => {
  expect(read(source)).toEqual([found]);
});

test.each([
  [
    '0.1.0',
    '{ allowCredentials: false }',
    'any (default); credentials; allowCredentials=false; unknown-option allowCredentials (?) @ Cors({ allowCredentials: false })',
  ],
  ['0.1.0', "{ origin: '' }", "any (default); credentials @ ''"],
  [
    '1.0.0-alpha.2',
    "{ origin: ['https://a.example', '*', [/^https:\\/\\/b\\.example$/]] }",
    "exact https://a.example | never | /^https:\\/\\/b\\.example$/; credentials @ ['https://a.example', '*', [/^https:\\/\\/b\\.example$/]]",
  ],
  ['1.0.0-alpha.1', '{ origin: /a/ }', 'nobody; credentials; wrong-option-type origin (a string) @ /a/'],
])('%s: %s', (version, options, found) => {
  expect(read(`${IMPORT}Cors(${options});`, version)).toEqual([found]);
});

test.each([
  "import Cors from './micro-cors';\nCors();",
  "import Cors from 'micro-cors-multiple-allow-origin';\nCors();",
  `${IMPORT}export { Cors };`,
])('is silent about %s', (source) => {
  expect(read(source)).toEqual([]);
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}Cors({ origin: ['*', /a/], allowMethods: 'GET', ...more });`;
  for (let end = 0; end < text.length; end++) readText(microCors, 'api.ts', text.slice(0, end));
});
