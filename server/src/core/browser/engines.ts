/**
 * Where the engines leave the Fetch standard, as data. Nothing else in this folder names an engine in a condition,
 * apart from the texts in `messages/`.
 *
 * Chromium's values were measured in Chromium 156 unless a comment says otherwise. Firefox's were read in
 * nsCORSListenerProxy.cpp (gecko-dev 258754e5c153), Safari's in CrossOriginAccessControl.cpp and
 * CrossOriginPreflightResultCache.cpp (WebKit 00f03c1f906f).
 */
import { type MaxAgeRules, maxAgeCaps } from './maxAge.ts';
import { safelistedMethods } from './methods.ts';
import type { SafelistRules } from './safelist.ts';
import type { Engine } from './types.ts';

/** One check of a preflight answer. */
export type PreflightCheck =
  | 'redirect'
  | 'cors'
  | 'status'
  | 'parse-methods'
  | 'parse-headers'
  | 'method'
  | 'headers';

export interface CacheRules {
  /** `names`: an entry for every listed name, kept one by one. `answers`: the last answer for a URL as a whole. */
  readonly keeps: 'names' | 'answers';
  /**
   * The origin that an entry belongs to. `sent`: the one in the Origin header, `null` once redirects have tainted it.
   * `page`: always the page's. `unique`: the page's, and a new one, which matches nothing, once tainted.
   */
  readonly origin: 'sent' | 'page' | 'unique';
  /** Lower-case request headers whose presence brings about a preflight in any case. It is remembered as usual. */
  readonly bypassedBy: readonly string[];
  /** Entries made with and without credentials are apart; otherwise one made with credentials serves both. */
  readonly separateCredentials: boolean;
  /**
   * What a remembered `*` covers. `any`: everything, as the standard has it, also when it was a literal at the time.
   * `entry`, `request`: everything unless the preflight, or the new request, had credentials. `none`: only itself.
   */
  readonly wildcard: 'any' | 'entry' | 'request' | 'none';
  readonly wildcardCoversAuthorization: boolean;
  /** Methods that need no entry. */
  readonly exemptMethods: ReadonlySet<string>;
  /** A preflight that only an upload listener asked for needs an entry for its method, also for GET, HEAD and POST. */
  readonly forcedNeedsMethod: boolean;
  /** When a request that turned out as a network error removes the entries of its URL. */
  readonly clearsAfterFailure: 'never' | 'preflighted' | 'always';
  /** An answer is remembered although the method or a header was refused. */
  readonly keepsRefusals: boolean;
  /** An answer with max-age 0 changes nothing; otherwise it ends what was remembered before. */
  readonly ignoresZeroAge: boolean;
  /** URLs at the most; the least recently used goes first. */
  readonly limit: number;
  /** A longer URL is not remembered. */
  readonly urlLimit: number;
}

export interface EngineProfile {
  readonly safelist: SafelistRules;
  /** Equal names in a `fetch()` call become one header, values joined, before anything is judged. */
  readonly combinesDuplicates: boolean;
  /** A script-set `User-Agent` is dropped like a forbidden header. */
  readonly ignoresUserAgent: boolean;
  /** Lower-case headers set by script that a redirect removes, unless it leads to the page's own origin. */
  readonly droppedOnRedirect: readonly string[];
  /** A redirect to a URL with a user name or password is refused even where CORS plays no part, but for XMLHttpRequest. */
  readonly refusesCredentialsInEveryRedirect: boolean;
  /** Such a redirect is reported as that also when redirect mode `error` refuses it anyway. */
  readonly checksCredentialsBeforeMode: boolean;
  /** A no-cors request that a redirect takes to another origin carries `Origin: null` where it carries one. */
  readonly nullsOriginOfNoCorsRedirect: boolean;
  /** A `Location` that is not a URL is refused before the CORS check and before the redirect mode is looked at. */
  readonly refusesInvalidLocationFirst: boolean;
  /** An empty `Location` counts as none, so that the answer is no redirect. */
  readonly ignoresEmptyLocation: boolean;
  /** `Access-Control-Allow-Headers: *` covers `Authorization`. */
  readonly wildcardCoversAuthorization: boolean;
  readonly preflightOrder: readonly PreflightCheck[];
  /** Which missing header is named first: the first that the script set, or the first by byte order. */
  readonly namesMissingHeader: 'script-order' | 'sorted';
  readonly maxAge: MaxAgeRules;
  readonly cache: CacheRules;
}

const fetchCache: CacheRules = {
  keeps: 'names',
  origin: 'sent',
  bypassedBy: [],
  separateCredentials: false,
  wildcard: 'any',
  wildcardCoversAuthorization: false,
  exemptMethods: safelistedMethods,
  forcedNeedsMethod: true,
  clearsAfterFailure: 'preflighted',
  keepsRefusals: false,
  ignoresZeroAge: false,
  limit: 1024,
  urlLimit: Number.POSITIVE_INFINITY,
};

const fetchStandard: EngineProfile = {
  safelist: { clientHints: false, totalLimit: true },
  combinesDuplicates: false,
  ignoresUserAgent: false,
  droppedOnRedirect: [],
  refusesCredentialsInEveryRedirect: false,
  checksCredentialsBeforeMode: false,
  nullsOriginOfNoCorsRedirect: false,
  refusesInvalidLocationFirst: false,
  ignoresEmptyLocation: false,
  wildcardCoversAuthorization: false,
  preflightOrder: ['redirect', 'cors', 'status', 'parse-methods', 'parse-headers', 'method', 'headers'],
  namesMissingHeader: 'sorted',
  maxAge: {
    cap: maxAgeCaps.fetch,
    plusSign: false,
    negative: 'malformed',
    malformed: 'default',
    int64: false,
  },
  cache: fetchCache,
};

const chromium: EngineProfile = {
  ...fetchStandard,
  safelist: { clientHints: true, totalLimit: true },
  combinesDuplicates: true,
  ignoresUserAgent: true,
  droppedOnRedirect: ['dpr', 'device-memory', 'downlink', 'width', 'viewport-width', 'rtt', 'ect'],
  refusesCredentialsInEveryRedirect: true,
  checksCredentialsBeforeMode: true,
  nullsOriginOfNoCorsRedirect: true,
  refusesInvalidLocationFirst: true,
  ignoresEmptyLocation: true,
  wildcardCoversAuthorization: true,
  // With several missing, Chromium 156 names the first in the order of a hash table, which no script order and no
  // byte order predicts (300 requests measured). One missing header is always the one that is named.
  namesMissingHeader: 'script-order',
  maxAge: { cap: maxAgeCaps.chromium, plusSign: true, negative: 'none', malformed: 'default', int64: true },
  // services/network/cors/preflight_cache.cc and preflight_controller.cc: the look-up always takes the strict view of
  // Authorization. A conditional header goes past the HTTP cache, and past the preflight cache with it.
  cache: {
    ...fetchCache,
    keeps: 'answers',
    origin: 'unique',
    bypassedBy: ['if-match', 'if-modified-since', 'if-none-match', 'if-range', 'if-unmodified-since'],
    wildcard: 'entry',
    forcedNeedsMethod: false,
    clearsAfterFailure: 'never',
    urlLimit: 1023,
  },
};

const firefox: EngineProfile = {
  ...fetchStandard,
  wildcardCoversAuthorization: true,
  preflightOrder: ['redirect', 'cors', 'status', 'parse-methods', 'method', 'parse-headers', 'headers'],
  maxAge: { cap: maxAgeCaps.firefox, plusSign: false, negative: 'none', malformed: 'none', int64: false },
  cache: {
    ...fetchCache,
    origin: 'page',
    separateCredentials: true,
    wildcard: 'none',
    exemptMethods: new Set(['GET', 'POST']),
    forcedNeedsMethod: false,
    clearsAfterFailure: 'always',
    ignoresZeroAge: true,
    limit: 100,
  },
};

const webkit: EngineProfile = {
  ...fetchStandard,
  // isSimpleCrossOriginAccessRequest judges header by header, with no limit on the sum.
  safelist: { clientHints: false, totalLimit: false },
  // HTTPHeaderMap::add joins equal names.
  combinesDuplicates: true,
  wildcardCoversAuthorization: true,
  preflightOrder: ['redirect', 'status', 'cors', 'parse-methods', 'parse-headers', 'method', 'headers'],
  namesMissingHeader: 'script-order',
  maxAge: { cap: maxAgeCaps.webkit, plusSign: true, negative: 'none', malformed: 'default', int64: true },
  cache: {
    ...fetchCache,
    keeps: 'answers',
    wildcard: 'request',
    wildcardCoversAuthorization: true,
    forcedNeedsMethod: false,
    clearsAfterFailure: 'never',
    keepsRefusals: true,
  },
};

export const engineProfiles: Readonly<Record<Engine, EngineProfile>> = {
  fetch: fetchStandard,
  chromium,
  firefox,
  webkit,
};
