/** HTTP-redirect fetch (Fetch section 4.5), and the taint that redirects leave on the origin. */
import type { Code } from './codes.ts';
import { withoutHeaders } from './headers.ts';
import { isSameOrigin, originOf } from './origin.ts';
import { blocked, type Ended, note, type Run } from './run.ts';
import { nonWildcardRequestHeaderNames, requestBodyHeaderNames } from './safelist.ts';
import { includesCredentials, isHttpScheme, type ParsedUrl, parseUrl, urlText } from './url.ts';

/** Fetch allows this many redirects. */
export const redirectLimit = 20;

function becomesGet(status: number, method: string): boolean {
  if (status === 301 || status === 302) return method === 'POST';
  return status === 303 && method !== 'GET' && method !== 'HEAD';
}

/** A user name or password in `Location` is refused wherever CORS is or was in play. */
function refusesCredentials(run: Run, target: ParsedUrl): boolean {
  if (!includesCredentials(target)) return false;
  if (run.tainting === 'cors' || (run.profile.refusesCredentialsInEveryRedirect && run.request.api !== 'xhr'))
    return true;
  return (run.request.mode ?? 'cors') === 'cors' && !isSameOrigin(run.request.origin, originOf(target));
}

/** Makes the request of the next hop: method, body, headers, and how the origin is serialised from here on. */
function rewrite(run: Run, status: number, target: ParsedUrl): void {
  const from = originOf(run.url);
  const to = originOf(target);
  if (becomesGet(status, run.method)) {
    note(
      run,
      'redirect-fetch',
      `Status ${status} turns ${run.method} into GET and drops body and body headers.`,
    );
    run.method = 'GET';
    run.streamBody = false;
    run.headers = withoutHeaders(run.headers, requestBodyHeaderNames);
  }
  if (!isSameOrigin(from, to)) run.headers = withoutHeaders(run.headers, [...nonWildcardRequestHeaderNames]);
  if (!isSameOrigin(to, run.request.origin))
    run.headers = withoutHeaders(run.headers, run.profile.droppedOnRedirect);
  if (run.profile.nullsOriginOfNoCorsRedirect && run.request.mode === 'no-cors' && !isSameOrigin(from, to)) {
    run.sentOrigin = 'null';
  }
  if (run.sentOrigin !== 'null' && !isSameOrigin(from, to) && !isSameOrigin(from, run.request.origin)) {
    run.sentOrigin = 'null';
    note(
      run,
      'redirect-taint',
      'The redirect leads from one foreign origin to another: from here on the Origin header is null.',
    );
  }
}

/** Goes to the next URL; the result says why not. Takes the redirect mode into account. */
export function followRedirect(run: Run, status: number, location: string): Ended | undefined {
  const stop = (code: Code) => blocked(run, code, 'redirect', 'redirect-fetch', { location, status });
  const target = parseUrl(location, run.url);
  if (run.request.redirect === 'error') {
    const isRefused = target !== undefined && refusesCredentials(run, target);
    return stop(
      run.profile.checksCredentialsBeforeMode && isRefused ? 'redirect-has-credentials' : 'redirect-error',
    );
  }
  if (run.request.redirect === 'manual') {
    note(
      run,
      'http-fetch',
      'Redirect mode manual: the redirect is not followed, and its answer stays opaque.',
    );
    return {
      code: 'opaque-redirect',
      allowed: false,
      opaque: 'opaqueredirect',
      details: { location, status },
    };
  }
  if (target === undefined) return stop('redirect-invalid-location');
  if (!isHttpScheme(target.scheme)) return stop('redirect-scheme');
  if (run.hop >= redirectLimit) return stop('redirect-count');
  if (refusesCredentials(run, target)) return stop('redirect-has-credentials');
  if (run.streamBody && status !== 303) return stop('redirect-stream-body');
  rewrite(run, status, target);
  // A target without a fragment keeps the one of the URL before.
  run.url = target.fragment === '' ? { ...target, fragment: run.url.fragment } : target;
  note(run, 'redirect-fetch', `The redirect (status ${status}) is followed to ${urlText(run.url)}.`);
  return undefined;
}
