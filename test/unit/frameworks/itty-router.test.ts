import { describe, expect, test } from 'vitest';
import { ittyRouter } from '../../../server/src/core/frameworks/itty-router/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, version?: string): readonly string[] {
  const versions = version === undefined ? {} : { 'itty-router': version };
  return printReading(readText(ittyRouter, 'worker.ts', source, versions), source);
}

const IMPORT = "import { cors } from 'itty-router';\n";

describe('ways of importing and using', () => {
  const WAYS: readonly (readonly [source: string, found: string])[] = [
    [`${IMPORT}const { preflight, corsify } = cors();`, 'any (default) @ cors()'],
    ["import { cors } from 'itty-router/cors';\ncors({ origin: '*' });", "any @ '*'"],
    ["import * as itty from 'itty-router';\nitty.cors({ origin: true });", 'any @ true'],
    ["const { cors } = require('itty-router');\ncors({ origin: true });", 'any @ true'],
    ["import { cors as c } from 'npm:itty-router@5.0.18';\nc({ origin: true });", 'any @ true'],
  ];
  test.each(WAYS)('%s', (source, found) => {
    expect(read(source)).toEqual([found]);
  });
});

describe('options', () => {
  const ORIGIN = 'wrong-option-type origin';
  const OPTIONS: readonly (readonly [options: string, policy: string, version?: string])[] = [
    ["{ origin: 'https://a.example' }", 'fixed https://a.example'],
    ["{ origin: '*', credentials: true }", 'any; credentials'],
    ['{ origin: true, credentials: 1 }', 'any; wrong-option-type credentials (a boolean)'],
    ['{ origin: undefined }', 'any (default)'],
    ['{ origin: null }', 'nobody'],
    ["{ origin: ['https://a.example', '*'] }", 'exact https://a.example | never'],
    ["{ origin: ['https://*.a.example'] }", 'never'],
    ['{ origin: [/a/] }', `nobody; ${ORIGIN} (a string)`],
    ['{ origin: /^https:\\/\\/a$/ }', '/^https:\\/\\/a$/'],
    ['{ origin: /a/g }', 'never (/a/)'],
    ["{ origin: () => '*' }", 'any'],
    ['{ origin: async (o) => o }', `nobody; ${ORIGIN} (a function that is not async)`],
    [
      "{ origins: ['https://a.example'] }",
      'any (default); origins=[https://a.example]; unknown-option origins (origin)',
    ],
    ['{ ...rest }', 'unknown: an expression that is not followed (options); credentials?; open'],
  ];
  test.each(OPTIONS)('%s', (options, policy) => {
    const [found] = read(`${IMPORT}cors(${options});`);
    expect(found?.replace(/ @ .*/s, '')).toBe(policy);
  });

  test.each([
    ['5.0.4', false],
    ['5.0.9', true],
    ['5.0.24', true],
    ['6.0.0', false],
  ])('exposeHeaders of %s has no effect: %s', (version, isIgnored) => {
    const [found] = read(`${IMPORT}cors({ origin: 'https://a.example', exposeHeaders: 'X-A' });`, version);
    expect(found?.includes('ignored-option')).toBe(isIgnored);
  });
});

describe('what corsify is given', () => {
  const LIST = "origin: ['https://a.example']";
  const WAYS: readonly (readonly [options: string, use: string, lost: boolean])[] = [
    [LIST, 'router.fetch(request).then(corsify)', true],
    [LIST, 'router.handle(request, env).then(json).then(corsify)', true],
    ['credentials: true', 'router.fetch(request).then(corsify)', true],
    ["origin: 'https://a.example'", 'router.fetch(request).then(corsify)', false],
    ['', 'router.fetch(request).then(corsify)', false],
    [LIST, 'router.fetch(request).then((r) => corsify(r, request))', false],
    [LIST, 'AutoRouter({ finally: [corsify] })', false],
    ["origin: 'https://a.example'", 'router.fetch(request).finally(corsify)', true],
    ['...options', 'router.fetch(request).then(corsify)', false],
  ];
  test.each(WAYS)('{ %s }: %s', (options, use, lost) => {
    const { misuses } = readText(
      ittyRouter,
      'worker.ts',
      `${IMPORT}const { corsify } = cors({ ${options} });\n${use};`,
    );
    expect(misuses.length > 0).toBe(lost);
  });
});

test.each([
  "import { cors } from './cors';\ncors({ origin: '*' });",
  "import { json } from 'itty-router';\ncors({ origin: '*' });",
  `${IMPORT}export { cors };`,
  "import cors from 'cors';\ncors({ origin: '*' });",
])('is silent about %s', (source) => {
  expect(read(source)).toEqual([]);
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}const { corsify } = cors({ origin: [/a/g, (o) => o], allowMethods: ['GET'] }); router.fetch(request).then(corsify);`;
  for (let end = 0; end < text.length; end++) readText(ittyRouter, 'worker.ts', text.slice(0, end));
});
