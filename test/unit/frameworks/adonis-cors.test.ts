import { describe, expect, test } from 'vitest';
import { adonisCors } from '../../../server/src/core/frameworks/adonis-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, path = 'config/cors.ts'): readonly string[] {
  return printReading(readText(adonisCors, path, source), source);
}

const IMPORT = "import { defineConfig } from '@adonisjs/cors';\n";
const IOC = "import type { CorsConfig } from '@ioc:Adonis/Core/Cors';\n";

test.each([
  [`${IMPORT}export default defineConfig({});`, 'any (default); credentials @ defineConfig({})'],
  [
    `${IMPORT}const corsConfig = defineConfig({ origin: ['https://a.example'], credentials: false });\nexport default corsConfig;`,
    "exact https://a.example @ ['https://a.example']",
  ],
  [
    `${IOC}const corsConfig: CorsConfig = { enabled: true, origin: '*', credentials: false };\nexport default corsConfig;`,
    "any; enabled=true @ '*'",
  ],
  [
    `${IOC}export default { enabled: false, origin: true } as CorsConfig;`,
    'nobody; credentials; enabled=false @ true',
  ],
])('%s', (source, found) => {
  expect(read(source)).toEqual([found]);
});

describe('options', () => {
  const FIVE = 'a boolean, a string, a list of strings, or a function';
  const OPTIONS: readonly (readonly [options: string, policy: string])[] = [
    ["origin: 'https://a.example,https://b.example'", 'exact https://a.example | exact https://b.example'],
    ["origin: ['*']", 'never'],
    ["origin: ['https://*.a.example']", 'never'],
    ['origin: false', 'nobody'],
    ['origin: /a/', `nobody; wrong-option-type origin (${FIVE})`],
    ['origin: [/a/]', 'nobody; wrong-option-type origin (a string)'],
    ["origin: (o) => o === 'https://a.example'", 'exact https://a.example'],
    ["origin: () => '*'", 'any'],
    ['origin: async (o) => known(o)', 'nobody; wrong-option-type origin (a function that is not async)'],
    ['...rest', 'unknown: an expression that is not followed (options); open'],
  ];
  test.each(OPTIONS)('%s', (options, policy) => {
    const [found] = read(`${IMPORT}export default defineConfig({ credentials: false, ${options} });`);
    expect(found?.replace(/ @ .*/s, '')).toBe(policy);
  });
});

test.each([
  [
    "import { defineConfig } from '@adonisjs/shield';\nexport default defineConfig({ origin: true });",
    'config/shield.ts',
  ],
  [`${IOC}export function check(config: CorsConfig) {}`, 'config/cors.ts'],
  [`${IOC}export default { origin: true };`, 'app/types.ts'],
  ['export default { origin: true, credentials: true };', 'config/cors.ts'],
])('is silent about %s in %s', (source, path) => {
  expect(read(source, path)).toEqual([]);
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}${IOC}export default defineConfig({ origin: (o, ctx) => [o], exposeHeaders: 'a', methods: ['GET'] });`;
  for (let end = 0; end < text.length; end++) readText(adonisCors, 'config/cors.ts', text.slice(0, end));
});
