import { describe, expect, test } from 'vitest';
import { nitro } from '../../../server/src/core/frameworks/nitro/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, path = 'nuxt.config.ts', versions = {}): readonly string[] {
  const reading = readText(nitro, path, source, versions);
  return printReading(reading, source).map((line) => line.replace(/ @ .*/s, ''));
}

const RULES = "routeRules: { '/api/**': { cors: true } }";
const FOUND = ['any; cors=true; at /api/**'];

describe('where it stands', () => {
  test.each([
    [`export default defineNitroConfig({ ${RULES} });`, FOUND],
    [`export default defineNuxtConfig({ ${RULES} });`, FOUND],
    [`export default defineNuxtConfig({ nitro: { ${RULES} } });`, FOUND],
    [`export default { ${RULES} };`, FOUND],
    [`export default defineNuxtConfig(() => ({ ${RULES} }));`, FOUND],
    [`const config = { ${RULES} };`, []],
    [`import { defineConfig } from 'nitro';\nexport default defineConfig({ ${RULES} });`, []],
  ])('%s', (source, found) => {
    expect(read(source)).toEqual(found);
  });

  test('Nitro 3 and other files', () => {
    const source = `export default defineNitroConfig({ ${RULES} });`;
    expect(read(source, 'nitro.config.ts', { nitro: '3.0.0' })).toEqual([]);
    expect(read(`export default { ${RULES} };`, 'config.ts')).toEqual([]);
  });
});

describe('rules', () => {
  test.each([
    ['{ cors: false }', []],
    ['{ cors: flag }', []],
    ['{ cors: true, headers: shared }', []],
    ['{ ...shared, cors: true }', []],
    ["{ cors: true, headers: { 'Access-Control-Allow-Origin': 'https://a.example' } }", []],
    [
      "{ cors: true, headers: { 'Access-Control-Allow-Credentials': 'true' } }",
      ['any; credentials; cors=true; at /api/**'],
    ],
    [
      "{ cors: { origin: ['https://a.example'] } }",
      ['any; cors=record; wrong-option-type cors (a boolean); at /api/**'],
    ],
  ])('%s', (rule, found) => {
    expect(read(`export default defineNuxtConfig({ routeRules: { '/api/**': ${rule} } });`)).toEqual(found);
  });

  test('a rule that is turned off below another stays on', () => {
    const [line = ''] = read(
      "export default defineNuxtConfig({ routeRules: { '/api/**': { cors: true }, '/api/x': { cors: false }, '/y': { cors: false } } });",
    );
    expect(line.match(/ignored-option/g)).toHaveLength(1);
  });
});

test('never throws on a prefix of a file', () => {
  const text = `export default defineNuxtConfig({ ${RULES}, nitro: { routeRules: { '/': { cors: { a: 1 } } } } });`;
  for (let end = 0; end < text.length; end++) read(text.slice(0, end));
});
