import { describe, expect, test } from 'vitest';
import { flaskCors } from '../../../server/src/core/frameworks/flask-cors/index.ts';
import { printAll, readFile } from './python.ts';

const IMPORT = 'from flask_cors import CORS, cross_origin\n';

/** Each: what is written, and the policies that are read. */
const FORMS: readonly (readonly [name: string, source: string, policies: readonly string[]])[] = [
  ['CORS(app)', `${IMPORT}CORS(app)`, ['flask-cors origins: any by default; credentials: false']],
  [
    'options',
    `${IMPORT}CORS(app, origins="https://a.example", supports_credentials=True, max_age=60)`,
    ['flask-cors origins: https://a.example (any case); credentials: true; max_age'],
  ],
  [
    'a module import',
    'import flask_cors as fc\nfc.CORS(app, origins=[])',
    ['flask-cors origins: none; credentials: false'],
  ],
  [
    'a star import',
    'from flask_cors import *\nCORS(app)',
    ['flask-cors origins: any by default; credentials: false'],
  ],
  [
    'the old place',
    'from flask.ext.cors import CORS\nCORS(app)',
    ['flask-cors origins: any by default; credentials: false'],
  ],
  [
    'init_app, options of both calls',
    `${IMPORT}cors = CORS(supports_credentials=True)\ncors.init_app(app, origins=["https://a.example"])`,
    ['flask-cors origins: https://a.example (any case); credentials: true'],
  ],
  [
    'init_app of an attribute',
    `${IMPORT}class E:\n    def __init__(self):\n        self.cors = CORS(origins="null")\n\n    def init(self, app):\n        self.cors.init_app(app)`,
    ['flask-cors origins: null (any case); credentials: false'],
  ],
  [
    'without an application, options may come elsewhere',
    `${IMPORT}cors = CORS()`,
    ['flask-cors origins: unknown; credentials: unknown; open'],
  ],
  [
    'without an application, its own options count',
    `${IMPORT}cors = CORS(origins="*", supports_credentials=True)`,
    ['flask-cors origins: any; credentials: true; open'],
  ],
  [
    'options in a dict',
    `${IMPORT}options = {"origins": ["https://a.example"]}\nCORS(app, **options)`,
    ['flask-cors origins: https://a.example (any case); credentials: false'],
  ],
  [
    'options that cannot be read',
    `${IMPORT}CORS(app, **load())`,
    ['flask-cors origins: unknown; credentials: unknown; open'],
  ],
  [
    'resources with options of their own',
    `${IMPORT}CORS(app, supports_credentials=True, resources={r"/api/*": {"origins": "*"}, "/b": {"origins": [], "supports_credentials": False}})`,
    [
      'flask-cors at /api/* origins: any; credentials: true; resources',
      'flask-cors at /b origins: none; credentials: false; resources',
    ],
  ],
  [
    'resources that are paths alone',
    `${IMPORT}CORS(app, resources=[r"/a/*", "/b"])\nCORS(shop, resources=r"/*")`,
    [
      'flask-cors at /a/*, /b origins: any by default; credentials: false; resources',
      'flask-cors origins: any by default; credentials: false; resources',
    ],
  ],
  [
    'resources that cannot be read',
    `${IMPORT}CORS(app, resources=settings.RESOURCES)`,
    ['flask-cors origins: unknown; credentials: unknown; resources; open'],
  ],
  [
    'a blueprint does not see the configuration',
    `${IMPORT}from flask import Blueprint\nbp = Blueprint("api", __name__)\nbp.config["CORS_ORIGINS"] = "https://a.example"\nCORS(bp)`,
    ['flask-cors at the blueprint bp origins: any by default; credentials: false'],
  ],
  [
    'a decorator',
    `${IMPORT}@app.route("/")\n@cross_origin(origins=["https://a.example"], supports_credentials=True)\ndef view():\n    pass`,
    ['flask-cors at view origins: https://a.example (any case); credentials: true'],
  ],
  [
    'a decorator in a list',
    `${IMPORT}class V(MethodView):\n    decorators = [cross_origin()]`,
    ['flask-cors origins: any by default; credentials: false'],
  ],
  [
    'configuration by key',
    `${IMPORT}app.config["CORS_ORIGINS"] = ["https://a.example"]\napp.config['CORS_SUPPORTS_CREDENTIALS'] = True\nCORS(app)`,
    ['flask-cors origins: https://a.example (any case); credentials: true'],
  ],
  [
    'configuration by update and from_mapping',
    `${IMPORT}app.config.update(CORS_ORIGINS="null")\napp.config.from_mapping({"CORS_SUPPORTS_CREDENTIALS": True})\nCORS(app)`,
    ['flask-cors origins: null (any case); credentials: true'],
  ],
  [
    'configuration by a class of the file',
    `${IMPORT}class Config:\n    CORS_ORIGINS = ["null"]\n    CORS_SUPPORTS_CREDENTIALS = True\n\napp.config.from_object(Config)\nCORS(app)`,
    ['flask-cors origins: null (any case); credentials: true'],
  ],
  [
    'configuration of another file leaves the default open',
    `${IMPORT}app.config.from_object("config.Config")\nCORS(app)`,
    ['flask-cors origins: any by default; credentials: false; open'],
  ],
  [
    'arguments win over the configuration, resources over both',
    `${IMPORT}app.config["CORS_ORIGINS"] = "https://c.example"\nCORS(app, origins="https://k.example")\nCORS(app, resources={"/r": {"origins": "https://r.example"}})`,
    [
      'flask-cors origins: https://k.example (any case); credentials: false',
      'flask-cors at /r origins: https://r.example (any case); credentials: false; resources',
    ],
  ],
  [
    'None in the configuration is as good as nothing',
    `${IMPORT}app.config["CORS_ORIGINS"] = None\nCORS(app)`,
    ['flask-cors origins: any by default; credentials: false'],
  ],
  [
    'configuration after the call comes too late, for a decorator it does not',
    `${IMPORT}CORS(app)\napp.config["CORS_SUPPORTS_CREDENTIALS"] = True\n\n@cross_origin()\ndef view():\n    pass`,
    [
      'flask-cors origins: any by default; credentials: false',
      'flask-cors at view origins: any by default; credentials: true',
    ],
  ],
  [
    'configuration of another application',
    `${IMPORT}other.config["CORS_ORIGINS"] = "null"\nCORS(app)`,
    ['flask-cors origins: any by default; credentials: false'],
  ],
  [
    'whether the file is run or imported makes no difference',
    `${IMPORT}if __name__ == "__main__":\n    CORS(app)`,
    ['flask-cors origins: any by default; credentials: false'],
  ],
  [
    'init_app in a branch',
    `${IMPORT}cors = CORS()\nif app.debug:\n    cors.init_app(app)`,
    ['flask-cors when `app.debug` is true (development) origins: any by default; credentials: false'],
  ],
  [
    'configuration in a branch',
    `${IMPORT}if app.debug:\n    app.config["CORS_ORIGINS"] = "https://a.example"\nCORS(app)`,
    [
      'flask-cors when `app.debug` is true (development) origins: https://a.example (any case); credentials: false',
      'flask-cors when `app.debug` is false origins: any by default; credentials: false',
    ],
  ],
];

describe('set-ups that are read', () => {
  test.each(FORMS)('%s', (_, source, policies) => {
    expect(printAll(flaskCors, 'app.py', source)).toEqual(policies);
  });
});

const LOOKALIKES: readonly (readonly [name: string, source: string])[] = [
  ['another function', 'from lib import CORS\nCORS(app)'],
  ['a function of the file', 'import flask_cors\n\ndef CORS(app):\n    pass\n\nCORS(app)'],
  ['sanic-cors', 'from sanic_cors import CORS\nCORS(app)'],
  [
    'the decorator of flask-restful',
    'from flask_restful.utils import cors\n\n@cors.crossdomain(origin="*")\ndef f():\n    pass',
  ],
  ['an import alone', IMPORT],
  ['a comment and a text', `${IMPORT}# CORS(app)\ntext = "CORS(app)"`],
];

describe('code that only looks like it', () => {
  test.each(LOOKALIKES)('%s', (_, source) => {
    expect(printAll(flaskCors, 'app.py', source)).toEqual([]);
  });
});

/** Each: the options, and what is made of them after "flask-cors ". */
const OPTIONS: readonly (readonly [options: string, policy: string, version?: string])[] = [
  ['origins="*"', 'origins: any; credentials: false'],
  ['origins=".*"', 'origins: any; credentials: false'],
  ['origins=re.compile(".*")', 'origins: /.*/ prefix; credentials: false'],
  ['origins="https://*.a.example"', 'origins: /https://*.a.example/i prefix; credentials: false'],
  ['origins="https://a.example$"', 'origins: /https://a.example$/i prefix; credentials: false'],
  ['origins="https://a.example$"', 'origins: never; credentials: false', '3.0.4'],
  ['origins="*.a.example"', 'origins: never; credentials: false'],
  ['origins="https://.+.a.example"', 'origins: never; credentials: false'],
  ['origins="http://[::1]:3000"', 'origins: never; credentials: false'],
  ['origins=None', 'origins: none; credentials: false; wrong-option-type None'],
  [
    'origins=["https://a.example", 5]',
    'origins: https://a.example (any case); credentials: false; wrong-option-type 5',
  ],
  ['supports_credentials="False"', 'origins: any by default; credentials: true; wrong-option-type "False"'],
  ['supports_credentials=settings.CREDENTIALS', 'origins: any by default; credentials: unknown'],
  [
    'origin="https://a.example"',
    'origins: any by default; credentials: false; unknown-option origin → origins',
  ],
  [
    'headers=["X-A"]',
    'origins: any by default; credentials: false; headers; unknown-option headers → allow_headers',
  ],
  [
    'allow_credentials=True',
    'origins: any by default; credentials: false; unknown-option allow_credentials → supports_credentials',
  ],
  ['origins="*", origin="x"', 'origins: any; credentials: false; unknown-option origin'],
  ['methods=None', 'origins: any by default; credentials: false; methods'],
  ['methods=None', 'origins: any by default; credentials: false; methods; wrong-option-type None', '6.0.3'],
  ['max_age="1h"', 'origins: any by default; credentials: false; max_age; wrong-option-type "1h"'],
  [
    'resources={"/a": "https://a.example"}',
    'at /a origins: any by default; credentials: false; resources; wrong-option-type "https://a.example"',
  ],
  ['resources=5', 'origins: unknown; credentials: unknown; resources; open; wrong-option-type 5'],
];

describe('what options mean', () => {
  test.each(OPTIONS)('%s', (options, policy, version) => {
    const source = `import os\nimport re\n${IMPORT}CORS(app, ${options})`;
    expect(printAll(flaskCors, 'app.py', source, version)).toEqual([`flask-cors ${policy}`]);
  });
});

test('keys that flask-cors does not read are said once', () => {
  const source = `${IMPORT}app.config["CORS_HEADERS"] = "Content-Type"\napp.config["CORS_OWN_THING"] = 1\nCORS(app)\nCORS(admin)`;
  expect(printAll(flaskCors, 'app.py', source)).toEqual([
    'flask-cors origins: any by default; credentials: false; unknown-option "CORS_HEADERS" → CORS_ALLOW_HEADERS',
    'flask-cors origins: any by default; credentials: false',
  ]);
});

test('effects say what the library does', () => {
  const source = `${IMPORT}app.config["CORS_ORIGIN"] = 1\nCORS(app, origin="https://a.example", supports_credentials="no")`;
  const effects = readFile(flaskCors, 'app.py', source).policies.flatMap((policy) =>
    policy.problems.map(({ effect }) => effect),
  );
  expect(effects).toEqual([
    'flask-cors logs a warning and ignores it, so every origin stays allowed.',
    'A string that is not empty is true in Python, whatever it says: credentials are on.',
    'flask-cors does not read it, so every origin stays allowed.',
  ]);
});

test('a glob is converted to the pattern that was meant', () => {
  const source = `${IMPORT}CORS(app, origins=["*.a.example:8080"])`;
  const match = readFile(flaskCors, 'app.py', source).policies[0]?.origins[0]?.match;
  expect(match).toMatchObject({
    kind: 'never',
    convert: String.raw`r"^https://[A-Za-z0-9-]+\.a\.example:8080$"`,
  });
});

test('a decorator without parentheses', () => {
  const source = `${IMPORT}@app.route("/")\n@cross_origin\ndef view():\n    pass\n`;
  const { policies, misuses } = readFile(flaskCors, 'app.py', source);
  expect(policies).toEqual([]);
  expect(misuses).toMatchObject([{ kind: 'uncalled', written: 'cross_origin' }]);
  const [misuse] = misuses;
  expect(source.slice(misuse?.place.start, misuse?.place.end)).toBe('cross_origin');
});

test('a new option of a resource goes into its dict', () => {
  const source = `${IMPORT}CORS(app, resources={"/a": {"max_age": 5}})`;
  const insertion = readFile(flaskCors, 'app.py', source).policies[0]?.insertion;
  expect(insertion?.form).toBe('entry');
  expect(source.slice(insertion?.place.start, insertion?.place.end)).toBe('{"max_age": 5}');
});
