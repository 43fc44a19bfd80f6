import { headerOf } from '../../../server/src/core/policy/answer.ts';
import { COOKIE } from '../../../server/src/core/policy/ask.ts';
import type { OracleCase, OracleLibrary } from '../library.ts';
import { type Random, seeded } from '../requests.ts';
import { ORIGINS } from './questions.ts';

/** The servers of one version of a library. */
export interface Share {
  readonly library: OracleLibrary;
  readonly version: string;
  readonly servers: number;
}

/** Exchanges of which the set-ups of a version are drawn. */
const DRAWN_FROM = 600;

/** More versions of one library than this are asked only when each of them gets several servers. */
const VERSIONS = 3;

/** Each library gets the same number of servers, give or take one, and at least one. */
export function sharesOf(libraries: readonly OracleLibrary[], servers: number): readonly Share[] {
  const each = divided(Math.max(servers, libraries.length), libraries.length);
  return libraries.flatMap((library, place) => {
    const own = each[place] ?? 1;
    const versions = versionsOf(library, Math.min(own, Math.max(VERSIONS, Math.floor(own / 5))));
    const numbers = divided(own, versions.length);
    return versions.map((version, i) => ({ library, version, servers: numbers[i] ?? 1 }));
  });
}

/** `total` in whole parts, the first ones greater by one where it does not go out even. */
function divided(total: number, parts: number): readonly number[] {
  return Array.from({ length: parts }, (_, i) => Math.floor(total / parts) + (i < total % parts ? 1 : 0));
}

/** The newest, the oldest, and as many between as are wanted, others with each seed. */
function versionsOf({ versions, seed }: OracleLibrary, wanted: number): readonly string[] {
  const [oldest, newest] = [versions[0], versions.at(-1)];
  if (newest === undefined || oldest === undefined) return [];
  const between = drawn(seeded(seed), versions.slice(1, -1), wanted - 2);
  const kept = new Set([newest, ...(wanted > 1 ? [oldest] : []), ...between]);
  return versions.filter((version) => kept.has(version));
}

/** A pattern with `g` or `y`, which goes on where it stopped: what it answers depends on the requests before, in any order here. */
const REMEMBERS = /\/[a-z]*[gy][a-z]*(?=[\s,\]})])/;

/**
 * Set-ups from the whole breadth of what a library's oracle generates, others for each version: in turn one that lets pages in with
 * credentials, one that lets them in without, and one that lets nobody in, as far as there are such.
 */
export function setupsOf({ library, version, servers }: Share): readonly OracleCase[] {
  const random = seeded(library.seed + 1 + library.versions.indexOf(version));
  const cases = library.cases(version, DRAWN_FROM).filter(({ source }) => !REMEMBERS.test(source));
  const shuffled = drawn(random, cases, cases.length);
  const kinds = [
    shuffled.filter((one) => openness(one) === 'credentials'),
    shuffled.filter((one) => openness(one) === 'open'),
    shuffled.filter((one) => openness(one) === 'nobody'),
  ];
  const turns = Array.from({ length: servers }, (_, turn) =>
    kinds.flatMap((kind) => kind.slice(turn, turn + 1)),
  );
  return turns.flat().slice(0, servers);
}

/** What the model says of a request with a cookie from any of the pages. */
function openness({ predict }: OracleCase): 'credentials' | 'open' | 'nobody' {
  const answers = ORIGINS.map((origin) =>
    predict({ method: 'GET', path: '/', headers: [['Origin', origin], COOKIE] }),
  ).filter(({ headers }) => headerOf(headers, 'Access-Control-Allow-Origin') !== undefined);
  if (answers.length === 0) return 'nobody';
  const isCredentialed = answers.some(
    ({ headers }) => headerOf(headers, 'Access-Control-Allow-Credentials') === 'true',
  );
  return isCredentialed ? 'credentials' : 'open';
}

function drawn<T>(random: Random, from: readonly T[], count: number): readonly T[] {
  const rest = [...from];
  const taken: T[] = [];
  while (taken.length < count && rest.length > 0) taken.push(...rest.splice(random.below(rest.length), 1));
  return taken;
}
