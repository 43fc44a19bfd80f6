import { falcon } from '../../../server/src/core/frameworks/falcon/index.ts';
import { keywords, setupsOracle } from '../pythonCases.ts';

export const falconOracle = setupsOracle({
  framework: falcon,
  prelude: 'import re\nimport falcon\n',
  values: {
    allow_origins: [
      '"*"',
      '"*"',
      '"https://a.example"',
      '"https://A.example"',
      '["https://a.example"]',
      '["https://a.example", "https://b.example"]',
      '("https://a.example/",)',
      '{"https://a.example", "null"}',
      '["*"]',
      '("https://a.example", "*")',
      '"https://*.a.example"',
      '"https://a.example,https://b.example"',
      '""',
      '[]',
      'None',
      'True',
      '{"https://a.example": 1}',
      're.compile("https://a.example")',
      '[None, "https://a.example"]',
    ],
    allow_credentials: [
      '"*"',
      '"*"',
      '"https://a.example"',
      '["https://a.example"]',
      '("https://b.example", "https://evil.example")',
      'None',
      '[]',
      '""',
      'True',
      'False',
      '["*"]',
    ],
    expose_headers: [
      '"X-Foo"',
      '["X-Foo", "X-Bar"]',
      '"*"',
      '("X-Total",)',
      '[]',
      '""',
      'None',
      '[5]',
      'True',
    ],
    allow_private_network: ['True', 'False', '"False"'],
    allow_methods: ['["GET"]'],
  },
  chances: { allow_credentials: 6, expose_headers: 4, allow_methods: 0, allow_private_network: 2 },
  forms: [
    (options) => `app = falcon.App(middleware=[falcon.CORSMiddleware(${keywords(options)})])`,
    (options) =>
      `cors = falcon.CORSMiddleware(**dict(${keywords(options)}))\napp = falcon.App(middleware=cors)`,
    (options) =>
      options.length > 0
        ? `app = falcon.App()\napp.add_middleware(falcon.CORSMiddleware(${keywords(options)}))`
        : 'app = falcon.App(cors_enable=True)',
  ],
  seed: 21,
  requests: 5,
  recordedSetups: 150,
  blind: { 'forgets Vary': 'it never sends any' },
});
