import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { OriginRule, Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
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
import { atLeast } from '../shared/versions.ts';

/**
 * `@elysiajs/cors` 1.1.1 to 1.4.2 as a function of its options. Read in `dist/index.mjs` and checked against it
 * (test/oracle/elysia-cors.test.ts). Versions that differ:
 *
 * - before 1.3.1 a text without a scheme allows every origin that contains it; since then, the host with any scheme
 * - 1.3.1 a text with a scheme allows nobody; from 1.3.3 on it is compared with the origin, and the names of the request's headers
 *   end without a comma
 * - 1.4.1 OPTIONS is answered ahead of the routes; before, the headers of another answer are set first
 */
export function respondLikeElysia(policy: Policy, request: ServerRequest): Answer {
  const out = new FetchHeaders();
  try {
    return new Plugin(policy, request, out).answer();
  } catch (error) {
    if (error instanceof InvalidValue) return { status: 500, headers: [], handled: true };
    throw error;
  }
}

class Plugin {
  readonly #policy: Policy;
  readonly #request: ServerRequest;
  readonly #out: FetchHeaders;

  constructor(policy: Policy, request: ServerRequest, out: FetchHeaders) {
    this.#policy = policy;
    this.#request = request;
    this.#out = out;
  }

  answer(): Answer {
    const out = this.#out;
    const isOptions = this.#request.method.toUpperCase() === 'OPTIONS';
    const isPreflight = isOptions && isTruthy(this.#get('preflight', true));
    this.#writeDefaults();
    this.#writeOrigin();
    if (!isPreflight || !this.#since('1.4.1')) this.#writeActual();
    if (isPreflight) {
      this.#writePreflight();
      return { status: 204, headers: out.headers, handled: true };
    }
    // Elysia answers 404 where no route does.
    return { status: isOptions ? 404 : 200, headers: out.headers, handled: false };
  }

  readonly #since = (version: string): boolean => atLeast(this.#policy.version, version);

  #get(name: string, fallback: JsValue): JsValue {
    const option = this.#policy.options.get(name);
    const value = option ? toJs(option.value) : undefined;
    return value === undefined ? fallback : value;
  }

  /** Lists are joined ahead of everything. */
  #names(name: string): JsValue {
    const value = this.#get(name, true);
    return isList(value) ? joinList(value, ', ') : value;
  }

  #writeDefaults(): void {
    const exposed = this.#names('exposeHeaders');
    const allowed = this.#names('allowedHeaders');
    if (typeof exposed === 'string') this.#out.set('Access-Control-Expose-Headers', exposed);
    if (typeof allowed === 'string') this.#out.set('Access-Control-Allow-Headers', allowed);
    const isOpen = this.#policy.open && !this.#policy.options.has('credentials');
    if (this.#get('credentials', true) === true && !isOpen)
      this.#out.set('Access-Control-Allow-Credentials', 'true');
  }

  #writeOrigin(): void {
    const asking = headerOf(this.#request.headers, 'Origin') ?? '';
    const isOpen = this.#policy.open && !this.#policy.options.has('origin');
    const origin: JsValue = isOpen ? UNKNOWN : this.#get('origin', true);
    if (origin === true) {
      this.#out.set('Vary', '*');
      this.#out.set('Access-Control-Allow-Origin', asking || '*');
      return;
    }
    if (origin === false) return;
    const origins: readonly JsValue[] = isList(origin) ? origin : [origin];
    if (origins.includes('*')) {
      this.#out.set('Vary', '*');
      this.#out.set('Access-Control-Allow-Origin', '*');
      return;
    }
    if (origins.length === 0) return;
    const isAdmitted = origins.some((one) => this.#admits(one, origins, asking));
    this.#out.set('Vary', isAdmitted && !isTruthy(origin) && origin !== UNKNOWN ? '*' : 'Origin');
    if (isAdmitted) this.#out.set('Access-Control-Allow-Origin', asking || '*');
  }

  #admits(one: JsValue, origins: readonly JsValue[], asking: string): boolean {
    if (isList(one)) return one.some((item) => this.#admits(item, origins, asking));
    if (one === UNKNOWN || isFunction(one)) return admitted(this.#policy.origins, origins, asking);
    if (typeof one === 'string') return this.#matches(one, origins, asking);
    return one instanceof RegExp && new RegExp(one.source, one.flags.replace(/g/, '')).test(asking);
  }

  #matches(text: string, origins: readonly JsValue[], asking: string): boolean {
    if (!this.#since('1.3.1')) return text.includes('://') ? text === asking : asking.includes(text);
    // Every text of the list is looked up, whichever is asked about.
    if (this.#since('1.3.3') && origins.includes(asking)) return true;
    const scheme = asking.indexOf('://');
    return text === (scheme < 0 ? asking : asking.slice(scheme + 3));
  }

  /** The headers of an answer that is no preflight. `true` names the headers of the request. */
  #writeActual(): void {
    this.#writeMethod(this.#request.method);
    const joined = [...new Set(this.#request.headers.map(([name]) => name.toLowerCase()))].sort().join(', ');
    const names = joined === '' || this.#since('1.3.3') ? joined : `${joined},`;
    if (this.#names('allowedHeaders') === true) this.#out.set('Access-Control-Allow-Headers', names);
    if (this.#names('exposeHeaders') === true) this.#out.set('Access-Control-Expose-Headers', names);
  }

  #writeMethod(method: string | undefined): void {
    if (!method) return;
    const methods = this.#get('methods', true);
    if (methods === true) this.#out.set('Access-Control-Allow-Methods', method);
    else if (typeof methods === 'string' && methods !== '')
      this.#out.set('Access-Control-Allow-Methods', methods);
    else if (isList(methods) && methods.length > 0)
      this.#out.set('Access-Control-Allow-Methods', joinList(methods, ', '));
  }

  #writePreflight(): void {
    const { headers } = this.#request;
    this.#writeMethod(headerOf(headers, 'Access-Control-Request-Method'));
    // Where nothing is asked for, the missing value is sent as text.
    if (this.#names('allowedHeaders') === true)
      this.#out.set(
        'Access-Control-Allow-Headers',
        headerOf(headers, 'Access-Control-Request-Headers') ?? 'undefined',
      );
    if (this.#names('exposeHeaders') === true) {
      const names = [...new Set(headers.map(([name]) => name.toLowerCase()))].sort();
      this.#out.set('Access-Control-Expose-Headers', names.join(','));
    }
    const maxAge = this.#get('maxAge', 5);
    const text = isTruthy(maxAge) ? toText(maxAge) : undefined;
    if (text !== undefined) this.#out.set('Access-Control-Max-Age', text);
  }
}

/** What a function that is understood says; one of several in a list is not told apart. */
function admitted(rules: readonly OriginRule[], origins: readonly JsValue[], asking: string): boolean {
  if (origins.length > 1) return false;
  return rules.some((rule) => rule.match.kind === 'any' || (asking !== '' && admitsOrigin(rule, asking)));
}
