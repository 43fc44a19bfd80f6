import { type Automaton, automatonOf, type Found, shortest } from './automata/search.ts';
import { allOrigins, type HostEnds, webOrigins } from './automata/shape.ts';
import type { Meaning } from './meaning.ts';
import { readOrigin } from './origin.ts';
import { sampleOrigin } from './patterns/sample.ts';
import { type Comparison, lets, type Predicate, testsOf } from './predicate.ts';
import { isTopLevel, readSuffix } from './public-suffix.ts';

/** An origin that is let in and not meant. */
export type Foreign =
  /** Of another owner than those whose domains the set-up spells. */
  | { readonly kind: 'other-owner'; readonly origin: string }
  /** Below a public suffix that it leaves open: of whoever takes that name. */
  | {
      readonly kind: 'shared';
      readonly origin: string;
      readonly suffix: string;
      readonly section: 'private' | 'icann';
    }
  | { readonly kind: 'none' }
  /** Neither found nor ruled out. */
  | { readonly kind: 'unknown' };

/** Reserved for examples (RFC 2606): nobody's site is called an attacker's. */
const RESERVED = 'test';
/** Of two letters and of three: where a pattern leaves the end open, but not its length. */
const COMMON = ['co', 'com'];
const SECURE = ['https'];
const BOTH = ['https', 'http'];

/**
 * The shortest origin that the formula lets in although it is of nobody whom `meaning` spells, in a form that people recognise
 * (`evil` where any letters do). Only origins that an attacker can have count: of a host below a name that is given out.
 */
export function foreignOrigin(predicate: Predicate, meaning: Meaning): Foreign {
  const automaton = automatonOf(predicate);
  for (const suffix of meaning.suffixes) {
    const ends = { below: [suffix], notWithin: meaning.domains, not: meaning.hosts };
    const found = first(automaton, ends);
    if (found.kind === 'origin') {
      const section = readSuffix(`x.${suffix}`).section === 'private' ? 'private' : 'icann';
      return { kind: 'shared', origin: dressed(automaton, found.origin, ends), suffix, section };
    }
  }
  const refused = [...meaning.domains, ...meaning.suffixes];
  const not = [...meaning.hosts, ...meaning.suffixes];
  const own = [...meaning.domains, ...meaning.suffixes].map((name) => name.split('.').at(-1) ?? '');
  const tops = own.flatMap((name) => [name, ...(CONTINUED[name] ?? []), ...shortened(name)]).slice(0, 30);
  const everywhere = { below: [...new Set([RESERVED, ...tops, ...COMMON])], notWithin: refused, not };
  const any = shortest(automaton, webOrigins(BOTH, everywhere), 'holds');
  if (any.kind !== 'origin') return { kind: any.kind };
  const reserved = { ...everywhere, below: [RESERVED] };
  const better = first(automaton, reserved);
  const [found, ends] =
    better.kind === 'origin' ? [better, reserved] : [first(automaton, everywhere), everywhere];
  const origin = found.kind === 'origin' ? found.origin : any.origin;
  return { kind: 'other-owner', origin: dressed(automaton, origin, ends) };
}

/** `com` goes on as `community`: what a pattern admits that leaves out the end of the host. Names that anybody can register. */
const CONTINUED: Readonly<Record<string, readonly string[]>> = {
  co: ['com', 'coffee'],
  com: ['community', 'company'],
  net: ['network'],
  or: ['org'],
  org: ['organic'],
  in: ['info', 'ink'],
  me: ['media'],
  ca: ['cafe'],
};

/** `dev` holds `de`: what a text admits that is searched for the origin. */
function shortened(name: string): readonly string[] {
  return [2, 3].map((length) => name.slice(0, length)).filter((start) => start !== name && isTopLevel(start));
}

/** With https where that is let in. */
function first(automaton: Automaton, ends: HostEnds): Found {
  const secure = shortest(automaton, webOrigins(SECURE, ends), 'holds');
  return secure.kind === 'origin' ? secure : shortest(automaton, webOrigins(['http'], ends), 'holds');
}

/** The same with `evil` for letters that do not matter, where that is let in, too. */
function dressed({ predicate }: Automaton, origin: string, ends: HostEnds): string {
  const start = origin.indexOf('://') + 3;
  const host = origin.slice(start).replace(/:\d+$/, '');
  const port = origin.slice(start + host.length);
  const candidates: string[] = [];
  for (let at = 0; at < host.length; at++) {
    if (host[at] === 'x') candidates.push(`${host.slice(0, at)}evil${host.slice(at + 1)}`);
  }
  if (host.endsWith(`.${RESERVED}`)) candidates.push(`${host.slice(0, -RESERVED.length)}evil.${RESERVED}`);
  for (let at = 0; at < host.length; at++) candidates.push(`${host.slice(0, at)}evil${host.slice(at)}`);
  const isForeign = (one: string): boolean =>
    ends.below.some((name) => one.endsWith(`.${name}`)) &&
    ![...ends.notWithin, ...ends.not].some((name) => one === name || one.endsWith(`.${name}`));
  const better = candidates.find(
    (one) => isForeign(one) && lets(predicate, origin.slice(0, start) + one + port) === true,
  );
  return better === undefined ? origin : origin.slice(0, start) + better + port;
}

/** An unencrypted origin of a meant domain that is let in; undefined where none is found. */
export function unencryptedOrigin(predicate: Predicate, meaning: Meaning): string | undefined {
  if (meaning.domains.length === 0) return undefined;
  const found = shortest(
    automatonOf(predicate),
    webOrigins(['http'], { below: meaning.domains, notWithin: [], not: [], whole: meaning.domains }),
    'holds',
  );
  return found.kind === 'origin' ? found.origin : undefined;
}

/** True where it is sure that no browser can send an origin for which the formula holds. */
export function isUnmatchable(predicate: Predicate): boolean {
  const passes = testsOf(predicate).some(({ compare }) =>
    samplesOf(compare).some((one) => lets(predicate, one)),
  );
  return !passes && shortest(automatonOf(predicate), allOrigins(), 'possible').kind === 'none';
}

/** Whether any origin at all is let in; undefined where it cannot be told. */
export function isLetIn(predicate: Predicate): boolean | undefined {
  const { kind } = shortest(automatonOf(predicate), allOrigins(), 'holds');
  return kind === 'unknown' ? undefined : kind === 'origin';
}

/** One well-formed origin that is let in; undefined where none is at hand, which proves nothing. */
export function sampleOf(predicate: Predicate): string | undefined {
  return testsOf(predicate)
    .flatMap(({ compare }) => samplesOf(compare))
    .find((one) => readOrigin(one).kind === 'origin' && lets(predicate, one) === true);
}

/** Origins that are likely to pass a test. */
function samplesOf(compare: Comparison): readonly string[] {
  if (compare.kind === 'within') return [];
  if (compare.kind === 'matches') return [sampleOrigin(compare, compare.mode) ?? ''];
  return ['', 'https://', 'https://x', 'https://www'].flatMap((head) =>
    ['', '.test'].map((tail) => head + compare.text + tail),
  );
}
