import { describe, expect, test } from 'vitest';
import { restifyCors } from '../../../server/src/core/frameworks/restify-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(options: string, name = 'restify-cors-middleware2'): readonly string[] {
  const source = `const corsMiddleware = require('${name}');\nconst cors = corsMiddleware(${options});`;
  return printReading(readText(restifyCors, 'server.js', source), source).map((line) =>
    line.replace(/ @ .*/s, '').replace(/; origins=\[[^\]]*\]/, ''),
  );
}

describe('options', () => {
  test.each([
    ["{ origins: ['*'] }", 'any'],
    [
      "{ origins: ['https://a.example', 'https://*.b.example'] }",
      'exact https://a.example | /^https://.*\\.b.example$/',
    ],
    ['{}', 'any (default)'],
    ['shared', 'unknown: an expression that is not followed (options); credentials?; open'],
  ])('%s', (options, found) => {
    expect(read(options)).toEqual([found]);
  });

  test('wildcard and credentials', () => {
    const [line = ''] = read("{ origins: ['*'], credentials: true }");
    expect(line).toContain('conflicting-options');
    const [allowed = ''] = read("{ origins: ['*'], credentials: true, allowCredentialsAllOrigins: true }");
    expect(allowed).not.toContain('conflicting-options');
    const [first = ''] = read(
      "{ origins: ['*'], credentials: true, allowCredentialsAllOrigins: true }",
      'restify-cors-middleware',
    );
    expect(first).toContain('conflicting-options');
    expect(first).toContain('unknown-option allowCredentialsAllOrigins');
  });
});

test('without options nothing is read', () => {
  expect(read('')).toEqual([]);
});
