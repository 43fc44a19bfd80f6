import { describe, expect, test } from 'vitest';
import { djangoCorsHeaders } from '../../../server/src/core/frameworks/django-cors-headers/index.ts';
import { printAll, readFile } from './python.ts';

const DJANGO = 'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\n';

/** Each: the path, what is written, and the policies that are read. */
const FORMS: readonly (readonly [name: string, path: string, source: string, policies: readonly string[]])[] =
  [
    [
      'a settings module',
      'mysite/settings.py',
      `${DJANGO}CORS_ALLOWED_ORIGINS = ["https://a.example"]\nCORS_ALLOW_CREDENTIALS = True\n`,
      ['django-cors-headers origins: https://a.example; credentials: true'],
    ],
    [
      'a module of any name that is one of Django',
      'conf.py',
      'INSTALLED_APPS = ["corsheaders"]\nCORS_ALLOW_ALL_ORIGINS: bool = True\n',
      ['django-cors-headers origins: any; credentials: false'],
    ],
    [
      'split settings, open to those of the base',
      'mysite/settings/dev.py',
      'from .base import *\nCORS_ALLOW_ALL_ORIGINS = True\n',
      ['django-cors-headers (development) origins: any; credentials: unknown; open'],
    ],
    [
      "a settings file with names that are nobody else's",
      'settings_prod.py',
      'CORS_ORIGIN_ALLOW_ALL = True\n',
      ['django-cors-headers origins: any; credentials: false'],
    ],
    [
      'old names',
      'settings.py',
      `${DJANGO}CORS_ORIGIN_WHITELIST = ("https://a.example",)\nCORS_ORIGIN_REGEX_WHITELIST = [r"^https://b"]\n`,
      ['django-cors-headers origins: https://a.example, /^https://b/ prefix; credentials: false'],
    ],
    [
      'the new name wins',
      'settings.py',
      `${DJANGO}CORS_ORIGIN_WHITELIST = ("https://old.example",)\nCORS_ALLOWED_ORIGINS = ["https://new.example"]\n`,
      ['django-cors-headers origins: https://new.example; credentials: false'],
    ],
    [
      'branches',
      'settings.py',
      `${DJANGO}CORS_ALLOWED_ORIGINS = ["https://a.example"]\nif DEBUG:\n    CORS_ALLOW_ALL_ORIGINS = True\nelse:\n    CORS_ALLOW_CREDENTIALS = True\n`,
      [
        'django-cors-headers when `DEBUG` is true (development) origins: any, https://a.example; credentials: false',
        'django-cors-headers when `DEBUG` is false origins: https://a.example; credentials: true',
      ],
    ],
    [
      'a value that depends on DEBUG',
      'settings.py',
      `${DJANGO}CORS_ALLOW_ALL_ORIGINS = DEBUG\nDEBUG = False\n`,
      ['django-cors-headers origins: unknown; credentials: false'],
    ],
    [
      'a known DEBUG',
      'settings.py',
      `${DJANGO}DEBUG = True\nCORS_ALLOW_ALL_ORIGINS = DEBUG\n`,
      ['django-cors-headers origins: any; credentials: false'],
    ],
    [
      'a list that grows',
      'settings.py',
      `${DJANGO}CORS_ALLOWED_ORIGINS = ["https://a.example"]\nCORS_ALLOWED_ORIGINS += ["https://b.example"]\nCORS_ALLOWED_ORIGINS.append("null")\n`,
      ['django-cors-headers origins: https://a.example, https://b.example, null; credentials: false'],
    ],
    [
      'a list of the environment',
      'settings.py',
      `${DJANGO}import os\nCORS_ALLOWED_ORIGINS = os.environ.get("ORIGINS", "").split(",")\n`,
      [
        'django-cors-headers when `ORIGINS` is unset origins: empty; credentials: false',
        'django-cors-headers when `ORIGINS` is set origins: unknown; credentials: false',
      ],
    ],
    [
      'classes of django-configurations',
      'settings.py',
      'from configurations import Configuration\nclass Base(Configuration):\n    CORS_ALLOWED_ORIGINS = ["https://a.example"]\n\nclass Dev(Base):\n    CORS_ALLOW_ALL_ORIGINS = True\n',
      [
        'django-cors-headers origins: https://a.example; credentials: false',
        'django-cors-headers origins: any, https://a.example; credentials: false',
      ],
    ],
    [
      'a path',
      'settings.py',
      `${DJANGO}CORS_URLS_REGEX = r"^/api/.*$"\nCORS_ALLOW_ALL_ORIGINS = True\n`,
      ['django-cors-headers at ^/api/.*$ origins: any; credentials: false; CORS_URLS_REGEX'],
    ],
  ];

describe('settings that are read', () => {
  test.each(FORMS)('%s', (_, path, source, policies) => {
    expect(printAll(djangoCorsHeaders, path, source)).toEqual(policies);
  });
});

const LOOKALIKES: readonly (readonly [name: string, path: string, source: string])[] = [
  [
    'constants of another framework',
    'settings.py',
    'from fastapi import FastAPI\nCORS_ALLOWED_ORIGINS = ["*"]\nCORS_ALLOW_CREDENTIALS = True\n',
  ],
  [
    'settings of nobody in particular',
    'settings.py',
    'CORS_ALLOWED_ORIGINS = ["*"]\nCORS_ALLOW_CREDENTIALS = True\n',
  ],
  ['a module that is no settings module', 'config.py', 'CORS_ORIGIN_ALLOW_ALL = True\n'],
  [
    'settings of pydantic',
    'settings.py',
    'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    CORS_ALLOWED_ORIGINS: list[str] = ["*"]\n    CORS_ALLOW_ALL_ORIGINS: bool = True\n',
  ],
  ['a plain class', 'settings.py', `${DJANGO}class Config:\n    CORS_ALLOW_ALL_ORIGINS = True\n`],
  [
    'configuration of Flask',
    'config.py',
    'class Config:\n    CORS_ORIGINS = "*"\n    CORS_ALLOW_HEADERS = "*"\n',
  ],
  ['names of the project itself', 'settings.py', `${DJANGO}CORS_ENABLED = True\nCORS_OWN_DOMAIN = "a"\n`],
  ['a local variable', 'settings.py', `${DJANGO}def f():\n    CORS_ALLOW_ALL_ORIGINS = True\n`],
  ['a comment', 'settings.py', `${DJANGO}# CORS_ALLOW_ALL_ORIGINS = True\n`],
];

describe('code that only looks like it', () => {
  test.each(LOOKALIKES)('%s', (_, path, source) => {
    expect(printAll(djangoCorsHeaders, path, source)).toEqual([]);
  });
});

/** Each: the settings, and what is made of them after "django-cors-headers ". */
const SETTINGS: readonly (readonly [settings: string, policy: string, version?: string])[] = [
  ['CORS_ALLOWED_ORIGINS = ["https://*.a.example"]', 'origins: never; credentials: false'],
  ['CORS_ALLOWED_ORIGINS = ["*"]', 'origins: never; credentials: false'],
  [
    'CORS_ALLOWED_ORIGINS = "https://a.example"',
    'origins: none; credentials: false; wrong-option-type "https://a.example"',
  ],
  ['CORS_ALLOWED_ORIGINS = None', 'origins: none; credentials: false; wrong-option-type None'],
  [
    'CORS_ALLOWED_ORIGINS = ["https://a.example", 1]',
    'origins: https://a.example; credentials: false; wrong-option-type 1',
  ],
  [
    'CORS_ALLOWED_ORIGIN_REGEXES = [re.compile("a", re.I), r"b"]',
    'origins: /a/i prefix, /b/ prefix; credentials: false',
  ],
  ['CORS_ALLOWED_ORIGIN_REGEXES = ["*"]', 'origins: never; credentials: false'],
  [
    'CORS_ALLOWED_ORIGIN_REGEXES = r"^https://a$"',
    'origins: none; credentials: false; wrong-option-type r"^https://a$"',
  ],
  ['CORS_ALLOW_ALL_ORIGINS = "False"', 'origins: any; credentials: false; wrong-option-type "False"'],
  ['CORS_ALLOW_CREDENTIALS = "False"', 'origins: none; credentials: true; wrong-option-type "False"'],
  [
    'CORS_ALLOW_METHODS = "GET"',
    'origins: none; credentials: false; CORS_ALLOW_METHODS; wrong-option-type "GET"',
  ],
  ['CORS_PREFLIGHT_MAX_AGE = 0', 'origins: none; credentials: false; CORS_PREFLIGHT_MAX_AGE'],
  [
    'CORS_ALLOW_ORIGINS = ["*"]',
    'origins: none; credentials: false; unknown-option CORS_ALLOW_ORIGINS → CORS_ALLOWED_ORIGINS',
  ],
  [
    'CORS_ALLOWED_HEADERS = []',
    'origins: none; credentials: false; CORS_ALLOWED_HEADERS; unknown-option CORS_ALLOWED_HEADERS → CORS_ALLOW_HEADERS',
  ],
  [
    'CORS_ALLOWED_ORIGINS = ["https://a.example"]',
    'origins: none; credentials: false; unknown-option CORS_ALLOWED_ORIGINS → CORS_ORIGIN_WHITELIST',
    '3.4.0',
  ],
  [
    'CORS_ORIGIN_WHITELIST = ["a.example"]',
    'origins: /[a-z][a-z0-9+.-]*://a\\.example/ full; credentials: false',
    '2.5.3',
  ],
];

describe('what settings mean', () => {
  test.each(SETTINGS)('%s', (settings, policy, version) => {
    const source = `import re\n${DJANGO}${settings}\n`;
    expect(printAll(djangoCorsHeaders, 'settings.py', source, version)).toEqual([
      `django-cors-headers ${policy}`,
    ]);
  });
});

test.each([
  ['https://a.example/', 'trailing-slash', 'warns'],
  ['https://a.example/app', 'path', 'warns'],
  ['HTTPS://a.example', 'upper-case', 'works'],
  ['https://A.example', 'upper-case', undefined],
  ['https://A.example/', 'trailing-slash', undefined],
  [' https://a.example', 'blank', 'warns'],
  ['https://a.example ', 'blank', undefined],
  ['a.example', 'no-scheme', 'warns'],
  ['', 'empty', 'warns'],
  ['https://a.example:443', 'default-port', undefined],
  ['localhost:3000', 'no-scheme', undefined],
])('%j with the flaw %s is forgiven: %s', (written, flaw, kind) => {
  const source = `${DJANGO}CORS_ALLOWED_ORIGINS = [${JSON.stringify(written)}]\n`;
  const [rule] = readFile(djangoCorsHeaders, 'settings.py', source).policies[0]?.origins ?? [];
  expect(rule?.forgiven?.(flaw)?.kind).toBe(kind);
});

test('a pattern that is a string: the letter that lets everybody in is named', () => {
  const source = `${DJANGO}CORS_ALLOWED_ORIGIN_REGEXES = r"^https://a\\.example$"\n`;
  const [problem] = readFile(djangoCorsHeaders, 'settings.py', source).policies[0]?.problems ?? [];
  expect(problem?.effect).toContain('`^` matches the beginning of every origin: every website is allowed.');
});

test('what a string of patterns lets in is said at the string', () => {
  const source = `${DJANGO}CORS_ALLOWED_ORIGINS = []\nCORS_ALLOWED_ORIGIN_REGEXES = "^https"\n`;
  const [policy] = readFile(djangoCorsHeaders, 'settings.py', source).policies;
  expect(source.slice(policy?.originsPlace.start, policy?.originsPlace.end)).toBe('"^https"');
});

test('a new setting goes behind the last one that stands in no branch', () => {
  const source = `${DJANGO}CORS_ALLOW_ALL_ORIGINS = True\nX = 1\nif X:\n    CORS_ALLOW_CREDENTIALS = True\n`;
  const insertion = readFile(djangoCorsHeaders, 'settings.py', source).policies[0]?.insertion;
  expect(insertion?.form).toBe('assignment');
  expect(source.slice(insertion?.place.start, insertion?.place.end)).toBe('CORS_ALLOW_ALL_ORIGINS = True');
});
