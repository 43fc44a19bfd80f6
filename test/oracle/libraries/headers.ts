import { headers } from '../../../server/src/core/frameworks/headers/index.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import { readText } from '../../support/policies.ts';
import { seedOf } from '../budget.ts';
import { fromFetch } from '../fetchHandler.ts';
import type { OracleCase, OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { type Random, requests, seeded } from '../requests.ts';

/**
 * Headers that a program writes by itself, in two ways: onto Node's response, and into a `Response` of the Fetch standard. Only the
 * browser is asked here: a policy says what a page may read, not which headers stand on an answer that no page reads.
 */
const WAYS = ['node:http', 'Response'] as const;
type Way = (typeof WAYS)[number];

const REQUESTS = 4;

/** What is written for every request, as an expression. */
const ALWAYS = [
  "'*'",
  "'https://a.example'",
  "'null'",
  "'https://a.example, https://b.example'",
  'origin',
  "''",
];

/** Conditions under which the origin of the request is written. Not `origin !== …`: whoever shuts out some is read as one who lets in everybody. */
const CONDITIONS = [
  "origin === 'https://a.example'",
  "origin === 'https://a.example' || origin === 'null'",
  'origin',
  'ALLOWED.includes(origin)',
  'origin && ALLOWED.indexOf(origin) !== -1',
  'new Set(ALLOWED).has(origin)',
  "origin && origin.endsWith('.example')",
  "origin && origin.startsWith('https://a')",
  "origin && origin.includes('a.example')",
  '/^https:\\/\\/a\\.example$/.test(origin)',
  '/a.example/.test(origin)',
];

/** The other headers, each with a value or absent. */
const OTHERS: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['Access-Control-Allow-Credentials', ["'true'", "'true'", "'true'", "'True'", "'false'", "'1'"]],
  ['Access-Control-Allow-Methods', ["'GET, PUT'", "'GET,POST,PUT,PATCH,DELETE'", "'*'", "'get, put'", "''"]],
  [
    'Access-Control-Allow-Headers',
    ["'Content-Type'", "'*'", "'x-foo, authorization, content-type'", "'*, Authorization'", "''"],
  ],
  ['Access-Control-Expose-Headers', ["'X-Total'", "'*'", "'x-foo, Link'", "'X-Total X-Foo'"]],
];

function bodyOf(random: Random, set: (name: string, value: string) => string): string {
  const writes = OTHERS.flatMap(([name, values]) =>
    random.below(3) > 0 ? [set(name, random.pick(values))] : [],
  );
  const origin = (value: string) => set('Access-Control-Allow-Origin', value);
  if (random.below(3) === 0) return [origin(random.pick(ALWAYS)), ...writes].join('\n  ');
  const within = random.below(2) === 0;
  return [
    `if (${random.pick(CONDITIONS)}) {`,
    ...[origin('origin'), ...(within ? writes : [])].map((write) => `  ${write}`),
    '}',
    ...(within ? [] : writes),
  ].join('\n  ');
}

function sourceOf(way: Way, random: Random): string {
  const allowed = "const ALLOWED = ['https://a.example', 'https://b.example'];\n";
  if (way === 'node:http') {
    const body = bodyOf(random, (name, value) => `res.setHeader('${name}', ${value});`);
    return `${allowed}function handle(req, res) {\n  const origin = req.headers.origin;\n  ${body}\n  res.end();\n}\n`;
  }
  const body = bodyOf(random, (name, value) => `response.headers.set('${name}', ${value});`);
  return `${allowed}function handle(request) {\n  const origin = request.headers.get('Origin');\n  const response = new Response('');\n  ${body}\n  return response;\n}\n`;
}

function serve(way: Way, source: string): Handler {
  const handle: unknown = new Function(`${source}return handle;`)();
  const reached =
    (handler: Handler): Handler =>
    (req, res) => {
      res.setHeader(REACHED, 'yes');
      try {
        handler(req, res);
      } catch {
        res.writeHead(500).end();
      }
    };
  return reached(
    way === 'node:http' ? (handle as Handler) : fromFetch(handle as Parameters<typeof fromFetch>[0]),
  );
}

const seed = seedOf(20_261_126);

export const headersOracle: OracleLibrary = {
  id: headers.id,
  versions: WAYS,
  seed,
  cases(version, exchanges) {
    const way = version as Way;
    const random = seeded(seed + WAYS.indexOf(way));
    return Array.from({ length: Math.ceil(exchanges / REQUESTS) }, (): OracleCase => {
      const source = sourceOf(way, random);
      let policy: Policy | undefined;
      return {
        source,
        requests: requests(random, REQUESTS),
        predict(request) {
          policy ??= policyOf(source);
          return policy ? headers.respond(policy, request) : { status: 200, headers: [], handled: false };
        },
      };
    });
  },
  start: (version, cases) => listen(cases.map(({ source }) => serve(version as Way, source))),
};

/** None of a source that writes no origin. */
function policyOf(source: string): Policy | undefined {
  const { policies } = readText(headers, 'server.js', source);
  const [policy, ...others] = policies;
  if (others.length === 0) return policy;
  throw new Error(`one policy expected of ${source}, there are ${policies.length}`);
}
