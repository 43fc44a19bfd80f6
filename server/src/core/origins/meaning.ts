import { type Predicate, subjectOf, testsOf } from './predicate.ts';
import { isTopLevel, readSuffix } from './public-suffix.ts';
import { HOLE, spelledBy } from './spelled.ts';

/**
 * What a set-up evidently means: the owners' domains (the registrable part of a host) and the hosts that its tests spell
 * out. Every sub-domain, scheme and port of a meant domain is meant. A test that ends in a public suffix names no owner:
 * it means whoever has a name below that suffix.
 */
export interface Meaning {
  readonly domains: readonly string[];
  /** Hosts that have no owner in the public DNS: `localhost`, an address. */
  readonly hosts: readonly string[];
  /** Public suffixes below which names are left open: `vercel.app`. */
  readonly suffixes: readonly string[];
}

/** Undefined where a pattern spells too many things to tell. */
export function meaningOf(predicates: readonly Predicate[]): Meaning | undefined {
  const found = { domains: new Set<string>(), hosts: new Set<string>(), suffixes: new Set<string>() };
  for (const test of predicates.flatMap(testsOf)) {
    const texts = spelledBy(test.compare);
    if (!texts) return undefined;
    if (test.subject === 'scheme' || test.subject === 'protocol') continue;
    for (const text of texts) readText(text, found);
  }
  return {
    domains: [...found.domains],
    hosts: [...found.hosts],
    suffixes: [...found.suffixes],
  };
}

interface Parts {
  readonly domains: Set<string>;
  readonly hosts: Set<string>;
  readonly suffixes: Set<string>;
}

function readText(text: string, found: Parts): void {
  const host = hostOf(text);
  if (host === undefined) return;
  // What stands behind the last open part is the end of the host; in front of an open end stands all of it.
  const pieces = host.split(HOLE);
  const last = pieces.pop() ?? '';
  if (last === '') {
    const whole = pieces.pop() ?? '';
    if (!whole.endsWith('.') && !whole.endsWith('-')) readEnd(whole, pieces.length > 0, found);
    return;
  }
  readEnd(last, pieces.length > 0, found);
}

/** The host of a text with holes: behind `://`, in front of a port or a path. */
function hostOf(text: string): string | undefined {
  const behind = /^(?:[a-z0-9+.~-]*:)?\/\/(.*)$/s.exec(text)?.[1] ?? text;
  const host = behind.split(/[:/?#]/)[0] ?? '';
  if (/^(?:https?|null)$/.test(host) && behind === text) return undefined;
  return host === '' ? undefined : host;
}

/** The end of a host; `open` where something else stands in front of it. */
function readEnd(end: string, open: boolean, found: Parts): void {
  const isBelow = end.startsWith('.');
  const name = end.replace(/^[.-]+/, '').replace(/\.+$/, '');
  if (name === '') return;
  const { registrable, suffix, section } = readSuffix(name);
  const label = name.split('.').at(-1) ?? '';
  // An address, or the end of one.
  if (/^\d+$/.test(label)) {
    if (/^\d+(?:\.\d+){3}$/.test(name)) found.hosts.add(name);
    return;
  }
  const isPublic = section !== 'none' || isTopLevel(label);
  if (isBelow && registrable === undefined && isPublic) {
    found.suffixes.add(suffix);
    return;
  }
  if (registrable === undefined) {
    // `vercel.app` without a dot in front: the names below it are what is let in.
    if (section === 'private' && name.includes('.')) found.suffixes.add(suffix);
    else found.hosts.add(name);
    return;
  }
  // `-team.vercel.app`: the first label is only the end of one, and others can have it.
  if (open && end.startsWith('-') && name.split('.').length === suffix.split('.').length + 1) {
    found.suffixes.add(suffix);
    return;
  }
  found.domains.add(registrable);
}

/** Adds the owners of origins that a set-up names. */
export function withOrigins(meaning: Meaning, origins: readonly string[]): Meaning {
  const hosts = origins.flatMap((origin) => subjectOf('hostname', origin) ?? []);
  const owners = hosts.map((host) => readSuffix(host).registrable ?? host);
  return { ...meaning, domains: [...new Set([...meaning.domains, ...owners])] };
}
