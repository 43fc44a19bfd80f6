import { starlette } from '../../../server/src/core/frameworks/starlette/index.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import { readFile } from '../../unit/frameworks/python.ts';
import { type PythonCase, pythonOracle } from '../pythonLibraries.ts';
import { type Random, requests } from '../requests.ts';

const REQUESTS = 6;

const VALUES: Readonly<Record<string, readonly string[]>> = {
  allow_origins: [
    '["*"]',
    '["*"]',
    '"*"',
    '["https://a.example"]',
    '("https://a.example", "https://b.example")',
    '["https://a.example", "*"]',
    '"https://a.example"',
    '"https://*.a.example"',
    '["https://A.example"]',
    '["https://a.example/"]',
    '["null"]',
    '[]',
    '()',
    '""',
    'None',
    '5',
    'True',
    '[5, None]',
    '[re.compile("https://a.example")]',
    '{"https://a.example": 1}',
  ],
  allow_methods: [
    '["*"]',
    '["GET", "PUT", "PATCH"]',
    '["get", "put"]',
    '"*"',
    '"GET,PUT"',
    '["DELETE", "*"]',
    '[]',
    'None',
    '[1]',
    '("PUT",)',
  ],
  allow_headers: [
    '["*"]',
    '["X-Foo"]',
    '["x-foo", "Authorization"]',
    '"X-Foo"',
    '"*"',
    '[]',
    'None',
    '["X-Foo, X-Bar"]',
    '[1]',
  ],
  allow_credentials: ['True', 'True', 'True', 'False', '"False"', '""', 'None', '1', '0'],
  allow_origin_regex: [
    'r"https://.*\\.a\\.example"',
    'r"https://a\\.example"',
    '".*"',
    '"https://[a-z]+.example$"',
    '"(?i)HTTPS://A.EXAMPLE"',
    'None',
    '""',
    '"*"',
    're.compile("https://a.example", re.I)',
    '["https://a.example"]',
  ],
  allow_private_network: ['True', 'False', '"no"'],
  expose_headers: ['["X-Foo", "X-Bar"]', '"X-Foo"', '["*"]', '[]', 'None', 'False', '5', '[1]'],
  max_age: ['0', '3600', '"600"', 'None', 'True', '-1'],
};

function cases(random: Random, setups: number): readonly PythonCase[] {
  return Array.from({ length: setups }, (_, i) => {
    const given = Object.entries(VALUES).flatMap(([name, values]) => {
      const chance = name === 'allow_origins' ? 6 : name === 'allow_credentials' ? 4 : 2;
      if (random.below(8) >= chance) return [];
      // The first two rounds go through the values of `allow_origins` in order.
      return name === 'allow_origins' && i < values.length * 2
        ? [`${name}=${values[i % values.length]}`]
        : [`${name}=${random.pick(values)}`];
    });
    if (random.below(40) === 0) given.push('alow_origins=["*"]');
    return { source: given.join(', '), requests: requests(random, REQUESTS) };
  });
}

function policyOf(source: string, version: string): Policy {
  const text = `import re\nfrom starlette.middleware.cors import CORSMiddleware\napp.add_middleware(CORSMiddleware, ${source})\n`;
  const [policy, ...others] = readFile(starlette, 'app.py', text, version).policies;
  if (!policy || others.length > 0) throw new Error(`one policy expected of ${source}`);
  return policy;
}

export const starletteOracle = pythonOracle({
  framework: starlette,
  seed: 1,
  host: () => 'starlette',
  cases,
  requestsPerSetup: REQUESTS,
  recordedSetups: 130,
  policyOf,
});
