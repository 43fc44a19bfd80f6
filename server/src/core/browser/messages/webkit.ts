/** Safari's console (CrossOriginAccessControl.cpp and CrossOriginPreflightResultCache.cpp, WebKit 00f03c1f906f). */
import type { Code } from '../codes.ts';
import type { BrowserRequest, Decision } from '../types.ts';

function notAllowed({ details }: Decision, { origin }: BrowserRequest): string {
  return `Origin ${details.origin ?? origin} is not allowed by Access-Control-Allow-Origin. Status code: ${details.status ?? 0}`;
}

function preflightFailed({ details }: Decision): string {
  return `Preflight response is not successful. Status code: ${details.status ?? 0}`;
}

const texts: Partial<Record<Code, (decision: Decision, request: BrowserRequest) => string>> = {
  'missing-allow-origin': notAllowed,
  'allow-origin-mismatch': notAllowed,
  'invalid-allow-origin': notAllowed,
  // Only a comma makes it "more than one" to WebKit.
  'multiple-allow-origin': (decision, request) =>
    decision.details.value?.includes(',')
      ? 'Access-Control-Allow-Origin cannot contain more than one origin.'
      : notAllowed(decision, request),
  'wildcard-with-credentials': () =>
    'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
  'allow-credentials-not-true': () =>
    'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
  'preflight-status': preflightFailed,
  // Taken from the check of the status; the path of a redirected preflight was not read.
  'preflight-redirect': preflightFailed,
  'invalid-allow-methods': ({ details }) =>
    `Header Access-Control-Allow-Methods has an invalid value: ${details.value ?? ''}`,
  'invalid-allow-headers': ({ details }) =>
    `Header Access-Control-Allow-Headers has an invalid value: ${details.value ?? ''}`,
  'method-not-allowed': ({ details }) =>
    `Method ${details.method ?? ''} is not allowed by Access-Control-Allow-Methods.`,
  'header-not-allowed': ({ details }) =>
    `Request header field ${details.header ?? ''} is not allowed by Access-Control-Allow-Headers.`,
  'redirect-has-credentials': ({ details }) => `redirection URL ${details.location ?? ''} has credentials`,
  'redirect-scheme': () => 'not allowed to follow a cross-origin CORS redirection with non CORS scheme',
};

export function webkitMessage(decision: Decision, request: BrowserRequest): string | undefined {
  return decision.failedAt === undefined ? undefined : texts[decision.code]?.(decision, request);
}
