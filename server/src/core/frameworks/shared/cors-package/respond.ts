import type { Value } from '../../../evaluate/value.ts';
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
 * The npm package `cors`, 2.0.0 to 2.8.6, as a function of its options. Read in `lib/index.js` of every version and
 * checked against them (test/oracle/express-cors.test.ts). Versions that differ:
 *
 * - 2.1.1 `Access-Control-Max-Age` gets its right name; 2.2.0 `allowedHeaders` and `exposedHeaders`; 2.3.0 `PATCH`
 * - 2.5.0 `Vary: Origin`, from 2.5.1 to 2.5.3 also for `*`; 2.6.0 `preflightContinue`, expose-headers in the preflight
 * - 2.7.0 lists and patterns; before it, they are sent as text
 * - 2.8.0 `optionsSuccessStatus`; 2.8.2 `undefined` overwrites a default, `Vary` also for refused origins
 * - 2.8.4 `Content-Length: 0`; 2.8.5 `maxAge: 0` is sent
 */
export function respondLikeCors(
  policy: Policy,
  request: ServerRequest,
  unanswered: UnansweredOptions,
): Answer {
  const since = (version: string) => atLeast(policy.version, version);
  const isOptions = request.method.toUpperCase() === 'OPTIONS';
  const pass: Answer = { status: isOptions ? unanswered.status : 200, headers: [], handled: false };
  const origin = originSetting(policy, since('2.8.2'), headerOf(request.headers, 'Origin'));
  if (!isTruthy(origin)) return pass;
  const options = new Options(policy, since('2.8.2'));
  const out = new NodeHeaders();
  try {
    writeOrigin(out, origin, headerOf(request.headers, 'Origin'), since);
    if (options.get('credentials') === true) out.set('Access-Control-Allow-Credentials', 'true');
    if (!isOptions) {
      if (since('2.2.0')) writeExposedHeaders(out, options);
      return { ...pass, headers: out.headers };
    }
    const problem = writePreflight(out, options, request, since);
    if (problem) return { status: 500, headers: [], handled: true };
    return finishPreflight(out, options, since, pass);
  } catch (error) {
    if (error instanceof InvalidHeader) return { status: 500, headers: out.headers, handled: true };
    throw error;
  }
}

/** What the framework answers to OPTIONS when the middleware lets it through. */
export interface UnansweredOptions {
  readonly status: number;
}

class Options {
  readonly #policy: Policy;
  readonly #undefinedCounts: boolean;

  constructor(policy: Policy, undefinedCounts: boolean) {
    this.#policy = policy;
    this.#undefinedCounts = undefinedCounts;
  }

  get(name: string): JsValue {
    return toJs(this.#policy.options.get(name)?.value);
  }

  /** The option, or its default. Since 2.8.2 an option that is written as `undefined` has no default. */
  orDefault(name: string, fallback: JsValue): JsValue {
    const option = this.#policy.options.get(name);
    if (!option) return fallback;
    const value = toJs(option.value);
    if (this.#undefinedCounts) return value;
    return value === undefined ? fallback : value;
  }
}

function originSetting(policy: Policy, undefinedCounts: boolean, requestOrigin: string | undefined): JsValue {
  const option = policy.options.get('origin');
  if (!option)
    return policy.origins.some((rule) => rule.match.kind === 'any' && rule.isDefault) ? '*' : undefined;
  const value = toJs(option.value);
  if (value === undefined && !undefinedCounts) return '*';
  if (value === UNKNOWN || isFunction(value)) return callback(policy.origins, requestOrigin);
  return isHandedBack(option.value) && !requestOrigin ? undefined : value;
}

/** `(origin, callback) => callback(null, origin)` gives nothing where no origin asks. */
function isHandedBack(value: Value): boolean {
  return value.kind === 'boolean' && value.expr === undefined && isGivenByFunction(value);
}

/** A callback that is understood gives `true` for the origins that its rules admit, and nothing for all others. */
function callback(rules: readonly OriginRule[], requestOrigin: string | undefined): JsValue {
  return rules.some((rule) => {
    if (rule.match.kind === 'any') return true;
    return requestOrigin !== undefined && admitsOrigin(rule, requestOrigin);
  });
}

/** The first `RegExp.test` of a server: `lastIndex` is 0, and `y` matches there only. */
function isFound(pattern: RegExp, text: string): boolean {
  const flags = pattern.flags.replace(/[gy]/g, '');
  const mode = pattern.sticky ? 'prefix' : 'search';
  return matches({ language: 'javascript', source: pattern.source, flags }, mode, text);
}

function writeOrigin(
  out: NodeHeaders,
  origin: JsValue,
  requestOrigin: string | undefined,
  since: Since,
): void {
  if (!since('2.7.0')) {
    writeOriginBefore27(out, origin, requestOrigin, since);
    return;
  }
  if (origin === '*') {
    out.set('Access-Control-Allow-Origin', '*');
  } else if (typeof origin === 'string') {
    out.set('Access-Control-Allow-Origin', origin);
    out.vary('Origin');
  } else {
    const allowed = isAllowed(requestOrigin, origin);
    if (allowed && requestOrigin) out.set('Access-Control-Allow-Origin', requestOrigin);
    if (allowed || since('2.8.2')) out.vary('Origin');
  }
}

type Since = (version: string) => boolean;

/** Lists and patterns are sent as they print; there is no comparison with the request's origin. */
function writeOriginBefore27(
  out: NodeHeaders,
  origin: JsValue,
  requestOrigin: string | undefined,
  since: Since,
): void {
  const varies = since('2.5.0') && (origin !== '*' || (since('2.5.1') && !since('2.6.0')));
  // Before 2.5.1 it is set first, which shows where Node refuses the origin.
  if (varies && !since('2.5.1')) out.vary('Origin');
  const value = origin === true ? requestOrigin : origin;
  if (isList(value)) {
    const lines = value.map(toText).filter((line) => line !== undefined);
    if (lines.length > 0) out.set('Access-Control-Allow-Origin', lines);
  } else if (value) {
    const text = toText(value);
    if (text !== undefined) out.set('Access-Control-Allow-Origin', text);
  }
  if (varies) out.vary('Origin');
}

function isAllowed(requestOrigin: string | undefined, allowed: JsValue): boolean {
  if (allowed === UNKNOWN) return false;
  if (isList(allowed)) return allowed.some((item) => isAllowed(requestOrigin, item));
  if (typeof allowed === 'string') return requestOrigin === allowed;
  // RegExp.test turns a missing origin into the text "undefined".
  if (allowed instanceof RegExp) return isFound(allowed, String(requestOrigin));
  return Boolean(allowed);
}

/** True where the library throws before it has set a header. */
function writePreflight(out: NodeHeaders, options: Options, request: ServerRequest, since: Since): boolean {
  const methods = methodsOf(options, since);
  if (methods === undefined || methods === null) return true;
  writeMethods(out, methods);
  writeAllowedHeaders(out, options, request, since);
  writeMaxAge(out, options, since);
  if (since('2.6.0')) writeExposedHeaders(out, options);
  return false;
}

function methodsOf(options: Options, since: Since): JsValue {
  const known = since('2.3.0') ? 'GET,HEAD,PUT,PATCH,POST,DELETE' : 'GET,HEAD,PUT,POST,DELETE';
  const given = options.orDefault('methods', known);
  return since('2.8.2') || isTruthy(given) || given === UNKNOWN ? given : known;
}

function writeMethods(out: NodeHeaders, methods: JsValue): void {
  const text = isList(methods) ? joinList(methods) : toText(methods);
  if (text !== undefined && text !== '' && isTruthy(methods)) out.set('Access-Control-Allow-Methods', text);
}

function writeAllowedHeaders(out: NodeHeaders, options: Options, request: ServerRequest, since: Since): void {
  const wanted = since('2.2.0') ? options.get('allowedHeaders') : undefined;
  const given = isTruthy(wanted) || wanted === UNKNOWN ? wanted : options.get('headers');
  if (given === UNKNOWN) return;
  if (!isTruthy(given)) {
    if (since('2.8.2')) out.vary('Access-Control-Request-Headers');
    const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
    if (asked) out.set('Access-Control-Allow-Headers', asked);
    return;
  }
  writeNames(out, 'Access-Control-Allow-Headers', given);
}

function writeExposedHeaders(out: NodeHeaders, options: Options): void {
  const given = options.get('exposedHeaders');
  if (isTruthy(given)) writeNames(out, 'Access-Control-Expose-Headers', given);
}

/** Anything without a length (a number, `true`) is dropped; so is an empty list. */
function writeNames(out: NodeHeaders, name: string, value: JsValue): void {
  const text = isList(value) ? joinList(value) : typeof value === 'string' ? value : '';
  if (text !== '') out.set(name, text);
}

function writeMaxAge(out: NodeHeaders, options: Options, since: Since): void {
  const maxAge = options.get('maxAge');
  const counts = isTruthy(maxAge) || (typeof maxAge === 'number' && since('2.8.5'));
  const text = counts ? toText(maxAge) : undefined;
  if (!text) return;
  out.set(since('2.1.1') ? 'Access-Control-Max-Age' : 'Access-Control-Allow-Max-Age', text);
}

function finishPreflight(out: NodeHeaders, options: Options, since: Since, pass: Answer): Answer {
  if (since('2.6.0') && isTruthy(options.get('preflightContinue'))) return { ...pass, headers: out.headers };
  const status = statusOf(options, since);
  return { status: status ?? 500, headers: out.headers, handled: true };
}

/** Undefined where Node refuses the status (ERR_HTTP_INVALID_STATUS_CODE). */
function statusOf(options: Options, since: Since): number | undefined {
  if (!since('2.8.0')) return 204;
  let given = options.orDefault('optionsSuccessStatus', 204);
  if (given === UNKNOWN) return 204;
  if (!since('2.8.5') && !isTruthy(given)) given = 204;
  const status = typeof given === 'number' ? Math.trunc(given) : Math.trunc(Number(toText(given)));
  return status >= 100 && status <= 999 ? status : undefined;
}
