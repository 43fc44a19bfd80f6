/**
 * What a browser does with one request and the answers of the servers: main fetch, HTTP fetch, HTTP-redirect fetch and
 * CORS-preflight fetch of the Fetch standard, put in one loop over the chain of redirects.
 */
import { forgetPreflights, type PreflightCache } from './cache.ts';
import { corsCheck } from './corsCheck.ts';
import { engineProfiles } from './engines.ts';
import { getHeader } from './headers.ts';
import { isMixedContent, isSameOrigin, originOf } from './origin.ts';
import { cacheQuestion, malformedHeader, permit } from './permit.ts';
import { redirectStatuses } from './preflight.ts';
import { prepareRequest } from './prepare.ts';
import { followRedirect } from './redirect.ts';
import { corsExposedNames, sameOriginExposedNames } from './responseHeaders.ts';
import { allow, blocked, type Ended, note, type Run, startRun, wireHeaders } from './run.ts';
import type {
  BrowserRequest,
  Decision,
  Engine,
  Exchange,
  Hop,
  ServerResponse,
  WireRequest,
} from './types.ts';
import { isHttpScheme, parseUrl, urlText } from './url.ts';

/** Main fetch, up to the point where the request goes to the network. */
function admit(run: Run): Ended | undefined {
  const origin = originOf(run.url);
  const mode = run.request.mode ?? 'cors';
  if (isMixedContent(run.request.origin, run.url))
    return blocked(run, 'mixed-content', 'fetch', 'mixed-content');
  if (run.url.scheme === 'data') return allow(run, 'data-url', []);
  if (run.tainting === 'basic' && isSameOrigin(origin, run.request.origin)) {
    note(run, 'main-fetch', `${urlText(run.url)} is on the page’s own origin: CORS does not apply.`);
    return undefined;
  }
  if (mode === 'same-origin') return blocked(run, 'mode-same-origin', 'fetch', 'main-fetch');
  if (mode === 'no-cors') {
    if ((run.request.redirect ?? 'follow') !== 'follow') {
      return blocked(run, 'no-cors-redirect-mode', 'fetch', 'main-fetch');
    }
    run.tainting = 'opaque';
    note(run, 'main-fetch', 'Mode no-cors: the request is sent without CORS, and its answer stays opaque.');
    return undefined;
  }
  if (!isHttpScheme(run.url.scheme)) return blocked(run, 'scheme', 'fetch', 'main-fetch');
  run.tainting = 'cors';
  note(run, 'main-fetch', `${urlText(run.url)} is not on the page’s own origin: CORS applies.`);
  return undefined;
}

/** Fetch "append a request `Origin` header", with the default referrer policy. */
function originHeaderOf(run: Run): string | null {
  if (run.tainting === 'cors') return run.sentOrigin;
  if (run.method === 'GET' || run.method === 'HEAD') return null;
  const downgrade = run.request.origin.startsWith('https://') && run.url.scheme !== 'https';
  return (run.request.mode ?? 'cors') !== 'cors' && downgrade ? 'null' : run.sentOrigin;
}

/** What a server says to the real request. A hop may give its `Location` apart from its headers. */
type Answer = ServerResponse & Pick<Hop, 'location'>;

/** The target of a redirect answer as it is written, `undefined` when the answer is none. */
function locationOf(run: Run, response: Answer): string | undefined {
  if (!redirectStatuses.has(response.status)) return undefined;
  const location = response.location ?? getHeader(response.headers, 'Location');
  return location === '' && run.profile.ignoresEmptyLocation ? undefined : location;
}

/** HTTP fetch: the request goes out, the answer comes in and is checked before anybody looks at it. */
function exchangeOnce(run: Run, response: Answer, isFinal: boolean): Ended | undefined {
  const location = locationOf(run, response);
  const originHeader = originHeaderOf(run);
  run.originHeader = originHeader;
  if (isFinal) run.sent = true;
  run.requests.push({
    kind: 'request',
    url: urlText(run.url),
    method: run.method,
    headers: wireHeaders(run.headers, originHeader),
  });
  const origin = originHeader === null ? 'without an Origin header' : `with Origin: ${originHeader}`;
  note(run, 'origin-header', `${run.method} ${urlText(run.url)} goes out ${origin}.`);
  const phase = isFinal ? 'response' : 'redirect';
  const malformed = malformedHeader(response);
  if (malformed !== undefined) {
    return blocked(run, 'malformed-response', phase, 'network-fetch', { header: malformed });
  }
  if (response.status === 407) {
    return blocked(run, 'proxy-authentication', phase, 'network-fetch', { status: response.status });
  }
  if (
    location !== undefined &&
    run.profile.refusesInvalidLocationFirst &&
    parseUrl(location, run.url) === undefined
  ) {
    return blocked(run, 'redirect-invalid-location', 'redirect', 'redirect-fetch', { location });
  }
  if (run.tainting !== 'cors') return undefined;
  const result = corsCheck(run.sentOrigin, run.request.credentials, response.headers);
  if (!result.passed) {
    return blocked(run, result.code, phase, 'cors-check', { ...result.details, status: response.status });
  }
  note(run, 'cors-check', result.text, 'pass');
  return undefined;
}

function readResponse(run: Run, response: ServerResponse): Ended {
  if (run.tainting === 'opaque') {
    note(run, 'opaque-filtered', 'The answer is opaque: status 0, no headers, no body.');
    return { code: 'opaque', allowed: false, opaque: 'opaque', details: {} };
  }
  if (run.tainting === 'basic') {
    const names = sameOriginExposedNames(response.headers);
    note(run, 'basic-filtered', 'Script reads the answer with all of its headers but Set-Cookie.', 'pass');
    return allow(run, 'same-origin', names);
  }
  const names = corsExposedNames(response.headers, run.request.credentials === 'include');
  const readable = names.length === 0 ? 'none of its headers' : `the headers ${names.join(', ')}`;
  note(run, 'cors-filtered', `Script reads status, body and ${readable}.`, 'pass');
  return allow(run, 'cors-allowed', names);
}

/** Goes through the redirects until the chain ends or something is refused. */
function runChain(run: Run, exchange: Exchange): Ended {
  const hops = exchange.redirects ?? [];
  for (;;) {
    const refused = admit(run);
    if (refused !== undefined) return refused;
    const hop = hops[run.hop];
    // An answer that is not a redirect ends the chain, whatever is said to come after it.
    const redirect = hop !== undefined && locationOf(run, hop) !== undefined;
    const response: Answer = hop ?? exchange.response;
    if (run.tainting === 'cors') {
      const forbidden = permit(
        run,
        hop === undefined ? (exchange.preflight ?? null) : (hop.preflight ?? null),
      );
      if (forbidden !== undefined) return forbidden;
    }
    const failed = exchangeOnce(run, response, !redirect);
    if (failed !== undefined) return failed;
    const location = locationOf(run, response);
    if (location === undefined) return readResponse(run, response);
    const stopped = followRedirect(run, response.status, location);
    if (stopped !== undefined) return stopped;
    if (!redirect) return blocked(run, 'redirect-unanswered', 'redirect', 'redirect-fetch', { location });
    run.hop++;
  }
}

function forgetAfterFailure(run: Run): void {
  const { clearsAfterFailure } = run.profile.cache;
  if (run.cache === undefined || clearsAfterFailure === 'never' || run.tainting !== 'cors') return;
  if (clearsAfterFailure === 'preflighted' && !run.askedForPreflight) return;
  forgetPreflights(run.cache, cacheQuestion(run, false, []), run.profile.cache);
}

/**
 * Decides one request. Never throws, whatever the strings hold.
 *
 * `exchange` says what the servers answer; a preflight answer that is not asked for is ignored, and one that is
 * missing counts as no answer. With a `cache`, preflights that it covers are left out, and passed ones are remembered.
 */
export function decide(
  request: BrowserRequest,
  exchange: Exchange,
  engine: Engine = 'fetch',
  cache?: PreflightCache,
): Decision {
  const profile = engineProfiles[engine];
  cache?.advance(exchange.delayMs ?? 0);
  const preparation = prepareRequest(request, profile);
  const run = startRun(request, profile, preparation, cache);
  if (!preparation.ok) {
    const section = request.api === 'xhr' ? 'xhr' : 'request-constructor';
    return run.finish(blocked(run, preparation.code, 'api', section, preparation.details));
  }
  const ended = runChain(run, exchange);
  // What comes of a redirect that nobody describes is not known, so nothing is forgotten for it.
  if (ended.failedAt !== undefined && ended.code !== 'redirect-unanswered') forgetAfterFailure(run);
  return run.finish(ended);
}

/** The preflight that a browser without anything in its cache would send first; `undefined` when it needs none. */
export function preflightOf(request: BrowserRequest, engine: Engine = 'fetch'): WireRequest | undefined {
  const nothing = { preflight: null, response: { status: 200, headers: [] } };
  return decide(request, nothing, engine).requests.find(({ kind }) => kind === 'preflight');
}

export function needsPreflight(request: BrowserRequest, engine: Engine = 'fetch'): boolean {
  return preflightOf(request, engine) !== undefined;
}
