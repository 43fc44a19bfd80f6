import type { OracleCase, OracleLibrary } from '../library.ts';
import { type Random, seeded } from '../requests.ts';

/** The servers of one version of a library. */
export interface Share {
  readonly library: OracleLibrary;
  readonly version: string;
  readonly servers: number;
}

/** Exchanges of which the set-ups of a version are drawn. */
const DRAWN_FROM = 1200;

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

/** Set-ups from the whole breadth of what a library's oracle generates, others for each version. */
export function setupsOf({ library, version, servers }: Share): readonly OracleCase[] {
  const random = seeded(library.seed + 1 + library.versions.indexOf(version));
  const cases = library.cases(version, DRAWN_FROM).filter(({ source }) => !REMEMBERS.test(source));
  return drawn(random, cases, servers);
}

function drawn<T>(random: Random, from: readonly T[], count: number): readonly T[] {
  const rest = [...from];
  const taken: T[] = [];
  while (taken.length < count && rest.length > 0) taken.push(...rest.splice(random.below(rest.length), 1));
  return taken;
}
