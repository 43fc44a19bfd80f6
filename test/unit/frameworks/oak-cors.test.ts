import { describe, expect, test } from 'vitest';
import { oakCors } from '../../../server/src/core/frameworks/oak-cors/index.ts';
import { headerOf } from '../../../server/src/core/policy/answer.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string): readonly string[] {
  return printReading(readText(oakCors, 'main.ts', source), source);
}

const URL = 'https://deno.land/x/cors@v1.2.2/mod.ts';
const IMPORT = `import { oakCors } from '${URL}';\n`;

test.each([
  [`${IMPORT}app.use(oakCors());`, 'any (default) @ oakCors()'],
  [`${IMPORT}router.get('/x', oakCors({ origin: '*' }), h);`, "any; at /x @ '*'"],
  ["import { oakCors } from 'jsr:@tajpouria/cors@1.2.1';\napp.use(oakCors({ origin: true }));", 'any @ true'],
  ["import { oakCors } from '@tajpouria/cors';\napp.use(oakCors({ origin: true }));", 'any @ true'],
  [`import { opineCors } from '${URL}';\napp.use(opineCors({ origin: true }));`, 'any @ true'],
  ["import { oakCors as c } from 'https://deno.land/x/cors/oakCors.ts';\nc({ origin: true });", 'any @ true'],
])('%s', (source, found) => {
  expect(read(source)).toEqual([found]);
});

test.each([
  ["import { oakCors } from './cors.ts';\nfunction x() { oakCors({ origin: '*' }); }"],
  ["import cors from 'cors';\napp.use(cors());"],
  [`${IMPORT}export { oakCors };`],
])('is silent about %s', (source) => {
  expect(read(source)).toEqual([]);
});

test('app.use(oakCors)', () => {
  const { misuses } = readText(oakCors, 'main.ts', `${IMPORT}app.use(oakCors);`);
  expect(misuses.map(({ kind }) => kind)).toEqual(['uncalled']);
});

/** What deno 2.9.6 with oak 14.1.0 answered. */
describe('answers', () => {
  const A = 'https://a.example';
  const EVIL = 'https://evil.example';
  const ROWS: readonly (readonly [
    options: string,
    method: string,
    origin: string | undefined,
    status: number,
    allowed: string | undefined,
    credentials: string | undefined,
  ])[] = [
    ['', 'GET', EVIL, 200, '*', undefined],
    ['', 'OPTIONS', EVIL, 204, '*', undefined],
    ["{ origin: '*', credentials: true }", 'GET', EVIL, 200, '*', 'true'],
    ['{ origin: true, credentials: true }', 'GET', EVIL, 200, EVIL, 'true'],
    ['{ origin: true, credentials: true }', 'GET', undefined, 200, 'null', 'true'],
    [`{ origin: ['${A}'], credentials: true }`, 'GET', A, 200, A, 'true'],
    [`{ origin: ['${A}'], credentials: true }`, 'GET', EVIL, 200, 'false', 'true'],
    [`{ origin: ['${A}'], credentials: true }`, 'GET', undefined, 200, 'false', 'true'],
    [`{ origin: ['${A}'], credentials: true }`, 'OPTIONS', EVIL, 204, 'false', 'true'],
    ["{ origin: ['*'] }", 'GET', EVIL, 200, 'false', undefined],
    [`{ origin: '${A}' }`, 'GET', EVIL, 200, A, undefined],
    ['{ origin: /a\\.example$/ }', 'GET', A, 200, A, undefined],
    ['{ origin: /a\\.example$/ }', 'GET', EVIL, 200, 'false', undefined],
    ['{ origin: /a\\.example$/ }', 'GET', undefined, 200, 'null', undefined],
    ['{ origin: false }', 'GET', EVIL, 200, undefined, undefined],
  ];
  test.each(ROWS)('oakCors(%s): %s from %s', (options, method, origin, status, allowed, credentials) => {
    const { policies } = readText(oakCors, 'main.ts', `${IMPORT}app.use(oakCors(${options}));`);
    const [policy] = policies;
    if (!policy) throw new Error('no policy');
    const asked = [
      ...(origin === undefined ? [] : [['Origin', origin] as const]),
      ...(method === 'OPTIONS' ? [['Access-Control-Request-Method', 'PUT'] as const] : []),
    ];
    const answer = oakCors.respond(policy, { method, path: '/', headers: asked });
    const header = (name: string) => headerOf(answer.headers, name);
    expect([
      answer.status,
      header('Access-Control-Allow-Origin'),
      header('Access-Control-Allow-Credentials'),
    ]).toEqual([status, allowed, credentials]);
    expect(header('Vary')).toBeUndefined();
    const methods = method === 'OPTIONS' ? 'GET,HEAD,PUT,PATCH,POST,DELETE' : undefined;
    expect(header('Access-Control-Allow-Methods')).toBe(methods);
  });
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}app.use(oakCors({ origin: [/a/g, (o) => o], methods: ['GET'], credentials: 'false' }));`;
  for (let end = 0; end < text.length; end++) readText(oakCors, 'main.ts', text.slice(0, end));
});
