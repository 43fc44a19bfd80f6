import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
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
import { addedHeaders } from './sent.ts';

/**
 * `createCors` of itty-router 4 as a function of its options: `preflight` ahead of the routes and `corsify` behind them.
 * Read in `createCors.mjs` and checked against it (test/oracle/itty-cors.test.ts). What one request leaves behind for the next
 * is not looked at.
 */
export function respondLikeIttyCors(policy: Policy, request: ServerRequest): Answer {
  try {
    return answer(policy, request);
  } catch (error) {
    if (error instanceof InvalidValue || error instanceof Failed)
      return { status: 500, headers: [], handled: true };
    throw error;
  }
}

/** A TypeError in the library. */
class Failed extends Error {}

/** A record of headers: names that differ in case are two, and meet in the response. */
type Table = Map<string, string>;

function answer(policy: Policy, request: ServerRequest): Answer {
  const get = (name: string): JsValue => toJs(policy.options.get(name)?.value);
  const asking = headerOf(request.headers, 'Origin') ?? '';
  const methods = namesOf(get('methods'));
  const common: Table = new Map([['Access-Control-Allow-Methods', methods.join(', ')]]);
  for (const { key, value } of addedHeaders(policy.options)) {
    const text = toText(toJs(value));
    if (/^(?:access-control-|vary$)/i.test(key) && text !== undefined) common.set(key, text);
  }
  const maxAge = get('maxAge');
  const age = isTruthy(maxAge) ? toText(maxAge) : undefined;
  if (age !== undefined) common.set('Access-Control-Max-Age', age);
  const origin: Table = isAllowed(policy, asking)
    ? new Map([['Access-Control-Allow-Origin', asking]])
    : new Map();
  const isOptions = request.method === 'OPTIONS';
  const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
  const isFull =
    asking !== '' && isTruthy(headerOf(request.headers, 'Access-Control-Request-Method')) && isTruthy(asked);
  const first = new FetchHeaders();
  if (isOptions && isFull) {
    const all = [...new Set(['OPTIONS', ...methods])].join(', ');
    const own: Table = new Map([
      ...common,
      ['Access-Control-Allow-Methods', all],
      ['Access-Control-Allow-Headers', asked ?? ''],
      ...origin,
    ]);
    for (const [name, value] of own) first.append(name.toLowerCase(), value);
  }
  const done = { status: 200, handled: isOptions };
  if (headerOf(first.headers, 'access-control-allow-origin')) return { ...done, headers: trimmed(first) };
  const out = new FetchHeaders();
  for (const [name, value] of new Map([...first.headers, ...common, ...origin]))
    out.append(name.toLowerCase(), value);
  return { ...done, headers: trimmed(out) };
}

/** Blanks at the end of a value are no part of it (RFC 9110, section 5.5). */
function trimmed({ headers }: FetchHeaders): readonly Header[] {
  return headers.map(([name, value]): Header => [name, value.trimEnd()]);
}

function namesOf(methods: JsValue): readonly string[] {
  if (methods === undefined) return ['GET'];
  if (methods === UNKNOWN) return [];
  if (!isList(methods)) throw new Failed();
  return methods.flatMap((method) => (method === UNKNOWN ? [] : [joinList([method])]));
}

function isAllowed(policy: Policy, asking: string): boolean {
  const option = policy.options.get('origins');
  const origins = toJs(option?.value);
  if (origins === undefined) return !policy.open || option !== undefined;
  if (origins === UNKNOWN || isFunction(origins)) return isAdmitted(policy.origins, asking);
  if (typeof origins === 'string' || isList(origins))
    return origins.includes(asking) || origins.includes('*');
  throw new Failed();
}
