/** Chromium's console, in the wording of version 156. */
import type { Code } from '../codes.ts';
import { serialiseOrigin } from '../origin.ts';
import type { BrowserRequest, Decision, Details, FailurePoint } from '../types.ts';
import { parseUrl, urlText } from '../url.ts';

interface Tail {
  /** `corsError` of the DevTools protocol; in a preflight some carry the prefix `Preflight`. */
  readonly name: string;
  readonly preflightName?: string;
  readonly text: (decision: Decision, request: BrowserRequest) => string;
}

const preflightPrefix = "Response to preflight request doesn't pass access control check: ";

/** Chromium writes bytes outside of ASCII as escapes. */
function quoted(details: Details): string {
  return (details.value ?? '').replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

function fetchHint(request: BrowserRequest): string {
  return request.api === 'xhr' ? '' : ' Have the server send the header with a valid value.';
}

function xhrHint(request: BrowserRequest): string {
  if (request.api !== 'xhr') return '';
  return ' The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.';
}

const tails: Partial<Record<Code, Tail>> = {
  'missing-allow-origin': {
    name: 'MissingAllowOriginHeader',
    preflightName: 'PreflightMissingAllowOriginHeader',
    text: () => "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  },
  'allow-origin-mismatch': {
    name: 'AllowOriginMismatch',
    preflightName: 'PreflightAllowOriginMismatch',
    text: ({ details }, request) =>
      `The 'Access-Control-Allow-Origin' header has a value '${quoted(details)}' that is not equal to the supplied origin.${fetchHint(request)}`,
  },
  'invalid-allow-origin': {
    name: 'InvalidAllowOriginValue',
    preflightName: 'PreflightInvalidAllowOriginValue',
    text: ({ details }, request) =>
      `The 'Access-Control-Allow-Origin' header contains the invalid value '${quoted(details)}'.${fetchHint(request)}`,
  },
  'multiple-allow-origin': {
    name: 'MultipleAllowOriginValues',
    preflightName: 'PreflightMultipleAllowOriginValues',
    text: ({ details }, request) =>
      `The 'Access-Control-Allow-Origin' header contains multiple values '${quoted(details)}', but only one is allowed.${fetchHint(request)}`,
  },
  'wildcard-with-credentials': {
    name: 'WildcardOriginNotAllowed',
    preflightName: 'PreflightWildcardOriginNotAllowed',
    text: (_, request) =>
      `The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.${xhrHint(request)}`,
  },
  'allow-credentials-not-true': {
    name: 'InvalidAllowCredentials',
    preflightName: 'PreflightInvalidAllowCredentials',
    text: ({ details }, request) =>
      `The value of the 'Access-Control-Allow-Credentials' header in the response is '${quoted(details)}' which must be 'true' when the request's credentials mode is 'include'.${xhrHint(request)}`,
  },
  'preflight-status': {
    name: 'PreflightInvalidStatus',
    preflightName: 'PreflightInvalidStatus',
    text: () => 'It does not have HTTP ok status.',
  },
  'preflight-redirect': {
    name: 'PreflightDisallowedRedirect',
    preflightName: 'PreflightDisallowedRedirect',
    text: () => 'Redirect is not allowed for a preflight request.',
  },
  'invalid-allow-methods': {
    name: 'InvalidAllowMethodsPreflightResponse',
    text: () => 'Cannot parse Access-Control-Allow-Methods response header field in preflight response.',
  },
  'invalid-allow-headers': {
    name: 'InvalidAllowHeadersPreflightResponse',
    text: () => 'Cannot parse Access-Control-Allow-Headers response header field in preflight response.',
  },
  'method-not-allowed': {
    name: 'MethodDisallowedByPreflightResponse',
    text: ({ details }) =>
      `Method ${details.method ?? ''} is not allowed by Access-Control-Allow-Methods in preflight response.`,
  },
  'header-not-allowed': {
    name: 'HeaderDisallowedByPreflightResponse',
    text: ({ details }) =>
      `Request header field ${details.header ?? ''} is not allowed by Access-Control-Allow-Headers in preflight response.`,
  },
  'redirect-has-credentials': {
    name: 'RedirectContainsCredentials',
    text: () =>
      "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
  },
};

/** Chromium refuses these before it comes to CORS, and prints no more than a network error. */
const unsafeRedirectSchemes: ReadonlySet<string> = new Set(['about', 'blob', 'data', 'file']);

/** The names of the schemes depend on the build; these are those of a plain Chromium. */
const corsSchemes =
  'chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app';

function schemeOf(url: string): string {
  return parseUrl(url)?.scheme ?? '';
}

/** The failures whose text has another form. `undefined` where nothing is printed. */
function plainMessage(
  { code, details }: Decision,
  at: FailurePoint,
  request: BrowserRequest,
): string | undefined {
  const cannotLoad = `Fetch API cannot load ${at.url}.`;
  switch (code) {
    case 'mode-same-origin':
      // After a redirect Chromium speaks of frames instead, and names the page's full URL.
      if (at.hop > 0) return undefined;
      return `${cannotLoad} Request mode is "same-origin" but the URL's origin is not same as the request origin ${request.origin}.`;
    case 'no-cors-redirect-mode':
      return `${cannotLoad} Request mode is "no-cors" but the redirect mode is not "follow".`;
    case 'scheme':
      return `${cannotLoad} URL scheme "${schemeOf(at.url)}" is not supported.`;
    case 'redirect-scheme': {
      const target = details.location ?? '';
      if (unsafeRedirectSchemes.has(schemeOf(target))) return undefined;
      return `Access to ${apiName(request)} at '${target}' (redirected from '${firstUrl(request)}') from origin '${request.origin}' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: ${corsSchemes}.`;
    }
    case 'mixed-content':
      return `Mixed Content: The page at '${request.origin}/' was loaded over HTTPS, but requested an insecure resource '${at.url}'. This request has been blocked; the content must be served over HTTPS.`;
    default:
      return undefined;
  }
}

function apiName(request: BrowserRequest): string {
  return request.api === 'xhr' ? 'XMLHttpRequest' : 'fetch';
}

function firstUrl(request: BrowserRequest): string {
  const url = parseUrl(request.url);
  return url === undefined ? request.url : urlText(url);
}

/** Whether the refusal has nothing to do with CORS: a redirect within the own origin, or one in another mode. */
function isSilent({ code, details, failedAt, originHeader }: Decision, request: BrowserRequest): boolean {
  if (code !== 'redirect-has-credentials' && code !== 'redirect-scheme') return false;
  if (request.mode === 'no-cors' || request.mode === 'same-origin') return true;
  const isOwn = (url: string) => serialiseOrigin(url) === request.origin;
  // `null` was sent: redirects have tainted the origin, and CORS applies to the own origin as well.
  return isOwn(failedAt?.url ?? '') && isOwn(details.location ?? '') && originHeader !== 'null';
}

/** The name of the failure in the DevTools protocol (`corsError`), `undefined` when it is not a CORS failure. */
export function chromiumErrorName(decision: Decision, request: BrowserRequest): string | undefined {
  if (isSilent(decision, request)) return undefined;
  if (decision.code === 'redirect-scheme') {
    return unsafeRedirectSchemes.has(schemeOf(decision.details.location ?? ''))
      ? undefined
      : 'CorsDisabledScheme';
  }
  const tail = tails[decision.code];
  return (decision.failedAt?.phase === 'preflight' ? tail?.preflightName : undefined) ?? tail?.name;
}

export function chromiumMessage(decision: Decision, request: BrowserRequest): string | undefined {
  const { failedAt } = decision;
  if (failedAt === undefined || isSilent(decision, request)) return undefined;
  const tail = tails[decision.code];
  if (tail === undefined) return plainMessage(decision, failedAt, request);
  const first = firstUrl(request);
  const from = first === failedAt.url ? '' : ` (redirected from '${first}')`;
  const prefix = failedAt.phase === 'preflight' && tail.preflightName !== undefined ? preflightPrefix : '';
  return `Access to ${apiName(request)} at '${failedAt.url}'${from} from origin '${request.origin}' has been blocked by CORS policy: ${prefix}${tail.text(decision, request)}`;
}
