/** When a preflight is made, and what becomes of its answer. */
import { hasForbiddenValueByte, trimHttpWhitespace } from './bytes.ts';
import { type CacheQuestion, isCoveredByCache, rememberPreflight } from './cache.ts';
import { asksForPreflight, judgePreflight } from './preflight.ts';
import { blocked, type Ended, note, type Run } from './run.ts';
import { unsafeRequestHeaderNames } from './safelist.ts';
import type { ServerResponse, WireRequest } from './types.ts';
import { urlText } from './url.ts';

export function cacheQuestion(run: Run, forced: boolean, unsafeNames: readonly string[]): CacheQuestion {
  return {
    pageOrigin: run.request.origin,
    sentOrigin: run.sentOrigin,
    url: urlText(run.url),
    includeCredentials: run.request.credentials === 'include',
    method: run.method,
    unsafeNames,
    forced,
  };
}

/** The name of a header whose value no HTTP parser lets through. */
export function malformedHeader(response: ServerResponse): string | undefined {
  return response.headers.find(([, value]) => hasForbiddenValueByte(trimHttpWhitespace(value)))?.[0];
}

/** CORS-preflight fetch, when the request needs one and the cache does not make it needless. */
export function permit(run: Run, answer: ServerResponse | null): Ended | undefined {
  const unsafe = unsafeRequestHeaderNames(run.headers, run.profile.safelist);
  const { forcedPreflight: forced } = run;
  if (!asksForPreflight(run.method, unsafe, forced)) {
    note(run, 'main-fetch', `${run.method} with safelisted headers only: no preflight is needed.`);
    return undefined;
  }
  run.askedForPreflight = true;
  const causes = [
    ...(unsafe.sorted.length > 0 ? [`the headers ${unsafe.sorted.join(', ')}`] : []),
    ...(asksForPreflight(run.method, { ...unsafe, sorted: [] }, false) ? [`the method ${run.method}`] : []),
    ...(forced ? ['an upload listener or a stream body'] : []),
  ];
  note(run, 'main-fetch', `A preflight is needed because of ${causes.join(' and ')}.`);
  const question = cacheQuestion(run, forced, unsafe.sorted);
  if (run.cache !== undefined && isCoveredByCache(run.cache, question, run.profile.cache)) {
    note(run, 'preflight-cache', 'An earlier preflight of this URL covers the request: none is sent.');
    return undefined;
  }
  const acrh = unsafe.sorted.length > 0 ? unsafe.sorted.join(',') : null;
  run.requests.push(preflightRequest(run, acrh));
  run.preflight = true;
  run.acrh = acrh;
  run.originHeader = run.sentOrigin;
  note(
    run,
    'preflight-fetch',
    `OPTIONS ${urlText(run.url)} goes out with Origin: ${run.sentOrigin}, Access-Control-Request-Method: ${run.method}${acrh === null ? '' : `, Access-Control-Request-Headers: ${acrh}`}; it never carries cookies.`,
  );
  if (answer === null) return blocked(run, 'network', 'preflight', 'preflight-fetch');
  const malformed = malformedHeader(answer);
  if (malformed !== undefined) {
    return blocked(run, 'malformed-response', 'preflight', 'network-fetch', { header: malformed });
  }
  const verdict = judgePreflight(
    { origin: run.sentOrigin, credentials: run.request.credentials, method: run.method, unsafe, forced },
    answer,
    run.profile,
  );
  for (const finding of verdict.passed) note(run, finding.section, finding.text, 'pass');
  if (run.cache !== undefined && verdict.grant !== undefined) {
    rememberPreflight(run.cache, question, verdict.grant, run.profile.cache);
  }
  if (verdict.refusal !== undefined) {
    return blocked(run, verdict.refusal.code, 'preflight', 'preflight-fetch', verdict.refusal.details);
  }
  if (verdict.authorizationByWildcard) run.authorizationByWildcard = true;
  return undefined;
}

function preflightRequest(run: Run, acrh: string | null): WireRequest {
  return {
    kind: 'preflight',
    url: urlText(run.url),
    method: 'OPTIONS',
    headers: [
      ['Accept', '*/*'],
      ['Access-Control-Request-Method', run.method],
      ...(acrh === null ? [] : [['Access-Control-Request-Headers', acrh] as const]),
      ['Origin', run.sentOrigin],
    ],
  };
}
