import { blacksheep } from '../../../server/src/core/frameworks/blacksheep/index.ts';
import { headerOf } from '../../../server/src/core/policy/answer.ts';
import { keywords, setupsOracle } from '../pythonCases.ts';

export const blacksheepOracle = setupsOracle({
  framework: blacksheep,
  host: (version) => (version.startsWith('1.') ? 'blacksheep-1' : 'blacksheep-2'),
  prelude: 'import re\nfrom blacksheep import Application\n',
  values: {
    allow_origins: [
      '"*"',
      '"*"',
      '"https://a.example"',
      '"https://A.example"',
      '["https://a.example", "https://b.example"]',
      '"https://a.example, https://b.example"',
      '"https://a.example;https://b.example null"',
      '"https://a.example "',
      '"* "',
      '("https://a.example/",)',
      '{"https://A.example", "null"}',
      '["*", "https://a.example"]',
      '"https://*.a.example"',
      '[""]',
      '""',
      '[]',
      'None',
      'True',
      're.compile("https://a.example")',
      '[None, "https://a.example"]',
      '{"https://a.example": 1}',
    ],
    allow_methods: [
      '"*"',
      '"*"',
      '["GET", "POST", "PUT", "patch", "delete"]',
      '"GET POST, put;DELETE"',
      '("GET",)',
      '"get,post"',
      '{"PATCH", "QUERY", "HEAD"}',
      '[]',
      '[5]',
    ],
    allow_headers: [
      '"*"',
      '"*"',
      '"x-foo"',
      '["X-Foo", "Authorization"]',
      '"x-bar, x-foo accept"',
      '""',
      '1',
    ],
    allow_credentials: ['True', 'True', 'True', 'False', '"False"', '0', 'None'],
    expose_headers: ['"X-Foo"', '["X-Foo", "X-Bar"]', '"*"', '"X-Foo, X-Bar"', '[]', '""', 'None', 'False'],
    max_age: ['600', '0', '"600"', '-1', '1.9', 'True', '"soon"'],
    origins: ['["*"]'],
  },
  chances: {
    allow_methods: 9,
    allow_headers: 5,
    allow_credentials: 5,
    expose_headers: 4,
    max_age: 3,
    origins: 0,
  },
  forms: [
    (options) => `app.use_cors(${keywords(options)})`,
    (options) => `app.use_cors(**dict(${keywords(options)}))`,
    (options) =>
      `app.use_cors()\napp.add_cors_policy(${['"one"', keywords(options)].filter((text) => text !== '').join(', ')})\n@app.cors("one")\n@routed\nasync def view():\n    return reach()\n`,
  ],
  // The policy of the route answers, where it has one; that of the application what is no preflight of OPTIONS. Where
  // one of them raises, there is no application.
  choose(policies, request) {
    const broken = policies.find((policy) => blacksheep.respond(policy, request).status === 500);
    const isPreflight = headerOf(request.headers, 'Access-Control-Request-Method') !== undefined;
    const isRoute = request.method !== 'OPTIONS' || isPreflight;
    return broken ?? policies.find(({ scope }) => isRoute && scope !== undefined) ?? policies[0];
  },
  seed: 41,
  requests: 5,
  recordedSetups: 150,
});
