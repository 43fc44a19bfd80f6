import { aiohttpCors } from '../../../server/src/core/frameworks/aiohttp-cors/index.ts';
import type { ServerRequest } from '../../../server/src/core/policy/answer.ts';
import { headerOf } from '../../../server/src/core/policy/answer.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import { entries, keywords, setupsOracle, type Written } from '../pythonCases.ts';

const ORIGINS = [
  '"*"',
  '"https://a.example"',
  '"https://A.example"',
  '"https://a.example/"',
  '"https://*.a.example"',
  '"null"',
  'ORIGIN',
];

/** `origins` is the key that the options stand under. */
function parts(options: Written): { readonly origin: string; readonly rest: Written } {
  const origin = options.find(([name]) => name === 'origins')?.[1] ?? '"*"';
  return { origin, rest: options.filter(([name]) => name !== 'origins') };
}

function made(options: Written): string {
  const { origin, rest } = parts(options);
  return `{${origin}: ResourceOptions(${keywords(rest)})}`;
}

const ADD = 'for route in routes:\n    cors.add(route)\n';
const START = 'ORIGIN = "https://b.example"\n';

export const aiohttpCorsOracle = setupsOracle({
  framework: aiohttpCors,
  host: 'aiohttp',
  prelude: 'import re\nimport aiohttp_cors\nfrom aiohttp_cors import ResourceOptions\n',
  values: {
    origins: ORIGINS,
    allow_credentials: ['True', 'True', 'True', 'False', '"True"', '1', 'None'],
    expose_headers: [
      '"*"',
      '"*"',
      '["X-Foo"]',
      '("X-Bar",)',
      '["X-Total"]',
      '["X-Foo"]',
      '("X-Foo", "X-Bar")',
      '[]',
      '"X-Foo"',
      '{"X-Foo"}',
      'None',
      '5',
    ],
    allow_headers: [
      '"*"',
      '"*"',
      '["X-Foo", "authorization"]',
      '("content-type", "x-foo", "accept")',
      '["*"]',
      '"X-Foo"',
      '[]',
      '{"X-Foo"}',
      '[5]',
      'None',
    ],
    max_age: ['0', '600', 'None', '"600"', '-1', '1.5', 'True'],
    allow_methods: ['"*"', '["GET", "patch"]', '["QUERY"]', '("TRACE",)', '"GET"', '[]', 'None', '5'],
    alow_headers: ['"*"'],
  },
  chances: {
    allow_credentials: 5,
    allow_headers: 5,
    allow_methods: 3,
    expose_headers: 5,
    max_age: 2,
    alow_headers: 0,
  },
  forms: [
    (options) => `${START}cors = aiohttp_cors.setup(app, defaults=${made(options)})\n${ADD}`,
    (options) => `${START}cors = aiohttp_cors.setup(app, defaults=${made(options)})\n${ADD}`,
    (options) =>
      `${START}cors = aiohttp_cors.setup(app)\ncors.add(resource, ${made(options)})\nfor route in routes:\n    cors.add(route)\n`,
    (options) => {
      const { origin, rest } = parts(options);
      return `${START}cors = aiohttp_cors.setup(app, defaults={${origin}: {${entries(rest)}}})\n${ADD}`;
    },
    (options) => {
      const { rest } = parts(options);
      return `${START}own = ResourceOptions(${keywords(rest)})\nDEFAULTS = {"https://a.example": own, "https://b.example": own, "*": ResourceOptions(max_age=5)}\ncors = aiohttp_cors.setup(app, defaults=DEFAULTS)\n${ADD}`;
    },
  ],
  choose,
  seed: 12,
  requests: 5,
  recordedSetups: 160,
  blind: {
    'sends every origin back': 'it never sends anything else',
    'forgets Vary': 'it never sends any',
  },
});

/** Of several origins the one that the request names answers, else `*`; an option that raises raises for all. */
function choose(policies: readonly Policy[], request: ServerRequest): Policy | undefined {
  const origin = headerOf(request.headers, 'Origin');
  const failing = policies.find((policy) => aiohttpCors.respond(policy, request).status === 500);
  const kind = (wanted: string) =>
    policies.find(
      ({ origins: [rule] }) => rule?.match.kind === wanted && (wanted === 'any' || rule.written === origin),
    );
  return failing ?? kind('exact') ?? kind('any') ?? policies[0];
}
