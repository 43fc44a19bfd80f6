import { quartCors } from '../../../server/src/core/frameworks/quart-cors/index.ts';
import { keywords, setupsOracle, type Written } from '../pythonCases.ts';

const isSetting = ([name]: readonly [string, string]) => name.startsWith('QUART_CORS_');
const given = (options: Written) => options.filter((option) => !isSetting(option));
const settings = (options: Written) =>
  options
    .filter(isSetting)
    .map(([name, value]) => `app.config["${name}"] = ${value}\n`)
    .join('');

// `["*", "https://a.example"]` is left out: of a set of both, either may be the first that is found.
const ORIGINS = [
  '"*"',
  '["*"]',
  '"https://a.example"',
  '"https://A.example"',
  '["https://a.example"]',
  '["https://a.example", "https://b.example"]',
  '("https://a.example/", "https://b.example")',
  '{"https://a.example", "null"}',
  '"https://*.a.example"',
  'r"https://.*\\.example"',
  're.compile(r"https://a\\.example")',
  're.compile(r"https://a\\.example$")',
  '[re.compile(r"https://(?:a|b)\\.example"), "null"]',
  're.compile("HTTPS://A", re.I)',
  're.compile(".*")',
  '[]',
  '[None, "https://a.example"]',
  'None',
  '""',
  'True',
];
const METHODS = ['["GET", "PUT"]', '["get", "patch"]', '"PUT"', '"GET, PUT"', '["*"]', '[]', '[5]', 'None'];
const HEADERS = [
  '["X-Foo"]',
  '("x-foo", "Authorization")',
  '"X-Foo"',
  '"X-Foo, X-Bar"',
  '["*"]',
  '[]',
  'None',
];
const EXPOSE = ['["X-Foo", "X-Bar"]', '"X-Foo"', '"X-Foo, X-Bar"', '["*"]', '[]', '[None]', 'True'];
const AGES = ['600', '0', '"600"', 'None', '1.9', 'True', '"soon"', '-1'];
const FLAGS = ['True', 'True', 'False', 'None', '"False"', '1', '0'];

export const quartCorsOracle = setupsOracle({
  framework: quartCors,
  host: 'quart',
  prelude: 'import re\nfrom quart_cors import cors, route_cors\n',
  values: {
    allow_origin: ORIGINS,
    allow_credentials: FLAGS,
    allow_methods: METHODS,
    allow_headers: HEADERS,
    expose_headers: EXPOSE,
    max_age: AGES,
    send_origin_wildcard: ['True', 'False', 'None'],
    QUART_CORS_ALLOW_ORIGIN: [...ORIGINS, 're.compile("https")'],
    QUART_CORS_ALLOW_CREDENTIALS: FLAGS,
    QUART_CORS_ALLOW_METHODS: METHODS,
    QUART_CORS_ALLOW_HEADERS: HEADERS,
    QUART_CORS_EXPOSE_HEADERS: EXPOSE,
    QUART_CORS_MAX_AGE: AGES,
    QUART_CORS_SEND_ORIGIN_WILDCARD: ['False', 'False', 'True', '0', 'None'],
    allow_origins: ['"*"'],
  },
  chances: {
    allow_origin: 7,
    allow_credentials: 4,
    send_origin_wildcard: 1,
    QUART_CORS_ALLOW_ORIGIN: 3,
    QUART_CORS_ALLOW_CREDENTIALS: 1,
    QUART_CORS_ALLOW_METHODS: 1,
    QUART_CORS_ALLOW_HEADERS: 1,
    QUART_CORS_EXPOSE_HEADERS: 1,
    QUART_CORS_MAX_AGE: 1,
    allow_origins: 0,
  },
  forms: [
    (options) =>
      `${settings(options)}app = cors(app${given(options).length ? ', ' : ''}${keywords(given(options))})`,
    (options) => `app = cors(app, **dict(${keywords(given(options))}))\n${settings(options)}`,
    (options) =>
      `${settings(options)}@app.route("/", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])\n@route_cors(${keywords(given(options))})\nasync def view():\n    return reach()\n`,
  ],
  seed: 31,
  requests: 5,
  recordedSetups: 150,
});
