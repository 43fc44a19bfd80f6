import { describe, expect, test } from 'vitest';
import { starlette } from '../../../server/src/core/frameworks/starlette/index.ts';
import { printAll, readFile } from './python.ts';

const IMPORT = 'from starlette.middleware.cors import CORSMiddleware\n';

/** Each: what is written, and the policies that are read. */
const FORMS: readonly (readonly [name: string, source: string, policies: readonly string[]])[] = [
  [
    'add_middleware of Starlette',
    `${IMPORT}app.add_middleware(CORSMiddleware, allow_origins=["https://a.example"])`,
    ['Starlette origins: https://a.example; credentials: false'],
  ],
  [
    'add_middleware of FastAPI, on any receiver',
    'from fastapi.middleware.cors import CORSMiddleware as Cors\nself.api.app.add_middleware(Cors, allow_origins=["*"], allow_credentials=True)',
    ['FastAPI origins: any; credentials: true'],
  ],
  [
    'the class by its keyword',
    `${IMPORT}app.add_middleware(middleware_class=CORSMiddleware, allow_origins=["*"])`,
    ['Starlette origins: any; credentials: false'],
  ],
  [
    'an alias that is assigned',
    `${IMPORT}Cors = CORSMiddleware\napp.add_middleware(Cors, allow_origins=["*"])`,
    ['Starlette origins: any; credentials: false'],
  ],
  [
    'the whole path',
    'import starlette.middleware.cors\napp.add_middleware(starlette.middleware.cors.CORSMiddleware)',
    ['Starlette origins: none; credentials: false'],
  ],
  [
    'a module import',
    'from fastapi.middleware import cors\napp.add_middleware(cors.CORSMiddleware)',
    ['FastAPI origins: none; credentials: false'],
  ],
  [
    'a star import',
    'from starlette.middleware.cors import *\napp.add_middleware(CORSMiddleware, allow_origins=["*"])',
    ['Starlette origins: any; credentials: false'],
  ],
  [
    'Middleware in a list',
    `${IMPORT}from starlette.middleware import Middleware as M\napp = Starlette(middleware=[M(CORSMiddleware, allow_origins=("*",))])`,
    ['Starlette origins: any; credentials: false'],
  ],
  [
    'Middleware of a Mount',
    `${IMPORT}from starlette.middleware import Middleware\nroutes = [Mount("/api", routes=[], middleware=[Middleware(CORSMiddleware, allow_methods=["PUT"])])]`,
    ['Starlette at /api origins: none; credentials: false; allow_methods'],
  ],
  [
    'wrapping',
    `${IMPORT}app = CORSMiddleware(app, allow_origin_regex=r"https://.*\\.a\\.example", max_age=60)`,
    ['Starlette origins: /https://.*\\.a\\.example/ full; credentials: false; max_age'],
  ],
  [
    'wrapping by keyword and position',
    `${IMPORT}one = CORSMiddleware(app=app, allow_origins=["*"])\ntwo = CORSMiddleware(app, ["https://a.example"])`,
    [
      'Starlette origins: any; credentials: false',
      'Starlette origins: https://a.example; credentials: false',
    ],
  ],
  [
    'a class that only renames it',
    `${IMPORT}class Own(CORSMiddleware):\n    """Ours."""\n\napp.add_middleware(Own, allow_origins=["*"])`,
    ['Starlette origins: any; credentials: false'],
  ],
  [
    'options in a dict',
    `${IMPORT}options = dict(allow_origins=["*"], allow_credentials=True)\napp.add_middleware(CORSMiddleware, **options)`,
    ['Starlette origins: any; credentials: true'],
  ],
  [
    'options that cannot be read',
    `${IMPORT}from config import options\napp.add_middleware(CORSMiddleware, **options)`,
    ['Starlette origins: none; credentials: unknown; open'],
  ],
  [
    'a list that another file has',
    `${IMPORT}from config import ORIGINS, CREDENTIALS\napp.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=CREDENTIALS)`,
    ['Starlette origins: unknown; credentials: unknown'],
  ],
  [
    'branches',
    `${IMPORT}origins = ["https://a.example"]\nif DEBUG:\n    origins = ["*"]\napp.add_middleware(CORSMiddleware, allow_origins=origins)`,
    [
      'Starlette when `DEBUG` is false origins: https://a.example; credentials: false',
      'Starlette when `DEBUG` is true (development) origins: any; credentials: false',
    ],
  ],
  [
    'a set-up in a branch',
    `${IMPORT}if settings.DEBUG:\n    app.add_middleware(CORSMiddleware, allow_origins=["*"])`,
    ['Starlette when `settings.DEBUG` is true (development) origins: any; credentials: false'],
  ],
  [
    'the same condition twice',
    `${IMPORT}origins = []\nif DEBUG:\n    origins = ["*"]\nif DEBUG:\n    app.add_middleware(CORSMiddleware, allow_origins=origins)`,
    ['Starlette when `DEBUG` is true (development) origins: any; credentials: false'],
  ],
  [
    'a branch that is never taken',
    `${IMPORT}DEBUG = False\nif DEBUG:\n    app.add_middleware(CORSMiddleware, allow_origins=["*"])`,
    [],
  ],
  [
    'inside a function',
    `def create():\n    ${IMPORT}    app = FastAPI()\n    app.add_middleware(CORSMiddleware, allow_origins=["*"])\n    return app`,
    ['Starlette origins: any; credentials: false'],
  ],
];

describe('set-ups that are read', () => {
  test.each(FORMS)('%s', (_, source, policies) => {
    expect(printAll(starlette, 'app.py', source)).toEqual(policies);
  });
});

const LOOKALIKES: readonly (readonly [name: string, source: string])[] = [
  [
    'another library',
    'from falcon import CORSMiddleware\napp.add_middleware(CORSMiddleware, allow_origins=["*"])',
  ],
  [
    'a class of the file',
    'class CORSMiddleware:\n    pass\n\napp.add_middleware(CORSMiddleware, allow_origins=["*"])',
  ],
  [
    'a class with methods of its own',
    `${IMPORT}class Own(CORSMiddleware):\n    def is_allowed_origin(self, origin):\n        return check(origin)\n\napp.add_middleware(Own, allow_origins=["*"])`,
  ],
  ['an undefined name', 'app.add_middleware(CORSMiddleware, allow_origins=["*"])'],
  ['another middleware', `${IMPORT}app.add_middleware(GZipMiddleware, minimum_size=10)`],
  ['an import alone', IMPORT],
  [
    'a comment and a text',
    `${IMPORT}# app.add_middleware(CORSMiddleware, allow_origins=["*"])\ntext = "app.add_middleware(CORSMiddleware)"`,
  ],
];

describe('code that only looks like it', () => {
  test.each(LOOKALIKES)('%s', (_, source) => {
    expect(printAll(starlette, 'app.py', source)).toEqual([]);
  });
});

/** Each: the options, and what is made of them after "Starlette ". */
const OPTIONS: readonly (readonly [options: string, policy: string, version?: string])[] = [
  ['allow_origins="*"', 'origins: any; credentials: false'],
  ['allow_origins="https://a.example"', 'origins: within https://a.example; credentials: false'],
  [
    'allow_origins="https://*.a.example"',
    'origins: any; credentials: false; wrong-option-type "https://*.a.example"',
  ],
  ['allow_origins=["https://*.a.example"]', 'origins: never; credentials: false'],
  [String.raw`allow_origins=[r"https://.*\.a\.example"]`, 'origins: never; credentials: false'],
  ['allow_origins=[re.compile("a")]', 'origins: never; credentials: false'],
  ['allow_origins=["https://a.example/"]', 'origins: https://a.example/; credentials: false'],
  ['allow_origins=None', 'origins: none; credentials: false; wrong-option-type None'],
  ['allow_origins=True', 'origins: none; credentials: false; wrong-option-type True'],
  ['allow_origin_regex="https://a.*"', 'origins: /https://a.*/ prefix; credentials: false', '0.13.0'],
  ['allow_origin_regex="https://a.*"', 'origins: /https://a.*/ full; credentials: false', '0.13.1'],
  ['allow_origin_regex=re.compile("a", re.I)', 'origins: /a/i full; credentials: false'],
  ['allow_origin_regex="*"', 'origins: none; credentials: false; wrong-option-type "*"'],
  ['allow_origin_regex=["a"]', 'origins: none; credentials: false; wrong-option-type ["a"]'],
  ['allow_origin_regex=None', 'origins: none; credentials: false'],
  ['allow_credentials="False"', 'origins: none; credentials: true; wrong-option-type "False"'],
  ['allow_credentials="True"', 'origins: none; credentials: true'],
  ['allow_credentials=0', 'origins: none; credentials: false'],
  [
    'allow_methods="GET,POST"',
    'origins: none; credentials: false; allow_methods; wrong-option-type "GET,POST"',
  ],
  ['allow_methods="*", allow_headers="*"', 'origins: none; credentials: false; allow_methods, allow_headers'],
  ['allow_headers=[1]', 'origins: none; credentials: false; allow_headers; wrong-option-type 1'],
  ['expose_headers=None', 'origins: none; credentials: false; expose_headers'],
  ['expose_headers="X-A"', 'origins: none; credentials: false; expose_headers; wrong-option-type "X-A"'],
  ['max_age="1h"', 'origins: none; credentials: false; max_age; wrong-option-type "1h"'],
  ['max_age="60"', 'origins: none; credentials: false; max_age'],
  ['origins=["*"]', 'origins: none; credentials: false; unknown-option origins → allow_origins'],
  [
    'supports_credentials=True',
    'origins: none; credentials: false; unknown-option supports_credentials → allow_credentials',
  ],
  ['allow_origin=["*"]', 'origins: none; credentials: false; unknown-option allow_origin → allow_origins'],
  ['frobnicate=1', 'origins: none; credentials: false; frobnicate; unknown-option frobnicate'],
  ['allow_private_network=True', 'origins: none; credentials: false; allow_private_network'],
  [
    'allow_private_network=True',
    'origins: none; credentials: false; allow_private_network; unknown-option allow_private_network',
    '0.50.0',
  ],
];

describe('what options mean', () => {
  test.each(OPTIONS)('%s', (options, policy, version) => {
    const source = `import re\n${IMPORT}app.add_middleware(CORSMiddleware, ${options})`;
    expect(printAll(starlette, 'app.py', source, version)).toEqual([`Starlette ${policy}`]);
  });
});

test('effects say what the library does', () => {
  const source = `${IMPORT}app.add_middleware(CORSMiddleware, allow_methods="GET", allow_origins="https://*.a.example", alow="x")`;
  const effects = readFile(starlette, 'app.py', source).policies.flatMap((policy) =>
    policy.problems.map(({ effect }) => effect),
  );
  expect(effects).toEqual([
    'Starlette goes through the string letter by letter and sends `Access-Control-Allow-Methods: G, E, T`.',
    'Starlette looks for `*` in this string, finds it, and allows every origin.',
    'Starlette raises `TypeError` while it builds the middleware, so the application answers nothing.',
  ]);
});

test.each([
  ['"GET, POST"', { kind: 'replace', text: '["GET", "POST"]' }],
  ["'GET, POST'", { kind: 'replace', text: "['GET', 'POST']" }],
  ['"GET"', { kind: 'wrap-in-list' }],
])('%s is made a list', (written, repair) => {
  const source = `${IMPORT}app.add_middleware(CORSMiddleware, allow_methods=${written})`;
  expect(readFile(starlette, 'app.py', source).policies[0]?.problems).toMatchObject([{ repair }]);
});

test('places are those of the literals, also through names', () => {
  const source = `${IMPORT}ORIGINS = ["https://a.example", "*"]\napp.add_middleware(CORSMiddleware, allow_origins=ORIGINS)`;
  const [policy] = readFile(starlette, 'app.py', source).policies;
  const shown = policy?.origins.map(({ place, via, written, listed }) => [
    source.slice(place.start, place.end),
    via.length,
    written,
    listed,
  ]);
  expect(shown).toEqual([
    ['"https://a.example"', 1, 'https://a.example', true],
    ['"*"', 1, '*', true],
  ]);
  expect(source.slice(policy?.originsPlace.start, policy?.originsPlace.end)).toBe(
    '["https://a.example", "*"]',
  );
  expect(source.slice(policy?.insertion?.place.start, policy?.insertion?.place.end)).toBe(
    '(CORSMiddleware, allow_origins=ORIGINS)',
  );
});

/** What FastAPI's own requirement makes of Starlette. */
test.each([
  ['0.50.0', 'prefix'],
  ['0.51.0', 'full'],
])('FastAPI %s brings a Starlette that matches in mode %s', (version, mode) => {
  const text = `${IMPORT}app.add_middleware(CORSMiddleware, allow_origin_regex="a")`;
  const dialect = readFile(
    {
      ...starlette,
      read: (unit) =>
        starlette.read({ ...unit, version: () => ({ package: 'fastapi', version, from: 'lock' }) }),
    },
    'app.py',
    text,
  );
  expect(dialect.policies[0]?.origins[0]?.match).toMatchObject({ mode });
});
