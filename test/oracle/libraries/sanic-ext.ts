import { sanicExt } from '../../../server/src/core/frameworks/sanic-ext/index.ts';
import { entries, keywords, setupsOracle, type Written } from '../pythonCases.ts';

const ARGUMENTS: Readonly<Record<string, string>> = {
  CORS_ORIGINS: 'origin',
  CORS_SUPPORTS_CREDENTIALS: 'supports_credentials',
  CORS_METHODS: 'allow_methods',
  CORS_ALLOW_HEADERS: 'allow_headers',
  CORS_EXPOSE_HEADERS: 'expose_headers',
  CORS_MAX_AGE: 'max_age',
};

/** Every set-up has origins: a file without them says nothing. */
function whole(options: Written): Written {
  return options.some(([name]) => name === 'CORS_ORIGINS')
    ? options
    : [['CORS_ORIGINS', '"https://b.example"'], ...options];
}

const attributes = (options: Written) =>
  whole(options)
    .map(([name, value]) => `app.config.${name} = ${value}\n`)
    .join('');

export const sanicExtOracle = setupsOracle({
  framework: sanicExt,
  host: 'sanic',
  prelude: 'import re\nfrom sanic import Sanic\nfrom sanic_ext import cors\n',
  values: {
    CORS_ORIGINS: [
      '"*"',
      '"*"',
      '"https://a.example"',
      '"https://A.example"',
      '"https://a.example,https://b.example"',
      '"https://a.example/, null"',
      '"https://a.example,"',
      '["https://a.example"]',
      '["https://a.example", "https://b.example"]',
      '("https://a.example",)',
      '{"https://a.example"}',
      '["*"]',
      '["https://*.a.example", "https://b.example"]',
      're.compile(".*")',
      're.compile(r"https://a\\.example")',
      're.compile(r"https://a\\.example$")',
      '[re.compile(r"https://(?:x\\.)?a\\.example$"), "null"]',
      '""',
      '[]',
      'None',
    ],
    CORS_SUPPORTS_CREDENTIALS: ['True', 'True', 'True', 'False', '"False"', '0'],
    CORS_METHODS: ['"PUT"', '"GET,put"', '"PUT, DELETE"', '["PATCH", "GET"]', '"*"', '""', '[]'],
    CORS_ALLOW_HEADERS: ['"*"', '"x-foo"', '["X-Foo", "Authorization"]', '"x-bar, x-foo"', '""', 'None'],
    CORS_EXPOSE_HEADERS: ['"X-Foo"', '["X-Foo", "X-Bar"]', '"*"', '"X-Foo,X-Bar"', '""'],
    CORS_MAX_AGE: ['600', '0', '"600"', 'None'],
    CORS_SEND_WILDCARD: ['True', 'True', 'False'],
    CORS_ALWAYS_SEND: ['True', 'False'],
    CORS_AUTOMATIC_OPTIONS: ['True', 'False'],
  },
  chances: {
    CORS_SUPPORTS_CREDENTIALS: 4,
    CORS_EXPOSE_HEADERS: 4,
    CORS_MAX_AGE: 3,
    CORS_ALWAYS_SEND: 1,
    CORS_AUTOMATIC_OPTIONS: 1,
  },
  forms: [
    attributes,
    (options) => `app.config.update({${entries(whole(options))}})`,
    (options) => {
      const own = options.filter(([name]) => ARGUMENTS[name] !== undefined);
      const written = own.map(([name, value]): Written[number] => [ARGUMENTS[name] ?? '', value]);
      const rest = options.filter(([name]) => ARGUMENTS[name] === undefined);
      return `${attributes(rest)}@app.route("/", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])\n@cors(${keywords(written)})\nasync def view(request):\n    return reach()\n`;
    },
  ],
  // The route's own set-up answers, where it has one.
  choose: (policies) => policies.find(({ scope }) => scope !== undefined) ?? policies[0],
  seed: 32,
  requests: 5,
  recordedSetups: 150,
});
