import { describe, expect, test } from 'vitest';
import { graphqlYoga } from '../../../server/src/core/frameworks/graphql-yoga/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string): readonly string[] {
  return printReading(readText(graphqlYoga, 'server.ts', source), source);
}

const IMPORT = "import { createYoga } from 'graphql-yoga';\n";

test('without `cors` everybody is let in', () => {
  expect(read(`${IMPORT}createYoga({ schema });`)).toEqual([
    'any (default); credentials @ createYoga({ schema })',
  ]);
});

describe('options', () => {
  const OPTIONS: readonly (readonly [options: string, policy: string])[] = [
    ['true', 'any (default); credentials'],
    ["{ origin: 'https://a.example' }", 'fixed https://a.example; credentials'],
    ["{ origin: ['https://a.example'] }", 'fixed https://a.example; credentials'],
    ["{ origin: 'https://*.a.example', credentials: false }", 'any'],
    ["{ origin: ['https://a.example', '*'] }", 'exact https://a.example | any; credentials'],
    ['{ origin: [], credentials: true }', 'any; credentials'],
  ];
  test.each(OPTIONS)('%s', (options, policy) => {
    const [found] = read(`${IMPORT}createYoga({ schema, cors: ${options} });`);
    expect(found?.replace(/ @ .*/s, '')).toBe(policy);
  });
});

test.each([
  `${IMPORT}createYoga({ schema, cors: false });`,
  `${IMPORT}createYoga({ schema, cors: (request) => optionsFor(request) });`,
  `${IMPORT}createYoga({ schema, ...others });`,
  `${IMPORT}createYoga(options);`,
  "import { createYoga } from './yoga';\ncreateYoga({ schema });",
])('is silent about %s', (source) => {
  expect(read(source)).toEqual([]);
});
