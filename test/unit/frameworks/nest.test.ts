import { describe, expect, test } from 'vitest';
import { nest } from '../../../server/src/core/frameworks/nest/index.ts';
import { frameworkOf } from '../../../server/src/core/frameworks/registry.ts';
import { type Header, headerOf } from '../../../server/src/core/policy/answer.ts';
import { printReading, readText } from '../../support/policies.ts';

const FACTORY = "import { NestFactory } from '@nestjs/core';\n";

function read(source: string): readonly string[] {
  return printReading(readText(nest, 'main.ts', source), source);
}

const SETUPS: readonly (readonly [source: string, policies: readonly string[]])[] = [
  [
    'const app = await NestFactory.create(AppModule);\napp.enableCors();',
    ['any (default) @ app.enableCors()'],
  ],
  ['app.enableCors({ origin: true, credentials: true });', ['any; credentials @ true']],
  [
    "app.enableCors({ origin: ['https://a.example'], credentials: true });",
    ["exact https://a.example; credentials @ ['https://a.example']"],
  ],
  ['app.enableCors({ origin: undefined });', ['nobody @ undefined']],
  ['const app = await NestFactory.create(AppModule, { cors: true });', ['any (default) @ cors: true']],
  ['const app = await NestFactory.create(AppModule, { cors: false });', []],
  [
    "const app = await NestFactory.create(AppModule, new ExpressAdapter(server), { cors: { origin: '*', credentials: true } });",
    ["any; credentials @ '*'"],
  ],
  [
    'const app = await NestFactory.create<NestExpressApplication>(AppModule, { cors: { origin: true } });',
    ['any @ true'],
  ],
  [
    "const options = { cors: { allowedOrigins: ['https://a.example'] } };\nawait NestFactory.create(AppModule, options);",
    [
      "any (default); allowedOrigins=[https://a.example]; unknown-option allowedOrigins (origin) @ cors: { allowedOrigins: ['https://a.example'] }",
    ],
  ],
  [
    'app.enableCors({ origin: (origin, callback) => callback(null, true), credentials: true });',
    ['any; credentials @ true'],
  ],
  [
    "app.enableCors({ origin: configService.get('CORS_ORIGIN') });",
    [
      "nobody; when `CORS_ORIGIN` is unset @ configService.get('CORS_ORIGIN')",
      "unknown: the environment variable `CORS_ORIGIN`; when `CORS_ORIGIN` is set @ configService.get('CORS_ORIGIN')",
    ],
  ],
  [
    "if (process.env.NODE_ENV !== 'production') app.enableCors();",
    [
      "any (default); when `process.env.NODE_ENV !== 'production'` is true; development: `process.env.NODE_ENV !== 'production'` is true @ app.enableCors()",
    ],
  ],
];

describe('nest reads', () => {
  test.each(SETUPS)('%s', (source, policies) => {
    expect(read(FACTORY + source)).toEqual(policies);
  });
});

const FASTIFY = `${FACTORY}import { FastifyAdapter } from '@nestjs/platform-fastify';
const app = await NestFactory.create(AppModule, new FastifyAdapter());
`;
const PREFLIGHT = [
  ['Access-Control-Request-Method', 'PUT'],
  ['Access-Control-Request-Headers', 'content-type,x-custom'],
] as const;

/** Measured with @nestjs/platform-fastify 11.2.8. */
const MEASURED: readonly (readonly [source: string, method: string, origin: string, answer: string])[] = [
  ['app.enableCors();', 'GET', 'https://a.example', '200; Access-Control-Allow-Origin: *'],
  [
    'app.enableCors();',
    'OPTIONS',
    'https://a.example',
    '204; Access-Control-Allow-Origin: *; Access-Control-Allow-Methods: GET,HEAD,POST; Vary: Access-Control-Request-Headers; Access-Control-Allow-Headers: content-type,x-custom',
  ],
  [
    'app.enableCors({ origin: true, credentials: true });',
    'GET',
    'https://evil.example',
    '200; Vary: Origin; Access-Control-Allow-Origin: https://evil.example; Access-Control-Allow-Credentials: true',
  ],
  [
    "app.enableCors({ origin: ['*'], credentials: true });",
    'GET',
    'https://evil.example',
    '200; Access-Control-Allow-Origin: *; Access-Control-Allow-Credentials: true',
  ],
  ['app.enableCors({ origin: undefined });', 'GET', 'https://a.example', '500; Vary: Origin'],
];

describe('on the Fastify adapter the options are those of @fastify/cors', () => {
  test.each(MEASURED)('%s %s from %s', (source, method, origin, answer) => {
    const [policy, ...others] = readText(nest, 'main.ts', FASTIFY + source).policies;
    expect(others).toEqual([]);
    if (!policy) throw new Error('one policy expected');
    const headers: Header[] = [['Origin', origin], ...(method === 'OPTIONS' ? PREFLIGHT : [])];
    const { status, headers: given } = frameworkOf(policy.framework).respond(policy, {
      method,
      path: '/',
      headers,
    });
    expect([status, ...given.map((header) => header.join(': '))].join('; ')).toBe(answer);
  });

  test.each([
    [{ '@fastify/cors': '11.2.0' }, 'GET,HEAD,POST'],
    [{ '@fastify/cors': '10.0.2' }, 'GET,HEAD,PUT,PATCH,POST,DELETE'],
    [{ '@nestjs/core': '11.0.11' }, 'GET,HEAD,POST'],
    [{ '@nestjs/core': '11.0.10' }, 'GET,HEAD,PUT,PATCH,POST,DELETE'],
    [{ '@nestjs/platform-fastify': '9.4.0' }, 'GET,HEAD,PUT,PATCH,POST,DELETE'],
    [{}, 'GET,HEAD,POST'],
  ] as const)('in the version that comes with %j', (versions, methods) => {
    const [policy] = readText(nest, 'main.ts', `${FASTIFY}app.enableCors();`, versions).policies;
    if (!policy) throw new Error('one policy expected');
    const headers: Header[] = [['Origin', 'https://a.example'], ...PREFLIGHT];
    const answer = frameworkOf(policy.framework).respond(policy, { method: 'OPTIONS', path: '/', headers });
    expect(headerOf(answer.headers, 'Access-Control-Allow-Methods')).toBe(methods);
  });

  test('a cors option of the factory', () => {
    const source = `${FACTORY}import { FastifyAdapter } from '@nestjs/platform-fastify';\nawait NestFactory.create(AppModule, new FastifyAdapter(), { cors: { origin: ['*'], credentials: 'false' } });`;
    expect(read(source)).toEqual(["any; credentials; wrong-option-type credentials (a boolean) @ ['*']"]);
  });
});

const SILENT: readonly string[] = [
  'app.enableCors({ origin: true });',
  "import { enableCors } from './cors';\nenableCors(app);",
  `${FACTORY}const enableCors = () => {};\nenableCors();`,
  `${FACTORY}const app = await NestFactory.createMicroservice(AppModule, { cors: true });`,
  `${FACTORY}// app.enableCors()`,
  `${FACTORY}expect(app.enableCors).toHaveBeenCalled();`,
  "import { NestFactory } from './factory';\nNestFactory.create(AppModule, { cors: true });",
];

describe('nest is silent about', () => {
  test.each(SILENT)('%s', (source) => {
    expect(read(source)).toEqual([]);
  });
});

test('never throws on a prefix of a file', () => {
  for (const [source] of SETUPS) {
    for (let end = 0; end < source.length; end += 3) read(FACTORY + source.slice(0, end));
  }
});
