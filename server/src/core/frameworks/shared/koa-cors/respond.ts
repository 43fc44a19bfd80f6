import { type Answer, headerOf, type ServerRequest } from '../../../policy/answer.ts';
import type { OriginRule, Policy } from '../../../policy/policy.ts';
import { admitsOrigin } from '../admits.ts';
import { isGivenByFunction } from '../javascript/callback.ts';
import {
  isFunction,
  isList,
  isTruthy,
  type JsValue,
  joinList,
  toJs,
  toText,
  UNKNOWN,
} from '../javascript/js-value.ts';
import { InvalidHeader, NodeHeaders } from '../javascript/node-response.ts';
import { isPromised } from '../javascript/returned.ts';
import { type Library, libraryOf } from './versions.ts';

/**
 * `@koa/cors` 2.2.2 to 5.0.0, `kcors` 2.2.2 and `koa2-cors` 2.0.6, as functions of their options. Read in their sources and
 * checked against them (test/oracle/koa-cors.test.ts). Versions of @koa/cors that differ:
 *
 * - before 3.4.2, and in 3.4.3, a request without Origin gets nothing but `Vary`
 * - 3.0.0 waits for an async `origin` function; before, it sends `[object Promise]`
 * - 3.1.0 `credentials` may be a function; 3.3.0 `privateNetworkAccess`
 * - 3.4.1 credentials turn `*` into the asking origin, which is an empty text where there is none
 * - 5.0.0 the default is `*`; before, it is the asking origin
 */
export function respondLikeKoa(policy: Policy, request: ServerRequest): Answer {
  const library = libraryOf(policy.version);
  const isOptions = request.method.toUpperCase() === 'OPTIONS';
  const out = new NodeHeaders();
  // Koa answers 404 where no middleware sets a body.
  const pass = (): Answer => ({ status: isOptions ? 404 : 200, headers: out.headers, handled: false });
  out.vary('Origin');
  const asking = headerOf(request.headers, 'Origin') ?? '';
  try {
    if (asking === '' && answersAskingOnly(library)) return pass();
    const origin = originOf(policy, library, asking);
    if (!isTruthy(origin) && !isEmptyHeader(policy, origin)) return pass();
    if (library.isKoa2) return answerOfKoa2(policy, request, out, origin, pass);
    const settings = (name: string) =>
      name === 'allowMethods' && !policy.options.has(name) ? METHODS : optionOf(policy, name);
    return answerOf({ settings, library, out, pass }, request, origin);
  } catch (error) {
    // Koa takes all headers away when something throws.
    if (error instanceof InvalidHeader) return { status: 500, headers: [], handled: true };
    throw error;
  }
}

export function answersAskingOnly({ since, isKoa2 }: Library): boolean {
  if (isKoa2) return false;
  return !since('3.4.2') || (since('3.4.3') && !since('4.0.0'));
}

/** An empty asking origin that is not the result of a function is sent as it is. */
function isEmptyHeader(policy: Policy, origin: JsValue): boolean {
  return origin === '' && !isGiven(policy) && policy.version.package !== 'koa2-cors';
}

function isGiven(policy: Policy): boolean {
  const option = policy.options.get('origin');
  return option !== undefined && (option.value.kind === 'function' || isGivenByFunction(option.value));
}

function optionOf(policy: Policy, name: string): JsValue {
  return toJs(policy.options.get(name)?.value);
}

function originOf(policy: Policy, library: Library, asking: string): JsValue {
  const given = optionOf(policy, 'origin');
  if (!policy.options.has('origin') && policy.open) return undefined;
  if (isPromised(policy.options.get('origin')) && !library.awaits) return '[object Promise]';
  if (given === UNKNOWN || isFunction(given)) return functionResult(policy.origins, asking);
  const option = policy.options.get('origin');
  if (isTruthy(given) || (option && isGivenByFunction(option.value))) return given;
  if (library.isKoa2) return asking || '*';
  return library.default === 'any' ? '*' : asking;
}

/** A function that is understood gives the asking origin where its rules admit it, and nothing otherwise. */
export function functionResult(rules: readonly OriginRule[], asking: string): JsValue {
  const isAdmitted = rules.some(
    (rule) => rule.match.kind === 'any' || (asking !== '' && admitsOrigin(rule, asking)),
  );
  if (isAdmitted) return asking;
  const fixed = rules.find(({ match }) => match.kind === 'fixed');
  return fixed?.match.kind === 'fixed' ? fixed.match.value : undefined;
}

/** What @koa/cors is given, and how the answer goes on where it does not end it. */
export interface KoaAnswer {
  /** An option by its name, with the default in place. */
  readonly settings: (name: string) => JsValue;
  readonly library: Library;
  readonly out: NodeHeaders;
  readonly pass: () => Answer;
}

/** @koa/cors from where it knows the origin that it sends. */
export function answerOf(
  { settings, library, out, pass }: KoaAnswer,
  request: ServerRequest,
  given: JsValue,
): Answer {
  const asking = headerOf(request.headers, 'Origin') ?? '';
  const credentials = credentialsOf(settings('credentials'), library);
  const origin = library.reflectsWildcard && credentials && given === '*' ? asking : given;
  if (request.method.toUpperCase() !== 'OPTIONS') {
    set(out, 'Access-Control-Allow-Origin', origin);
    if (credentials) out.set('Access-Control-Allow-Credentials', 'true');
    setNames(out, 'Access-Control-Expose-Headers', settings('exposeHeaders'));
    return pass();
  }
  if (!headerOf(request.headers, 'Access-Control-Request-Method')) return pass();
  set(out, 'Access-Control-Allow-Origin', origin);
  if (credentials) out.set('Access-Control-Allow-Credentials', 'true');
  const maxAge = settings('maxAge');
  if (isTruthy(maxAge)) set(out, 'Access-Control-Max-Age', toText(maxAge));
  const asksForNetwork = headerOf(request.headers, 'Access-Control-Request-Private-Network');
  if (library.since('3.3.0') && isTruthy(settings('privateNetworkAccess')) && asksForNetwork)
    out.set('Access-Control-Allow-Private-Network', 'true');
  setNames(out, 'Access-Control-Allow-Methods', settings('allowMethods'));
  const headers = settings('allowHeaders');
  const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
  const isNone = !isTruthy(isList(headers) ? joinList(headers) : headers);
  setNames(out, 'Access-Control-Allow-Headers', headers === UNKNOWN ? undefined : isNone ? asked : headers);
  return { status: 204, headers: out.headers, handled: true };
}

const METHODS = 'GET,HEAD,PUT,POST,DELETE,PATCH';

/** What a function gives is not known, so that it allows nothing. */
function credentialsOf(credentials: JsValue, library: Library): boolean {
  return isTruthy(credentials) && !(isFunction(credentials) && library.since('3.1.0'));
}

function setNames(out: NodeHeaders, name: string, value: JsValue): void {
  const text = isList(value) ? joinList(value) : value;
  if (isTruthy(text)) set(out, name, text);
}

/** Koa's `ctx.set`: a list gives several lines, everything else its text. */
function set(out: NodeHeaders, name: string, value: JsValue): void {
  if (isList(value))
    out.set(
      name,
      value.map((item) => toText(item) ?? ''),
    );
  else out.set(name, toText(value) ?? '');
}

const KOA2_METHODS = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const FAILED: Answer = { status: 500, headers: [], handled: true };

/** koa2-cors@2.0.6:dist/index.js. Lists are joined without a look at their type, which throws for a text. */
function answerOfKoa2(
  policy: Policy,
  request: ServerRequest,
  out: NodeHeaders,
  origin: JsValue,
  pass: () => Answer,
): Answer {
  set(out, 'Access-Control-Allow-Origin', origin);
  const credentials = optionOf(policy, 'credentials') === true;
  if (request.method.toUpperCase() !== 'OPTIONS') {
    if (credentials && origin !== '*') out.set('Access-Control-Allow-Credentials', 'true');
    return setList(out, 'Access-Control-Expose-Headers', optionOf(policy, 'exposeHeaders')) ? pass() : FAILED;
  }
  if (!headerOf(request.headers, 'Access-Control-Request-Method')) return pass();
  const maxAge = optionOf(policy, 'maxAge');
  if (isTruthy(maxAge)) set(out, 'Access-Control-Max-Age', toText(maxAge));
  if (credentials) out.set('Access-Control-Allow-Credentials', 'true');
  const methods = policy.options.has('allowMethods') ? optionOf(policy, 'allowMethods') : KOA2_METHODS;
  if (!setList(out, 'Access-Control-Allow-Methods', methods)) return FAILED;
  const headers = optionOf(policy, 'allowHeaders');
  if (isTruthy(headers)) {
    if (!setList(out, 'Access-Control-Allow-Headers', headers)) return FAILED;
  } else if (headers !== UNKNOWN) {
    set(
      out,
      'Access-Control-Allow-Headers',
      headerOf(request.headers, 'Access-Control-Request-Headers') ?? '',
    );
  }
  return { status: 204, headers: out.headers, handled: true };
}

/** False where the library throws. */
function setList(out: NodeHeaders, name: string, value: JsValue): boolean {
  if (!isTruthy(value)) return true;
  if (!isList(value)) return false;
  out.set(name, joinList(value));
  return true;
}
