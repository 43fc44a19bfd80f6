import { expect, test } from 'vitest';
import { sanicExt } from '../../../server/src/core/frameworks/sanic-ext/index.ts';
import { printAll } from './python.ts';

const START = 'import re\nfrom sanic import Sanic\nfrom sanic_ext import cors\napp = Sanic("a")\n';

const FORMS: readonly (readonly [name: string, source: string, policies: readonly string[]])[] = [
  [
    'attributes',
    'app.config.CORS_ORIGINS = "https://a.example, null"\napp.config.CORS_SUPPORTS_CREDENTIALS = True',
    ['Sanic Extensions origins: https://a.example, null; credentials: true'],
  ],
  [
    'a mapping',
    'app.config.update({"CORS_ORIGINS": re.compile("https://a")})',
    ['Sanic Extensions origins: /https://a/ prefix; credentials: false'],
  ],
  [
    'a star in a list is a text',
    'app.config["CORS_ORIGINS"] = ["*"]',
    ['Sanic Extensions origins: never; credentials: false'],
  ],
  [
    'a star beside credentials',
    'app.config.CORS_ORIGINS = "*"\napp.config.CORS_SUPPORTS_CREDENTIALS = True',
    ['Sanic Extensions origins: any; credentials: true; conflicting-options CORS_SUPPORTS_CREDENTIALS'],
  ],
  [
    'a route',
    '@cors(origin="*", supports_credentials=True)\nasync def view(request): ...',
    ['Sanic Extensions at view origins: any; credentials: true'],
  ],
  [
    'a route without origins of its own',
    '@cors(max_age=5)\nasync def view(request): ...',
    ['Sanic Extensions at view origins: unknown by default; credentials: false; max_age'],
  ],
  ['no origins', 'app.config.CORS_SUPPORTS_CREDENTIALS = True', []],
];

test.each(FORMS)('%s', (_, source, policies) => {
  expect(printAll(sanicExt, 'app.py', `${START}${source}`)).toEqual(policies);
});

test('a text is the beginning of an origin up to 24.12.0', () => {
  const source = `${START}app.config.CORS_ORIGINS = "https://a.example"`;
  expect(printAll(sanicExt, 'app.py', source, '24.12.0')).toEqual([
    'Sanic Extensions origins: /https://a\\.example/ prefix; credentials: false',
  ]);
});

test('the same keys in Flask, and with sanic-cors, are none of it', () => {
  const config = 'app.config["CORS_ORIGINS"] = "*"';
  expect(printAll(sanicExt, 'app.py', `from flask import Flask\n${config}`)).toEqual([]);
  expect(
    printAll(sanicExt, 'app.py', `from sanic import Sanic\nfrom sanic_cors import CORS\n${config}`),
  ).toEqual([]);
});
