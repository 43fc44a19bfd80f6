import { describe, expect, test } from 'vitest';
import { quartCors } from '../../../server/src/core/frameworks/quart-cors/index.ts';
import { printAll, readFile } from './python.ts';

const START = 'import re\nfrom quart import Quart, Blueprint\nfrom quart_cors import cors, route_cors\n';

const FORMS: readonly (readonly [name: string, source: string, policies: readonly string[]])[] = [
  ['nothing given', 'cors(app)', ['quart-cors origins: any by default; credentials: false']],
  [
    'a blueprint',
    'api = Blueprint("api", __name__)\ncors(api, allow_origin="https://a.example")',
    ['quart-cors at the blueprint api origins: https://a.example; credentials: false'],
  ],
  [
    'the configuration, wherever it stands',
    'cors(app)\napp.config.update(QUART_CORS_ALLOW_ORIGIN=["https://a.example"], QUART_CORS_ALLOW_CREDENTIALS=True)',
    ['quart-cors origins: https://a.example; credentials: true'],
  ],
  [
    'an argument that is None',
    'app.config["QUART_CORS_ALLOW_ORIGIN"] = "*"\ncors(app, allow_origin=None)',
    ['quart-cors origins: any; credentials: false'],
  ],
  [
    'the letters of a text',
    'app.config["QUART_CORS_ALLOW_ORIGIN"] = "https://a.example"\ncors(app)',
    ['quart-cors origins: none; credentials: false; wrong-option-type "https://a.example"'],
  ],
  [
    'a compiled pattern and a text that looks like one',
    'cors(app, allow_origin=[re.compile("https://a"), "https://.*"])',
    ['quart-cors origins: /https://a/ prefix, never; credentials: false'],
  ],
  [
    'credentials that give way',
    'app.config["QUART_CORS_ALLOW_CREDENTIALS"] = True\ncors(app, allow_origin="null", allow_credentials=False)',
    ['quart-cors origins: null; credentials: true; ignored-option allow_credentials'],
  ],
  [
    'credentials that are true and not True',
    'cors(app, allow_origin="https://a.example", allow_credentials="False")',
    ['quart-cors origins: https://a.example; credentials: false; wrong-option-type "False"'],
  ],
  [
    'credentials for every origin',
    '@route_cors(allow_credentials=True)\nasync def view(): ...',
    ['quart-cors at view origins: any by default; credentials: true; conflicting-options allow_credentials'],
  ],
  [
    'options that cannot be read',
    'cors(app, **load())',
    ['quart-cors origins: unknown by default; credentials: unknown; open'],
  ],
];

describe('what is read', () => {
  test.each(FORMS)('%s', (_, source, policies) => {
    expect(printAll(quartCors, 'app.py', `${START}app = Quart(__name__)\n${source}`)).toEqual(policies);
  });
});

test('another cors is none of it', () => {
  expect(printAll(quartCors, 'app.py', '# quart_cors\nfrom other import cors\ncors(app)')).toEqual([]);
});

test('the star is always sent before 0.8.0, which knows an option for it', () => {
  const source = `${START}cors(app, send_origin_wildcard=True)`;
  expect(printAll(quartCors, 'app.py', source, '0.7.0')[0]).toContain('unknown-option send_origin_wildcard');
  expect(printAll(quartCors, 'app.py', source, '0.8.0')[0]).not.toContain('unknown-option');
});

test('a decorator that is not called', () => {
  const { misuses } = readFile(quartCors, 'app.py', `${START}@route_cors\nasync def view(): ...`);
  expect(misuses.map(({ kind }) => kind)).toEqual(['uncalled']);
});
