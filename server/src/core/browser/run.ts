/** The state of one decision while it is being made, and the ways to end it. */
import type { PreflightCache } from './cache.ts';
import type { Code } from './codes.ts';
import type { EngineProfile } from './engines.ts';
import type { Preparation } from './prepare.ts';
import { reasonFor } from './reasons.ts';
import type { Section } from './sections.ts';
import type {
  BrowserRequest,
  Decision,
  Details,
  FailurePoint,
  Header,
  Phase,
  Step,
  WireRequest,
} from './types.ts';
import { type ParsedUrl, urlText } from './url.ts';

/** How a decision ends. */
export interface Ended {
  readonly code: Code;
  readonly allowed: boolean;
  readonly exposed?: readonly string[];
  readonly opaque?: 'opaque' | 'opaqueredirect';
  readonly failedAt?: FailurePoint;
  readonly details: Details;
}

export interface Run {
  readonly request: BrowserRequest;
  readonly profile: EngineProfile;
  readonly cache: PreflightCache | undefined;
  readonly steps: Step[];
  readonly requests: WireRequest[];
  /** Fetch "current URL". */
  url: ParsedUrl;
  method: string;
  headers: readonly Header[];
  forcedPreflight: boolean;
  streamBody: boolean;
  /** Redirects that were followed. */
  hop: number;
  /** Fetch "response tainting". Once it has left `basic` it never comes back. */
  tainting: 'basic' | 'cors' | 'opaque';
  /** The request origin as it is serialised now: the page's, or `null` once redirects have tainted it. */
  sentOrigin: string;
  /** Some hop took the branch of main fetch that may need a preflight. */
  askedForPreflight: boolean;
  preflight: boolean;
  sent: boolean;
  acrh: string | null | undefined;
  originHeader: string | null | undefined;
  authorizationByWildcard: boolean;
  readonly finish: (ended: Ended) => Decision;
}

const nowhere: ParsedUrl = {
  scheme: '',
  username: '',
  password: '',
  host: '',
  port: '',
  path: '',
  query: '',
  fragment: '',
};

export function startRun(
  request: BrowserRequest,
  profile: EngineProfile,
  preparation: Preparation,
  cache: PreflightCache | undefined,
): Run {
  const run: Run = {
    request,
    profile,
    cache,
    steps: [...preparation.steps],
    requests: [],
    url: nowhere,
    method: request.method,
    headers: [],
    forcedPreflight: false,
    streamBody: false,
    hop: 0,
    tainting: 'basic',
    sentOrigin: request.origin,
    askedForPreflight: false,
    preflight: false,
    sent: false,
    acrh: undefined,
    originHeader: undefined,
    authorizationByWildcard: false,
    finish: (ended) => decisionOf(run, ended),
    ...(preparation.ok ? preparation.prepared : {}),
  };
  return run;
}

export function note(run: Run, section: Section, text: string, outcome: Step['outcome'] = 'info'): void {
  run.steps.push({ section, text, outcome });
}

export function allow(run: Run, code: Code, exposed: readonly string[]): Ended {
  if (run.url.scheme === 'data') note(run, 'main-fetch', 'A data: URL is read without a request.', 'pass');
  return { code, allowed: true, exposed, details: {} };
}

export function blocked(run: Run, code: Code, phase: Phase, section: Section, details: Details = {}): Ended {
  const url = phase === 'api' ? run.request.url : urlText(run.url);
  const failedAt: FailurePoint = { phase, hop: run.hop, url };
  note(run, section, reasonFor(code, { request: run.request, details, at: failedAt }), 'fail');
  return { code, allowed: false, failedAt, details };
}

/** The headers of a request on the wire, as far as CORS is concerned. */
export function wireHeaders(headers: readonly Header[], originHeader: string | null): readonly Header[] {
  return originHeader === null ? headers : [...headers, ['Origin', originHeader]];
}

function decisionOf(run: Run, ended: Ended): Decision {
  const { code, allowed, exposed, opaque, failedAt, details } = ended;
  return {
    preflight: run.preflight,
    sent: run.sent,
    allowed,
    ...(exposed === undefined ? {} : { exposed }),
    ...(run.originHeader === undefined ? {} : { originHeader: run.originHeader }),
    ...(run.acrh === undefined ? {} : { acrh: run.acrh }),
    ...(opaque === undefined ? {} : { opaque }),
    reason: reasonFor(code, { request: run.request, details, at: failedAt }),
    code,
    steps: run.steps,
    ...(failedAt === undefined ? {} : { failedAt }),
    details,
    requests: run.requests,
    authorizationByWildcard: run.authorizationByWildcard,
  };
}
