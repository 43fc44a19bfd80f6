import type { Value } from '../../evaluate/value.ts';
import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { sorted, strOf, truth } from '../shared/python/values.ts';
import { isKnown, isMaxAge, isSequence } from './problems.ts';

/**
 * aiohttp-cors 0.7.0 and 0.8.1, for one origin of a configuration and a resource whose routes have all been added. Read
 * in its source and checked against it (test/oracle/aiohttp-cors.test.ts).
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  if (raises(policy)) return { status: 500, headers: [], handled: true };
  const origin = headerOf(request.headers, 'Origin');
  const isAllowed = origin !== undefined && policy.origins.some((rule) => admitsOrigin(rule, origin));
  if (request.method === 'OPTIONS') return preflight(policy, request, isAllowed ? origin : undefined);
  if (!isAllowed) return { status: 200, headers: [], handled: false };
  const headers = originHeaders(policy, origin);
  const expose = policy.options.get('expose_headers')?.value;
  const exposed = expose && listed(expose);
  // `"*"` names the headers that this answer has: the body's length and the tag of the server are not known here.
  if (exposed === '*') headers.push(['Access-Control-Expose-Headers', EXPOSED_OF_EVERY_ANSWER]);
  else if (exposed && exposed.length > 0)
    headers.push(['Access-Control-Expose-Headers', sorted(new Set(exposed)).join(',')]);
  return { status: 200, headers, handled: false };
}

/** Those that aiohttp sets before the hook that aiohttp-cors uses. */
const EXPOSED_OF_EVERY_ANSWER = 'Content-Length,Date,Server';

/** Methods that the routes of a resource are thought to have. */
const ROUTED = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

function preflight(policy: Policy, request: ServerRequest, origin: string | undefined): Answer {
  const refused: Answer = { status: 403, headers: [], handled: true };
  const method = headerOf(request.headers, 'Access-Control-Request-Method');
  if (origin === undefined || method === undefined) return refused;
  const methods = policy.options.get('allow_methods')?.value;
  const allowed = methods && listed(methods);
  const isCovered = allowed === '*' || allowed?.some((one) => one.toUpperCase() === method.toUpperCase());
  if (!isCovered && !ROUTED.includes(method)) return refused;
  const requested = new Set(
    (headerOf(request.headers, 'Access-Control-Request-Headers') ?? '')
      .split(',')
      .map((name) => name.replace(/^[ \t]+|[ \t]+$/g, '').toUpperCase())
      .filter((name) => name !== ''),
  );
  const given = policy.options.get('allow_headers')?.value;
  const names = given ? listed(given) : [];
  if (names !== '*') {
    const upper = names.map((name) => name.toUpperCase());
    if ([...requested].some((name) => !upper.includes(name))) return refused;
  }
  const headers = originHeaders(policy, origin);
  const maxAge = policy.options.get('max_age')?.value;
  const seconds = maxAge && maxAge.kind !== 'null' ? strOf(maxAge) : undefined;
  if (seconds !== undefined) headers.push(['Access-Control-Max-Age', seconds]);
  headers.push(['Access-Control-Allow-Methods', method]);
  if (requested.size > 0) headers.push(['Access-Control-Allow-Headers', sorted(requested).join(',')]);
  return { status: 200, headers, handled: true };
}

function originHeaders(policy: Policy, origin: string): Header[] {
  const headers: Header[] = [['Access-Control-Allow-Origin', origin]];
  if (truth(policy.options.get('allow_credentials')?.value) === true)
    headers.push(['Access-Control-Allow-Credentials', 'true']);
  return headers;
}

function listed(value: Value): readonly string[] | '*' {
  if (value.kind === 'text' && value.value === '*') return '*';
  if (value.kind !== 'list') return [];
  return value.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
}

/** What `ResourceOptions.__new__` and `_parse_config_options` refuse. */
function raises({ options, problems }: Policy): boolean {
  if (problems.some((problem) => problem.kind === 'unknown-option')) return true;
  return [...options.values()].some(({ name, value }) => {
    if (value.kind === 'unknown' || value.kind === 'oneOf' || !isKnown(name, 'call')) return false;
    if (name === 'allow_credentials') return value.kind !== 'boolean';
    if (name === 'max_age') return !isMaxAge(value);
    if (name === 'allow_methods' && value.kind === 'null') return false;
    if (isSequence(value)) return isMixed(value, name);
    return !(value.kind === 'text' && value.value === '*');
  });
}

/** `h.upper()` of what is no text raises at once. */
function isMixed(value: Value, name: string): boolean {
  if (value.kind !== 'list' || name === 'expose_headers') return false;
  return value.items.some((item) => !['text', 'unknown', 'oneOf'].includes(item.kind));
}
