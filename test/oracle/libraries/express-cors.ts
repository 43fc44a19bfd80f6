import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { lowerCors } from '../../../server/src/core/frameworks/shared/cors-package/lower.ts';
import { respondLikeCors } from '../../../server/src/core/frameworks/shared/cors-package/respond.ts';
import type { Header, ServerRequest } from '../../../server/src/core/policy/answer.ts';
import type { Policy } from '../../../server/src/core/policy/policy.ts';
import { seedOf } from '../budget.ts';
import type { OracleCase, OracleLibrary } from '../library.ts';
import { type Handler, listen, REACHED } from '../loopback.ts';
import { oraclePackages } from '../packages.ts';
import { type Random, seeded } from '../requests.ts';
import { SETUP, toOptions } from '../values.ts';

/**
 * Every version from 2.0.0 on whose answers differ, and its neighbours. 2.5.1 is left to the recorded exchanges: it sets
 * `Vary` last, which only shows where Node refuses another header.
 */
const VERSIONS = [
  '2.0.0',
  '2.1.1',
  '2.2.0',
  '2.3.2',
  '2.4.2',
  '2.5.0',
  '2.5.3',
  '2.6.1',
  '2.7.1',
  '2.7.2',
  '2.8.1',
  '2.8.2',
  '2.8.3',
  '2.8.4',
  '2.8.5',
  '2.8.6',
];
/** Of each set-up. */
const REQUESTS = 2;

type Middleware = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;
type Cors = (options?: unknown) => Middleware;
type Options = Readonly<Record<string, unknown>> | undefined;
type Express = Handler & {
  use(handler: Middleware): void;
  all(path: string, handler: Handler): void;
  disable(setting: string): void;
};

// Old versions use an old form of `res.send`, about which Express would write a line for each server.
process.env.NO_DEPRECATION = 'express';

const packages = () =>
  oraclePackages('express-cors', {
    express: 'npm:express@4.22.3',
    ...Object.fromEntries(VERSIONS.map((version) => [`cors-${version}`, `npm:cors@${version}`])),
  });

const A = 'https://a.example';
const ORIGINS: readonly unknown[] = [
  undefined,
  null,
  false,
  true,
  '',
  '*',
  'null',
  'true',
  A,
  `${A}/`,
  `${A},https://b.example`,
  'https://*.example',
  'https://b\u00fccher.example',
  'https://\u4f60.example',
  5,
  0,
  /a\.example$/,
  /^https:\/\/[a-z]+\.example$/i,
  /undefined/,
  /x/,
  [],
  ['*'],
  [A],
  [A, 'https://b.example'],
  [`${A}/`],
  ['https://A.example'],
  [/\.example$/, 'null'],
  [[A], ['null']],
  [true],
  [false, null],
  [{}],
  [0],
  new Set([A]),
  { a: 1 },
];
const POOLS: Readonly<Record<string, readonly unknown[]>> = {
  methods: [
    undefined,
    null,
    '',
    'GET',
    'get,put',
    '*',
    ['GET', 'PATCH'],
    [],
    ['GET', ['PUT']],
    7,
    true,
    'G\u4f60',
  ],
  allowedHeaders: [
    undefined,
    null,
    '',
    '*',
    'X-A, X-B',
    ['X-A', 'Authorization'],
    [],
    [''],
    3,
    true,
    {},
    'X-\u00e9',
  ],
  headers: [undefined, 'X-Old', ['X-Old', 'X-Older'], []],
  exposedHeaders: [undefined, null, '', '*', 'X-Total', ['X-Total', 'Link'], [], 3, true, '\u4f60'],
  credentials: [true, true, true, false, 'true', 1, undefined],
  maxAge: [undefined, null, 0, 600, '600', '', '1h', -1, true, [5], 1.5],
  preflightContinue: [true, false, 'false', undefined, 1],
  optionsSuccessStatus: [200, 204, 0, undefined, '200', 'abc', 404, 200.7, null],
  allowedOrigins: [[A]],
};
const REQUEST_ORIGINS = [
  A,
  A,
  'https://A.example',
  'https://evil.example',
  'https://b.example',
  'null',
  undefined,
];
const METHODS = ['GET', 'OPTIONS', 'OPTIONS', 'POST', 'HEAD'];

interface ExpressCase extends OracleCase {
  readonly options: Options;
}

function generate(
  random: Random,
  count: number,
): readonly { options: Options; requests: readonly ServerRequest[] }[] {
  return Array.from({ length: count }, (_, i) => {
    const options: Record<string, unknown> = {};
    if (random.below(8) > 0)
      options.origin = i < ORIGINS.length * 4 ? ORIGINS[i % ORIGINS.length] : random.pick(ORIGINS);
    for (const [name, pool] of Object.entries(POOLS)) {
      if (random.below(4) === 0) options[name] = random.pick(pool);
    }
    const requests = Array.from({ length: REQUESTS }, () => requestFrom(random));
    return { options: random.below(20) === 0 ? undefined : options, requests };
  });
}

function requestFrom(random: Random): ServerRequest {
  const headers: Header[] = [];
  const origin = random.pick(REQUEST_ORIGINS);
  if (origin !== undefined) headers.push(['Origin', origin]);
  if (random.below(2) === 0) headers.push(['Access-Control-Request-Method', 'PUT']);
  if (random.below(2) === 0) headers.push(['Access-Control-Request-Headers', 'content-type,x-custom']);
  if (random.below(2) === 0) headers.push(['Cookie', 'sid=1']);
  return { method: random.pick(METHODS), path: '/', headers };
}

/** A list is taken apart by `cors`: everybody gets a copy. */
function serve(version: string, options: Options): Handler {
  const load = packages();
  const express = load('express') as () => Express;
  const real = (load(`cors-${version}`) as Cors)(options === undefined ? undefined : { ...options });
  const app = express();
  app.disable('etag');
  app.use((req, res, next) =>
    real(req, res, (error) => {
      if (error === undefined || error === null) res.setHeader(REACHED, 'yes');
      next(error);
    }),
  );
  app.all('/', (_req, res) => {
    res.statusCode = 200;
    // As bytes: together with a text, Node sends the header in the encoding of the text.
    res.end(Buffer.from('application'));
  });
  app.use(((_error: unknown, _req: IncomingMessage, res: ServerResponse, _next: unknown) => {
    res.statusCode = 500;
    // No body: `cors` may have announced its length as 0 before it failed.
    res.end();
  }) as unknown as Middleware);
  return app;
}

function policyOf(version: string, options: Options): Policy {
  return lowerCors({
    framework: 'express-cors',
    title: 'cors',
    version: { package: 'cors', version, from: 'lock' },
    setup: SETUP,
    when: [],
    options: toOptions(options ?? {}),
    open: false,
    problems: [],
  });
}

const seed = seedOf(20_261_122);

export const expressCorsOracle: OracleLibrary = {
  id: 'express-cors',
  versions: VERSIONS,
  seed,
  cases: (version, exchanges) =>
    generate(seeded(seed), Math.ceil(exchanges / REQUESTS)).map(({ options, requests }): ExpressCase => {
      const policy = policyOf(version, options);
      return {
        options,
        source: `cors(${options === undefined ? '' : inspect(options, { depth: 4 })})`,
        requests,
        predict: (request) => respondLikeCors(policy, request, { status: 200 }),
      };
    }),
  start: (version, cases) => listen(cases.map((one) => serve(version, (one as ExpressCase).options))),
};
