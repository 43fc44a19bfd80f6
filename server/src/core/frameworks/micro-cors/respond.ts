import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { isList, isTruthy, type JsValue, joinList, toText, UNKNOWN } from '../shared/javascript/js-value.ts';
import { isAdmitted, optionIn } from '../shared/javascript/lowering.ts';
import { InvalidHeader, NodeHeaders } from '../shared/javascript/node-response.ts';
import { type Generation, generationOf } from './versions.ts';

/**
 * micro-cors as a function of its options. Read in `lib/index.js` and checked against it (test/oracle/micro-cors.test.ts), served
 * by micro, which keeps the headers of a request that fails.
 */
export function respondLikeMicroCors(policy: Policy, request: ServerRequest): Answer {
  const out = new NodeHeaders();
  const generation = generationOf(policy.version);
  try {
    const isEnded = generation.isFirst
      ? answerFirst(policy, request, generation, out)
      : answer(policy, request, generation, out);
    return { status: 200, headers: out.headers, handled: isEnded };
  } catch (error) {
    if (error instanceof InvalidHeader || error instanceof Failed)
      return { status: 500, headers: out.headers, handled: true };
    throw error;
  }
}

/** A TypeError in the library. */
class Failed extends Error {}

/** Whether the handler is never reached. */
function answerFirst(
  policy: Policy,
  request: ServerRequest,
  { knowsPatch }: Generation,
  out: NodeHeaders,
): boolean {
  const get = (name: string, standard: JsValue): JsValue => {
    const value = optionIn(policy, name);
    return isTruthy(value) || value === UNKNOWN ? value : standard;
  };
  set(out, 'Access-Control-Max-Age', get('maxAge', MAX_AGE));
  setOrigin(out, get('origin', '*'));
  const methods = knowsPatch ? METHODS : METHODS.filter((method) => method !== 'PATCH');
  setNames(out, 'Access-Control-Allow-Methods', get('allowMethods', methods));
  setNames(out, 'Access-Control-Allow-Headers', get('allowHeaders', HEADERS));
  out.set('Access-Control-Allow-Credentials', 'true');
  return request.method === 'OPTIONS';
}

function answer(policy: Policy, request: ServerRequest, generation: Generation, out: NodeHeaders): boolean {
  const get = (name: string, standard: JsValue): JsValue => {
    const value = optionIn(policy, name);
    return value === undefined ? standard : value;
  };
  const asking = headerOf(request.headers, 'Origin');
  if (generation.compares && !asking) return false;
  const origin = get('origin', '*');
  const isSent = typeof origin === 'string';
  if (!generation.compares || isSent) setOrigin(out, origin);
  else if (asking && isAdmitted(policy.origins, asking)) out.set('Access-Control-Allow-Origin', asking);
  if (isTruthy(get('allowCredentials', true))) out.set('Access-Control-Allow-Credentials', 'true');
  const exposed = get('exposeHeaders', []);
  if (exposed === null) throw new Failed();
  if (isList(exposed) ? exposed.length > 0 : isTruthy(exposed) && typeof exposed === 'string')
    setNames(out, 'Access-Control-Expose-Headers', exposed);
  const isPreflight = request.method === 'OPTIONS';
  if (isPreflight) {
    setNames(out, 'Access-Control-Allow-Methods', get('allowMethods', METHODS));
    setNames(out, 'Access-Control-Allow-Headers', get('allowHeaders', HEADERS));
    set(out, 'Access-Control-Max-Age', get('maxAge', MAX_AGE));
  }
  // A handler that returns its answer, as micro has it: one that sends it is too early for this.
  if (generation.compares && !isSent) out.vary('Origin');
  return isPreflight && generation.endsPreflights && !isTruthy(get('runHandlerOnOptionsRequest', false));
}

/** Node sends one line for each entry of a list. */
function setOrigin(out: NodeHeaders, origin: JsValue): void {
  if (!isList(origin)) set(out, 'Access-Control-Allow-Origin', origin);
  else
    out.set(
      'Access-Control-Allow-Origin',
      origin.flatMap((one) => toText(one) ?? []),
    );
}

function set(out: NodeHeaders, name: string, value: JsValue): void {
  const text = toText(value);
  if (text !== undefined) out.set(name, text);
}

function setNames(out: NodeHeaders, name: string, names: JsValue): void {
  if (names === UNKNOWN) return;
  if (!isList(names)) throw new Failed();
  out.set(name, joinList(names));
}

const MAX_AGE = 86_400;
const METHODS: readonly string[] = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const HEADERS: readonly string[] = [
  'X-Requested-With',
  'Access-Control-Allow-Origin',
  'X-HTTP-Method-Override',
  'Content-Type',
  'Authorization',
  'Accept',
];
