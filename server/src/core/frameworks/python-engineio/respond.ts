import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { truth } from '../shared/python/values.ts';
import { engineioHas } from './versions.ts';

/**
 * The polling side of `engineio.Server`, 3.8.2 to 4.15.1, for the endpoint itself and a session that is open. Read in
 * the source of every version that changed it and checked against them (test/oracle/python-engineio.test.ts):
 *
 * - 3.9.0 the origin is checked before anything else, WebSockets included; the default is the server's own origin
 * - 3.9.2 `[]` switches the check and every header off
 * - 4.12.3 `*` in a list allows every origin
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const origin = headerOf(request.headers, 'Origin') || undefined;
  const option = policy.options.get('cors_allowed_origins');
  const since = (version: string) => engineioHas(policy.version, version);
  const { kind } = option?.value ?? { kind: 'null' };
  const isOff =
    option?.value.kind === 'list' && option.value.form === 'list' && option.value.items.length === 0;
  if (isOff && since('3.9.2')) return { status: statusOf(request), headers: [], handled: true };
  const raises =
    ['number', 'boolean', 'regex'].includes(kind) &&
    (origin !== undefined || !since('3.9.0') || since('4.12.3'));
  if (raises) return { status: 500, headers: [], handled: true };
  const isAdmitted = policy.origins.some((rule) => admitsOrigin(rule, origin ?? ''));
  const isAllowed = origin !== undefined && isAdmitted;
  if (since('3.9.0')) {
    if (origin !== undefined && !isAllowed) return { status: 400, headers: [], handled: true };
  } else if (!isAdmitted) {
    return { status: statusOf(request), headers: [], handled: true };
  }
  const headers: Header[] = [];
  if (isAllowed) headers.push(['Access-Control-Allow-Origin', origin]);
  else if (!since('3.9.0')) headers.push(['Access-Control-Allow-Origin', '*']);
  if (request.method === 'OPTIONS') headers.push(['Access-Control-Allow-Methods', 'OPTIONS, GET, POST']);
  const requested = headerOf(request.headers, 'Access-Control-Request-Headers');
  if (requested !== undefined) headers.push(['Access-Control-Allow-Headers', requested]);
  const credentials = policy.options.get('cors_credentials');
  if (credentials ? truth(credentials.value) === true : true)
    headers.push(['Access-Control-Allow-Credentials', 'true']);
  return { status: statusOf(request), headers, handled: true };
}

function statusOf({ method }: ServerRequest): number {
  return ['GET', 'POST', 'OPTIONS'].includes(method) ? 200 : 405;
}
