/** The outcome in words: what is wrong, in the values at hand, and what the browser does about it. */
import type { Code } from './codes.ts';
import type { BrowserRequest, Details, FailurePoint } from './types.ts';

export interface ReasonContext {
  readonly request: BrowserRequest;
  readonly details: Details;
  readonly at: FailurePoint | undefined;
}

function answer(context: ReasonContext): string {
  switch (context.at?.phase) {
    case 'preflight':
      return 'the answer to the preflight';
    case 'redirect':
      return 'the redirect';
    default:
      return 'the answer';
  }
}

function consequence(context: ReasonContext): string {
  switch (context.at?.phase) {
    case 'preflight':
      return 'The request itself is never sent.';
    case 'redirect':
      return 'The redirect is not followed.';
    default:
      return 'The server has handled the request, but script may not read the answer.';
  }
}

function quote(text: string | undefined): string {
  return text === undefined || text === '' ? 'empty' : `\`${text}\``;
}

function mismatch(context: ReasonContext): string {
  const { details, request } = context;
  const origin = details.origin ?? request.origin;
  const why =
    origin === 'null' && request.origin !== 'null'
      ? ` The Origin header became \`null\`, because a redirect led from one foreign origin to another.`
      : '';
  return `Access-Control-Allow-Origin of ${answer(context)} is ${quote(details.value)}, which does not equal the origin \`${origin}\` byte for byte.${why} ${consequence(context)}`;
}

const reasons: Readonly<Record<Code, (context: ReasonContext) => string>> = {
  'same-origin': () => 'The URL is on the page’s own origin: no CORS header is needed.',
  'cors-allowed': ({ request }) =>
    `The server allows the origin \`${request.origin}\`${request.credentials === 'include' ? ' with credentials' : ''}: script may read the answer.`,
  'data-url': () => 'A data: URL holds its own content: no server is asked.',
  opaque: () =>
    'Mode no-cors gives an opaque answer: status 0, no headers, no body. The server has handled the request.',
  'opaque-redirect': () =>
    'Redirect mode manual gives an opaque answer with status 0; the redirect is not followed.',
  'invalid-url': ({ request }) => `\`${request.url}\` is not a URL: the call throws.`,
  'url-has-credentials': () => 'The URL holds a user name or password: the call throws.',
  'invalid-mode': () => 'Script cannot make a request in mode navigate: the call throws.',
  'invalid-method': ({ details }) => `\`${details.method}\` is not an HTTP method: the call throws.`,
  'forbidden-method': ({ details }) => `Browsers do not let script send ${details.method}: the call throws.`,
  'no-cors-method': ({ details }) =>
    `Mode no-cors allows GET, HEAD and POST only, not ${details.method}: the call throws.`,
  'invalid-header-name': ({ details }) => `\`${details.header}\` is not a header name: the call throws.`,
  'invalid-header-value': ({ details }) =>
    `The value of ${details.header} holds a character that no header can carry: the call throws.`,
  'body-with-get': ({ details }) => `A ${details.method} request cannot have a body: the call throws.`,
  'mixed-content': ({ at }) =>
    `A page from https: may not fetch \`${at?.url}\` over plain HTTP. This is the mixed content rule, not CORS; nothing is sent.`,
  'mode-same-origin': ({ at }) =>
    `Mode same-origin refuses \`${at?.url}\`, which is on another origin; nothing is sent there.`,
  'no-cors-redirect-mode': () => 'Mode no-cors allows no redirect mode but follow; nothing is sent.',
  scheme: ({ at }) =>
    `\`${at?.url}\` is neither http: nor https:, the only schemes for CORS; nothing is sent.`,
  'missing-allow-origin': (context) =>
    `There is no Access-Control-Allow-Origin header on ${answer(context)}. ${consequence(context)}`,
  'allow-origin-mismatch': mismatch,
  'invalid-allow-origin': mismatch,
  'multiple-allow-origin': (context) =>
    `Access-Control-Allow-Origin of ${answer(context)} is ${quote(context.details.value)}: it must be one origin, a list is never taken apart. ${consequence(context)}`,
  'wildcard-with-credentials': (context) =>
    `Access-Control-Allow-Origin of ${answer(context)} is \`*\`, which no browser accepts for a request with credentials. ${consequence(context)}`,
  'allow-credentials-not-true': (context) =>
    context.details.value === undefined
      ? `The request has credentials, and ${answer(context)} has no Access-Control-Allow-Credentials header. ${consequence(context)}`
      : `The request has credentials, and Access-Control-Allow-Credentials of ${answer(context)} is ${quote(context.details.value)}; only \`true\`, exactly, counts. ${consequence(context)}`,
  'preflight-redirect': () =>
    'The preflight was answered with a redirect, which browsers never follow. The request itself is never sent.',
  'preflight-status': ({ details }) =>
    `The preflight was answered with status ${details.status}; only 200 to 299 will do. The request itself is never sent.`,
  'invalid-allow-methods': ({ details }) =>
    `Access-Control-Allow-Methods holds ${quote(details.token)}, which is not a method; that spoils the whole header. The request itself is never sent.`,
  'invalid-allow-headers': ({ details }) =>
    `Access-Control-Allow-Headers holds ${quote(details.token)}, which is not a header name; that spoils the whole header. The request itself is never sent.`,
  'method-not-allowed': ({ details, request }) => {
    const why =
      request.credentials === 'include' &&
      details.value !== undefined &&
      /(?:^|,)[ \t]*\*[ \t]*(?:,|$)/.test(details.value)
        ? ' With credentials `*` is not a wildcard.'
        : '';
    return `Access-Control-Allow-Methods of the answer to the preflight does not list ${details.method}.${why} The request itself is never sent.`;
  },
  'header-not-allowed': ({ details, request }) => {
    const star = details.value !== undefined && /(?:^|,)[ \t]*\*[ \t]*(?:,|$)/.test(details.value);
    const why = !star
      ? ''
      : request.credentials === 'include'
        ? ' With credentials `*` is not a wildcard.'
        : ' `*` does not cover it.';
    return `Access-Control-Allow-Headers of the answer to the preflight does not list \`${details.header}\`.${why} The request itself is never sent.`;
  },
  'redirect-error': ({ details }) =>
    `The server redirects (status ${details.status}), and redirect mode error refuses that.`,
  'redirect-invalid-location': ({ details }) =>
    `The redirect leads to ${quote(details.location)}, which is not a URL.`,
  'redirect-scheme': ({ details }) =>
    `The redirect leads to ${quote(details.location)}, which is neither http: nor https:. It is not followed.`,
  'redirect-count': () => 'More than 20 redirects: the browser gives up.',
  'redirect-has-credentials': ({ details }) =>
    `The redirect leads to ${quote(details.location)}, which holds a user name or password. Browsers refuse that in a cross-origin request.`,
  'redirect-stream-body': () => 'The body is a stream, which cannot be sent a second time after a redirect.',
  'redirect-unanswered': ({ details }) =>
    `The server redirects to ${quote(details.location)}, and what happens there is not known.`,
  'malformed-response': ({ details }) =>
    `The value of ${details.header} holds NUL, CR or LF. The browser drops such an answer as a whole.`,
  'proxy-authentication': () => 'Status 407 from a server that is no proxy: the browser drops the answer.',
  network: ({ at }) =>
    at?.phase === 'preflight'
      ? 'The server gives no answer to the preflight. The request itself is never sent.'
      : 'The server gives no answer.',
};

export function reasonFor(code: Code, context: ReasonContext): string {
  return reasons[code](context);
}
