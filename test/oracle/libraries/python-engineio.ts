import { pythonEngineio } from '../../../server/src/core/frameworks/python-engineio/index.ts';
import { keywords, setupsOracle } from '../pythonCases.ts';

const SERVER = 'async_mode="threading", monitor_clients=False';

export const pythonEngineioOracle = setupsOracle({
  framework: pythonEngineio,
  host: 'engineio',
  prelude: 'import re\nimport engineio\n',
  values: {
    cors_allowed_origins: [
      '"*"',
      '["*"]',
      '("https://a.example", "*")',
      '"https://a.example"',
      '"https://A.example"',
      '["https://a.example"]',
      '["https://a.example", "https://b.example"]',
      '("https://a.example/",)',
      '{"https://a.example", "null"}',
      '{"https://a.example": True}',
      '"https://*.a.example"',
      '["https://*.a.example", "https://b.example"]',
      '"https://a.example,https://b.example"',
      '[]',
      '()',
      '""',
      'None',
      '[None, "https://a.example"]',
      '[5]',
      'True',
      'False',
      '5',
      're.compile("https://a.example")',
      '[re.compile("https://a.example")]',
      '"null"',
      '["null"]',
      '"https://api.example"',
    ],
    cors_credentials: ['True', 'False', 'False', '"False"', 'None', '0', '[]'],
    cors_allow_origins: ['"*"'],
  },
  chances: { cors_credentials: 5, cors_allow_origins: 1 },
  forms: [
    (options) => `server = engineio.Server(${SERVER}, ${keywords(options)})`,
    (options) => `options = dict(${keywords(options)})\nserver = engineio.Server(${SERVER}, **options)`,
  ],
  seed: 11,
  requests: 5,
  recordedSetups: 110,
  blind: {
    'sends every origin back': 'it never sends anything else',
    'forgets Vary': 'it never sends any',
    'exposes nothing': 'it never exposes anything',
    'forgets the age of preflights': 'it never sends any',
  },
});
