import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { InvalidHeader, NodeHeaders } from '../shared/javascript/node-response.ts';
import { atLeast } from '../shared/versions.ts';
import { knowsStatus, problemsOf } from './problems.ts';
import { booleanOf, hasConnections, namesOf, numberOf, originsOf, statusOf, type Taken } from './values.ts';

/** A server that does not start answers nothing; a status stands for that. */
const FAILED: Answer = { status: 500, headers: [], handled: true };
const HEADERS = ['Accept', 'Authorization', 'Content-Type', 'If-None-Match'];
const EXPOSED = ['WWW-Authenticate', 'Server-Authorization'];

/**
 * hapi 16.8 to 21 as functions of the route's options (`lib/cors.js`, `lib/config.js`), checked against 16.8 and 20.1.2 to 21
 * (test/oracle/hapi.test.ts). On Node 20 a preflight makes 17 and 18 hang and 19.0.0 to 20.1.1 stop, so that these are read. An empty answer has status 204 since
 * 19.0.0, and `preflightStatusCode` (200 by itself) since 21.0.0.
 */
export function respondLikeHapi(policy: Policy, request: ServerRequest): Answer {
  if (problemsOf(policy.options, policy.options, policy.version).length > 0) return FAILED;
  const out = new NodeHeaders();
  try {
    if (request.method.toUpperCase() === 'OPTIONS') return preflight(policy, request, out);
    const isIgnored = ignores(policy);
    const origin = headerOf(request.headers, 'Origin');
    if (!isIgnored) out.set('Vary', 'origin');
    if (admits(policy, origin)) grant(policy, origin, out);
    return { status: 200, headers: out.headers, handled: false };
  } catch (error) {
    if (error instanceof InvalidHeader) return FAILED;
    throw error;
  }
}

function preflight(policy: Policy, request: ServerRequest, out: NodeHeaders): Answer {
  const method = headerOf(request.headers, 'Access-Control-Request-Method');
  const origin = headerOf(request.headers, 'Origin');
  if (!method || (!origin && !ignores(policy))) return { status: 404, headers: [], handled: true };
  const denied: Answer = { status: 200, headers: [], handled: true };
  if (!admits(policy, origin)) return denied;
  const headers = [
    ...given(namesOf(policy.options, 'headers'), HEADERS),
    ...given(namesOf(policy.options, 'additionalHeaders'), []),
  ];
  if (!allowsAll(headers, headerOf(request.headers, 'Access-Control-Request-Headers'))) return denied;
  out.set('Access-Control-Allow-Methods', method);
  out.set('Access-Control-Allow-Headers', headers.join(','));
  out.set('Access-Control-Max-Age', String(given(numberOf(policy.options, 'maxAge'), 86_400)));
  grant(policy, origin, out);
  return { status: statusOfPreflight(policy), headers: out.headers, handled: true };
}

/** Each name once: hapi counts what both lists have, so that a repeated name is one too many. */
function allowsAll(headers: readonly string[], asked: string | undefined): boolean {
  if (!asked) return true;
  const allowed = new Set([...headers.map((name) => name.toLowerCase()), 'origin']);
  const names = asked
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  return new Set(names).size === names.length && names.every((name) => allowed.has(name));
}

function statusOfPreflight({ options, version }: Policy): number {
  if (knowsStatus(version)) return given(statusOf(options), 200);
  return version.package !== 'hapi' && atLeast(version, '19.0.0') ? 204 : 200;
}

function grant(policy: Policy, origin: string | undefined, out: NodeHeaders): void {
  if (ignores(policy)) out.set('Access-Control-Allow-Origin', '*');
  else if (origin) out.set('Access-Control-Allow-Origin', origin);
  if (given(booleanOf(policy.options, 'credentials'), false))
    out.set('Access-Control-Allow-Credentials', 'true');
  const exposed = [
    ...given(namesOf(policy.options, 'exposedHeaders'), EXPOSED),
    ...given(namesOf(policy.options, 'additionalExposedHeaders'), []),
  ];
  if (exposed.length > 0) out.set('Access-Control-Expose-Headers', exposed.join(','));
}

function ignores(policy: Policy): boolean {
  const origins = originsOf(policy.options, policy.version);
  return origins.kind === 'taken' && origins.value === 'ignore';
}

/** `['*']` admits a request without Origin too, since hapi 17. */
function admits({ origins, version }: Policy, origin: string | undefined): boolean {
  if (!origin && hasConnections(version)) return false;
  return origins.some((rule) => rule.match.kind === 'any' || (origin ? admitsOrigin(rule, origin) : false));
}

function given<T>(taken: Taken<T>, otherwise: T): T {
  return taken.kind === 'taken' ? taken.value : otherwise;
}
