import { flaskCors } from '../../../server/src/core/frameworks/flask-cors/index.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import { readFile } from '../../unit/frameworks/python.ts';
import { type PythonCase, pythonOracle } from '../pythonLibraries.ts';
import { type Random, requests } from '../requests.ts';

const REQUESTS = 6;

/** Expressions for each option. */
export const FLASK_CORS_VALUES: Readonly<Record<string, readonly string[]>> = {
  origins: [
    '"*"',
    '".*"',
    '["*"]',
    '["https://a.example", "*"]',
    '"https://a.example"',
    '"https://A.EXAMPLE"',
    '["https://a.example"]',
    '["https://b.example", "https://a.example"]',
    '("https://a.example/",)',
    '"https://*.a.example"',
    '["https://*.a.example", "https://b.example"]',
    '"*.a.example"',
    '["*.a.example", "https://a.example"]',
    '["https://a.example", "*.a.example"]',
    'r"https://.*\\.a\\.example"',
    'r"^https://.*\\.a\\.example$"',
    '"https://.+.example"',
    '"http://[::1]:3000"',
    're.compile(r"https://A\\.example", re.I)',
    're.compile(".*")',
    '"https://a.example,https://b.example"',
    '"null"',
    '[]',
    '""',
    'None',
    '[None]',
    '["https://a.example", None]',
    '5',
    'True',
  ],
  methods: [
    '"*"',
    '["*"]',
    '["get", "put"]',
    '"PUT"',
    '"PUT,DELETE"',
    '[]',
    '("GET", "PATCH")',
    'None',
    '""',
  ],
  allow_headers: [
    '"*"',
    '["X-Foo"]',
    '"X-Foo, Authorization"',
    '["x-foo", "AUTHORIZATION"]',
    '[]',
    '"x-.*"',
    '"*foo"',
    '"X-*"',
  ],
  expose_headers: ['"X-Foo"', '["X-Foo", "X-Bar"]', '"*"', '[]', 'None', '""'],
  supports_credentials: ['True', 'True', 'True', 'False', '"False"', '0', 'None', '[]'],
  max_age: ['0', '3600', '"600"', 'None', '""'],
  send_wildcard: ['True', 'True', 'False'],
  vary_header: ['False', 'True'],
  always_send: ['False', 'True'],
  allow_private_network: ['True', 'False'],
  orgins: ['"https://a.example"'],
};

/** How the options reach flask-cors. */
type Form = (options: readonly (readonly [name: string, value: string])[]) => string;

const FORMS: readonly Form[] = [
  (options) => `CORS(app, ${keywords(options)})`,
  (options) => `CORS(app, ${keywords(options)})`,
  (options) =>
    `cors = CORS(${keywords(options.slice(0, 2))})\ncors.init_app(app, ${keywords(options.slice(1))})`,
  (options) => `options = {${entries(options)}}\nCORS(app, **options)`,
  (options) => `CORS(app, origins="https://x.example", resources={r"/*": {${entries(options)}}})`,
  (options) => `CORS(app, ${keywords(options)}${options.length > 0 ? ', ' : ''}resources=["/x", "/"])`,
  (options) =>
    `${options.map(([name, value]) => `app.config["CORS_${name.toUpperCase()}"] = ${value}\n`).join('')}CORS(app)`,
  (options) =>
    `app.config.update(${options.map(([name, value]) => `CORS_${name.toUpperCase()}=${value}`).join(', ')})\nCORS(app, vary_header=True)`,
  (options) =>
    `@app.route("/", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])\n@cross_origin(${keywords(options)})\ndef view():\n    return ""`,
];

function keywords(options: readonly (readonly [string, string])[]): string {
  return options.map(([name, value]) => `${name}=${value}`).join(', ');
}

function entries(options: readonly (readonly [string, string])[]): string {
  return options.map(([name, value]) => `"${name}": ${value}`).join(', ');
}

function cases(random: Random, setups: number): readonly PythonCase[] {
  return Array.from({ length: setups }, (_, i) => {
    const options = Object.entries(FLASK_CORS_VALUES).flatMap(
      ([name, values]): (readonly [string, string])[] => {
        const chance =
          name === 'origins' ? 7 : name === 'supports_credentials' ? 4 : name === 'orgins' ? 1 : 2;
        if (random.below(10) >= chance) return [];
        // The first rounds go through the values of `origins` in order.
        return [
          [
            name,
            name === 'origins' && i < values.length * 3
              ? (values[i % values.length] ?? '')
              : random.pick(values),
          ],
        ];
      },
    );
    return { source: random.pick(FORMS)(options), requests: requests(random, REQUESTS) };
  });
}

function policyOf(source: string, version: string): Policy {
  const text = `import re\nfrom flask import Flask\nfrom flask_cors import CORS, cross_origin\napp = Flask(__name__)\n${source}\n`;
  const [policy, ...others] = readFile(flaskCors, 'app.py', text, version).policies;
  if (!policy || others.length > 0) throw new Error(`one policy expected of ${source}`);
  return policy;
}

export const flaskCorsOracle = pythonOracle({
  framework: flaskCors,
  seed: 2,
  host: () => 'flask',
  cases,
  requestsPerSetup: REQUESTS,
  recordedSetups: 130,
  policyOf,
});
