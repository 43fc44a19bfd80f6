import { describe, expect, test } from 'vitest';
import { aiohttpCors } from '../../../server/src/core/frameworks/aiohttp-cors/index.ts';
import { printAll } from './python.ts';

const IMPORT = 'import aiohttp_cors\nfrom aiohttp_cors import ResourceOptions, CorsViewMixin, custom_cors\n';

const FORMS: readonly (readonly [name: string, source: string, policies: readonly string[]])[] = [
  [
    'defaults, an origin each',
    `${IMPORT}aiohttp_cors.setup(app, defaults={"*": ResourceOptions(), "https://a.example": ResourceOptions(allow_credentials=True, max_age=5)})`,
    [
      'aiohttp-cors origins: any; credentials: false',
      'aiohttp-cors origins: https://a.example; credentials: true; max_age',
    ],
  ],
  [
    'options in a dict',
    `${IMPORT}cors.add(route, {"https://a.example": {"allow_credentials": True}})`,
    ['aiohttp-cors origins: https://a.example; credentials: true'],
  ],
  [
    'a mapping with a name, options with another',
    `${IMPORT}ORIGIN = "https://a.example"\nown = ResourceOptions(allow_credentials=True)\nDEFAULTS = {ORIGIN: own}\naiohttp_cors.setup(app, defaults=DEFAULTS)`,
    ['aiohttp-cors origins: https://a.example; credentials: true'],
  ],
  [
    'views',
    `${IMPORT}class V(web.View, CorsViewMixin):\n    cors_config = {"null": {}}\n    @custom_cors({"*": {"max_age": 5}})\n    def get(self): pass`,
    [
      'aiohttp-cors at V origins: null; credentials: false',
      'aiohttp-cors at get origins: any; credentials: false; max_age',
    ],
  ],
  [
    'the other module of a set',
    'seen = set()\nseen.add(aiohttp_cors)\nitems.add(1, {"*": {"allow_credentials": True}})',
    [],
  ],
  [
    'in development only',
    `${IMPORT}if DEBUG:\n    cors.add(route, {"*": ResourceOptions(allow_credentials=True)})`,
    ['aiohttp-cors when `DEBUG` is true (development) origins: any; credentials: true'],
  ],
  [
    'an unknown name',
    `${IMPORT}cors.add(route, {"*": ResourceOptions(supports_credentials=True)})`,
    [
      'aiohttp-cors origins: any; credentials: false; unknown-option supports_credentials → allow_credentials',
    ],
  ],
];

describe('what is read', () => {
  test.each(FORMS)('%s', (_, source, policies) => {
    expect(printAll(aiohttpCors, 'app.py', source)).toEqual(policies);
  });
});
