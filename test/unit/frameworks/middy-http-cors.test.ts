import { describe, expect, test } from 'vitest';
import { middyHttpCors } from '../../../server/src/core/frameworks/middy-http-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, version?: string): readonly string[] {
  const versions = version === undefined ? {} : { '@middy/http-cors': version };
  return printReading(readText(middyHttpCors, 'handler.ts', source, versions), source);
}

const IMPORT = "import httpCors from '@middy/http-cors';\n";

test.each([
  [`${IMPORT}middy(h).use(httpCors({ origin: '*' }));`, "any @ '*'"],
  ["import cors from '@middy/http-cors';\nmiddy().use([cors({ origin: '*' })]);", "any @ '*'"],
  ["const cors = require('@middy/http-cors');\nmiddy(h).use(cors({ origin: '*' }));", "any @ '*'"],
  ["middy(h).use(require('@middy/http-cors')({ origin: '*' }));", "any @ '*'"],
])('%s', (source, found) => {
  expect(read(source)).toEqual([found]);
});

describe('options', () => {
  const A = "'https://a.example'";
  const OPTIONS: readonly (readonly [options: string, policy: string, version?: string])[] = [
    ['{}', 'nobody'],
    ['{}', 'any (default)', '5.5.1'],
    [`{ origin: ${A} }`, 'fixed https://a.example'],
    [`{ origins: [${A}] }`, 'exact https://a.example'],
    ["{ origins: ['*'], credentials: true }", 'any; credentials'],
    ["{ origins: ['*'], credentials: true }", 'any; credentials', '4.7.0'],
    [`{ origins: [${A}, '*'] }`, 'exact https://a.example | never', '5.3.2'],
    ["{ origins: ['https://*.a.example'] }", '/^https://[^.]*\\.a\\.example$/'],
    ["{ origins: ['https://*.a.example'] }", 'never', '5.3.2'],
    ["{ origins: ['https://a.example/'] }", 'exact https://a.example'],
    ["{ origins: ['https://a.example/'] }", 'exact https://a.example/', '6.4.5'],
    [`{ origin: '*', origins: [${A}] }`, 'exact https://a.example | any'],
    ['{ getOrigin: (origin) => origin }', 'any'],
    ["{ getOrigin: () => '*' }", 'any'],
    [`{ getOrigin: (origin) => known(origin) }`, 'unknown: what `origin()` returns'],
    ['{ ...rest }', 'unknown: an expression that is not followed (options); credentials?; open'],
  ];
  const rows = OPTIONS.map(([options, policy, version]) => ({ options, policy, version }));
  test.each(rows)('$options $version', ({ options, policy, version }) => {
    const [found] = read(`${IMPORT}httpCors(${options});`, version);
    expect(found?.replace(/ @ .*/s, '').replace(/; (?!credentials|open).*$/s, '')).toBe(policy);
  });
});

test.each([
  "import httpCors from './http-cors';\nhttpCors({ origin: '*' });",
  "import { httpCors } from '@middy/other';\nhttpCors({ origin: '*' });",
  `${IMPORT}export default httpCors;`,
])('is silent about %s', (source) => {
  expect(read(source)).toEqual([]);
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}middy(h).use(httpCors({ origins: ['*', 'http*://[', \`\${a}\`], getOrigin(o) { return o }, methods: ['GET'] }));`;
  for (let end = 0; end < text.length; end++) readText(middyHttpCors, 'handler.ts', text.slice(0, end));
});
