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

/**
 * `oakCors` and its sisters of deno.land/x/cors 1.2.2 (jsr:@tajpouria/cors) as a function of their options. Read in
 * `cors.ts` and `oakCors.ts`. Unlike the npm package, it sends the text `false` to whoever is refused, `null` where a pattern
 * or `true` meets no Origin, and adds nothing to `Vary` unless another header of that name is there already.
 */
export function respondLikeOak(policy: Policy, request: ServerRequest): Answer {
  const isOptions = request.method.toUpperCase() === 'OPTIONS';
  const pass: Answer = { status: isOptions ? 404 : 200, headers: [], handled: false };
  const asking = headerOf(request.headers, 'Origin');
  const origin = originSetting(policy, asking);
  if (!isTruthy(origin)) return pass;
  const get = (name: string): JsValue => toJs(policy.options.get(name)?.value);
  const out = new FetchHeaders();
  const set = (name: string, value: JsValue): void => {
    const text = isList(value) ? joinList(value) : toText(value);
    if (text !== undefined) out.set(name, text);
  };
  try {
    set('Access-Control-Allow-Origin', allowed(origin, asking));
    if (get('credentials') === true) set('Access-Control-Allow-Credentials', 'true');
    if (isOptions) {
      set('Access-Control-Allow-Methods', policy.options.has('methods') ? get('methods') : METHODS);
      const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
      const headers = get('allowedHeaders');
      setNames(
        set,
        'Access-Control-Allow-Headers',
        isTruthy(headers) || headers === UNKNOWN ? headers : asked,
      );
      const maxAge = get('maxAge');
      if (typeof maxAge === 'number' || (typeof maxAge === 'string' && maxAge !== ''))
        set('Access-Control-Max-Age', maxAge);
    }
    setNames(set, 'Access-Control-Expose-Headers', get('exposedHeaders'));
  } catch (error) {
    // It is printed, and the next handler answers.
    if (error instanceof InvalidValue) return { ...pass, headers: out.headers };
    throw error;
  }
  if (!isOptions || isTruthy(get('preflightContinue'))) return { ...pass, headers: out.headers };
  const status = policy.options.has('optionsSuccessStatus') ? get('optionsSuccessStatus') : 204;
  return { status: typeof status === 'number' ? status : 204, headers: out.headers, handled: true };
}

const METHODS = 'GET,HEAD,PUT,PATCH,POST,DELETE';

function setNames(set: (name: string, value: JsValue) => void, name: string, value: JsValue): void {
  if ((typeof value === 'string' || isList(value)) && value.length > 0) set(name, value);
}

function originSetting(policy: Policy, asking: string | undefined): JsValue {
  const option = policy.options.get('origin');
  if (!option) return policy.open ? undefined : '*';
  const value = toJs(option.value);
  return value === UNKNOWN || isFunction(value) ? isAdmitted(policy.origins, asking ?? '') : value;
}

function allowed(origin: JsValue, asking: string | undefined): JsValue {
  if (typeof origin === 'string') return origin;
  return isAllowed(origin, asking) ? (asking ?? 'null') : 'false';
}

function isAllowed(origin: JsValue, asking: string | undefined): boolean {
  if (isList(origin)) return origin.some((one) => isAllowed(one, asking));
  if (typeof origin === 'string') return origin === asking;
  if (origin instanceof RegExp && asking !== undefined)
    return new RegExp(origin.source, origin.flags.replace(/g/g, '')).test(asking);
  return isTruthy(origin);
}
