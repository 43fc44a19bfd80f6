import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { OriginRule, Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { isGivenByFunction } from '../shared/javascript/callback.ts';
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
import { isPromised } from '../shared/javascript/returned.ts';
import { atLeast } from '../shared/versions.ts';

/**
 * `hono/cors` of Hono 3.12.12 to 4.13.19 as a function of its options. Read in `dist/middleware/cors/index.js` and checked
 * against it (test/oracle/hono-cors.test.ts). Versions that differ:
 *
 * - 4.2.0 the `origin` function is given the context; before, one that uses it fails
 * - 4.4.5 to 4.10.2 the request's own `Vary` comes back in the place of `Vary: Origin`
 * - 4.6.5 a text is compared, and whoever is not in a list gets nothing; before, they get the text, or the first entry
 * - 4.8.0 `allowMethods` may be a function, and is ignored where it is neither that nor a list
 * - 4.9.5 waits for an async `origin` function; before, it sends `[object Promise]`
 * - 4.10.3 `Vary` is added behind the handler; before it is set ahead of it
 * - 4.12.9 to 4.12.24 credentials turn `*` into the asking origin
 * - 4.13.0 the default methods have QUERY; 4.13.3 a text in the place of a list fails as the application starts, and `Vary` is
 *   added in a preflight too
 */
export function respondLikeHono(policy: Policy, request: ServerRequest): Answer {
  const options = new Options(policy);
  const out = new FetchHeaders();
  try {
    return answer(options, request, out);
  } catch (error) {
    // Headers that are set already go with the answer to the error.
    if (error instanceof Failed || error instanceof InvalidValue)
      return { status: 500, headers: out.headers, handled: true };
    throw error;
  }
}

/** A TypeError in the middleware. */
class Failed extends Error {}

function answer(options: Options, request: ServerRequest, out: FetchHeaders): Answer {
  const { since } = options;
  if (since('4.13.3') && (isText(options.get('exposeHeaders')) || isText(options.get('allowHeaders'))))
    throw new Failed();
  const isOptions = request.method.toUpperCase() === 'OPTIONS';
  const asking = headerOf(request.headers, 'Origin') ?? '';
  const allowed = options.allowed(asking);
  if (allowed) out.set('Access-Control-Allow-Origin', allowed);
  if (!since('4.10.3') && options.varies) {
    const copied = since('4.4.5') ? headerOf(request.headers, 'Vary') : undefined;
    out.set('Vary', copied || 'Origin');
  }
  if (isTruthy(options.get('credentials'))) out.set('Access-Control-Allow-Credentials', 'true');
  setNames(out, 'Access-Control-Expose-Headers', options.get('exposeHeaders'), since);
  if (!isOptions) {
    if (since('4.10.3') && options.varies) out.append('Vary', 'Origin');
    return { status: 200, headers: out.headers, handled: false };
  }
  if (since('4.10.3') && options.varies) out.append('Vary', 'Origin');
  writePreflight(options, request, out);
  return { status: 204, headers: out.headers, handled: true };
}

function writePreflight(options: Options, request: ServerRequest, out: FetchHeaders): void {
  const maxAge = options.get('maxAge');
  if (maxAge !== null && maxAge !== undefined) {
    const text = toText(maxAge);
    if (text !== undefined) out.set('Access-Control-Max-Age', text);
  }
  const methods = options.get('allowMethods');
  if (isList(methods) || !options.since('4.8.0'))
    setNames(out, 'Access-Control-Allow-Methods', methods, options.since);
  const headers = options.get('allowHeaders');
  const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
  const isGiven = headers === UNKNOWN || lengthOf(headers, options.since) > 0;
  if (isGiven) setNames(out, 'Access-Control-Allow-Headers', headers, options.since);
  else if (asked)
    out.set(
      'Access-Control-Allow-Headers',
      asked
        .split(',')
        .map((name) => name.trim())
        .join(','),
    );
  if (isGiven || asked) out.append('Vary', 'Access-Control-Request-Headers');
}

class Options {
  readonly #policy: Policy;

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  readonly since = (version: string): boolean => atLeast(this.#policy.version, version);

  /** What is written as `undefined` has no default. */
  get(name: string): JsValue {
    const option = this.#policy.options.get(name);
    if (option) return toJs(option.value);
    if (name === 'origin') return this.#policy.open ? UNKNOWN : '*';
    if (name === 'allowMethods') return this.since('4.13.0') ? [...METHODS, 'QUERY'] : METHODS;
    return name === 'allowHeaders' || name === 'exposeHeaders' ? [] : undefined;
  }

  get varies(): boolean {
    const option = this.#policy.options.get('origin');
    const isStar = this.get('origin') === '*' && !(option && isGivenByFunction(option.value));
    return !isStar || (this.#reflects && isTruthy(this.get('credentials')));
  }

  /** What `Access-Control-Allow-Origin` becomes. */
  allowed(asking: string): string | undefined {
    const origin = this.get('origin');
    const option = this.#policy.options.get('origin');
    if (isPromised(option) && !this.since('4.9.5')) return '[object Promise]';
    if (this.#lacksContext) throw new Failed();
    if (origin === UNKNOWN || isFunction(origin)) return fromFunction(this.#policy.origins, asking);
    if (option && isGivenByFunction(option.value)) return isTruthy(origin) ? toText(origin) : undefined;
    if (typeof origin === 'string') {
      if (origin === '*') return this.#reflects && isTruthy(this.get('credentials')) ? asking : origin;
      return this.since('4.6.5') && origin !== asking ? undefined : origin;
    }
    if (!isList(origin)) throw new Failed();
    if (origin.includes(asking)) return asking;
    const [first] = origin;
    return this.since('4.6.5') || !isTruthy(first) ? undefined : toText(first);
  }

  /** A function that takes the origin from the context lets nobody in where it is given none. */
  get #lacksContext(): boolean {
    const value = this.#policy.options.get('origin')?.value;
    const takesContext = value?.kind === 'function' && value.function.params.length > 1;
    return takesContext && this.#policy.origins.length === 0 && !this.since('4.2.0');
  }

  get #reflects(): boolean {
    return this.since('4.12.9') && !this.since('4.12.25');
  }
}

const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'];

/** A function that is understood gives the asking origin where its rules admit it, and nothing otherwise. */
function fromFunction(rules: readonly OriginRule[], asking: string): string | undefined {
  const isAdmitted = rules.some(
    (rule) => rule.match.kind === 'any' || (asking !== '' && admitsOrigin(rule, asking)),
  );
  if (isAdmitted) return asking;
  const fixed = rules.find(({ match }) => match.kind === 'fixed');
  return fixed?.match.kind === 'fixed' ? fixed.match.value : undefined;
}

function isText(value: JsValue): boolean {
  return typeof value === 'string' && value !== '';
}

function lengthOf(value: JsValue, since: Options['since']): number {
  if (isList(value) && since('4.13.3')) return joinList(value).length;
  return typeof value === 'string' || isList(value) ? value.length : 0;
}

/** A text has a length and no `join`. Since 4.13.3 a list that joins to nothing is not sent. */
function setNames(out: FetchHeaders, name: string, value: JsValue, since: Options['since']): void {
  if (isText(value)) throw new Failed();
  if (!isList(value) || value.length === 0) return;
  const text = joinList(value);
  if (text !== '' || !since('4.13.3')) out.set(name, text);
}
