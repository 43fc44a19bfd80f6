/**
 * The CORS-preflight cache (Fetch section 4.9). It belongs to one browser profile; the network partition is not
 * modelled. Time is in milliseconds.
 */
import type { CacheRules } from './engines.ts';
import type { Grant } from './preflight.ts';
import { nonWildcardRequestHeaderNames } from './safelist.ts';

/** A clock in milliseconds. Only differences matter. */
export type Clock = () => number;

interface Entry {
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expires: number;
}

export interface PreflightCache {
  readonly now: Clock;
  /** Lets time pass. Does nothing when the cache was given a clock. */
  readonly advance: (milliseconds: number) => void;
  readonly entries: Map<string, readonly Entry[]>;
}

/** Without a clock the cache counts the `delayMs` of the exchanges that it sees. */
export function createPreflightCache(clock?: Clock | { readonly now: Clock }): PreflightCache {
  const entries = new Map<string, readonly Entry[]>();
  if (typeof clock === 'function') return { now: clock, advance: () => {}, entries };
  if (clock !== undefined) return { now: () => clock.now(), advance: () => {}, entries };
  let time = 0;
  const advance = (milliseconds: number) => {
    if (milliseconds > 0) time += milliseconds;
  };
  return { now: () => time, advance, entries };
}

/** The request as the cache sees it. */
export interface CacheQuestion {
  readonly pageOrigin: string;
  readonly sentOrigin: string;
  readonly url: string;
  readonly includeCredentials: boolean;
  readonly method: string;
  /** Lower-case names that need permission. */
  readonly unsafeNames: readonly string[];
  readonly forced: boolean;
}

/** An origin that only this request has: nothing is known about it, and nothing needs to be remembered. */
function isUniqueOrigin(question: CacheQuestion, rules: CacheRules): boolean {
  return rules.origin === 'unique' && question.sentOrigin !== question.pageOrigin;
}

function keyOf(
  question: CacheQuestion,
  rules: CacheRules,
  credentials = question.includeCredentials,
): string {
  const origin = rules.origin === 'sent' ? question.sentOrigin : question.pageOrigin;
  const partition = rules.separateCredentials && credentials ? 'credentials' : '';
  return `${origin} ${question.url} ${partition}`;
}

function wildcardCovers(entry: Entry, question: CacheQuestion, rules: CacheRules): boolean {
  switch (rules.wildcard) {
    case 'any':
      return true;
    case 'entry':
      return !entry.credentials;
    case 'request':
      return !question.includeCredentials;
    case 'none':
      return false;
  }
}

function allowsMethod(entry: Entry, method: string, question: CacheQuestion, rules: CacheRules): boolean {
  if (entry.methods.includes(method)) return true;
  return entry.methods.includes('*') && wildcardCovers(entry, question, rules);
}

function allowsHeader(entry: Entry, name: string, question: CacheQuestion, rules: CacheRules): boolean {
  if (entry.headers.includes(name)) return true;
  if (nonWildcardRequestHeaderNames.has(name) && !rules.wildcardCoversAuthorization) return false;
  return entry.headers.includes('*') && wildcardCovers(entry, question, rules);
}

function liveEntries(cache: PreflightCache, key: string): readonly Entry[] {
  const now = cache.now();
  return (cache.entries.get(key) ?? []).filter((entry) => now < entry.expires);
}

/** Whether a preflight can be left out. May forget entries that turn out to be of no use, as the engines do. */
export function isCoveredByCache(cache: PreflightCache, question: CacheQuestion, rules: CacheRules): boolean {
  if (isUniqueOrigin(question, rules)) return false;
  if (question.unsafeNames.some((name) => rules.bypassedBy.includes(name))) return false;
  const key = keyOf(question, rules);
  const usable = liveEntries(cache, key).filter((entry) => entry.credentials || !question.includeCredentials);
  const exempt = rules.exemptMethods.has(question.method) && !(question.forced && rules.forcedNeedsMethod);
  const covered =
    usable.length > 0 &&
    (exempt || usable.some((entry) => allowsMethod(entry, question.method, question, rules))) &&
    question.unsafeNames.every((name) => usable.some((entry) => allowsHeader(entry, name, question, rules)));
  const known = cache.entries.get(key);
  if (known === undefined) return covered;
  cache.entries.delete(key);
  // Chromium and WebKit drop an entry that did not do; a fresh preflight follows anyway.
  if (covered || rules.keeps === 'names') cache.entries.set(key, known);
  return covered;
}

/**
 * Fetch "CORS-preflight fetch", its last steps: an entry that covers a listed name lives on for the new max-age, and
 * each name that no entry covers gets its own. The standard does not say that the age counts anew; all engines do so.
 */
function mergeNames(
  entries: readonly Entry[],
  question: CacheQuestion,
  grant: Grant,
  rules: CacheRules,
  expires: number,
): readonly Entry[] {
  const credentials = question.includeCredentials;
  const merged = entries.map((entry) => ({ ...entry }));
  const usable = (entry: Entry) => entry.credentials || !credentials;
  const put = (covers: (entry: Entry) => boolean, fresh: Pick<Entry, 'methods' | 'headers'>) => {
    const matching = merged.filter((entry) => usable(entry) && covers(entry));
    for (const entry of matching) entry.expires = expires;
    if (matching.length === 0) merged.push({ credentials, expires, ...fresh });
  };
  for (const method of new Set(grant.methods)) {
    put((entry) => allowsMethod(entry, method, question, rules), { methods: [method], headers: [] });
  }
  for (const header of new Set(grant.headers)) {
    put((entry) => allowsHeader(entry, header, question, rules), { methods: [], headers: [header] });
  }
  return merged;
}

export function rememberPreflight(
  cache: PreflightCache,
  question: CacheQuestion,
  grant: Grant,
  rules: CacheRules,
): void {
  if (question.url.length > rules.urlLimit || isUniqueOrigin(question, rules)) return;
  if (grant.maxAge <= 0 && rules.ignoresZeroAge) return;
  const key = keyOf(question, rules);
  const expires = cache.now() + grant.maxAge * 1000;
  const credentials = question.includeCredentials;
  const entries =
    rules.keeps === 'names'
      ? mergeNames(liveEntries(cache, key), question, grant, rules, expires)
      : [{ credentials, methods: grant.methods, headers: grant.headers, expires }];
  cache.entries.delete(key);
  cache.entries.set(key, entries);
  if (cache.entries.size <= rules.limit) return;
  const oldest = cache.entries.keys().next().value;
  if (oldest !== undefined) cache.entries.delete(oldest);
}

/** Fetch "clear cache entries": forgets what is known about a URL after a failure, with and without credentials. */
export function forgetPreflights(cache: PreflightCache, question: CacheQuestion, rules: CacheRules): void {
  cache.entries.delete(keyOf(question, rules, false));
  cache.entries.delete(keyOf(question, rules, true));
}
