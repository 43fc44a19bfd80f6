import { describe, expect, test } from 'vitest';
import { honoCors } from '../../../server/src/core/frameworks/hono-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, versions: Readonly<Record<string, string>> = {}): readonly string[] {
  return printReading(readText(honoCors, 'server.ts', source, versions), source);
}

const IMPORT = "import { cors } from 'hono/cors';\n";

describe('ways of importing and using', () => {
  const WAYS: readonly (readonly [source: string, found: string])[] = [
    [`${IMPORT}app.use(cors());`, 'any (default) @ cors()'],
    [`${IMPORT}app.use('/api/*', cors({ origin: '*' }));`, "any; at /api/* @ '*'"],
    ["const { cors } = require('hono/cors');\napp.use(cors());", 'any (default) @ cors()'],
    [
      "import * as middleware from 'hono/cors';\napp.use(middleware.cors());",
      'any (default) @ middleware.cors()',
    ],
    ["import { cors } from 'npm:hono@4.6.3/cors';\napp.use(cors());", 'any (default) @ cors()'],
    ["import { cors } from 'jsr:@hono/hono@^4/cors';\napp.use(cors());", 'any (default) @ cors()'],
    [
      "import { cors, logger } from 'https://deno.land/x/hono@v3.12.12/middleware.ts';\napp.use('*', cors());",
      'any (default); at * @ cors()',
    ],
    [
      `${IMPORT}app.use('*', async (c, next) => cors({ origin: 'https://a.example' })(c, next));`,
      "exact https://a.example @ 'https://a.example'",
    ],
    [
      `${IMPORT}const route = createRoute({ method: 'get', path: '/x', middleware: [cors()] as const });`,
      'any (default) @ cors()',
    ],
    [`${IMPORT}app.use('*', cors);`, 'uncalled cors @ cors'],
  ];

  test.each(WAYS)('%s', (source, found) => {
    expect(read(source)).toEqual([found]);
  });
});

const ORIGIN = 'wrong-option-type origin (a string, a list of strings, or a function)';

describe('options', () => {
  const OPTIONS: readonly (readonly [options: string, policy: string, version?: string])[] = [
    ["{ origin: 'https://a.example' }", 'exact https://a.example'],
    ["{ origin: 'https://a.example' }", 'fixed https://a.example', '4.6.4'],
    [
      "{ origin: ['https://a.example', 'https://b.example'] }",
      'exact https://a.example | exact https://b.example',
    ],
    ["{ origin: ['*'] }", 'never'],
    ["{ origin: ['*'] }", 'any', '4.6.4'],
    ['{ origin: true, credentials: true }', `nobody; credentials; ${ORIGIN}`],
    ['{ origin: /a\\.example$/ }', `nobody; ${ORIGIN}`],
    ['{ origin: undefined }', `nobody; ${ORIGIN}`],
    ["{ origin: '' }", 'nobody'],
    ['{ origin: (origin) => origin, credentials: true }', 'any; credentials'],
    ["{ origin: () => '*' }", 'any'],
    ['{ origin: async (origin) => origin }', 'any'],
    ['{ origin: async (origin) => origin }', 'nobody', '4.9.4'],
    [
      "{ allowHeaders: 'X-A' }",
      'any (default); allowHeaders=X-A; wrong-option-type allowHeaders (a list of strings)',
    ],
    [
      "{ allowMethods: 'GET' }",
      'any (default); allowMethods=GET; wrong-option-type allowMethods (a list of strings)',
    ],
    [
      "{ exposedHeaders: ['X-A'] }",
      'any (default); exposedHeaders=[X-A]; unknown-option exposedHeaders (exposeHeaders)',
    ],
    ["{ credentials: 'false' }", 'any (default); credentials; wrong-option-type credentials (a boolean)'],
  ];
  const rows = OPTIONS.map(([options, policy, version]) => ({ options, policy, version }));

  test.each(rows)('$options $version', ({ options, policy, version }) => {
    const found = read(`${IMPORT}app.use(cors(${options}));`, version === undefined ? {} : { hono: version });
    expect(found.map((line) => line.replace(/ @ .*/s, ''))).toEqual([policy]);
  });
});

const SILENT: readonly string[] = [
  "import { cors } from './cors';\napp.use(cors());",
  "import { csrf as cors } from 'hono/csrf';\napp.use(cors());",
  "import { cors } from '@elysiajs/cors';\napp.use(cors());",
  `${IMPORT}export { cors };`,
  "import { cors } from 'hono/cors-like';\napp.use(cors());",
];

describe('hono-cors is silent about', () => {
  test.each(SILENT)('%s', (source) => {
    expect(read(source)).toEqual([]);
  });
});

test('never throws on a prefix of a file', () => {
  const text = `${IMPORT}app.use('*', cors({ origin: (origin, c) => { return c.req.header('Origin'); }, credentials: [true], maxAge: '1h' }));`;
  for (let end = 0; end < text.length; end++) readText(honoCors, 'server.ts', text.slice(0, end));
});
