import { expect, test } from 'vitest';
import { sails } from '../../../server/src/core/frameworks/sails/index.ts';
import { sails0 } from '../../../server/src/core/frameworks/sails-0/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(
  source: string,
  version?: string,
  path = 'config/cors.js',
  library = sails0,
): readonly string[] {
  const versions = version === undefined ? {} : { sails: version };
  return printReading(readText(library, path, source, versions), source).map((line) =>
    line.replace(/; allRoutes=true(?= @|;)/, ''),
  );
}

test.each([
  ['{ allRoutes: true }', 'any (default); credentials @ { allRoutes: true }'],
  ["{ allRoutes: true, origin: '*', credentials: false }", "any @ '*'"],
  [
    "{ allRoutes: true, origin: 'https://a.example, *,', credentials: 'false' }",
    "exact https://a.example | any; wrong-option-type credentials (a boolean) @ 'https://a.example, *,'",
  ],
  [
    "{ allRoutes: true, origin: ['https://a.example'] }",
    "nobody; credentials; wrong-option-type origin (a string with commas) @ ['https://a.example']",
  ],
  [
    "{ allRoutes: true, origin: 'https://*.a.example', allowHeaders: 'x' }",
    "never; credentials; allowHeaders=x; unknown-option allowHeaders (headers) @ 'https://*.a.example'",
  ],
])('%s', (settings, found) => {
  expect(read(`module.exports.cors = ${settings};`, '0.12.14')).toEqual([found]);
});

test('an environment of its own', () => {
  const source = "module.exports = { cors: { allRoutes: true, origin: 'https://a.example' } };";
  expect(read(source, '0.12.14', 'config/env/production.js')).toEqual([
    "exact https://a.example; credentials @ 'https://a.example'",
  ]);
});

const OLD = "module.exports.cors = { allRoutes: true, origin: 'https://a.example' };";
const NEW = "module.exports.cors = { allRoutes: true, allowOrigins: ['https://a.example'] };";

test.each([
  ['the old file, of a version that is not known', OLD, undefined, 1, 0],
  ['the old file with new names', NEW, undefined, 0, 1],
  ['the old file in Sails 1', OLD, '1.5.18', 0, 1],
  ['new names in Sails 0.12', NEW, '0.12.14', 1, 0],
])('%s is read once', (_name, source, version, older, newer) => {
  expect(read(source, version)).toHaveLength(older);
  expect(read(source, version, 'config/cors.js', sails)).toHaveLength(newer);
});

test.each([
  ['settings that no route uses', "module.exports.cors = { origin: '*' };", 'config/cors.js'],
  ['another export', "module.exports.other = { allRoutes: true, origin: '*' };", 'config/cors.js'],
  ['another file', OLD, 'config/other.js'],
])('is silent about %s', (_name, source, path) => {
  expect(read(source, '0.12.14', path)).toEqual([]);
});

test('routes of Sails 0.12 are not taken for those of Sails 1', () => {
  const source = "module.exports.routes = { '/x': { cors: { origin: '*', credentials: true } } };";
  expect(read(source, '0.12.14', 'config/routes.js', sails)).toEqual([]);
});

test('never throws on a prefix of a file', () => {
  const text = `module.exports.cors = { allRoutes: true, origin: ['*', /a/], ...more };`;
  for (let end = 0; end < text.length; end++)
    readText(sails0, 'config/cors.js', text.slice(0, end), { sails: '0.12.14' });
});
