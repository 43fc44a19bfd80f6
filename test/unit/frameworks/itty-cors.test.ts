import { expect, test } from 'vitest';
import { ittyCors } from '../../../server/src/core/frameworks/itty-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string): readonly string[] {
  return printReading(readText(ittyCors, 'worker.ts', source), source).map((line) =>
    line.replace(/; origins=[^;@]*(?= @|;)/, '').replace(/; headers=[^;@]*(?= @|;)/, ''),
  );
}

const IMPORT = "import { createCors } from 'itty-router';\n";

test.each([
  [`${IMPORT}const { preflight, corsify } = createCors();`, 'any (default) @ createCors()'],
  ["import { createCors } from 'itty-cors';\ncreateCors({ origins: ['*'] });", "any @ ['*']"],
  [
    `${IMPORT}createCors({ origins: ['https://a.example'] });`,
    "exact https://a.example @ ['https://a.example']",
  ],
  [
    `${IMPORT}createCors({ origins: ['*'], headers: { 'Access-Control-Allow-Credentials': 'true' } });`,
    "any; credentials @ ['*']",
  ],
  [
    `${IMPORT}createCors({ origins: (o) => o === 'https://a.example' });`,
    "exact https://a.example @ (o) => o === 'https://a.example'",
  ],
])('%s', (source, found) => {
  expect(read(source)).toEqual([found]);
});

test.each([
  "import { createCors } from './cors';\ncreateCors({ origins: ['*'] });",
  `${IMPORT}export { createCors };`,
])('is silent about %s', (source) => {
  expect(read(source)).toEqual([]);
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}createCors({ origins: ['*', /a/], methods: 'GET', headers: { 'Access-Control-Allow-Credentials': true } });`;
  for (let end = 0; end < text.length; end++) readText(ittyCors, 'worker.ts', text.slice(0, end));
});
