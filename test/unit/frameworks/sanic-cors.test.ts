import { expect, test } from 'vitest';
import { sanicCors } from '../../../server/src/core/frameworks/sanic-cors/index.ts';
import { printAll, readFile } from './python.ts';

const START =
  'import re\nfrom sanic import Sanic, Blueprint\nfrom sanic_cors import CORS, cross_origin\napp = Sanic("a")\n';

const FORMS: readonly (readonly [name: string, source: string, policies: readonly string[]])[] = [
  ['the defaults', 'CORS(app)', ['sanic-cors origins: any by default; credentials: false']],
  [
    'arguments',
    'CORS(app, origins=["https://a.example", r"https://.*\\.b\\.example"], supports_credentials=True)',
    [
      'sanic-cors origins: https://a.example (any case), /https://.*\\.b\\.example/i prefix; credentials: true',
    ],
  ],
  [
    'fewer letters make a pattern than in flask-cors',
    'CORS(app, origins=["^https://(a|b).example$", "http://[::1]:3000"])',
    ['sanic-cors origins: never, never; credentials: false'],
  ],
  [
    'attributes of the configuration',
    'app.config.CORS_ORIGINS = "null"\nCORS(app)',
    ['sanic-cors origins: null (any case); credentials: false'],
  ],
  [
    'a resource',
    'CORS(app, resources={r"/api/*": {"origins": "*"}})',
    ['sanic-cors at /api/* origins: any; credentials: false; resources'],
  ],
  [
    'a route',
    '@app.route("/", methods=["GET", "OPTIONS"])\n@cross_origin(app, origins="*")\nasync def view(request): ...',
    ['sanic-cors at view origins: any; credentials: false'],
  ],
  [
    'loaded by Sanic Extensions',
    'from sanic_ext import Extend\nOPTIONS = {"origins": "*", "supports_credentials": True}\nExtend(app, extensions=[CORS], config={"CORS": False, "CORS_OPTIONS": OPTIONS})',
    ['sanic-cors origins: any; credentials: true'],
  ],
  [
    'no option of flask-cors',
    'CORS(app, allow_private_network=True)',
    [
      'sanic-cors origins: any by default; credentials: false; allow_private_network; unknown-option allow_private_network',
    ],
  ],
];

test.each(FORMS)('%s', (_, source, policies) => {
  expect(printAll(sanicCors, 'app.py', `${START}${source}`)).toEqual(policies);
});

test.each([
  ['above the route', '@cross_origin(app)\n@app.get("/")', ['inactive-cors-setup']],
  ['under the route', '@app.get("/")\n@cross_origin(app)', []],
  ['without parentheses', '@app.get("/")\n@cross_origin', ['uncalled']],
] as const)('a decorator %s', (_, decorators, kinds) => {
  const text = `${START}${decorators}\nasync def view(request): ...\n`;
  expect(readFile(sanicCors, 'app.py', text).misuses.map(({ kind }) => kind)).toEqual(kinds);
});
