import { describe, expect, test } from 'vitest';
import { fastifyCors } from '../../../server/src/core/frameworks/fastify-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, versions: Readonly<Record<string, string>> = {}): readonly string[] {
  return printReading(readText(fastifyCors, 'server.ts', source, versions), source);
}

/** The policies without the place that they point at. */
function plain(options: string, version?: string): readonly string[] {
  const source = `${IMPORT}app.register(cors, ${options});`;
  return read(source, version === undefined ? {} : { '@fastify/cors': version }).map((line) =>
    line.replace(/ @ .*/s, ''),
  );
}

const IMPORT = "import cors from '@fastify/cors';\n";

describe('ways of importing and registering', () => {
  const WAYS: readonly (readonly [source: string, found: string])[] = [
    [`${IMPORT}app.register(cors);`, 'any (default) @ app.register(cors)'],
    [`${IMPORT}await app.register(cors, {});`, 'any (default) @ app.register(cors, {})'],
    [
      "import { fastifyCors } from '@fastify/cors';\napp.register(fastifyCors, { origin: true });",
      'any @ true',
    ],
    ["import * as cors from '@fastify/cors';\napp.register(cors.default, { origin: true });", 'any @ true'],
    ["import cors = require('@fastify/cors');\napp.register(cors, { origin: true });", 'any @ true'],
    ["const cors = require('fastify-cors');\napp.register(cors, { origin: true });", 'any @ true'],
    ["app.register(require('@fastify/cors'), { origin: true });", 'any @ true'],
    ["app.register(import('@fastify/cors'), { origin: true });", 'any @ true'],
    [
      `${IMPORT}export default fp(async (instance) => { instance.register(cors, { origin: true } as const); });`,
      'any @ true',
    ],
    [`${IMPORT}app.register(helmet).register(cors, { origin: true });`, 'any @ true'],
    [
      `${IMPORT}const options: FastifyCorsOptions = { origin: true };\napp.register(cors, options);`,
      'any @ true',
    ],
  ];

  test.each(WAYS)('%s', (source, found) => {
    expect(read(source)).toEqual([found]);
  });
});

describe('options', () => {
  const OPTIONS: readonly (readonly [options: string, policy: string, version?: string])[] = [
    ["{ origin: '*', credentials: true }", 'any; credentials'],
    ["{ origin: ['*'] }", 'any'],
    ["{ origin: ['*'] }", 'never', '8.2.0'],
    ["{ origin: ['https://a.example', '*'] }", 'exact https://a.example | any'],
    ["{ origin: 'https://a.example/' }", 'fixed https://a.example/'],
    ["{ origin: 'https://*.a.example' }", 'never (/^https:\\/\\/[a-z0-9-]+\\.a\\.example$/)'],
    ['{ origin: /a\\.example$/g }', '/a\\.example$/'],
    ['{ origin: /https/y }', '/https/ prefix'],
    ["{ origin: new Set(['https://a.example']) }", 'any'],
    ['{ origin: [() => false] }', 'any'],
    ['{ origin: false }', 'nobody'],
    ['{ origin: undefined }', 'nobody; wrong-option-type origin (a boolean, an origin, a RegExp, or a list)'],
    ["{ origin: '' }", 'nobody; wrong-option-type origin (a boolean, an origin, a RegExp, or a list)'],
    ["{ origin: 'true' }", 'nobody; wrong-option-type origin (a boolean, an origin, a RegExp, or a list)'],
    ["{ credentials: 'false' }", 'any (default); credentials; wrong-option-type credentials (a boolean)'],
    ["{ credentials: 'true' }", 'any (default); credentials'],
    ['{ credentials: 0 }', 'any (default)'],
    [
      '{ maxAge: undefined }',
      'any (default); maxAge=undefined; wrong-option-type maxAge (a number of seconds)',
    ],
    [
      "{ hook: 'onSend' }",
      'any (default); hook=onSend; wrong-option-type hook (one of `onRequest`, `preParsing`, `preValidation`, `preHandler`, `preSerialization`)',
    ],
    ["{ hook: 'onSend' }", 'any (default); hook=onSend', '11.3.0'],
    [
      "{ origins: ['https://a.example'] }",
      'any (default); origins=[https://a.example]; unknown-option origins (origin)',
    ],
    ["{ prefix: '/api' }", 'any (default); prefix=/api'],
    ['{ origin: (origin, callback) => callback(null, true), credentials: true }', 'any; credentials'],
    ['{ origin: (origin, callback) => callback(null, origin) }', 'any'],
    ['{ origin: async () => true }', 'any'],
    ['{ origin: async (origin) => origin }', 'any'],
    ['{ origin: (origin, callback) => callback(undefined, true) }', 'nobody'],
    [
      "{ origin: (origin, callback) => { if (origin === 'https://a.example') callback(null, true); else callback(null, false); } }",
      'exact https://a.example',
    ],
    ['() => (request, callback) => callback(null, { origin: true })', 'any; delegator=function'],
    [
      '() => async (request) => ({ origin: true, credentials: true })',
      'any; credentials; delegator=function',
    ],
    ['{ delegator: (request, callback) => callback(null, { origin: true }) }', 'any; delegator=function'],
    [
      '{ delegator }',
      'unknown: an expression that is not followed (options); credentials?; delegator=unknown; open',
    ],
    ['() => ({ origin: true })', 'any'],
    ['{ ...others, origin: true }', 'any; credentials?; open'],
  ];

  const rows = OPTIONS.map(([options, policy, version]) => ({ options, policy, version }));

  test.each(rows)('$options $version', ({ options, policy, version }) => {
    expect(plain(options, version)).toEqual([policy]);
  });

  test('a variable that may be unset is no wrong type', () => {
    expect(plain('{ origin: process.env.ORIGIN }')).toEqual([
      'nobody; when `ORIGIN` is unset',
      'unknown: the environment variable `ORIGIN`; when `ORIGIN` is set',
    ]);
  });
});

const SILENT: readonly string[] = [
  "import cors from 'cors';\napp.register(cors, { origin: true });",
  "import cors from './plugins/cors';\napp.register(cors, { origin: true });",
  `${IMPORT}export { cors };`,
  `${IMPORT}vi.mocked(cors).mockReturnValue(undefined);`,
  `${IMPORT}app.use(cors);`,
  "import { type FastifyCorsOptions } from '@fastify/cors';\nconst options: FastifyCorsOptions = { origin: true };",
];

describe('fastify-cors is silent about', () => {
  test.each(SILENT)('%s', (source) => {
    expect(read(source)).toEqual([]);
  });
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}app.register(cors, () => (request, callback) => callback(null, { origin: [/a$/, 'b'], delegator }));`;
  for (let end = 0; end < text.length; end++) readText(fastifyCors, 'server.ts', text.slice(0, end));
});
