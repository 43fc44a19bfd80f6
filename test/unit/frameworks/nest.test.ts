import { describe, expect, test } from 'vitest';
import { nest } from '../../../server/src/core/frameworks/nest/index.ts';
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

  test('what the Fastify adapter makes of it stays open', () => {
    const source = `${FACTORY}import { FastifyAdapter } from '@nestjs/platform-fastify';\nconst app = await NestFactory.create(AppModule, new FastifyAdapter());\napp.enableCors({ origin: '*', credentials: true });`;
    expect(read(source)).toEqual(["unknown: what `enableCors()` returns; credentials?; open @ '*'"]);
    const [policy] = readText(nest, 'main.ts', source).policies;
    expect(
      policy &&
        nest.respond(policy, { method: 'GET', path: '/', headers: [['Origin', 'https://a.example']] }),
    ).toEqual({
      status: 200,
      headers: [],
      handled: false,
    });
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
