import { describe, expect, test } from 'vitest';
import type { Framework } from '../../../server/src/core/frameworks/framework.ts';
import { serverlessHttp } from '../../../server/src/core/frameworks/serverless/http.ts';
import { serverlessHttpApi, serverlessUrl } from '../../../server/src/core/frameworks/serverless/services.ts';
import { headerOf } from '../../../server/src/core/policy/answer.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(framework: Framework, source: string, path = 'serverless.ts'): readonly string[] {
  return printReading(readText(framework, path, source), source).map((line) => line.replace(/ @ .*/s, ''));
}

const http = (cors: string) =>
  `module.exports = { functions: { one: { events: [{ http: { method: 'get', path: 'one', cors: ${cors} } }] } } };`;
const httpApi = (cors: string) => `export default { provider: { httpApi: { cors: ${cors} } } };`;
const url = (cors: string) => `export default { functions: { one: { url: { cors: ${cors} } } } };`;

describe('where it stands', () => {
  test.each([
    [http('true'), ['any (default); at one']],
    [
      `import type { AWS } from '@serverless/typescript';\nconst config: AWS = { functions: { one: { events: [{ http: { path: 'a', cors: true } }] } } };\nexport default config;`,
      ['any (default); at a'],
    ],
    [
      `const one = { events: [{ http: 'GET /' }, { http: { path: 'a', cors: true } }] };\nmodule.exports = { functions: { one } };`,
      ['any (default); at a'],
    ],
    [http('false'), []],
    [http("'${self:custom.cors}'"), []],
    [http('undefined'), []],
  ])('%s', (source, found) => {
    expect(read(serverlessHttp, source)).toEqual(found);
  });

  test('other files are no configurations', () => {
    expect(read(serverlessHttp, http('true'), 'events.ts')).toEqual([]);
  });
});

describe('options', () => {
  const CASES: readonly (readonly [Framework, string, string])[] = [
    [serverlessHttp, http("{ origin: 'https://a.example' }"), 'fixed https://a.example; at one'],
    [
      serverlessHttp,
      http("{ origin: 'https://a.example, https://b.example' }"),
      'exact https://a.example | exact https://b.example; at one',
    ],
    [serverlessHttp, http("{ origin: 'https://*.a.example' }"), 'never; at one'],
    [
      serverlessHttp,
      http("{ origins: ['https://a.example', 'https://*.b.example'], allowCredentials: true }"),
      'exact https://a.example | /https://.+[.]b[.]example/ full; credentials; origins=[https://a.example, https://*.b.example]; allowCredentials=true; at one',
    ],
    [
      serverlessHttp,
      http("{ origin: ['https://a.example'] }"),
      'nobody; wrong-option-type origin (one string); at one',
    ],
    [
      serverlessHttp,
      http("{ origins: 'https://a.example' }"),
      'nobody; origins=https://a.example; wrong-option-type origins (a list of strings); at one',
    ],
    [
      serverlessHttp,
      http("{ exposedHeaders: ['X-Foo'] }"),
      'any (default); exposedHeaders=[X-Foo]; unknown-option exposedHeaders (?); at one',
    ],
    [serverlessHttpApi, httpApi('true'), 'any (default)'],
    [
      serverlessHttpApi,
      httpApi("{ allowedOrigins: ['https://a.example'], allowCredentials: true }"),
      'exact https://a.example; credentials; allowedOrigins=[https://a.example]; allowCredentials=true',
    ],
    [
      serverlessHttpApi,
      httpApi('{ allowCredentials: true }'),
      "nobody; credentials; allowCredentials=true; conflicting-options allowCredentials (API Gateway refuses it when it is deployed: `allow-credentials is not supported if 'allow-origin' is *`. List the origins that you trust, or leave credentials out.)",
    ],
    [
      serverlessHttpApi,
      httpApi("{ allowOrigins: ['https://a.example'] }"),
      'any (default); allowOrigins=[https://a.example]; unknown-option allowOrigins (allowedOrigins)',
    ],
    [serverlessUrl, url('{ allowCredentials: true }'), 'any (default); credentials; allowCredentials=true'],
    [
      serverlessUrl,
      url("{ allowedOrigins: ['https://a.example'], allowedMethods: ['GET', 'OPTIONS'] }"),
      'nobody; allowedOrigins=[https://a.example]; allowedMethods=[GET, OPTIONS]; wrong-option-type allowedMethods (methods other than `OPTIONS`)',
    ],
    [
      serverlessUrl,
      url("{ allowedOrigins: ['*'], maxAge: 90000 }"),
      'nobody; allowedOrigins=[*]; maxAge=90000; wrong-option-type maxAge (one day at most)',
    ],
  ];

  test.each(CASES)('%#', (framework, source, found) => {
    expect(read(framework, source)).toEqual([found]);
  });
});

describe('the answer to a preflight of an http event', () => {
  const ANSWERS: readonly (readonly [cors: string, origin: string, allowed: string])[] = [
    ["{ origin: '*' }", 'https://a.example', '*'],
    ["{ origins: ['*'] }", 'https://a.example', 'https://a.example'],
    ["{ origins: ['https://a.example', 'https://b.example'] }", 'https://b.example', 'https://b.example'],
    ["{ origins: ['https://a.example', 'https://b.example'] }", 'https://c.example', 'https://a.example'],
    ["{ origin: 'https://a.example,https://b.example' }", 'https://b.example', 'https://b.example'],
    ["{ origins: ['https://*.b.example'] }", 'https://x.b.example', 'https://x.b.example'],
    ["{ origins: ['https://*.b.example'] }", 'https://x-b.example', 'https://*.b.example'],
  ];

  test.each(ANSWERS)('%s to %s', (cors, origin, allowed) => {
    const [policy] = readText(serverlessHttp, 'serverless.js', http(cors)).policies;
    if (!policy) throw new TypeError('no set-up was found');
    const answer = serverlessHttp.respond(policy, {
      method: 'OPTIONS',
      path: '/',
      headers: [['Origin', origin]],
    });
    expect([answer.status, headerOf(answer.headers, 'Access-Control-Allow-Origin')]).toEqual([200, allowed]);
  });
});

test('never throws on a prefix of a file', () => {
  const text = http("{ origins: ['https://*.a.example', /a/], headers: 'X-Foo', maxAge: 5 }");
  for (let end = 0; end < text.length; end++) readText(serverlessHttp, 'serverless.ts', text.slice(0, end));
});
