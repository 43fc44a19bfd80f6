import { expect, test } from 'vitest';
import { tinyhttpCors } from '../../../server/src/core/frameworks/tinyhttp-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, version = '2.0.1'): readonly string[] {
  return printReading(readText(tinyhttpCors, 'server.ts', source, { '@tinyhttp/cors': version }), source);
}

const IMPORT = "import { cors } from '@tinyhttp/cors';\n";

test.each([
  [`${IMPORT}app.use(cors());`, 'any (default) @ cors()'],
  [
    `${IMPORT}app.use('/api', cors({ origin: true, credentials: true }));`,
    'any; credentials; at /api @ true',
  ],
  ["const { cors } = require('@tinyhttp/cors');\napp.use(cors({ origin: false }));", 'nobody @ false'],
  [
    "import * as tinyhttp from '@tinyhttp/cors';\ntinyhttp.cors({ origin: 'https://a.example' });",
    "fixed https://a.example @ 'https://a.example'",
  ],
  [
    `${IMPORT}cors({ origin: new Set(['https://a.example']) });`,
    "exact https://a.example @ new Set(['https://a.example'])",
  ],
  [`${IMPORT}cors({ origin: (req) => req.headers.origin });`, 'any @ (req) => req.headers.origin'],
  [`${IMPORT}cors({ origin: () => 'https://a.example' });`, "fixed https://a.example @ 'https://a.example'"],
  [
    `${IMPORT}cors({ origin: async () => '*' });`,
    "nobody; wrong-option-type origin (a function that is not async) @ async () => '*'",
  ],
  [
    `${IMPORT}cors({ origin: ['https://a.example', /b/] });`,
    "nobody; wrong-option-type origin (a string) @ ['https://a.example', /b/]",
  ],
  [
    `${IMPORT}cors({ origin: null, maxAge: '1h', headers: 'x' });`,
    'nobody; maxAge=1h; headers=x; unknown-option headers (allowedHeaders); wrong-option-type origin (a boolean, a string, a list of strings, a RegExp, or a function); wrong-option-type maxAge (a number of seconds) @ null',
  ],
  [`${IMPORT}app.use(cors);`, 'uncalled cors @ cors'],
])('%s', (source, found) => {
  expect(read(source)).toEqual([found]);
});

test.each([
  [
    '1.3.2',
    "{ origin: ['https://a.example', '*'] }",
    "exact https://a.example | any @ ['https://a.example', '*']",
  ],
  ['1.3.2', "{ origin: ['https://a.example', /b/] }", "exact https://a.example @ ['https://a.example', /b/]"],
  [
    '1.3.2',
    "{ origin: new Set(['*']) }",
    "nobody; wrong-option-type origin (a boolean, a string, a list of strings, a RegExp, or a function) @ new Set(['*'])",
  ],
  ['1.1.2', "{ origin: ['*'] }", "nobody; wrong-option-type origin (a string) @ ['*']"],
])('%s: %s', (version, options, found) => {
  expect(read(`${IMPORT}cors(${options});`, version)).toEqual([found]);
});

test.each([
  "import { cors } from './cors';\ncors();",
  "import { cors } from '@tinyhttp/app';\ncors();",
  `${IMPORT}export { cors };`,
])('is silent about %s', (source) => {
  expect(read(source)).toEqual([]);
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}app.use(cors({ origin: ['*', /a/], methods: 'GET', ...more }));`;
  for (let end = 0; end < text.length; end++) readText(tinyhttpCors, 'server.ts', text.slice(0, end));
});
