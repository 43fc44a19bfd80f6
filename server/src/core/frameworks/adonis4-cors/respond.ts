import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import {
  isFunction,
  isList,
  isTruthy,
  type JsValue,
  joinList,
  toText,
  UNKNOWN,
} from '../shared/javascript/js-value.ts';
import { givenByFunction, isAdmitted, optionIn } from '../shared/javascript/lowering.ts';
import { InvalidHeader, NodeHeaders } from '../shared/javascript/node-response.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { generationOf } from './versions.ts';

/**
 * @adonisjs/cors 1 as a function of its options, with the framework's own configuration, request and response. Read in
 * `src/Cors/index.js` and checked against it (test/oracle/adonis4-cors.test.ts).
 */
export function respondLikeAdonis4(policy: Policy, request: ServerRequest): Answer {
  const out = new NodeHeaders();
  const isOptions = request.method === 'OPTIONS';
  const generation = generationOf(policy.version);
  const get = (name: string): JsValue => setting(policy, name);
  try {
    const asking = headerOf(request.headers, 'Origin') || undefined;
    if (asking !== undefined || !generation.needsOrigin) {
      const origin = generation.compares ? compared(policy, asking) : sent(policy, asking);
      // Node refuses `undefined`.
      if (origin === undefined) throw new InvalidHeader();
      // Where the option is `true` the library forgets it.
      if (generation.compares && origin !== '*' && origin !== 'false' && get('origin') !== true)
        out.vary('Origin');
      if (origin !== UNKNOWN) out.set('Access-Control-Allow-Origin', origin);
    }
    if (get('credentials') === true) out.set('Access-Control-Allow-Credentials', 'true');
    setNames(out, 'Access-Control-Expose-Headers', get('exposeHeaders'));
    if (!isOptions) return { status: 200, headers: out.headers, handled: false };
    setNames(out, 'Access-Control-Allow-Methods', get('methods'));
    const headers = get('headers');
    const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
    const allowed =
      headers === true || headers === '*' ? asked : isFunction(headers) ? undefined : toText(headers);
    if (allowed && isTruthy(headers)) out.set('Access-Control-Allow-Headers', allowed);
    const maxAge = get('maxAge');
    if (isTruthy(maxAge))
      out.set(
        generation.knowsMaxAge ? 'Access-Control-Max-Age' : 'Access-Control-Allow-Max-Age',
        toText(maxAge) ?? '',
      );
    return { status: 204, headers: out.headers, handled: true };
  } catch (error) {
    if (error instanceof InvalidHeader) return { status: 500, headers: out.headers, handled: true };
    throw error;
  }
}

/** What is written, laid over the defaults: `undefined` leaves them, and a list takes the place of the first of its entries. */
function setting(policy: Policy, name: string): JsValue {
  const standard = DEFAULTS[name];
  const value = optionIn(policy, name);
  if (value === undefined) return standard;
  if (!isList(value) || !isList(standard)) return value;
  const length = Math.max(value.length, standard.length);
  return Array.from({ length }, (_, at) => value[at] ?? standard[at]);
}

/** The text of the header; `undefined` where it would be the asking origin and there is none. */
function compared(policy: Policy, asking: string | undefined): string | typeof UNKNOWN | undefined {
  const origin = setting(policy, 'origin');
  if (origin === '*') return '*';
  const option = policy.options.get('origin');
  const isAllowed =
    origin === true ||
    (isFunction(origin) && isPromised(option)) ||
    (asking === undefined ? isMatched(policy, origin) : isAdmitted(policy.origins, asking));
  if (isAllowed) return asking;
  return origin === UNKNOWN ? UNKNOWN : 'false';
}

/** Without an origin, patterns are put to the text `undefined`. */
function isMatched(policy: Policy, origin: JsValue): boolean {
  if (isFunction(origin)) return isAdmitted(policy.origins, '');
  const items = isList(origin) ? origin : [origin];
  return items.some((item) => item instanceof RegExp && item.test('undefined'));
}

/** Before 1.0.3. */
function sent(policy: Policy, asking: string | undefined): string | typeof UNKNOWN | undefined {
  const origin = setting(policy, 'origin');
  if (origin === true || origin === '*') return asking;
  if (isFunction(origin)) {
    if (isPromised(policy.options.get('origin'))) return '[object Promise]';
    const given = givenByFunction(policy.origins, asking ?? '');
    return given === undefined ? 'false' : given || undefined;
  }
  if (origin === UNKNOWN) return isAdmitted(policy.origins, asking ?? '') ? asking : UNKNOWN;
  return isList(origin) ? joinList(origin) : toText(origin);
}

function setNames(out: NodeHeaders, name: string, names: JsValue): void {
  const text = isList(names) ? joinList(names) : names;
  if (typeof text === 'string' && text.trim() !== '') out.set(name, text);
}

const DEFAULTS: Readonly<Record<string, JsValue>> = {
  origin: false,
  methods: ['GET', 'PUT', 'POST'],
  headers: true,
  exposeHeaders: false,
  credentials: false,
  maxAge: 90,
};
