/**
 * The shapes of one cross-origin exchange and of what the browser decides about it.
 *
 * Strings that stand for header names and values are "isomorphic": one UTF-16 code unit is one byte (Latin-1).
 * Duplicates and order are kept, because both decide things.
 */
import type { Code } from './codes.ts';
import type { Section } from './sections.ts';

export type Header = readonly [name: string, value: string];

/** `fetch` is the letter of the Fetch standard; the others are that standard with the departures in `engines.ts`. */
export type Engine = 'fetch' | 'chromium' | 'firefox' | 'webkit';

export type CredentialsMode = 'omit' | 'same-origin' | 'include';

/** What the page does: one `fetch()` call or one XMLHttpRequest. */
export interface BrowserRequest {
  /** The page's origin as it is serialised, `"null"` when it is opaque. */
  readonly origin: string;
  readonly url: string;
  readonly method: string;
  /** The headers that the script sets, in the order in which it sets them. */
  readonly headers: readonly Header[];
  /** For XMLHttpRequest: `include` when `withCredentials` is set, else `same-origin`. */
  readonly credentials: CredentialsMode;
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
  readonly uploadListener?: true | 'late';
}

export interface ServerResponse {
  readonly status: number;
  readonly headers: readonly Header[];
}

/** One redirect on the way. `location` is the value of its `Location` header. */
export interface Hop extends ServerResponse {
  readonly url: string;
  readonly location?: string;
  /** The answer to a preflight of this hop; absent when the server has none. */
  readonly preflight?: ServerResponse | null;
}

/** What the servers answer. `preflight` and `response` belong to the final URL, the hops carry their own. */
export interface Exchange {
  /** The answer to an OPTIONS request of the final URL, should one be made; `null` when there is none. */
  readonly preflight: ServerResponse | null;
  readonly response: ServerResponse;
  readonly redirects?: readonly Hop[];
  /** Milliseconds that pass before this exchange. Only for a preflight cache that was given no clock. */
  readonly delayMs?: number;
}

export type Phase = 'api' | 'fetch' | 'preflight' | 'redirect' | 'response';

/** One thing that the browser did or found, in plain words, with the part of the standard that asks for it. */
export interface Step {
  readonly section: Section;
  readonly text: string;
  readonly outcome: 'info' | 'pass' | 'fail';
}

/** One request that left the browser. Headers are those that CORS looks at and those that the script set. */
export interface WireRequest {
  readonly kind: 'preflight' | 'request';
  readonly url: string;
  readonly method: string;
  readonly headers: readonly Header[];
}

export interface FailurePoint {
  /** `api`: the call itself throws. `fetch`: refused before the network. The others: the answer that was refused. */
  readonly phase: Phase;
  /** 0 for the first URL, 1 after the first redirect. */
  readonly hop: number;
  readonly url: string;
}

/** The values that a message about the decision quotes. */
export interface Details {
  /** The origin that the answer was compared with (`null` after a tainting redirect). */
  readonly origin?: string;
  /** The header value as received, its lines joined with a comma and a space. */
  readonly value?: string;
  /** How many header lines make up `value`. */
  readonly lines?: number;
  /** The first list element that is not a token. */
  readonly token?: string;
  readonly method?: string;
  /** A request header name, lower-case. */
  readonly header?: string;
  readonly status?: number;
  /** A redirect target, as it stood in `Location`. */
  readonly location?: string;
}

export interface Decision {
  /** At least one preflight was made. */
  readonly preflight: boolean;
  /** The real request reached the final server: its handler ran, even when script may not read the answer. */
  readonly sent: boolean;
  /** Script may read the answer. */
  readonly allowed: boolean;
  /** Lower-case names of the response headers that script may read. Present when `allowed`. */
  readonly exposed?: readonly string[];
  /** `Origin` of the last request that left the browser, `null` when it carried none. Absent when none left. */
  readonly originHeader?: string | null;
  /** `Access-Control-Request-Headers` of the last preflight, `null` when it carried none. Absent without preflight. */
  readonly acrh?: string | null;
  readonly opaque?: 'opaque' | 'opaqueredirect';
  /** The outcome in words, for people. */
  readonly reason: string;
  /** The outcome for programs. Stable. */
  readonly code: Code;
  readonly steps: readonly Step[];
  /** Where it was refused. Absent when nothing was. */
  readonly failedAt?: FailurePoint;
  readonly details: Details;
  /** Everything that left the browser, in order. */
  readonly requests: readonly WireRequest[];
  /** `*` covered the `Authorization` header, which the standard does not allow. */
  readonly authorizationByWildcard: boolean;
}
