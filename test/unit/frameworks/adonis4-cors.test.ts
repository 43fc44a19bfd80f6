import { expect, test } from 'vitest';
import { adonis4Cors } from '../../../server/src/core/frameworks/adonis4-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, version?: string, path = 'config/cors.js'): readonly string[] {
  const versions = version === undefined ? {} : { '@adonisjs/cors': version };
  return printReading(readText(adonis4Cors, path, source, versions), source).map((line) =>
    line.replace(/; (?:methods|headers|exposeHeaders|maxAge)=[^;@]*(?= @|;)/g, ''),
  );
}

test.each([
  ['{ origin: true, credentials: true }', 'any; credentials @ true'],
  ['{ credentials: true }', 'nobody; credentials @ { credentials: true }'],
  ['{ origin: undefined }', 'nobody @ undefined'],
  [
    "{ origin: 'https://a.example,https://b.example' }",
    "exact https://a.example | exact https://b.example @ 'https://a.example,https://b.example'",
  ],
  [
    "{ origin: ['https://a.example', /b/, '*'] }",
    "exact https://a.example | /b/ | never @ ['https://a.example', /b/, '*']",
  ],
  ["{ origin: () => 'yes' }", "any @ () => 'yes'"],
  [
    '{ origin: async () => false }',
    'any; wrong-option-type origin (a function that is not async) @ async () => false',
  ],
  [
    "{ origin: null, credentials: 'true', allowHeaders: true }",
    'nobody; allowHeaders=true; unknown-option allowHeaders (headers); wrong-option-type origin (a boolean, a string, a list of strings and patterns, a RegExp, or a function); wrong-option-type credentials (a boolean) @ null',
  ],
])('%s', (options, found) => {
  expect(read(`module.exports = ${options};`, '1.0.7')).toEqual([found]);
});

test.each([
  ["{ origin: '*' }", "any @ '*'"],
  ["{ origin: 'https://a.example' }", "fixed https://a.example @ 'https://a.example'"],
  [
    "{ origin: ['https://a.example', 'https://b.example'] }",
    "nobody; wrong-option-type origin (a boolean, a string, or a function) @ ['https://a.example', 'https://b.example']",
  ],
  ['{ origin: /a/ }', 'nobody; wrong-option-type origin (a boolean, a string, or a function) @ /a/'],
])('1.0.2: %s', (options, found) => {
  expect(read(`module.exports = ${options};`, '1.0.2')).toEqual([found]);
});

const OPEN = 'module.exports = { origin: true, exposeHeaders: false };';

test('an unknown project is read where its file is the one that AdonisJS writes', () => {
  expect(read(`// String: * - A wildcard to allow current request origin\n${OPEN}`)).toEqual(['any @ true']);
});

test.each([
  ['a project that is not known', OPEN, undefined, 'config/cors.js'],
  ['a later AdonisJS', OPEN, '2.2.1', 'config/cors.js'],
  ['another file', OPEN, '1.0.7', 'config/cross.js'],
  [
    'another library with the same comment',
    `// String: * - A wildcard to allow current request origin\nmodule.exports = { origin: true };`,
    undefined,
    'config/cors.js',
  ],
])('is silent about %s', (_name, source, version, path) => {
  expect(read(source, version, path)).toEqual([]);
});

test('never throws on a prefix of a file', () => {
  const text = `module.exports = { origin: ['*', /a/], methods: 'GET', ...more };`;
  for (let end = 0; end < text.length; end++)
    readText(adonis4Cors, 'config/cors.js', text.slice(0, end), { '@adonisjs/cors': '1.0.7' });
});
