import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { FetchHeaders, InvalidValue } from '../shared/javascript/fetch-headers.ts';
import { isList, isTruthy, type JsValue, joinList, toText, UNKNOWN } from '../shared/javascript/js-value.ts';
import { isAdmitted, optionIn } from '../shared/javascript/lowering.ts';
import { atLeast } from '../shared/versions.ts';

/**
 * `createYoga({ cors })` of GraphQL Yoga 3 to 5 as a function of its options. Read in @whatwg-node/server@0.11.0:cjs/plugins/useCors.js and
 * checked against it (test/oracle/graphql-yoga.test.ts). In 3, the names of headers that are asked for take the place of the origin in `Vary`.
 */
export function respondLikeYoga(policy: Policy, request: ServerRequest): Answer {
  const isOptions = request.method === 'OPTIONS';
  try {
    const headers = headersFor(policy, request);
    return { status: isOptions ? 204 : 200, headers: headers.headers, handled: isOptions };
  } catch (error) {
    if (error instanceof InvalidValue || error instanceof NoList) return FAILED;
    throw error;
  }
}

const FAILED: Answer = { status: 500, headers: [], handled: true };

/** A value without the methods of a list: the request fails. */
class NoList extends Error {}

function headersFor(policy: Policy, request: ServerRequest): FetchHeaders {
  const out = new FetchHeaders();
  const asking = headerOf(request.headers, 'Origin');
  if (asking === undefined) return out;
  const get = (name: string): JsValue => optionIn(policy, name);
  const { allowed, varies } = allowedOrigin(policy, get('origin'), asking);
  if (allowed !== undefined) out.set('access-control-allow-origin', allowed);
  const vary = varies ? ['Origin'] : [];
  const methods = joined(get('methods')) ?? headerOf(request.headers, 'Access-Control-Request-Method');
  if (methods) out.set('access-control-allow-methods', methods);
  const names = joined(get('allowedHeaders'));
  const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
  if (names !== undefined) out.set('access-control-allow-headers', names);
  else if (asked) {
    out.set('access-control-allow-headers', asked);
    if (!atLeast(policy.version, '4.0.0')) vary.length = 0;
    vary.push('Access-Control-Request-Headers');
  }
  if (vary.length > 0) out.set('vary', vary.join(', '));
  const credentials = get('credentials');
  if (credentials === true || credentials === undefined || credentials === null)
    out.set('access-control-allow-credentials', 'true');
  const exposed = get('exposedHeaders');
  if (isTruthy(exposed) && exposed !== UNKNOWN) out.set('access-control-expose-headers', join(exposed));
  const maxAge = get('maxAge');
  const age = isTruthy(maxAge) ? toText(maxAge) : undefined;
  if (age !== undefined) out.set('access-control-max-age', age);
  return out;
}

interface Allowed {
  readonly allowed?: string;
  readonly varies: boolean;
}

function allowedOrigin(policy: Policy, origin: JsValue, asking: string): Allowed {
  if (origin === UNKNOWN)
    return isAdmitted(policy.origins, asking) ? { allowed: asking, varies: true } : { varies: false };
  if (origin === undefined || origin === null) return { allowed: asking, varies: true };
  if (typeof origin === 'string') {
    if (origin === '' || origin.includes('*')) return { allowed: asking, varies: true };
    return { allowed: origin, varies: false };
  }
  if (!isList(origin)) throw new NoList();
  if (origin.length === 0 || origin.includes('*')) return { allowed: asking, varies: true };
  if (origin.length === 1) {
    const text = toText(origin[0]);
    return text === undefined ? { varies: false } : { allowed: text, varies: false };
  }
  return origin.includes(asking) ? { allowed: asking, varies: true } : { allowed: 'null', varies: false };
}

/** What a list without entries says is the default's to say. */
function joined(value: JsValue): string | undefined {
  if (value === undefined || value === null || value === UNKNOWN) return undefined;
  if (isList(value)) return value.length > 0 ? join(value) : undefined;
  if (typeof value === 'string' && value !== '') throw new NoList();
  return undefined;
}

function join(value: JsValue): string {
  if (!isList(value)) throw new NoList();
  return joinList(value, ', ');
}
