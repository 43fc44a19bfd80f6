import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { FetchHeaders, InvalidValue } from '../shared/javascript/fetch-headers.ts';
import {
  isFunction,
  isList,
  type JsValue,
  joinList,
  toText,
  UNKNOWN,
} from '../shared/javascript/js-value.ts';
import { givenByFunction, isAdmitted, optionIn } from '../shared/javascript/lowering.ts';

/**
 * `cors` of remix-utils 3.1.0 to 10.0.0 as a function of its options, the same in all of them. Read in `build/server/cors.js` and
 * checked against it (test/oracle/remix-utils.test.ts). It writes onto the response that the application made, whose status
 * stays, for a preflight as well.
 */
export function respondLikeRemixUtils(policy: Policy, request: ServerRequest): Answer {
  const out = new FetchHeaders();
  try {
    writeOrigin(policy, request, out);
    if (optionIn(policy, 'credentials') === true) out.append('Access-Control-Allow-Credentials', 'true');
    const exposed = joined(optionIn(policy, 'exposedHeaders', []));
    if (exposed) out.append('Access-Control-Expose-Headers', exposed);
    if (request.method.toUpperCase() === 'OPTIONS') writePreflight(policy, request, out);
  } catch (error) {
    if (error instanceof InvalidValue || error instanceof Failed)
      return { status: 500, headers: [], handled: true };
    throw error;
  }
  return { status: 200, headers: out.headers, handled: false };
}

/** A TypeError in the library. */
class Failed extends Error {}

function writeOrigin(policy: Policy, request: ServerRequest, out: FetchHeaders): void {
  const asking = headerOf(request.headers, 'Origin');
  if (!asking) return;
  const origin = originFor(policy, asking);
  if (origin === undefined) return;
  out.append('Access-Control-Allow-Origin', origin);
  if (origin !== '*') out.append('Vary', 'Origin');
}

function originFor(policy: Policy, asking: string): string | undefined {
  const origin = optionIn(policy, 'origin', true);
  if (origin === undefined) return '*';
  if (typeof origin === 'string') return origin;
  if (isFunction(origin)) return givenByFunction(policy.origins, asking);
  return isAdmitted(policy.origins, asking) ? asking : undefined;
}

const METHODS = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'];

function writePreflight(policy: Policy, request: ServerRequest, out: FetchHeaders): void {
  const methods = joined(optionIn(policy, 'methods', METHODS));
  if (methods !== undefined) out.append('Access-Control-Allow-Methods', methods);
  const written = optionIn(policy, 'allowedHeaders', []);
  const named = joined(written);
  if (!named && written !== UNKNOWN) {
    const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
    out.append('Vary', 'Access-Control-Request-Headers');
    if (asked) out.append('Access-Control-Allow-Headers', asked);
  } else if (named) out.append('Access-Control-Allow-Headers', named);
  const age = optionIn(policy, 'maxAge');
  const text = typeof age === 'number' ? toText(age) : undefined;
  if (text !== undefined) out.append('Access-Control-Max-Age', text);
}

/** `value?.join(',')` */
function joined(value: JsValue): string | undefined {
  if (value === undefined || value === null || value === UNKNOWN) return undefined;
  if (!isList(value)) throw new Failed();
  return joinList(value);
}
