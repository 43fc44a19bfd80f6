import { expect, test } from 'vitest';
import { blacksheep } from '../../../server/src/core/frameworks/blacksheep/index.ts';
import { printAll, readFile } from './python.ts';

const START = 'import re\nfrom blacksheep import Application, get\napp = Application()\n';

const FORMS: readonly (readonly [name: string, source: string, policies: readonly string[]])[] = [
  [
    'a list',
    'app.use_cors(allow_methods=["GET"], allow_origins=["https://A.example", "null"], allow_credentials=True)',
    ['BlackSheep origins: https://a.example, null; credentials: true; allow_methods'],
  ],
  [
    'a string of several',
    'app.use_cors(allow_methods="GET", allow_origins="https://a.example; https://b.example\\nnull")',
    ['BlackSheep origins: https://a.example, https://b.example, null; credentials: false; allow_methods'],
  ],
  [
    'a star beside others',
    'app.use_cors(allow_methods="*", allow_origins=["https://a.example", "*"])',
    ['BlackSheep origins: https://a.example, any; credentials: false; allow_methods'],
  ],
  ['nobody', 'app.use_cors()', ['BlackSheep origins: none; credentials: false']],
  [
    'a policy with a name',
    'app.use_cors()\napp.add_cors_policy("one", allow_methods="GET", allow_origins="*")',
    [
      'BlackSheep origins: none; credentials: false',
      'BlackSheep at the policy one origins: any; credentials: false; allow_methods',
    ],
  ],
  [
    'no methods',
    'app.use_cors(allow_origins="*")',
    ['BlackSheep origins: any; credentials: false; ignored-option allow_origins'],
  ],
  [
    'values that raise',
    'app.use_cors(allow_methods=5, allow_origins=re.compile("a"), max_age="soon", origins="*")',
    [
      'BlackSheep origins: none; credentials: false; allow_methods, max_age; unknown-option origins; wrong-option-type 5; wrong-option-type re.compile("a"); wrong-option-type "soon"',
    ],
  ],
  [
    'options from somewhere',
    'from elsewhere import options\napp.use_cors(**options)',
    ['BlackSheep origins: unknown by default; credentials: unknown; open'],
  ],
];

test.each(FORMS)('%s', (_, source, policies) => {
  expect(printAll(blacksheep, 'app.py', `${START}${source}`)).toEqual(policies);
});

test('each part of a string has its own place', () => {
  const text = `${START}app.use_cors(allow_methods="*", allow_origins="https://a.example, https://b.example")`;
  const [policy] = readFile(blacksheep, 'app.py', text).policies;
  expect(policy?.origins.map(({ place }) => text.slice(place.start, place.end))).toEqual([
    'https://a.example',
    'https://b.example',
  ]);
});

test.each([
  ['above the route', '@app.cors("one")\n@get("/")', 0],
  ['under the route', '@get("/")\n@app.cors("one")', 1],
  ['between two routes', '@get("/")\n@app.cors("one")\n@app.router.post("/")', 0],
  ['under something else', '@logged\n@app.cors("one")', 0],
] as const)('a decorator %s', (_, decorators, count) => {
  const text = `${START}${decorators}\nasync def view(): ...\n`;
  expect(readFile(blacksheep, 'app.py', text).misuses).toHaveLength(count);
});

test('a method of the same name of another library is none of it', () => {
  expect(printAll(blacksheep, 'app.py', 'from other import app\napp.use_cors(allow_origins="*")')).toEqual(
    [],
  );
});
