import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lowerCors } from '../../server/src/core/frameworks/shared/cors-package/lower.ts';
import { respondLikeCors } from '../../server/src/core/frameworks/shared/cors-package/respond.ts';
import type { Answer, Header, ServerRequest } from '../../server/src/core/policy/answer.ts';
import { oraclePackages } from './packages.ts';
import { SETUP, toOptions } from './values.ts';

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
const EXCHANGES = 600;

type Middleware = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;
type Cors = (options?: unknown) => Middleware;

const load = oraclePackages('express-cors', {
  express: 'npm:express@4.22.3',
  ...Object.fromEntries(VERSIONS.map((version) => [`cors-${version}`, `npm:cors@${version}`])),
});

let server: Server;
let port = 0;
let middleware: Middleware;

beforeAll(async () => {
  const express = load('express') as () => Express;
  const app = express();
  app.disable('etag');
  app.use((req, res, next) => middleware(req, res, next));
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
  server = createServer((req, res) => app(req, res));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => new Promise((done) => server.close(done)));

type Express = ((req: IncomingMessage, res: ServerResponse) => void) & {
  use(handler: Middleware): void;
  all(path: string, handler: (req: IncomingMessage, res: ServerResponse) => void): void;
  disable(setting: string): void;
};

interface Case {
  readonly options: Readonly<Record<string, unknown>> | undefined;
  readonly request: ServerRequest;
}

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
const REQUEST_ORIGINS = [A, A, 'https://evil.example', 'https://b.example', 'null', undefined];
const METHODS = ['GET', 'OPTIONS', 'OPTIONS', 'POST', 'HEAD'];

/** The same cases on every run. */
function cases(count: number): readonly Case[] {
  let state = 20_261_122;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  return Array.from({ length: count }, (_, i) => {
    const options: Record<string, unknown> = {};
    if (random(8) > 0) options.origin = i < ORIGINS.length * 4 ? ORIGINS[i % ORIGINS.length] : pick(ORIGINS);
    for (const [name, pool] of Object.entries(POOLS)) if (random(4) === 0) options[name] = pick(pool);
    const headers: Header[] = [];
    const origin = pick(REQUEST_ORIGINS);
    if (origin !== undefined) headers.push(['Origin', origin]);
    if (random(2) === 0) headers.push(['Access-Control-Request-Method', 'PUT']);
    if (random(2) === 0) headers.push(['Access-Control-Request-Headers', 'content-type,x-custom']);
    if (random(2) === 0) headers.push(['Cookie', 'sid=1']);
    const none = random(20) === 0;
    return { options: none ? undefined : options, request: { method: pick(METHODS), path: '/', headers } };
  });
}

async function measure({ request: asked }: Case): Promise<Answer> {
  const response = await new Promise<IncomingMessage & { body: string }>((done, fail) => {
    const headers = Object.fromEntries(asked.headers);
    const out = request(
      { host: '127.0.0.1', port, path: asked.path, method: asked.method, headers },
      (incoming) => {
        let body = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => {
          body += chunk;
        });
        incoming.on('end', () => done(Object.assign(incoming, { body })));
      },
    );
    out.on('error', fail);
    out.end();
  });
  const headers: Header[] = [];
  for (let i = 0; i < response.rawHeaders.length; i += 2) {
    const name = response.rawHeaders[i] ?? '';
    if (/^(?:access-control-.*|vary)$/i.test(name)) headers.push([name, response.rawHeaders[i + 1] ?? '']);
  }
  const reached = response.headers['x-reached'] === 'yes';
  return { status: response.statusCode ?? 0, headers, handled: !reached };
}

function predict(version: string, { options, request: asked }: Case): Answer {
  const policy = lowerCors({
    framework: 'express-cors',
    title: 'cors',
    version: { package: 'cors', version, from: 'lock' },
    setup: SETUP,
    when: [],
    options: toOptions(options ?? {}),
    open: false,
    problems: [],
  });
  return respondLikeCors(policy, asked, { status: 200 });
}

function show(part: Answer | ServerRequest): string {
  const start = 'status' in part ? `${part.status}${part.handled ? '' : ' (application)'}` : part.method;
  return [start, ...part.headers.map(([name, value]) => `${name}: ${value}`)].join('; ');
}

function sorted(answer: Answer): Answer {
  const headers = answer.headers.map(([name, value]): Header => [name.toLowerCase(), value]);
  return { ...answer, headers: headers.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)) };
}

describe.each(VERSIONS)('cors %s', (version) => {
  test(`answers ${EXCHANGES} exchanges as predicted`, async () => {
    const cors = load(`cors-${version}`) as Cors;
    const differences: unknown[] = [];
    for (const one of cases(EXCHANGES)) {
      const real = cors(one.options === undefined ? undefined : { ...one.options });
      middleware = (req, res, next) =>
        real(req, res, (error) => {
          if (error === undefined || error === null) res.setHeader('X-Reached', 'yes');
          next(error);
        });
      const measured = sorted(await measure(one));
      const predicted = sorted(predict(version, one));
      if (JSON.stringify(measured) !== JSON.stringify(predicted))
        differences.push([one.options, show(one.request), show(measured), show(predicted)]);
    }
    expect(differences).toEqual([]);
  });
});
