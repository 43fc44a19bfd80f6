/** The browser's side of CORS: what a browser does with one request of a page, given what the servers answer. */

export type Header = readonly [name: string, value: string];

/** `fetch` is the letter of the Fetch standard; the others are that standard with the measured departures of an engine. */
export type Engine = 'fetch' | 'chromium' | 'firefox' | 'webkit';

/** One `fetch()` or one XMLHttpRequest of a page. */
export interface BrowserRequest {
  /** The page's origin, serialised; `"null"` when it is opaque. */
  readonly origin: string;
  readonly url: string;
  /** `GET` when absent. */
  readonly method?: string;
  /** Set by the script, in this order. None when absent. */
  readonly headers?: readonly Header[];
  /** `same-origin` when absent. For XMLHttpRequest: `include` when `withCredentials` is set. */
  readonly credentials?: 'omit' | 'same-origin' | 'include';
  /** `cors` when absent. */
  readonly mode?: 'cors' | 'no-cors' | 'same-origin' | 'navigate';
  /** `follow` when absent. */
  readonly redirect?: 'follow' | 'error' | 'manual';
  /** `fetch` when absent. */
  readonly api?: 'fetch' | 'xhr';
  readonly body?: string;
  /** What the body is in the script. A string when absent or empty. */
  readonly bodyType?: '' | 'urlsearchparams' | 'formdata' | 'arraybuffer' | 'stream' | `blob:${string}`;
  /** A listener on `xhr.upload`: `true` when it was added before `send()`, `'late'` when after. */
  readonly uploadListener?: boolean | 'late';
}

export interface ServerResponse {
  readonly status: number;
  /** Each line as it was sent. None when absent. */
  readonly headers?: readonly Header[];
}

/** One redirect on the way. */
export interface Hop extends ServerResponse {
  readonly url: string;
  /** The value of `Location`, where it is not among the headers. */
  readonly location?: string;
  readonly preflight?: ServerResponse | null;
}

/** What the servers answer. Other keys are left alone. */
export interface Exchange {
  /** The answer to an OPTIONS request, should one be made; none when absent or `null`. */
  readonly preflight?: ServerResponse | null;
  readonly response: ServerResponse;
  readonly redirects?: readonly Hop[] | null;
  /** Milliseconds that pass before this exchange, for a cache without a clock. */
  readonly delayMs?: number;
}

export interface Step {
  /** The part of the standard that asks for it: a key such as `cors-check`. */
  readonly section: string;
  readonly text: string;
  readonly outcome: 'info' | 'pass' | 'fail';
}

export interface WireRequest {
  readonly kind: 'preflight' | 'request';
  readonly url: string;
  readonly method: string;
  readonly headers: readonly Header[];
}

export interface Decision {
  /** A preflight was made. */
  readonly preflight: boolean;
  /** The real request reached the final server, even where the page may not read its answer. */
  readonly sent: boolean;
  /** The page may read the answer. */
  readonly allowed: boolean;
  /** Lower-case names of the response headers that the page may read. Present when `allowed`. */
  readonly exposed?: readonly string[];
  /** `Origin` of the last request that left the browser, `null` when it carried none. Absent when none left. */
  readonly originHeader?: string | null;
  /** `Access-Control-Request-Headers` of the last preflight, `null` when it carried none. Absent without preflight. */
  readonly acrh?: string | null;
  readonly opaque?: 'opaque' | 'opaqueredirect';
  /** The outcome in words. */
  readonly reason: string;
  /** The outcome for programs. Stable. */
  readonly code: string;
  readonly steps: readonly Step[];
  /** Where it was refused. Absent when nothing was. */
  readonly failedAt?: {
    readonly phase: 'api' | 'fetch' | 'preflight' | 'redirect' | 'response';
    readonly hop: number;
    readonly url: string;
  };
  /** The values that a message about the decision quotes. */
  readonly details: object;
  /** Everything that left the browser, in order. */
  readonly requests: readonly WireRequest[];
  /** `*` covered the `Authorization` header, which the standard does not allow. */
  readonly authorizationByWildcard: boolean;
}

/** What a browser remembers of preflights. */
export interface PreflightCache {
  readonly now: () => number;
  readonly entries: Map<string, unknown>;
}

export const engines: readonly Engine[];

/**
 * Decides one request. `engine` is `fetch` when absent. With a `cache`, preflights that it covers are left out, and
 * passed ones are remembered. Throws a `TypeError` that names what is missing or has a wrong type.
 */
export function decide(
  request: BrowserRequest,
  exchange: Exchange,
  engine?: Engine,
  cache?: PreflightCache,
): Decision;

/** Without a clock (milliseconds) the cache counts the `delayMs` of the exchanges that it sees. */
export function createPreflightCache(clock?: (() => number) | { readonly now: () => number }): PreflightCache;

/** The line of the browser's console about a decision, `undefined` where it shows none or none is known. `engine` is `chromium` when absent. */
export function consoleMessage(
  decision: Decision,
  request: BrowserRequest,
  engine?: Engine,
): string | undefined;
