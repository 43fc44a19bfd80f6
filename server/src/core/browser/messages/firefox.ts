/** Firefox's console (dom/locales/en-US/chrome/security/security.properties, gecko-dev 5f378c9206f0). */
import type { Code } from '../codes.ts';
import type { Decision, Details } from '../types.ts';

/** The reason and, for some, the status behind the closing parenthesis. */
interface Reason {
  readonly text: string;
  readonly status?: number | '(null)';
}

function mismatch({ value }: Details): Reason {
  return { text: `CORS header ‘Access-Control-Allow-Origin’ does not match ‘${value ?? ''}’` };
}

function withStatus(text: string, { status }: Details): Reason {
  return { text, status: status ?? '(null)' };
}

const reasons: Partial<Record<Code, (details: Details) => Reason>> = {
  'missing-allow-origin': (details) =>
    withStatus('CORS header ‘Access-Control-Allow-Origin’ missing', details),
  'allow-origin-mismatch': mismatch,
  'invalid-allow-origin': mismatch,
  // Only two lines are "multiple" to Firefox; a list in one line is a wrong origin.
  'multiple-allow-origin': (details) =>
    (details.lines ?? 1) > 1
      ? { text: 'Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed' }
      : mismatch(details),
  'wildcard-with-credentials': () => ({
    text: 'Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’',
  }),
  'allow-credentials-not-true': () => ({
    text: 'expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’',
  }),
  'preflight-status': (details) => withStatus('CORS preflight response did not succeed', details),
  'preflight-redirect': () => ({ text: 'CORS request external redirect not allowed' }),
  'invalid-allow-methods': ({ token }) => ({
    text: `invalid token ‘${token ?? ''}’ in CORS header ‘Access-Control-Allow-Methods’`,
  }),
  'invalid-allow-headers': ({ token }) => ({
    text: `invalid token ‘${token ?? ''}’ in CORS header ‘Access-Control-Allow-Headers’`,
  }),
  'method-not-allowed': () => ({ text: 'Did not find method in CORS header ‘Access-Control-Allow-Methods’' }),
  'header-not-allowed': ({ header }) => ({
    text: `header ‘${header ?? ''}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response`,
  }),
  'redirect-scheme': () => ({ text: 'CORS request not http' }),
  scheme: () => ({ text: 'CORS request not http' }),
  network: () => ({ text: 'CORS request did not succeed', status: '(null)' }),
  'malformed-response': () => ({ text: 'CORS request did not succeed', status: '(null)' }),
};

/** Printed although the request passes: the wildcard will not cover `Authorization` for ever. */
function authorizationWarning(url: string): string {
  return `Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at ${url} soon. (Reason: When the \`Access-Control-Allow-Headers\` is \`*\`, the \`Authorization\` header is not covered. To include the \`Authorization\` header, it must be explicitly listed in CORS header \`Access-Control-Allow-Headers\`).`;
}

export function firefoxMessage(decision: Decision): string | undefined {
  const { failedAt, code, details } = decision;
  if (failedAt === undefined) {
    const preflight = decision.requests.find(({ kind }) => kind === 'preflight');
    return decision.authorizationByWildcard && preflight ? authorizationWarning(preflight.url) : undefined;
  }
  if (code === 'mixed-content') return `Blocked loading mixed active content “${failedAt.url}”`;
  const reason = reasons[code]?.(details);
  if (reason === undefined) return undefined;
  // The one text that puts the URL in quotes.
  const url = code === 'wildcard-with-credentials' ? `‘${failedAt.url}’` : failedAt.url;
  const status = reason.status === undefined ? '' : ` Status code: ${reason.status}.`;
  return `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: ${reason.text}).${status}`;
}
