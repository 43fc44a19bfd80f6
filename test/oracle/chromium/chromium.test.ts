import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { headerOf } from '../../../server/src/core/policy/answer.ts';
import { oracleLibraries } from '../libraries/index.ts';
import { MISTAKES, type OracleCase, type OracleLibrary } from '../library.ts';
import { type Brought, broughtOf } from './brought.ts';
import { type Foreseen, foresee, type Model, type Slip, showRead, showSent } from './foresee.ts';
import { inFront, type Seen } from './front.ts';
import { type Asker, pageOf, type Readable } from './pages.ts';
import { type Asked, askedOf, knownHosts, NEIGHBOUR, ORIGINS } from './questions.ts';
import { setupsOf, sharesOf } from './shares.ts';
import { SLIPS } from './slips.ts';
import { type Visitor, visitor } from './visitor.ts';

/**
 * The two predictions together: what a library answers (`respond`) and what the browser makes of it (`decide`), against the
 * real library and a real Chromium.
 */
const SERVERS = Number(process.env.ORACLE_SERVERS ?? '') || 520;
/** Then everything is installed; a small run takes the Python libraries that are there, and brings a few. */
const IS_FULL = SERVERS >= 500;

const shares = sharesOf(oracleLibraries, SERVERS);
const { plan, left }: Brought = IS_FULL ? { plan: shares, left: [] } : await broughtOf(shares);
for (const { share, reason } of left)
  console.log(`Left out: ${share.library.id} ${share.version} (${reason})`);

let somebody: Visitor;
const askers = new Map<string, Asker>();

beforeAll(async () => {
  somebody = await visitor('sent to other sites');
  for (const origin of ORIGINS) askers.set(origin, await pageOf(somebody.context, origin));
});
afterAll(() => somebody?.leave());

/** Servers that were asked, by library. */
const servers = new Map<string, number>();
let asked = 0;
let wire = 0;
let preflights = 0;
let cookies = 0;
let readable = 0;
const noticed = new Set<string>();

describe.each(plan)('$library.id $version', (share) => {
  const { library, version } = share;
  test(`${share.servers} servers let Chromium read what is predicted (seed ${library.seed})`, async () => {
    const cases = setupsOf(share);
    const running = await inFront(await library.start(version, cases));
    const wrong: string[] = [];
    try {
      await somebody.context.clearCookies();
      const hosts = knownHosts(cases.length).map((host) => `${host}:${running.port}`);
      await askerOf(NEIGHBOUR).getCookies(hosts);
      for (const origin of ORIGINS) {
        const all = askedOf(origin, cases.length, running, asked);
        const read = await askerOf(origin).ask(all.map(({ fetched }) => fetched));
        for (const [number, one] of all.entries()) {
          const [server, next] = [cases[one.setup], cases[one.target]];
          const seen = read[number];
          if (!seen || !server || !next) throw new Error('an answer is missing');
          const sent = one.keys.flatMap((key) => running.seen(key));
          const differs = (foreseen: Foreseen) => show(seen, sent, foreseen) !== shown(foreseen);
          const expected = foresee(one, server.predict, next.predict);
          if (differs(expected))
            wrong.push(describeOne(one, server, next, shown(expected), show(seen, sent, expected)));
          notice((of, slip) => differs(foresee(one, of(server.predict), of(next.predict), slip)));
          asked++;
          wire += sent.length;
          preflights += sent.filter(({ method }) => method === 'OPTIONS').length;
          if (sent.some(({ headers }) => headerOf(headers, 'Cookie') !== undefined)) cookies++;
          if (seen.allowed) readable++;
        }
      }
    } finally {
      await running.stop();
    }
    servers.set(library.id, (servers.get(library.id) ?? 0) + cases.length);
    expect(running.unanswered).toEqual([]);
    expect(wrong.length, `${wrong.length} differences\n${wrong.slice(0, 5).join('\n')}`).toBe(0);
  });
});

function show(read: Readable, sent: readonly Seen[], foreseen: Foreseen): string {
  return `${showRead(read, foreseen)}\n${showSent(sent)}`;
}

function shown(foreseen: Foreseen): string {
  return show(foreseen.read, foreseen.sent, foreseen);
}

function describeOne(
  { origin, question: { what, credentials, isKnown, redirect } }: Asked,
  server: OracleCase,
  next: OracleCase,
  expected: string,
  real: string,
): string {
  return [
    server.source,
    `${what} of ${origin}, ${credentials}${isKnown ? '' : ', to a host without cookies'}`,
    ...(redirect ? [`redirected with ${redirect.status} to ${redirect.to}: ${next.source}`] : []),
    `expected: ${expected}`,
    `real: ${real}\n`,
  ].join('\n');
}

function askerOf(origin: string): Asker {
  const asker = askers.get(origin);
  if (!asker) throw new RangeError(`no page has the origin ${origin}`);
  return asker;
}

/** Mistakes that take many servers to be noticed. Any other is shown by a few. */
const SHOWN_BY_MANY = [
  'sends every origin back',
  'forgets credentials',
  'exposes nothing',
  'takes any status of a preflight',
  'does not let * cover Authorization',
];
const SHOWN = [
  'takes preflights for simple requests',
  'lets nobody in',
  ...Object.keys(SLIPS).filter((name) => !SHOWN_BY_MANY.includes(name)),
];

/** Marks the mistakes with which a model would have said something else than what happened. */
function notice(isNoticed: (of: (model: Model) => Model, slip?: Slip) => boolean): void {
  for (const name of [...SHOWN, ...SHOWN_BY_MANY]) {
    if (noticed.has(name)) continue;
    const twin = MISTAKES[name];
    const of = (model: Model): Model => (twin ? (request) => twin(model, request) : model);
    if (isNoticed(of, SLIPS[name])) noticed.add(name);
  }
}

test('enough servers of every library were asked', () => {
  const sum = [...servers.values()].reduce((total, each) => total + each, 0);
  console.log(
    [
      `Chromium ${somebody.version}: ${asked} fetches from ${sum} servers of ${servers.size} libraries;`,
      `${wire} requests came in, ${preflights} of them preflights, ${cookies} fetches sent cookies, ${readable} answers could be read`,
      ...(left.length > 0
        ? [
            `(left out: ${left.map(({ share: { library, version } }) => `${library.id} ${version}`).join(', ')})`,
          ]
        : []),
    ].join(' '),
  );
  const isLeft = (library: OracleLibrary) => left.some(({ share }) => share.library === library);
  const silent = oracleLibraries.filter((library) => !servers.get(library.id) && !isLeft(library));
  expect(silent.map(({ id }) => id)).toEqual([]);
  if (!IS_FULL) return;
  expect(sum).toBeGreaterThanOrEqual(SERVERS);
});

test('some answers could be read, and some could not', () => {
  expect(readable).toBeGreaterThan(asked / 20);
  expect(readable).toBeLessThan(asked / 1.2);
});

test.each(IS_FULL ? [...SHOWN, ...SHOWN_BY_MANY] : SHOWN)('a model that %s would be noticed', (name) =>
  expect(noticed).toContain(name),
);
