import { describe, expect, test } from 'vitest';
import { litestar } from '../../../server/src/core/frameworks/litestar/index.ts';
import { printAll } from './python.ts';

const IMPORT = 'from litestar.config.cors import CORSConfig\n';

const FORMS: readonly (readonly [name: string, source: string, policies: readonly string[]])[] = [
  ['the default', `${IMPORT}CORSConfig()`, ['Litestar origins: any by default; credentials: false']],
  [
    'origins with a star inside',
    `${IMPORT}CORSConfig(allow_origins=["https://*.a.example", "https://b.example"], allow_credentials=True)`,
    ['Litestar origins: /https://.*\\.a\\.example/ full, https://b.example; credentials: true'],
  ],
  [
    'a pattern beside them',
    `${IMPORT}CORSConfig([], allow_origin_regex=r"https://.*")`,
    ['Litestar origins: /https://.*/ full; credentials: false'],
  ],
  [
    'a text with a star allows everyone',
    `${IMPORT}CORSConfig(allow_origins="https://*.a.example")`,
    ['Litestar origins: any; credentials: false; wrong-option-type "https://*.a.example"'],
  ],
  ['another CORSConfig', 'from chalice import CORSConfig\nCORSConfig(allow_origin="*")', []],
];

describe('what is read', () => {
  test.each(FORMS)('%s', (_, source, policies) => {
    expect(printAll(litestar, 'app.py', source)).toEqual(policies);
  });
});

test('before 2.20.0 a dot of an origin stands for any letter', () => {
  const source = `${IMPORT}CORSConfig(allow_origins=["https://a.example"])`;
  expect(printAll(litestar, 'app.py', source, '2.19.0')).toEqual([
    'Litestar origins: /https://a.example/ full; credentials: false',
  ]);
});
