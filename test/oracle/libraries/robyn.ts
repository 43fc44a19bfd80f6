import { robyn } from '../../../server/src/core/frameworks/robyn/index.ts';
import { keywords, setupsOracle } from '../pythonCases.ts';

const NONE = 'Robyn does not send it.';

export const robynOracle = setupsOracle({
  framework: robyn,
  host: 'robyn',
  prelude: 'import re\nfrom robyn import ALLOW_CORS, Robyn\napp = Robyn(__file__)\n',
  values: {
    origins: [
      '"*"',
      '["*"]',
      '["https://a.example"]',
      '"https://a.example"',
      '["https://a.example", "https://b.example"]',
      '("https://a.example", "https://A.example", "null")',
      '["*", "https://a.example"]',
      '["https://a.example/"]',
      '("https://b.example",)',
      '"https://a.example, https://b.example"',
      '["https://*.a.example", "https://a.example"]',
      '{"https://a.example"}',
      '{"https://a.example": 1, "null": 2}',
      '[]',
      '""',
      'None',
      'True',
      '[None]',
      '[None, "https://a.example"]',
      're.compile("https://a.example")',
    ],
    headers: [
      '["X-Foo"]',
      '["X-Foo", "Authorization"]',
      '"X-Bar, X-Foo"',
      '"*"',
      '["*"]',
      '[]',
      '("X-Foo",)',
      '[1]',
    ],
    allow_origins: ['["*"]'],
  },
  chances: { origins: 10, headers: 3, allow_origins: 0 },
  forms: [
    (options) => `ALLOW_CORS(app, ${keywords(options)})`,
    (options) => `ALLOW_CORS(${keywords([['app', 'app'], ...options])})`,
  ],
  seed: 46,
  // Each set-up is a process.
  requests: 15,
  recordedSetups: 60,
  blind: {
    'forgets Vary': NONE,
    'exposes nothing': NONE,
  },
});
