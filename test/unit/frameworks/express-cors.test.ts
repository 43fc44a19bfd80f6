import { describe, expect, test } from 'vitest';
import { expressCors } from '../../../server/src/core/frameworks/express-cors/index.ts';
import { printReading, readText } from '../../support/policies.ts';

function read(source: string, versions: Readonly<Record<string, string>> = {}): readonly string[] {
  return printReading(readText(expressCors, 'server.ts', source, versions), source);
}

const IMPORT = "import cors from 'cors';\n";

const SETUPS: readonly (readonly [source: string, policies: readonly string[]])[] = [
  // Ways of importing and calling.
  ['const cors = require("cors"); app.use(cors());', ['any (default) @ cors()']],
  ['app.use(require("cors")());', ['any (default) @ require("cors")()']],
  ['import cors = require("cors"); app.use(cors());', ['any (default) @ cors()']],
  ['import * as cors from "cors"; app.use(cors());', ['any (default) @ cors()']],
  ['import * as cors from "cors"; app.use(cors.default());', ['any (default) @ cors.default()']],
  ['const cors = (await import("cors")).default; app.use(cors());', ['any (default) @ cors()']],
  ['import allow from "cors"; app.use(allow({ origin: true }));', ['any @ true']],
  [
    `${IMPORT}cors({ origin: 'https://a.example' })(req, res, next);`,
    ["fixed https://a.example @ 'https://a.example'"],
  ],
  [
    `${IMPORT}export const middleware = cors({ credentials: true });`,
    ['any (default); credentials @ cors({ credentials: true })'],
  ],
  [`${IMPORT}const handler = cors; app.use(handler());`, ['any (default) @ handler()']],
  // Where it applies.
  [`${IMPORT}app.use('/api', cors());`, ['any (default); at /api @ cors()']],
  [`${IMPORT}app.get('/x', [auth, cors()], handler);`, ['any (default); at /x @ cors()']],
  [`${IMPORT}app.options('*', cors());`, ['any (default); at * @ cors()']],
  // Values of origin.
  [`${IMPORT}cors({ origin: '*' });`, ["any @ '*'"]],
  [`${IMPORT}cors({ origin: true, credentials: true });`, ['any; credentials @ true']],
  [`${IMPORT}cors({ origin: false });`, ['nobody @ false']],
  [`${IMPORT}cors({ origin: undefined });`, ['nobody @ undefined']],
  [`${IMPORT}cors({ origin: '' });`, ["nobody @ ''"]],
  [
    `${IMPORT}cors({ origin: ['https://a.example', /\\.a\\.example$/] });`,
    ["exact https://a.example | /\\.a\\.example$/ @ ['https://a.example', /\\.a\\.example$/]"],
  ],
  [
    `${IMPORT}cors({ origin: [['https://a.example'], ['null']] });`,
    ["exact https://a.example | exact null @ [['https://a.example'], ['null']]"],
  ],
  [`${IMPORT}cors({ origin: ['*'] });`, ["never @ ['*']"]],
  [
    `${IMPORT}cors({ origin: ['https://*.a.example', 'http://localhost:*'] });`,
    [
      "never (/^https:\\/\\/[a-z0-9-]+\\.a\\.example$/) | never (/^http:\\/\\/localhost:\\d+$/) @ ['https://*.a.example', 'http://localhost:*']",
    ],
  ],
  [`${IMPORT}cors({ origin: /a\\.example$/g });`, ['never (/a\\.example$/) @ /a\\.example$/g']],
  [
    `${IMPORT}cors({ origin: 'https://a.example,https://b.example' });`,
    ["fixed https://a.example,https://b.example @ 'https://a.example,https://b.example'"],
  ],
  [`${IMPORT}cors({ origin: 'https://a.example/' });`, ["fixed https://a.example/ @ 'https://a.example/'"]],
  [`${IMPORT}cors({ origin: new Set(['https://a.example']) });`, ["any @ new Set(['https://a.example'])"]],
  [`${IMPORT}cors({ origin: { a: 1 } });`, ['any @ { a: 1 }']],
  [`${IMPORT}cors({ origin: [true, false, () => false] });`, ['any | any @ [true, false, () => false]']],
  [
    `${IMPORT}cors({ origin: process.env.ORIGIN });`,
    [
      'nobody; when `ORIGIN` is unset @ process.env.ORIGIN',
      'unknown: the environment variable `ORIGIN`; when `ORIGIN` is set @ process.env.ORIGIN',
    ],
  ],
  [
    `${IMPORT}cors({ origin: process.env.ORIGIN || '*', credentials: true });`,
    [
      "any; credentials; when `ORIGIN` is unset @ '*'",
      'unknown: the environment variable `ORIGIN`; credentials; when `ORIGIN` is set @ process.env.ORIGIN',
    ],
  ],
  // Callbacks.
  [`${IMPORT}cors({ origin: (origin, cb) => cb(null, true) });`, ['any @ true']],
  [`${IMPORT}cors({ origin: (origin, cb) => cb(null, origin) });`, ['any @ origin']],
  [`${IMPORT}cors({ origin(origin, callback) { return callback(null, true); } });`, ['any @ true']],
  [
    `${IMPORT}cors({ origin: function (origin, callback) {\n  // everybody\n  callback(null, '*');\n} });`,
    ["any @ '*'"],
  ],
  [
    `${IMPORT}cors({ origin: (origin, cb) => { if (ok(origin)) cb(null, true); else cb(new Error('no')); } });`,
    ['unknown: what `origin()` returns @ (origin, cb) => { if (ok(origin)) cb(null, true); else cb(ne'],
  ],
  [`${IMPORT}cors((req, cb) => cb(null, { origin: true, credentials: true }));`, ['any; credentials @ true']],
  [
    `${IMPORT}cors((origin, cb) => cb(null, true));`,
    ['any (default) @ cors((origin, cb) => cb(null, true))'],
  ],
  [
    `${IMPORT}cors((req, cb) => { cb(null, list.includes(req.get('Origin')) ? { origin: true } : { origin: false }); });`,
    [
      "unknown: an expression that is not followed (options); credentials?; open @ cors((req, cb) => { cb(null, list.includes(req.get('Origin')",
    ],
  ],
  // Options by name, spread, in a function.
  [
    `${IMPORT}const options = { origin: ['https://a.example'], credentials: true };\napp.use(cors(options));`,
    ["exact https://a.example; credentials @ ['https://a.example']"],
  ],
  [
    `${IMPORT}const base = { credentials: true };\napp.use(cors({ ...base, origin: true }));`,
    ['any; credentials @ true'],
  ],
  [
    `${IMPORT}app.use(cors({ ...unknown, methods: ['GET'] }));`,
    [
      "unknown: an expression that is not followed (options); credentials?; methods=[GET]; open @ cors({ ...unknown, methods: ['GET'] })",
    ],
  ],
  [
    `${IMPORT}import { options } from './options';\napp.use(cors(options));`,
    ['unknown: an expression that is not followed (options); credentials?; open @ cors(options)'],
  ],
  [
    `${IMPORT}function setup(app) {\n  const list = ['https://a.example'];\n  list.push('https://b.example');\n  app.use(cors({ origin: list }));\n}`,
    ["exact https://a.example | exact https://b.example @ ['https://a.example']"],
  ],
  [
    `${IMPORT}app.use(cors({ origin: process.env.NODE_ENV === 'production' ? ['https://a.example'] : true }));`,
    [
      "exact https://a.example; when `process.env.NODE_ENV === 'production'` is true @ ['https://a.example']",
      "any; when `process.env.NODE_ENV === 'production'` is false; development: `process.env.NODE_ENV === 'production'` is false @ true",
    ],
  ],
  // What the library does not know.
  [
    `${IMPORT}cors({ origins: ['https://a.example'], allowCredentials: true });`,
    [
      "any (default); origins=[https://a.example]; allowCredentials=true; unknown-option origins (origin); unknown-option allowCredentials (credentials) @ cors({ origins: ['https://a.example'], allowCredentials: tru",
    ],
  ],
  [
    `${IMPORT}cors({ orgin: 'https://a.example', allowHeaders: ['X'], exposeHeaders: ['X'], maxage: 5 });`,
    [
      "any (default); orgin=https://a.example; allowHeaders=[X]; exposeHeaders=[X]; maxage=5; unknown-option orgin (origin); unknown-option allowHeaders (allowedHeaders); unknown-option exposeHeaders (exposedHeaders); unknown-option maxage (maxAge) @ cors({ orgin: 'https://a.example', allowHeaders: ['X'], expo",
    ],
  ],
  [
    `${IMPORT}cors({ origin: ['https://a.example'], credentials: 'true' });`,
    ["exact https://a.example; wrong-option-type credentials (a boolean) @ ['https://a.example']"],
  ],
  [
    `${IMPORT}cors({ origin: 'true' });`,
    ["nobody; wrong-option-type origin (a boolean, an origin, a RegExp, or a list) @ 'true'"],
  ],
  [
    `${IMPORT}cors({ methods: undefined, maxAge: '1h', optionsSuccessStatus: undefined });`,
    [
      "any (default); methods=undefined; maxAge=1h; optionsSuccessStatus=undefined; wrong-option-type methods (a string or a list of strings); wrong-option-type maxAge (a number of seconds); wrong-option-type optionsSuccessStatus (a number) @ cors({ methods: undefined, maxAge: '1h', optionsSuccessStatu",
    ],
  ],
  [
    `${IMPORT}cors('https://a.example');`,
    ["any (default); wrong-option-type options (an object of options) @ cors('https://a.example')"],
  ],
  // Passed without a call.
  [`${IMPORT}app.use(cors);`, ['uncalled cors @ cors']],
  [`${IMPORT}app.get('/x', cors, handler);`, ['uncalled cors @ cors']],
  [`${IMPORT}router.post('/x', [cors, auth], handler);`, ['uncalled cors @ cors']],
];

describe('express-cors reads', () => {
  test.each(SETUPS)('%s', (source, policies) => {
    expect(read(source)).toEqual(policies);
  });

  test('what a version before 2.7.0 sends', () => {
    const source = `${IMPORT}cors({ origin: ['https://a.example', 'https://b.example'] });`;
    expect(read(source, { cors: '2.6.1' })).toEqual([
      "fixed https://a.example, https://b.example @ ['https://a.example', 'https://b.example']",
    ]);
  });

  test('undefined as the default before 2.8.2', () => {
    expect(read(`${IMPORT}cors({ origin: undefined });`, { cors: '2.8.1' })).toEqual([
      'any (default) @ undefined',
    ]);
  });
});

/** Things that look like it and are not. */
const SILENT: readonly string[] = [
  "import { cors } from './cors';\napp.use(cors());",
  "import cors from './middleware/cors';\napp.use(cors({ origin: true }));",
  "import { cors } from 'hono/cors';\napp.use(cors());",
  "import cors from '@koa/cors';\napp.use(cors());",
  "import cors from '@fastify/cors';\nfastify.register(cors);",
  'function cors() {}\napp.use(cors());',
  "import cors from 'cors';\n// app.use(cors())\nconst text = 'app.use(cors())';",
  "import cors from 'cors';\nfastify.register(cors);",
  "import cors from 'cors';\nexport { cors };",
  "import cors from 'cors';\nconst options: cors.CorsOptions = { origin: true };",
  "import cors from 'cors';\n{ const cors = () => 0; app.use(cors()); }",
  "jest.mock('cors');\nexpect(cors).toHaveBeenCalledWith({ origin: true });",
];

describe('express-cors is silent about', () => {
  test.each(SILENT)('%s', (source) => {
    expect(read(source)).toEqual([]);
  });
});

test('never throws on a prefix of a file', () => {
  const samples = SETUPS.map(([text]) => text).filter((_, i) => i % 6 === 0);
  for (const text of samples) {
    for (let end = 0; end < text.length; end++) readText(expressCors, 'server.ts', text.slice(0, end));
  }
});
