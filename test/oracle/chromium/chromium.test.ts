import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../../scripts/editor/browser.mjs';
import type { BrowserRequest, Header } from '../../../server/src/core/browser/index.ts';
import type { ServerRequest } from '../../../server/src/core/policy/answer.ts';
import { exchangeWith } from '../../../server/src/core/policy/ask.ts';
import { oracleLibraries } from '../libraries/index.ts';
import { MISTAKES, type OracleCase, type OracleLibrary } from '../library.ts';
import { APPLICATION_HEADERS, type Running } from '../loopback.ts';
import { type Asker, type Fetch, pageOf, type Readable } from './pages.ts';

/**
 * The two predictions together: what a library answers (`respond`) and what the browser makes of it (`decide`), against the
 * real library and a real Chromium.
 */
const SERVERS = Number(process.env.ORACLE_SERVERS ?? '') || 520;
/** Then everything is installed; a small run takes the Python libraries that are there. */
const IS_FULL = SERVERS >= 500;

const ORIGINS = ['https://a.example', 'https://evil.example', 'null'];

interface Kind {
  readonly what: string;
  readonly method: string;
  readonly headers: readonly Header[];
  readonly body?: string;
}

const KINDS: readonly Kind[] = [
  { what: 'a simple GET', method: 'GET', headers: [] },
  { what: 'a simple POST', method: 'POST', headers: [['Content-Type', 'text/plain']], body: '1' },
  { what: 'a PUT with JSON', method: 'PUT', headers: [['Content-Type', 'application/json']], body: '{}' },
  {
    what: 'a GET with two headers',
    method: 'GET',
    headers: [
      ['X-Foo', '1'],
      ['Authorization', 'Bearer 1'],
    ],
  },
];
const CREDENTIALS = ['same-origin', 'include'] as const;

/** Every server is asked all of this, from every origin. */
const QUESTIONS = KINDS.flatMap((kind) => CREDENTIALS.map((credentials) => ({ ...kind, credentials })));

let browser: Browser;
const askers = new Map<string, Asker>();

beforeAll(async () => {
  // Whether a website may ask this machine at all is another matter than CORS, and a question to the user.
  const switches = ['--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests'];
  browser = await launchBrowser(switches);
  for (const origin of ORIGINS) askers.set(origin, await pageOf(browser, origin));
});
afterAll(() => browser?.close());

/** The oldest, the newest and one between: what a library does hardly differs more than that. */
function versionsOf({ versions }: OracleLibrary): readonly string[] {
  return [...new Set([versions[0], versions[versions.length >> 1], versions.at(-1)])].filter(
    (version) => version !== undefined,
  );
}

const plan = oracleLibraries.flatMap((library) => {
  const versions = versionsOf(library).filter(
    (version) => IS_FULL || library.isInstalled?.(version) !== false,
  );
  return versions.map((version) => ({ library, version }));
});
const perVersion = Math.ceil(SERVERS / plan.length);

let servers = 0;
let asked = 0;
let readable = 0;
const noticed = new Set<string>();

describe.each(plan)('$library.id $version', ({ library, version }) => {
  test(`${perVersion} servers let Chromium read what is predicted (seed ${library.seed})`, async () => {
    const cases = library.cases(version, perVersion * 8).slice(0, perVersion);
    const running = await library.start(version, cases);
    try {
      const wrong: unknown[] = [];
      for (const origin of ORIGINS) {
        const questions = cases.flatMap((_, setup) => QUESTIONS.map((question) => ({ setup, question })));
        const fetches = questions.map(({ setup, question }, number) =>
          fetchOf(running, setup, number, question),
        );
        const asker = askers.get(origin);
        const read = (await asker?.ask(fetches)) ?? [];
        for (const [number, { setup, question }] of questions.entries()) {
          const one = cases[setup];
          const seen = read[number];
          const fetched = fetches[number];
          if (!one || !seen || !fetched) throw new Error('an answer is missing');
          asked++;
          const expected = predict(one.predict, origin, fetched);
          if (seen.allowed) readable++;
          for (const [name, twin] of Object.entries(MISTAKES)) {
            const mistaken = predict((request) => twin(one.predict, request), origin, fetched);
            if (show(mistaken, expected) !== show(seen, expected)) noticed.add(name);
          }
          const [real, model] = [show(seen, expected), show(expected, expected)];
          if (real !== model)
            wrong.push([one.source, origin, question.what, question.credentials, real, model]);
        }
      }
      servers += cases.length;
      expect(wrong).toEqual([]);
    } finally {
      await running.stop();
    }
  });
});

test('enough servers were asked', () => {
  console.log(
    `Chromium ${browser.version()}: ${asked} requests to ${servers} servers, ${readable} could be read`,
  );
  expect(servers).toBeGreaterThanOrEqual(SERVERS);
  expect(readable).toBeGreaterThan(asked / 20);
  expect(readable).toBeLessThan(asked / 1.2);
});

/** A few servers do not show every mistake. */
const SHOWN = ['takes preflights for simple requests', 'lets nobody in'];
const SHOWN_BY_MANY = ['sends every origin back', 'forgets credentials', 'exposes nothing'];
test.each(IS_FULL ? [...SHOWN, ...SHOWN_BY_MANY] : SHOWN)('a model that %s would be noticed', (name) =>
  expect(noticed).toContain(name),
);

/** A URL of its own for each, so that no cache of preflights or answers has a say. */
function fetchOf(
  { port }: Running,
  setup: number,
  number: number,
  { method, headers, body, credentials }: (typeof QUESTIONS)[number],
): Fetch {
  return {
    url: `http://c${setup}.localhost:${port}/?${number}`,
    method,
    headers: Object.fromEntries(headers),
    credentials,
    ...(body === undefined ? {} : { body }),
  };
}

interface Expected extends Readable {
  /** The library answers by itself, so that the status is its own: an application may have no such route. */
  readonly handled?: boolean;
}

function predict(one: OracleCase['predict'], origin: string, fetched: Fetch): Expected {
  const request: BrowserRequest = { ...fetched, origin, headers: Object.entries(fetched.headers) };
  const answer = (to: ServerRequest) => {
    const given = one(to);
    return { ...given, headers: [...given.headers, ...APPLICATION_HEADERS] };
  };
  // Chromium keeps cookies from requests to other sites, whatever the credentials mode.
  const { decision, response } = exchangeWith(answer, request, { cookie: false, engine: 'chromium' });
  if (!decision.allowed) return { allowed: false };
  return {
    allowed: true,
    status: response.status,
    exposed: decision.exposed ?? [],
    handled: response.handled,
  };
}

const OWN = new Set(APPLICATION_HEADERS.map(([name]) => name.toLowerCase()));

/** Of the exposed headers those that the application sends; all servers add others of the connection. */
function show({ allowed, status, exposed }: Readable, { handled }: Expected): string {
  if (!allowed) return 'nothing';
  const names = (exposed ?? []).filter((name) => OWN.has(name.toLowerCase()));
  return `${handled ? status : 'an answer'} with ${names.sort().join(', ')}`;
}
