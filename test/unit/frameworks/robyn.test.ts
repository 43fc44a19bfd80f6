import { expect, test } from 'vitest';
import { robyn } from '../../../server/src/core/frameworks/robyn/index.ts';
import { printAll, readFile } from './python.ts';

const NEWEST = undefined;

test.each([
  [
    'a list',
    'app, origins=["https://a.example", "null"]',
    NEWEST,
    'Robyn origins: https://a.example, null; credentials: true',
  ],
  ['one string', 'app, "https://a.example"', NEWEST, 'Robyn origins: https://a.example; credentials: true'],
  ['everybody', 'app, "*", ["X-A"]', NEWEST, 'Robyn origins: any; credentials: true; headers'],
  ['a glob', 'app, ["https://*.a.example"]', NEWEST, 'Robyn origins: never; credentials: true'],
  ['nothing', 'app', NEWEST, 'Robyn origins: none; credentials: true'],
  [
    'values that raise',
    'app, origins={"https://a.example"}, headers=["X", 1], methods=["GET"]',
    NEWEST,
    'Robyn origins: https://a.example; credentials: true; headers, methods; unknown-option methods; wrong-option-type {"https://a.example"}; wrong-option-type ["X", 1]',
  ],
  [
    'a tuple of headers',
    'app, "*", headers=("X",)',
    NEWEST,
    'Robyn origins: any; credentials: true; headers; wrong-option-type ("X",)',
  ],
  [
    'headers before there were any',
    'app, "*", headers="X"',
    '0.66.2',
    'Robyn origins: any; credentials: true; headers; unknown-option headers',
  ],
  [
    'one header for each',
    'app, ["https://a.example"]',
    '0.63.0',
    'Robyn origins: fixed https://a.example; credentials: true',
  ],
  [
    'a string as letters',
    'app, "https://a.example"',
    '0.63.0',
    'Robyn origins: none; credentials: true; wrong-option-type "https://a.example"',
  ],
  [
    'options from elsewhere',
    'app, **options',
    NEWEST,
    'Robyn origins: unknown by default; credentials: true; open',
  ],
] as const)('%s', (_, given, version, policy) => {
  const text = `import robyn\nfrom elsewhere import options\nrobyn.ALLOW_CORS(${given})\n`;
  expect(printAll(robyn, 'app.py', text, version)).toEqual([policy]);
});

test.each([
  ['0.45.0', ['inactive-cors-setup']],
  ['0.47.0', ['duplicate-cors-headers']],
  ['0.64.0', []],
] as const)('what %s does with two origins', (version, kinds) => {
  const text = 'from robyn import *\nALLOW_CORS(app, ["https://a.example", "https://b.example"])\n';
  expect(readFile(robyn, 'app.py', text, version).misuses.map(({ kind }) => kind)).toEqual(kinds);
});
