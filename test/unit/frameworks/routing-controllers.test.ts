import { describe, expect, test } from 'vitest';
import { frameworkOf } from '../../../server/src/core/frameworks/registry.ts';
import { routingControllers } from '../../../server/src/core/frameworks/routing-controllers/index.ts';
import { headerOf } from '../../../server/src/core/policy/answer.ts';
import { printReading, readText } from '../../support/policies.ts';

const EXPRESS = "import { createExpressServer, useExpressServer } from 'routing-controllers';\n";
const KOA = "import { createKoaServer, useKoaServer } from 'routing-controllers';\n";

function read(source: string): readonly string[] {
  return printReading(readText(routingControllers, 'server.ts', source), source);
}

const SETUPS: readonly (readonly [source: string, policies: readonly string[]])[] = [
  [`${EXPRESS}createExpressServer({ cors: true });`, ['any (default) @ cors: true']],
  [
    `${EXPRESS}useExpressServer(app, { cors: { origin: true, credentials: true } });`,
    ['any; credentials @ true'],
  ],
  [
    `${EXPRESS}const options = { cors: { origin: ['https://a.example'] } };\nuseExpressServer(this.app, options);`,
    ["exact https://a.example @ ['https://a.example']"],
  ],
  [
    `${EXPRESS}const cors = process.env.OPEN ? true : { origin: 'https://a.example' };\ncreateExpressServer({ cors });`,
    [
      'any (default); when `OPEN` is set @ cors',
      "fixed https://a.example; when `OPEN` is unset @ 'https://a.example'",
    ],
  ],
  [
    `${EXPRESS}createExpressServer({ cors: 'https://a.example' });`,
    ["any (default); wrong-option-type options (an object of options) @ cors: 'https://a.example'"],
  ],
  [
    `${EXPRESS}createExpressServer({ cors: { origins: ['https://a.example'] } });`,
    [
      "any (default); origins=[https://a.example]; unknown-option origins (origin) @ cors: { origins: ['https://a.example'] }",
    ],
  ],
  [
    `${EXPRESS}if (process.env.PUBLIC) createExpressServer({ cors: true });`,
    ['any (default); when `PUBLIC` is set @ cors: true'],
  ],
  [
    "const rc = require('routing-controllers');\nrc.createExpressServer({ cors: true });",
    ['any (default) @ cors: true'],
  ],
  [
    "import * as rc from 'routing-controllers';\nrc.useKoaServer(app, { cors: true });",
    ['any (default) @ cors: true'],
  ],
  [
    "const { createExpressServer: make } = require('routing-controllers');\nmake({ cors: true });",
    ['any (default) @ cors: true'],
  ],
  [`${KOA}createKoaServer({ cors: true });`, ['any (default) @ cors: true']],
  [
    `${KOA}useKoaServer(app, { cors: { origin: ['https://a.example', 'https://b.example'] } });`,
    [
      "nobody; wrong-option-type origin (a string, or a function that gives one) @ ['https://a.example', 'https://b.example']",
    ],
  ],
  [
    `${KOA}useKoaServer(app, { cors: { origin: (ctx) => ctx.get('Origin'), credentials: true } });`,
    ["any; credentials @ (ctx) => ctx.get('Origin')"],
  ],
  [
    `${EXPRESS}import cors from 'cors';\napp.use(cors());\nuseExpressServer(app, { cors: true });`,
    ['any (default) @ cors: true', 'duplicate-cors-headers @ cors: true'],
  ],
  [
    `${KOA}import cors from '@koa/cors';\nuseKoaServer(app, { cors: true });\napp.use(cors());`,
    ['any (default) @ cors: true', 'duplicate-cors-headers @ cors()'],
  ],
  [
    `${EXPRESS}import cors from 'cors';\nuseExpressServer(app, { cors: true });\napp.use(cors());`,
    ['any (default) @ cors: true'],
  ],
  [
    `${EXPRESS}import cors from 'cors';\nconst app = createExpressServer({ controllers: [Users] });\napp.use(cors());`,
    ['middleware-order @ cors()'],
  ],
  [
    `${EXPRESS}import cors from 'cors';\nuseExpressServer(app);\napp.use(cors());`,
    ['middleware-order @ cors()'],
  ],
  [
    `${KOA}import cors from '@koa/cors';\nconst app = createKoaServer({ cors: true });\napp.use(cors());`,
    ['any (default) @ cors: true', 'duplicate-cors-headers @ cors()'],
  ],
];

describe('routing-controllers reads', () => {
  test.each(SETUPS)('%s', (source, policies) => {
    expect(read(source)).toEqual(policies);
  });
});

/** Measured: 0.9.0 with kcors 2.2.2, 0.11.3 with @koa/cors 5.0.0. */
test.each([
  ['0.9.0', 'https://evil.example'],
  ['0.10.0', '*'],
])('the library on Koa in %s answers a foreign page with %s', (version, allowed) => {
  const source = `${KOA}createKoaServer({ cors: true });`;
  const versions = { 'routing-controllers': version };
  const [policy] = readText(routingControllers, 'server.ts', source, versions).policies;
  if (!policy) throw new Error('one policy expected');
  const answer = frameworkOf(policy.framework).respond(policy, {
    method: 'GET',
    path: '/',
    headers: [['Origin', 'https://evil.example']],
  });
  expect(headerOf(answer.headers, 'Access-Control-Allow-Origin')).toBe(allowed);
});

const SILENT: readonly string[] = [
  `${EXPRESS}createExpressServer();`,
  `${EXPRESS}createExpressServer({ controllers: [Users] });`,
  `${EXPRESS}createExpressServer({ cors: false, controllers: [Users] });`,
  `${EXPRESS}createExpressServer({ cors: settings.cors });`,
  `${EXPRESS}createExpressServer({ cors: true, ...settings() });`,
  `${EXPRESS}createExpressServer(...all);`,
  "import { createExpressServer } from './server';\ncreateExpressServer({ cors: true });",
  `${EXPRESS}import cors from 'cors';\nadmin.use(cors());\nuseExpressServer(app, { cors: false });`,
  `${EXPRESS}import cors from 'cors';\napp.use(cors());\nuseExpressServer(app, { controllers: [Users] });`,
  `${EXPRESS}import cors from 'cors';\napp.use(cors());\nuseExpressServer(app);\napp.use(cors());`,
  `${EXPRESS}import cors from 'cors';\nuseExpressServer(app, { middlewares: [Headers] });\napp.use(cors());`,
  `${EXPRESS}import cors from 'cors';\nuseExpressServer(app);\nother.use(cors());`,
  `${EXPRESS}import cors from 'cors';\nuseExpressServer(app);\napp.use('/files', cors());`,
];

describe('routing-controllers is silent about', () => {
  test.each(SILENT)('%s', (source) => {
    expect(read(source)).toEqual([]);
  });
});

test('never throws on a prefix of a file', () => {
  for (const [source] of SETUPS) {
    for (let end = 0; end < source.length; end += 3) read(source.slice(0, end));
  }
});
