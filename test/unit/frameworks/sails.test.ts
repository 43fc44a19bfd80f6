import { describe, expect, test } from 'vitest';
import { sails } from '../../../server/src/core/frameworks/sails/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(path: string, source: string): readonly string[] {
  return printReading(readText(sails, path, source), source);
}

const SECURITY = 'config/security.js';
const ROUTES = 'config/routes.js';

describe('where settings stand', () => {
  const PLACES: readonly (readonly [path: string, source: string, found: readonly string[]])[] = [
    [
      SECURITY,
      "module.exports.security = { cors: { allRoutes: true, allowOrigins: '*' } };",
      ["any; allRoutes=true; allowOrigins=* @ '*'"],
    ],
    [
      SECURITY,
      "module.exports.security = { cors: { allRoutes: true, allowOrigins: ['https://a.example'] }, csrf: true };",
      ["exact https://a.example; allRoutes=true; allowOrigins=[https://a.example] @ ['https://a.example']"],
    ],
    [SECURITY, "module.exports.security = { cors: { allowOrigins: '*' } };", []],
    [SECURITY, "module.exports.security = { cors: { allRoutes: false, allowOrigins: '*' } };", []],
    [
      'config/env/production.js',
      "module.exports = { security: { cors: { allowOrigins: ['https://a.example'] } } };",
      ["exact https://a.example; allowOrigins=[https://a.example] @ ['https://a.example']"],
    ],
    ['config/env/production.js', 'module.exports = { security: { cors: { allowCredentials: true } } };', []],
    [
      ROUTES,
      "module.exports.routes = { 'GET /x': { action: 'x', cors: { allowOrigins: '*' } }, 'GET /y': { action: 'y', cors: true } };",
      ["any; allowOrigins=*; at GET /x @ '*'"],
    ],
    [
      ROUTES,
      "module.exports.routes = { '/x': { action: 'x', cors: 'https://a.example' } };",
      ["exact https://a.example; allowOrigins=[https://a.example]; at /x @ 'https://a.example'"],
    ],
    [
      ROUTES,
      "module.exports.routes = { '/x': { action: 'x', cors: { allowRequestHeaders: 'authorization' } } };",
      [],
    ],
    ['api/security.js', "module.exports.security = { cors: { allRoutes: true, allowOrigins: '*' } };", []],
    [SECURITY, "module.exports.policies = { cors: { allRoutes: true, allowOrigins: '*' } };", []],
  ];
  test.each(PLACES)('%s: %s', (path, source, found) => {
    expect(read(path, source)).toEqual(found);
  });
});

describe('settings', () => {
  const SETTINGS: readonly (readonly [settings: string, policy: string])[] = [
    [
      "allowOrigins: '*', allowCredentials: true, allowAnyOriginWithCredentialsUnsafe: true",
      'any; credentials',
    ],
    ["origin: '*', credentials: false", 'any'],
    [
      "allowOrigins: 'https://a.example, https://b.example'",
      'exact https://a.example | exact https://b.example',
    ],
    ["allowOrigins: ['https://*.a.example']", 'never'],
    ["allowOrigins: ['null']", 'nobody'],
    ['...settings', 'unknown: an expression that is not followed (options); credentials?'],
  ];
  test.each(SETTINGS)('%s', (settings, policy) => {
    const [found] = read(SECURITY, `module.exports.security = { cors: { allRoutes: true, ${settings} } };`);
    expect(found?.replace(/; (?!credentials).*$/s, '').replace(/(; credentials\??);.*$/s, '$1')).toBe(policy);
  });

  const PROBLEMS: readonly (readonly [settings: string, kinds: readonly string[]])[] = [
    ["allowOrigins: '*', allowCredentials: true", ['conflicting-options']],
    ["allowOrigins: '*', allowCredentials: true, allowAnyOriginWithCredentialsUnsafe: true", []],
    ["allowOrigins: ['https://a.example'], allowCredentials: true", []],
    ["allowOrigins: ['null']", ['wrong-option-type']],
    ['allowOrigins: [/a/]', ['wrong-option-type']],
    ['allowOrigins: true', ['wrong-option-type']],
    ["allowOrigins: ['app.example.com']", []],
    ["allowedOrigins: ['https://a.example']", ['unknown-option']],
  ];
  test.each(PROBLEMS)('%s: %j', (settings, kinds) => {
    const source = `module.exports.security = { cors: { allRoutes: true, ${settings} } };`;
    const { policies } = readText(sails, SECURITY, source);
    expect(policies.flatMap(({ problems }) => problems.map(({ kind }) => kind))).toEqual(kinds);
  });
});

test('never throws on a prefix of a file', () => {
  const text =
    "module.exports.routes = { '/x': { cors: { allowOrigins: ['*', /a/], credentials: 'no' } }, '/y': { cors: 'x' } };";
  for (let end = 0; end < text.length; end++) {
    for (const path of [SECURITY, ROUTES, 'config/env/test.js']) readText(sails, path, text.slice(0, end));
  }
});
