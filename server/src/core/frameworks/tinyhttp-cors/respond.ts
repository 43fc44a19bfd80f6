import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { isGivenByFunction } from '../shared/javascript/callback.ts';
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
import { givenByFunction, isAdmitted, optionIn } from '../shared/javascript/lowering.ts';
import { InvalidHeader, NodeHeaders } from '../shared/javascript/node-response.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { type Generation, generationOf } from './versions.ts';

/**
 * @tinyhttp/cors as a function of its options, in an application of @tinyhttp/app, which keeps the headers of a request that
 * fails. Read in `dist/index.js` and checked against it (test/oracle/tinyhttp-cors.test.ts).
 */
export function respondLikeTinyhttp(policy: Policy, request: ServerRequest): Answer {
  const out = new NodeHeaders();
  try {
    return answer(policy, request, out);
  } catch (error) {
    if (error instanceof Stopped) return { status: 500, headers: [], handled: true };
    if (error instanceof InvalidHeader || error instanceof Failed)
      return { status: 500, headers: out.headers, handled: true };
    throw error;
  }
}

/** A TypeError in the library, for one request. */
class Failed extends Error {}

/** The same as the application starts. */
class Stopped extends Error {}

function answer(policy: Policy, request: ServerRequest, out: NodeHeaders): Answer {
  const generation = generationOf(policy.version);
  const get = (name: string, standard?: JsValue): JsValue => {
    const value = optionIn(policy, name);
    return value === undefined ? standard : value;
  };
  setOrigin(policy, get('origin', '*'), headerOf(request.headers, 'Origin'), generation, out);
  const methods = get('methods', METHODS);
  if (isList(methods)) out.set('Access-Control-Allow-Methods', joinList(methods, ', ').toUpperCase());
  else if (methods !== UNKNOWN) throw new Failed();
  set(
    out,
    'Access-Control-Allow-Headers',
    get('allowedHeaders', generation.allowsContentType ? ['content-type'] : undefined),
  );
  set(out, 'Access-Control-Expose-Headers', get('exposedHeaders'));
  if (isTruthy(get('credentials'))) out.set('Access-Control-Allow-Credentials', 'true');
  set(out, 'Access-Control-Max-Age', get('maxAge'));
  const isOptions = request.method === 'OPTIONS';
  const isEnded = (isOptions || generation.endsAll) && !isTruthy(get('preflightContinue'));
  if (!isEnded) return { status: isOptions ? 404 : 200, headers: out.headers, handled: false };
  const status = Number(toText(get('optionsSuccessStatus', 204)));
  return { status: Number.isNaN(status) ? 204 : status, headers: out.headers, handled: true };
}

function setOrigin(
  policy: Policy,
  origin: JsValue,
  asking: string | undefined,
  generation: Generation,
  out: NodeHeaders,
): void {
  const { endsAll, refuses } = generation;
  const send = (text: string | undefined) => {
    // Node refuses `undefined`.
    if (text === undefined) throw new Failed();
    out.set(ALLOW_ORIGIN, text);
  };
  const option = policy.options.get('origin');
  if (isFunction(origin) || (option && isGivenByFunction(option.value))) {
    if (refuses) out.vary('Origin');
    send(isFunction(origin) ? functionResult(policy, asking) : toText(origin));
    if (!refuses) out.vary('Origin');
  } else if (typeof origin === 'boolean') {
    if (origin) send('*');
  } else if (typeof origin === 'string') {
    send(origin);
    if (!refuses && origin !== '*') out.vary('Origin');
  } else if (origin === UNKNOWN) {
    if (asking !== undefined && isAdmitted(policy.origins, asking)) send(asking);
  } else if (endsAll) return;
  else if (!refuses) {
    if (typeof origin === 'number') return;
    const isKnown = isList(origin) || origin instanceof RegExp;
    if (!isKnown || asking === undefined || !isAdmitted(policy.origins, asking)) throw new Failed();
    send(asking);
  } else sendCompared(policy, origin, asking, out);
}

function sendCompared(policy: Policy, origin: JsValue, asking: string | undefined, out: NodeHeaders): void {
  const items = itemsOf(policy, origin);
  if (items?.some((item) => item !== UNKNOWN && typeof item !== 'string')) throw new Stopped();
  if (!items && !(origin instanceof RegExp)) throw new Stopped();
  if (items?.includes('*')) {
    out.set(ALLOW_ORIGIN, '*');
    return;
  }
  out.vary('Origin');
  if (asking !== undefined && isAdmitted(policy.origins, asking)) out.set(ALLOW_ORIGIN, asking);
}

/** The entries of a list or a set. */
function itemsOf(policy: Policy, origin: JsValue): readonly JsValue[] | undefined {
  if (isList(origin)) return origin;
  const value = policy.options.get('origin')?.value;
  if (value?.kind === 'list') return value.items.map(toJs);
  return value?.kind === 'unknown' ? [] : undefined;
}

/** A function that is understood gives the asking origin where its rules admit it, or a text to everybody else. */
function functionResult(policy: Policy, asking: string | undefined): string | undefined {
  if (isPromised(policy.options.get('origin'))) return '[object Promise]';
  return givenByFunction(policy.origins, asking ?? '') || undefined;
}

function set(out: NodeHeaders, name: string, value: JsValue): void {
  if (isList(value))
    out.set(
      name,
      value.flatMap((item) => toText(item) ?? []),
    );
  else if (isTruthy(value)) out.set(name, toText(value) ?? '');
}

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const METHODS: readonly string[] = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'];
