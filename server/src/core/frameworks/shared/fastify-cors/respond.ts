import { matches } from '../../../origins/patterns/run.ts';
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
import { atLeast } from '../versions.ts';

/**
 * `@fastify/cors` 7.0.0 to 11.4.3, and `fastify-cors` from 5.1.0 to 6.1.0 (its name before), as a function of its options. Read in
 * `index.js` of every version and checked against them (test/oracle/fastify-cors.test.ts). Versions that differ:
 *
 * - 6.0.0 a refused origin gets no `Access-Control-Allow-Origin`; before, it gets `false`
 * - 8.2.1 a list with `'*'` in it is `*`
 * - 9.0.0 `Vary: Origin` only where the option is no text and not `false`; 9.0.1 also where a delegate gives the options
 * - 11.0.0 the default methods are GET, HEAD and POST only
 * - 11.4.3 a list with `'*'` that a function gives is `*` too
 */
export function respondLikeFastify(policy: Policy, request: ServerRequest): Answer {
  const since = (version: string) => atLeast(policy.version, version);
  const out = new NodeHeaders();
  const isOptions = request.method.toUpperCase() === 'OPTIONS';
  // The route for OPTIONS that the plugin adds answers 404 where the hook has not.
  const pass = (): Answer => ({ status: isOptions ? 404 : 200, headers: out.headers, handled: false });
  const options = new Options(policy, since);
  if (!since('9.0.0') || options.varies) out.vary('Origin');
  const requestOrigin = headerOf(request.headers, 'Origin');
  const origin = options.origin(requestOrigin);
  if (origin === false || origin === UNKNOWN) return pass();
  if (!isTruthy(origin)) return { status: 500, headers: out.headers, handled: true };
  try {
    writeActual(out, options, origin, requestOrigin);
    if (!isOptions || options.get('preflight') !== true) return pass();
    const asks = headerOf(request.headers, 'Access-Control-Request-Method');
    if (options.get('strictPreflight') === true && (!requestOrigin || !asks))
      return { status: 400, headers: out.headers, handled: true };
    writePreflight(out, options, request);
    // The plugin's own route answers.
    if (isTruthy(options.get('preflightContinue')))
      return { status: 200, headers: out.headers, handled: true };
    return finish(out, options);
  } catch (error) {
    if (error instanceof InvalidHeader) return { status: 500, headers: [], handled: true };
    throw error;
  }
}

type Since = (version: string) => boolean;

class Options {
  readonly #policy: Policy;
  readonly #since: Since;

  constructor(policy: Policy, since: Since) {
    this.#policy = policy;
    this.#since = since;
  }

  /** The option as the library merges it with the defaults: what is written as `undefined` has none. */
  get(name: string): JsValue {
    const option = this.#policy.options.get(name);
    return option ? toJs(option.value) : defaults(this.#since)[name];
  }

  /** Whether the answer is said to depend on the origin, since 9.0.0. */
  get varies(): boolean {
    const origin = this.#setting();
    const isFixed = (typeof origin === 'string' || origin === false) && !this.#isFromFunction;
    return !isFixed || (this.#policy.options.has('delegator') && this.#since('9.0.1'));
  }

  get #isFromFunction(): boolean {
    const option = this.#policy.options.get('origin');
    return option !== undefined && isGivenByFunction(option.value);
  }

  origin(requestOrigin: string | undefined): JsValue {
    const origin = this.#setting();
    if (origin === UNKNOWN || isFunction(origin)) return answerOf(this.#policy.origins, requestOrigin);
    return origin;
  }

  allows(requestOrigin: string | undefined, origin: JsValue): string | undefined {
    if (typeof origin === 'string') return origin;
    const isAdmitted = isAllowed(requestOrigin, origin);
    if (this.#since('6.0.0')) return isAdmitted && requestOrigin ? requestOrigin : undefined;
    return isAdmitted ? (requestOrigin ?? '') : 'false';
  }

  #setting(): JsValue {
    if (!this.#policy.options.has('origin') && this.#policy.open) return UNKNOWN;
    const origin = this.get('origin');
    const since = this.#isFromFunction ? '11.4.3' : '8.2.1';
    return isList(origin) && origin.includes('*') && this.#since(since) ? '*' : origin;
  }
}

function defaults(since: Since): Readonly<Record<string, JsValue>> {
  return {
    origin: '*',
    methods: since('11.0.0') ? 'GET,HEAD,POST' : 'GET,HEAD,PUT,PATCH,POST,DELETE',
    preflightContinue: false,
    optionsSuccessStatus: 204,
    credentials: false,
    exposedHeaders: null,
    allowedHeaders: null,
    maxAge: null,
    preflight: true,
    strictPreflight: true,
  };
}

/** A function that is understood gives `true` for the origins that its rules admit, and `false` for all others. */
function answerOf(rules: readonly OriginRule[], requestOrigin: string | undefined): JsValue {
  return rules.some(
    (rule) => rule.match.kind === 'any' || (requestOrigin !== undefined && admitsOrigin(rule, requestOrigin)),
  );
}

function isAllowed(requestOrigin: string | undefined, allowed: JsValue): boolean {
  if (allowed === UNKNOWN) return false;
  if (isList(allowed)) return allowed.some((item) => isAllowed(requestOrigin, item));
  if (typeof allowed === 'string') return requestOrigin === allowed;
  if (allowed instanceof RegExp) return isFound(allowed, String(requestOrigin));
  return Boolean(allowed);
}

/** `lastIndex` is set to 0 before every test. */
function isFound(pattern: RegExp, text: string): boolean {
  const flags = pattern.flags.replace(/[gy]/g, '');
  const mode = pattern.sticky ? 'prefix' : 'search';
  return matches({ language: 'javascript', source: pattern.source, flags }, mode, text);
}

function writeActual(
  out: NodeHeaders,
  options: Options,
  origin: JsValue,
  requestOrigin: string | undefined,
): void {
  const allowed = options.allows(requestOrigin, origin);
  if (allowed !== undefined) out.set('Access-Control-Allow-Origin', allowed);
  if (isTruthy(options.get('credentials'))) out.set('Access-Control-Allow-Credentials', 'true');
  writeNames(out, 'Access-Control-Expose-Headers', options.get('exposedHeaders'));
}

function writePreflight(out: NodeHeaders, options: Options, request: ServerRequest): void {
  const methods = options.get('methods');
  set(out, 'Access-Control-Allow-Methods', isList(methods) ? joinList(methods, ', ') : methods);
  const headers = options.get('allowedHeaders');
  if (headers === null) {
    out.vary('Access-Control-Request-Headers');
    const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
    if (asked !== undefined) out.set('Access-Control-Allow-Headers', asked);
  } else {
    writeNames(out, 'Access-Control-Allow-Headers', headers);
  }
  const maxAge = options.get('maxAge');
  const text = maxAge === null ? undefined : toText(maxAge);
  if (text !== undefined) out.set('Access-Control-Max-Age', text);
}

function writeNames(out: NodeHeaders, name: string, value: JsValue): void {
  if (value === null) return;
  set(out, name, isList(value) ? joinList(value, ', ') : value);
}

/** Fastify sends `undefined` as an empty value; everything else goes to Node as it prints. */
function set(out: NodeHeaders, name: string, value: JsValue): void {
  if (value === UNKNOWN) return;
  out.set(name, value === undefined ? '' : (toText(value) ?? ''));
}

/** Fastify refuses a status that is no number from 100 to 600 (FST_ERR_BAD_STATUS_CODE). */
function finish(out: NodeHeaders, options: Options): Answer {
  const given = options.get('optionsSuccessStatus');
  const status = given === UNKNOWN ? 204 : typeof given === 'number' ? given : Number(toText(given));
  if (Number.isNaN(status) || status < 100 || status > 600)
    return { status: 500, headers: out.headers, handled: true };
  return { status: Math.trunc(status), headers: out.headers, handled: true };
}
