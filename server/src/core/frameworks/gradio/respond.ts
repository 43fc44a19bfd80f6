import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';

/**
 * `CustomCORSMiddleware` of Gradio 5.0.0 to 6.31.0. Read in its source and checked against it (test/oracle/gradio.test.ts).
 * Where the origins are not every one, requests are thought to name this machine as their host.
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const origin = headerOf(request.headers, 'Origin');
  // Starlette's router answers OPTIONS with 405.
  const isOptions = request.method === 'OPTIONS';
  const pass = { status: isOptions ? 405 : 200, handled: false };
  if (origin === undefined) return { ...pass, headers: [] };
  const isAdmitted = isLocal(origin) || policy.origins.some((rule) => admitsOrigin(rule, origin));
  const headers: Header[] = [['Access-Control-Allow-Credentials', 'true']];
  if (isAdmitted) headers.push(['Access-Control-Allow-Origin', origin]);
  if (!isOptions || headerOf(request.headers, 'Access-Control-Request-Method') === undefined) {
    if (isAdmitted) headers.push(['Vary', 'Origin']);
    return { ...pass, headers };
  }
  headers.push(['Access-Control-Allow-Methods', METHODS], ['Access-Control-Max-Age', '600']);
  const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
  if (asked !== undefined) headers.push(['Access-Control-Allow-Headers', asked]);
  return { status: 200, headers, handled: true };
}

const METHODS = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT';

/** `urlparse(origin).hostname in localhost_aliases`, on any port. */
function isLocal(origin: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d*)?$/i.test(origin);
}
