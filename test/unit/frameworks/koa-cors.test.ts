import { describe, expect, test } from 'vitest';
import { koaCors } from '../../../server/src/core/frameworks/koa-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, versions: Readonly<Record<string, string>> = {}): readonly string[] {
  return printReading(readText(koaCors, 'server.ts', source, versions), source);
}

const IMPORT = "import cors from '@koa/cors';\n";

describe('ways of importing and using', () => {
  const WAYS: readonly (readonly [source: string, found: string])[] = [
    [`${IMPORT}app.use(cors());`, 'any (default) @ cors()'],
    ["const cors = require('@koa/cors');\napp.use(cors({ origin: '*' }));", "any @ '*'"],
    ["app.use(require('kcors')());", "any (default) @ require('kcors')()"],
    ["import cors = require('koa2-cors');\napp.use(cors());", 'any (default) @ cors()'],
    ["import * as cors from '@koa/cors';\napp.use(cors());", 'any (default) @ cors()'],
    [
      "import { koa, cors, rest } from '@feathersjs/koa';\nconst app = koa(feathers());\napp.use(cors());",
      'any (default) @ cors()',
    ],
    [
      `${IMPORT}router.use('/api', cors({ credentials: true }));`,
      'any (default); credentials; at /api @ cors({ credentials: true })',
    ],
    [`${IMPORT}app.use(cors);`, 'uncalled cors @ cors'],
  ];

  test.each(WAYS)('%s', (source, found) => {
    expect(read(source)).toEqual([found]);
  });
});

const ORIGIN = 'wrong-option-type origin (a string, or a function that gives one)';

describe('options', () => {
  const OPTIONS: readonly (readonly [options: string, policy: string])[] = [
    ["{ origin: 'https://a.example' }", 'fixed https://a.example'],
    ["{ origin: ['https://a.example'] }", 'fixed https://a.example'],
    ["{ origin: ['https://a.example', 'https://b.example'] }", `nobody; ${ORIGIN}`],
    ['{ origin: [] }', `nobody; ${ORIGIN}`],
    ['{ origin: /a\\.example$/ }', `nobody; ${ORIGIN}`],
    ['{ origin: true }', `nobody; ${ORIGIN}`],
    ['{ origin: false }', `any; ${ORIGIN}`],
    ["{ origin: new Set(['https://a.example']) }", `nobody; ${ORIGIN}`],
    ["{ origin: '' }", 'any'],
    ["{ origin: () => 'https://a.example' }", 'fixed https://a.example'],
    ["{ origin: (ctx) => ctx.get('Origin'), credentials: true }", 'any; credentials'],
    ['{ origin: (ctx) => ctx.request.header.origin }', 'any'],
    ["{ origin: '*', credentials: 'false' }", 'any; credentials; wrong-option-type credentials (a boolean)'],
    ['{ credentials: (ctx) => true }', 'any (default); credentials?'],
    ["{ methods: ['GET'] }", 'any (default); methods=[GET]; unknown-option methods (allowMethods)'],
    [
      "{ allowedHeaders: ['X-A'] }",
      'any (default); allowedHeaders=[X-A]; unknown-option allowedHeaders (allowHeaders)',
    ],
    ["'https://a.example'", 'any (default); wrong-option-type options (an object of options)'],
  ];

  test.each(OPTIONS)('%s', (options, policy) => {
    expect(read(`${IMPORT}app.use(cors(${options}));`).map((line) => line.replace(/ @ .*/s, ''))).toEqual([
      policy,
    ]);
  });
});

const SILENT: readonly string[] = [
  "import cors from 'cors';\napp.use(cors());",
  "import { cors } from './cors';\napp.use(cors());",
  "import cors from '@koa/router';\napp.use(cors());",
  `${IMPORT}export { cors };`,
  "import { cors } from '@feathersjs/express';\napp.use(cors());",
];

describe('koa-cors is silent about', () => {
  test.each(SILENT)('%s', (source) => {
    expect(read(source)).toEqual([]);
  });
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}app.use(cors({ origin: (ctx) => { return ctx.get('Origin'); }, credentials: [true], maxAge: '1h' }));`;
  for (let end = 0; end < text.length; end++) readText(koaCors, 'server.ts', text.slice(0, end));
});
