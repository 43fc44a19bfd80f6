import { describe, expect, test } from 'vitest';
import { developmentOf } from '../../../server/src/core/frameworks/shared/development.ts';
import { meantOption } from '../../../server/src/core/frameworks/shared/meant.ts';
import { atLeast } from '../../../server/src/core/frameworks/shared/versions.ts';

const CORS = ['origin', 'methods', 'allowedHeaders', 'exposedHeaders', 'credentials', 'maxAge'];
const STARLETTE = [
  'allow_origins',
  'allow_methods',
  'allow_headers',
  'allow_credentials',
  'allow_origin_regex',
  'expose_headers',
  'max_age',
];
const HEADERS = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Headers', 'Access-Control-Max-Age'];

describe('the option that was meant', () => {
  test.each([
    ['origins', CORS, 'origin'],
    ['allowedOrigins', CORS, 'origin'],
    ['allow_origins', CORS, 'origin'],
    ['allowCredentials', CORS, 'credentials'],
    ['supports_credentials', STARLETTE, 'allow_credentials'],
    ['orgin', CORS, 'origin'],
    ['ORIGIN', CORS, 'origin'],
    ['maxage', CORS, 'maxAge'],
    ['allow_origins_regex', STARLETTE, 'allow_origin_regex'],
    ['exposeHeaders', CORS, 'exposedHeaders'],
    ['Access-Control-Allowed-Headers', HEADERS, 'Access-Control-Allow-Headers'],
    ['Access-Control-Allow-Max-Age', HEADERS, 'Access-Control-Max-Age'],
    ['preflight', CORS, undefined],
    ['foo', CORS, undefined],
    ['x'.repeat(500), CORS, undefined],
  ] as const)('%s of %j', (written, known, meant) => {
    expect(meantOption(written, known)).toBe(meant);
  });
});

describe('a version that reaches a boundary', () => {
  test.each([
    [{ version: '2.8.2' }, '2.8.2', true],
    [{ version: '2.8.1' }, '2.8.2', false],
    [{ version: '2.10.0' }, '2.8.2', true],
    [{ version: '3.0' }, '2.8.2', true],
    [{ version: '1.0.0-rc.1' }, '1.0.0', false],
    [{ version: '1.0b2' }, '1.0', false],
    [{ range: '^2.7.0' }, '2.8.2', true],
    [{ range: '~2.7.0' }, '2.8.2', false],
    [{ range: '2.7.x' }, '2.8.2', false],
    [{ range: '>=2.5,<2.8' }, '2.8.0', false],
    [{ range: '<=2.8.2' }, '2.8.2', true],
    [{ range: '==2.8.1' }, '2.8.2', false],
    [{ range: '~=2.7' }, '2.8.2', true],
    [{ range: '2.0.0 || ^3.0.0' }, '3.1.0', true],
    [{ range: 'latest' }, '9.9.9', true],
    [{}, '99.0.0', true],
  ] as const)('%j and %s', (version, boundary, reached) => {
    expect(atLeast({ package: 'x', from: 'manifest', ...version }, boundary)).toBe(reached);
  });
});

describe('what runs in development only', () => {
  const when = {
    subject: 'DEBUG',
    outcome: true,
    text: '`DEBUG` is true',
    development: true,
    environment: false,
  } as const;

  test.each([
    [[when], 'file:///app/main.py', '`DEBUG` is true'],
    [[], 'file:///app/settings/local.py', 'the file is called `local.py`'],
    [[], 'file:///app/config.dev.ts', 'the file is called `config.dev.ts`'],
    [[], 'file:///app/vite.config.ts', '`vite.config.ts` configures a development server'],
    [[], 'file:///test/app/main.py', undefined],
    [[], 'file:///app/latest.py', undefined],
    [[{ ...when, development: false }], 'file:///app/main.py', undefined],
  ] as const)('%j in %s', (conditions, uri, reason) => {
    expect(developmentOf(conditions, uri)).toBe(reason);
  });
});
