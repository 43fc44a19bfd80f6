import { djangoCorsHeaders } from '../../../server/src/core/frameworks/django-cors-headers/index.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import { readFile } from '../../unit/frameworks/python.ts';
import { type PythonCase, pythonOracle } from '../pythonLibraries.ts';
import { type Random, requests } from '../requests.ts';

const REQUESTS = 6;

const LISTS = [
  '["https://a.example"]',
  '("https://a.example", "https://b.example")',
  '["https://a.example/"]',
  '["https://a.example/app?x#y", "null"]',
  '["HTTPS://a.example"]',
  '["https://A.example"]',
  '["https://a.example:443"]',
  '["http://a.example:8000"]',
  '["https://*.a.example"]',
  '["a.example"]',
  '["a.example:8000", "b.example"]',
  '["*"]',
  '[""]',
  '["null"]',
  '["//a.example"]',
  '["https://a.example "]',
  '["https://a.example", "https://[::1]:80"]',
  '["https://[a.example"]',
  '"https://a.example"',
  '"a.example"',
  '""',
  '[]',
  'None',
  'True',
];
const REGEXES = [
  '[r"^https://.*\\.a\\.example$"]',
  '[r"https://.*a\\.example"]',
  '[r"https://\\w+\\.example", "null"]',
  '[re.compile("HTTPS://A.EXAMPLE$", re.I)]',
  '["*"]',
  '[".*"]',
  'r"^https://a\\.example$"',
  '"https://.*"',
  '"x"',
  '"null$"',
  '[]',
  'None',
];
const VALUES: Readonly<Record<string, readonly string[]>> = {
  CORS_ALLOWED_ORIGINS: LISTS,
  CORS_ORIGIN_WHITELIST: LISTS,
  CORS_ALLOWED_ORIGIN_REGEXES: REGEXES,
  CORS_ORIGIN_REGEX_WHITELIST: REGEXES,
  CORS_ALLOW_ALL_ORIGINS: ['True', 'False', '"False"', '1', 'None'],
  CORS_ORIGIN_ALLOW_ALL: ['True', 'False', '""'],
  CORS_ALLOW_CREDENTIALS: ['True', 'True', 'False', '"False"', '0'],
  CORS_ALLOW_METHODS: ['["GET", "PUT"]', '["*"]', '"GET"', '[]', 'None', '[1]'],
  CORS_ALLOW_HEADERS: ['["x-foo"]', '["*"]', '"*"', '()', 'None'],
  CORS_EXPOSE_HEADERS: ['["X-Foo", "X-Bar"]', '"X-Foo"', '[]', 'None', '["*"]'],
  CORS_PREFLIGHT_MAX_AGE: ['0', '3600', '"600"', 'None'],
  CORS_ALLOW_PRIVATE_NETWORK: ['True', 'False'],
  CORS_URLS_REGEX: ['r"^/.*$"'],
};

function cases(random: Random, setups: number): readonly PythonCase[] {
  return Array.from({ length: setups }, (_, i) => {
    const given = Object.entries(VALUES).flatMap(([name, values]) => {
      const chance = /ALL/.test(name) ? 2 : /WHITELIST/.test(name) ? 4 : 5;
      if (random.below(14) >= (name === 'CORS_ALLOWED_ORIGINS' ? 9 : chance)) return [];
      // The first rounds go through the lists of origins in order.
      const isList = values === LISTS && i < LISTS.length * 3;
      return [`${name} = ${isList ? values[i % values.length] : random.pick(values)}`];
    });
    return {
      source: `${['CORS_URLS_REGEX = r"^.*$"', ...given].join('\n')}\n`,
      requests: requests(random, REQUESTS),
    };
  });
}

function policyOf(source: string, version: string): Policy {
  const text = `import re\nMIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\n${source}`;
  const [policy, ...others] = readFile(djangoCorsHeaders, 'settings.py', text, version).policies;
  if (!policy || others.length > 0) throw new Error(`one policy expected of ${source}`);
  return policy;
}

export const djangoCorsHeadersOracle = pythonOracle({
  framework: djangoCorsHeaders,
  seed: 3,
  host: (version) => (Number(version.split('.')[0]) < 3 || version === '3.4.0' ? 'django-2.2' : 'django-5.2'),
  cases,
  requestsPerSetup: REQUESTS,
  recordedSetups: 130,
  policyOf,
});
