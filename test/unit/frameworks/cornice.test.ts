import { expect, test } from 'vitest';
import { globMatch } from '../../../server/src/core/frameworks/cornice/glob.ts';
import { cornice } from '../../../server/src/core/frameworks/cornice/index.ts';
import { matchesPattern } from '../../../server/src/core/frameworks/shared/python/pattern.ts';
import { printAll } from './python.ts';

test.each([
  [
    'arguments',
    'Service(name="a", path="/a", cors_origins=("https://a.example", "null"), cors_credentials=True)',
    ['Cornice at /a origins: https://a.example, null; credentials: true'],
  ],
  [
    'a policy at its place',
    'Service("a", "/a", "A", {"origins": "*", "max_age": 5})',
    ['Cornice at /a origins: any; credentials: false; max_age'],
  ],
  [
    'an argument beside the policy',
    'Service("a", "/a", cors_policy={"origins": ["*"], "credentials": True}, cors_origins=["https://a.example"])',
    ['Cornice at /a origins: https://a.example; credentials: true; ignored-option "origins"'],
  ],
  [
    'names that nobody knows',
    'Service(name="a", path="/a", cors_origin="*", cors_policy={"methods": ["GET"]})',
    [
      'Cornice at /a origins: none; credentials: false; methods; unknown-option cors_origin → cors_origins; unknown-option "methods"',
    ],
  ],
  [
    'a policy from elsewhere',
    'Service(name="a", path=PATH, cors_policy=elsewhere)',
    ['Cornice at a service origins: unknown by default; credentials: unknown; open'],
  ],
  [
    'a set, which is one item',
    'Service(name="a", path="/a", cors_origins={"https://a.example"})',
    ['Cornice at /a origins: none; credentials: false; wrong-option-type {"https://a.example"}'],
  ],
  [
    'a class',
    'resource(collection_path="/as", path="/as/{id}", cors_policy={"origins": ["https://*.a.example"]})(View)',
    ['Cornice at /as/{id} origins: /https://.*\\.a\\.example/s full; credentials: false'],
  ],
  [
    'a class that is added',
    'add_resource(View, path="/a", cors_origins=["*"])',
    ['Cornice at /a origins: any; credentials: false'],
  ],
  ['a service without CORS', 'Service(name="a", path="/a", renderer="json", cors_policy=None)', []],
] as const)('%s', (_, call, policies) => {
  const text = `from cornice import Service\nfrom cornice.resource import add_resource, resource\nfrom elsewhere import PATH, View, elsewhere\none = ${call}\n`;
  expect(printAll(cornice, 'app.py', text)).toEqual(policies);
});

test.each([
  ['https://*.a.example', 'https://x.a.example', true],
  ['https://*.a.example', 'https://a.example', false],
  ['https://?.example', 'https://b.example', true],
  ['https://[ab].example', 'https://b.example', true],
  ['https://[!ab].example', 'https://b.example', false],
  ['https://[]a].example', 'https://].example', true],
  ['https://[!]a].example', 'https://a.example', false],
  ['https://[^a].example', 'https://^.example', true],
  ['https://[a*', 'https://[a.example', true],
] as const)('the glob %s and %s', (glob, origin, expected) => {
  const match = globMatch(glob);
  expect(match.kind).toBe('pattern');
  if (match.kind === 'pattern')
    expect(matchesPattern(match.source, match.flags, match.mode === 'full' ? 'full' : 'search', origin)).toBe(
      expected,
    );
});
