import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { FetchHeaders, InvalidValue } from '../shared/javascript/fetch-headers.ts';
import {
  isFunction,
  isList,
  isTruthy,
  type JsValue,
  joinList,
  toJs,
  toText,
  UNKNOWN,
} from '../shared/javascript/js-value.ts';
import { isAdmitted } from '../shared/javascript/lowering.ts';
import { atLeast } from '../shared/versions.ts';

/**
 * `CORSPlugin` of `@orpc/server` 1.2.0 to 1.16.1 as a function of its options, for a path that has a procedure. Read in
 * `dist/plugins/index.mjs` and checked against it (test/oracle/orpc-cors.test.ts). Before 1.14.8 the request's own `Vary` comes
 * back in the place of `Vary: Origin`.
 */
export function respondLikeOrpc(policy: Policy, request: ServerRequest): Answer {
  const isOptions = request.method === 'OPTIONS';
  const out = new FetchHeaders();
  const get = (name: string): JsValue => {
    const option = policy.options.get(name);
    if (option) return toJs(option.value);
    if (policy.open) return UNKNOWN;
    return name === 'allowMethods' ? METHODS : undefined;
  };
  const setNames = (name: string, value: JsValue): void => {
    if (typeof value === 'string') out.set(name, value);
    else if (isList(value) && value.length > 0) out.set(name, joinList(value, ', '));
  };
  try {
    if (isOptions) {
      const maxAge = get('maxAge');
      if (maxAge === null) return FAILED;
      const age = maxAge === undefined ? undefined : toText(maxAge);
      if (age !== undefined) out.set('access-control-max-age', age);
      const methods = get('allowMethods');
      if (methods !== '') setNames('access-control-allow-methods', methods);
      setNames(
        'access-control-allow-headers',
        get('allowHeaders') ?? headerOf(request.headers, 'Access-Control-Request-Headers'),
      );
    }
    writeOrigin(policy, request, out);
    const credentials = get('credentials');
    if (isTruthy(credentials)) out.set('access-control-allow-credentials', 'true');
    const exposed = get('exposeHeaders');
    if (exposed !== '') setNames('access-control-expose-headers', exposed);
  } catch (error) {
    if (error instanceof InvalidValue) return FAILED;
    throw error;
  }
  return { status: isOptions ? 204 : 200, headers: out.headers, handled: isOptions };
}

const FAILED: Answer = { status: 500, headers: [], handled: true };
const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'];

function writeOrigin(policy: Policy, request: ServerRequest, out: FetchHeaders): void {
  const asking = headerOf(request.headers, 'Origin') ?? '';
  const allowed = allowedOrigin(policy, asking);
  if (allowed !== undefined) out.set('access-control-allow-origin', allowed);
  if (allowed === '*') return;
  const isNew = atLeast(policy.version, '1.14.8');
  out.set('vary', isNew ? 'Origin' : (headerOf(request.headers, 'Vary') ?? 'origin'));
}

function allowedOrigin(policy: Policy, asking: string): string | undefined {
  const option = policy.options.get('origin');
  // The default hands the origin back, also where there is none.
  if (!option) return policy.open ? undefined : asking;
  const origin = toJs(option.value);
  if (origin === UNKNOWN || isFunction(origin))
    return isAdmitted(policy.origins, asking) ? asking : undefined;
  const list: readonly JsValue[] = isList(origin) ? origin : [origin];
  if (list.includes('*')) return '*';
  return list.includes(asking) ? asking : undefined;
}
