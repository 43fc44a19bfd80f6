import { describe, expect, test } from 'vitest';
import { remixUtils } from '../../../server/src/core/frameworks/remix-utils/index.ts';
import { printReading, readText } from '../../support/policies.ts';

const CORS = "import { cors } from 'remix-utils/cors';\n";

function read(source: string): readonly string[] {
  return printReading(readText(remixUtils, 'app/routes/api.ts', source), source);
}
const SETUPS: readonly (readonly [source: string, policies: readonly string[]])[] = [
  [`${CORS}await cors(request, json(data));`, ['any (default) @ cors(request, json(data))']],
  [
    `${CORS}cors(request, json(data), { credentials: true });`,
    ['any (default); credentials @ cors(request, json(data), { credentials: true })'],
  ],
  [
    `${CORS}const OPTIONS = { origin: ['https://a.example'], credentials: true };\ncors(request, response, OPTIONS);`,
    ["exact https://a.example; credentials @ ['https://a.example']"],
  ],
  [
    `${CORS}cors(request, response, { origin: process.env.ORIGIN });`,
    [
      'any (default); when `ORIGIN` is unset @ process.env.ORIGIN',
      'unknown: the environment variable `ORIGIN`; when `ORIGIN` is set @ process.env.ORIGIN',
    ],
  ],
  [
    `${CORS}cors(request, response, { origins: ['https://a.example'] });`,
    [
      "any (default); origins=[https://a.example]; unknown-option origins (origin) @ cors(request, response, { origins: ['https://a.example'] })",
    ],
  ],
  [
    `${CORS}cors(request, response, { methods: 'GET', maxAge: '600' });`,
    [
      "any (default); methods=GET; maxAge=600; wrong-option-type methods (a list of strings); wrong-option-type maxAge (a number of seconds) @ cors(request, response, { methods: 'GET', maxAge: '600' })",
    ],
  ],
  [
    `${CORS}cors(request, response, { origin: false, credentials: 'true' });`,
    ['nobody; wrong-option-type credentials (a boolean) @ false'],
  ],
  [
    `${CORS}cors(request, response, 'https://a.example');`,
    [
      "any (default); wrong-option-type options (an object of options) @ cors(request, response, 'https://a.example')",
    ],
  ],
  [
    `${CORS}cors(request, response, { origin: (origin) => ['https://a.example'].includes(origin) });`,
    ["exact https://a.example @ (origin) => ['https://a.example'].includes(origin)"],
  ],
  [
    `${CORS}cors(request, response, { origin: (origin) => origin.endsWith('a.example') });`,
    ["ends a.example @ (origin) => origin.endsWith('a.example')"],
  ],
  [
    `${CORS}cors(request, response, { origin: async (origin) => { const all = ['https://a.example']; return all.includes(origin); } });`,
    ["exact https://a.example @ async (origin) => { const all = ['https://a.example']; retur"],
  ],
  [
    "import { cors } from 'remix-utils';\nexport const handle = (response, { request }) => cors(request, response);",
    ['any (default) @ cors(request, response)'],
  ],
  [
    "import * as utils from 'remix-utils';\nutils.cors(request, response);",
    ['any (default) @ utils.cors(request, response)'],
  ],
  [
    "import { createCorsMiddleware } from 'remix-utils/middleware/cors';\nexport const [middleware] = createCorsMiddleware({ origin: true, credentials: true });",
    ['any; credentials @ true'],
  ],
  [
    "import { unstable_createCorsMiddleware } from 'remix-utils/middleware/cors';\nexport const [middleware] = unstable_createCorsMiddleware();",
    ['any (default) @ unstable_createCorsMiddleware()'],
  ],
];

describe('remix-utils reads', () => {
  test.each(SETUPS)('%s', (source, policies) => {
    expect(read(source)).toEqual(policies);
  });
});

/** Each of these gives `undefined` on the way that is meant to refuse, and every origin gets `*` (measured with 7.7.0 and 10.0.0). */
test.each([
  "(origin) => { if (origin === 'https://a.example') return origin; }",
  "(origin) => { if (origin !== 'https://a.example') return; return origin; }",
  '(origin) => ALLOWED.find((one) => one === origin)',
  "(origin) => (origin === 'https://a.example' ? origin : undefined)",
  '(origin) => ORIGINS[origin]',
])('nothing is said of whom the function %s lets in', (fn) => {
  expect(read(`${CORS}cors(request, response, { origin: ${fn} });`)).toEqual([
    expect.stringMatching(/^unknown: what `origin\(\)` returns/),
  ]);
});

const SILENT: readonly string[] = [
  `${CORS}cors(request);`,
  `${CORS}cors(...all);`,
  `${CORS}// cors(request, response)`,
  `${CORS}export { cors };`,
  "import { cors } from './cors';\ncors(request, response);",
  "import { cors } from 'remix-utils/client-only';\ncors(request, response);",
  "import { cors } from 'hono/cors';\ncors(request, response);",
];

describe('remix-utils is silent about', () => {
  test.each(SILENT)('%s', (source) => {
    expect(read(source)).toEqual([]);
  });
});

test('never throws on a prefix of a file', () => {
  for (const [source] of SETUPS) {
    for (let end = 0; end < source.length; end += 3) read(source.slice(0, end));
  }
});
