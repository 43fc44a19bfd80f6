import { cornice } from '../../../server/src/core/frameworks/cornice/index.ts';
import { entries, keywords, setupsOracle, type Written } from '../pythonCases.ts';

/** The options as they are called in `cors_policy`. */
const short = (options: Written): Written =>
  options.map(([name, value]) => [name.replace(/^cors_/, ''), value]);

export const corniceOracle = setupsOracle({
  framework: cornice,
  host: 'cornice',
  prelude: 'import re\nfrom cornice import Service\nfrom cornice.resource import resource\n',
  values: {
    cors_origins: [
      '("*",)',
      '["*"]',
      '"*"',
      '("https://a.example",)',
      '["https://a.example", "https://b.example"]',
      '["https://*.a.example", "null"]',
      '["https://*a.example"]',
      '["http*://?.example"]',
      '["https://[!ab].example", "https://A.example"]',
      '["https://[ab].example"]',
      '("https://a.example/",)',
      '"https://a.example, https://b.example"',
      '["https://[a.example", "https://a.example"]',
      '["**"]',
      '["https://a.example", "*"]',
      '[]',
      '""',
      'None',
      '5',
      '[None, "https://a.example"]',
      '{"https://a.example"}',
      're.compile("https://a.example")',
    ],
    cors_credentials: ['True', 'True', 'True', 'False', '"False"', '0', 'None'],
    cors_headers: [
      '("X-Foo",)',
      '["X-Foo", "X-Bar"]',
      '"X-Foo"',
      '"X-Bar; X-Foo"',
      '["content-type", "x-foo", "X-Foo"]',
      '[]',
      'None',
      '[5]',
    ],
    cors_expose_all_headers: ['False', 'False', 'True', '"False"'],
    cors_max_age: ['600', '0', '"600"', 'None', '-1', 'True'],
    cors_enabled: ['True', 'False', 'None'],
    cors_allow_origins: ['["*"]'],
  },
  chances: {
    cors_origins: 10,
    cors_credentials: 5,
    cors_headers: 5,
    cors_expose_all_headers: 3,
    cors_max_age: 3,
    cors_enabled: 1,
    cors_allow_origins: 0,
  },
  forms: [
    (options) => `service = Service(name="one", path="/", ${keywords(options)})`,
    (options) => `service = Service(name="one", path="/", cors_policy={${entries(short(options))}})`,
    (options) =>
      `CORS = {${entries(short(options.slice(1)))}}\nservice = Service("one", "/", "One", CORS, ${keywords(options.slice(0, 1))})`,
    (options) =>
      `class Own(Service):\n    default_filters = []\n\n\nservice = Own(name="one", path="/", ${keywords(options)})`,
  ],
  seed: 47,
  requests: 5,
  recordedSetups: 200,
  blind: { 'forgets Vary': 'Cornice does not send it.' },
});
