import { chalice } from '../../../server/src/core/frameworks/chalice/index.ts';
import { entries, keywords, setupsOracle } from '../pythonCases.ts';

export const chaliceOracle = setupsOracle({
  framework: chalice,
  host: 'chalice',
  prelude: 'import re\nfrom chalice import Chalice, CORSConfig\napp = Chalice("a")\n',
  values: {
    allow_origin: [
      '"*"',
      '"https://a.example"',
      '"https://A.example/"',
      '"https://a.example,https://b.example"',
      '"null"',
      '""',
    ],
    allow_headers: [
      '["X-Foo"]',
      '("X-Foo", "Authorization")',
      '["*"]',
      '[]',
      'None',
      '"X"',
      '5',
      '{"X-Foo"}',
    ],
    expose_headers: ['["X-Foo"]', '("X-Foo", "X-Bar")', '["*"]', '"X"', '[]', 'None', '""'],
    max_age: ['600', '0', '"600"', 'None', '-1'],
    allow_credentials: ['True', 'True', 'True', 'False', '"True"', '1', 'None'],
    allow_origins: ['["*"]'],
  },
  chances: { expose_headers: 4, max_age: 3, allow_credentials: 6, allow_origins: 0 },
  forms: [
    (options) => `everywhere(cors=CORSConfig(${keywords(options)}))`,
    (options) => `options = {${entries(options)}}\ncors = CORSConfig(**options)\neverywhere(cors=cors)`,
    (options) =>
      options.length > 1
        ? `app.api.cors = CORSConfig(${keywords(options)})\neverywhere()`
        : 'app.api.cors = True\neverywhere()',
  ],
  seed: 43,
  requests: 5,
  recordedSetups: 150,
  blind: {
    'forgets Vary': 'it never sends any',
    'compares origins without case': 'it compares nothing',
  },
});
