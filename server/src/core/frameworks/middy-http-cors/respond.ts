import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { isGivenByFunction } from '../shared/javascript/callback.ts';
import { isList, isTruthy, type JsValue, toJs, toText, UNKNOWN } from '../shared/javascript/js-value.ts';
import { givenByFunction, isAdmitted } from '../shared/javascript/lowering.ts';
import { atLeast } from '../shared/versions.ts';
import { normalOrigin, patternOf } from './entries.ts';

/**
 * `@middy/http-cors` 2.0.1 to 7.9.2 as a function of its options. Read in `index.js` and checked against it
 * (test/oracle/middy-http-cors.test.ts). Versions that differ:
 *
 * - 3.0.3 sends `Vary: Origin` where the answer is not `*`; before, never
 * - 4.2.3 can answer a preflight itself
 * - 5.3.2 sends nothing to whoever is not in the list; before, its first entry
 * - 5.4.3 takes `*` in the entries, and alone, for what it looks like
 * - 6.0.0 allows nobody by default; `Vary` depends on the options instead of the answer
 * - 7.1.6 takes hosts as `URL` reads them; since 7.6.5 those of the asking origin too, and since 7.6.7 `Vary` goes with every
 *   origin of a list that is let in
 */
export function respondLikeMiddy(policy: Policy, request: ServerRequest): Answer {
  const options = new Options(policy, request);
  if (options.fails) return { status: 500, headers: [], handled: true };
  const isOptions = request.method === 'OPTIONS';
  const isAnswered = isOptions && options.answersPreflights;
  const headers = isAnswered && options.refusesPreflight ? [] : headersOf(options);
  return isAnswered ? { status: 204, headers, handled: true } : { status: 200, headers, handled: false };
}

function headersOf(options: Options): readonly Header[] {
  const { since } = options;
  const headers: Header[] = [];
  const add = (name: string, value: JsValue): void => {
    const text = isTruthy(value) && !isList(value) ? toText(value) : undefined;
    if (text !== undefined) headers.push([name, text]);
  };
  const origin = options.allowed();
  add('Access-Control-Allow-Credentials', options.get('credentials'));
  add('Access-Control-Allow-Headers', options.get('headers'));
  add('Access-Control-Allow-Methods', options.get('methods'));
  add('Access-Control-Allow-Origin', origin);
  add('Vary', options.vary(origin));
  add('Access-Control-Expose-Headers', options.get('exposeHeaders'));
  add('Access-Control-Max-Age', options.get('maxAge'));
  if (!since('6.0.0')) {
    add('Access-Control-Request-Headers', options.get('requestHeaders'));
    add('Access-Control-Request-Methods', options.get('requestMethods'));
  }
  return headers;
}

class Options {
  readonly #policy: Policy;
  readonly #request: ServerRequest;

  constructor(policy: Policy, request: ServerRequest) {
    this.#policy = policy;
    this.#request = request;
  }

  readonly since = (version: string): boolean => atLeast(this.#policy.version, version);

  /** What is written as `undefined` has no default. */
  get(name: string): JsValue {
    const option = this.#policy.options.get(name);
    if (option) return toJs(option.value);
    if (this.#policy.open) return UNKNOWN;
    if (name === 'origin') return this.since('6.0.0') ? undefined : '*';
    if (name === 'origins') return [];
    return name === 'disableBeforePreflightResponse' ? true : undefined;
  }

  /** `origins.length` of nothing, and what 5.4.3 and later do with each entry. */
  get fails(): boolean {
    const origins = this.get('origins');
    if (this.#decides && !this.since('5.4.0')) return false;
    if (origins === undefined || origins === null) return true;
    if (!isList(origins) || !this.since('5.4.0')) return false;
    return origins.some(
      (item) => item !== UNKNOWN && typeof item !== 'string' && (isTruthy(item) || !this.since('6.0.0')),
    );
  }

  get #decides(): boolean {
    const given = this.get('getOrigin');
    return given === UNKNOWN ? !this.#policy.open : given !== undefined && given !== null;
  }

  get answersPreflights(): boolean {
    const disabled = this.get('disableBeforePreflightResponse');
    return this.since('4.2.3') && disabled !== UNKNOWN && !isTruthy(disabled);
  }

  /** Since 7.1.6, and where the middleware answers itself. */
  get refusesPreflight(): boolean {
    if (!this.since('7.0.0')) return false;
    const { headers } = this.#request;
    const method = headerOf(headers, 'Access-Control-Request-Method');
    const methods = texts(this.get('requestMethods')).map((one) => one.toUpperCase());
    if (methods.length > 0 && method && !methods.includes(method)) return true;
    const asked = headerOf(headers, 'Access-Control-Request-Headers');
    const known = texts(this.get('requestHeaders')).map((one) => one.toLowerCase());
    if (known.length === 0 || !asked) return false;
    const names = asked.split(',').map((name) => name.trim().toLowerCase());
    return names.some((name) => !SAFELISTED.has(name) && !known.includes(name));
  }

  get #asking(): string | undefined {
    return headerOf(this.#request.headers, 'Origin');
  }

  /** The asking origin as the library's own function takes it. */
  get #compared(): string | undefined {
    const asking = this.#asking;
    return asking !== undefined && this.since('7.6.5') ? normalOrigin(asking, this.#policy.version) : asking;
  }

  allowed(): JsValue {
    const given = this.#policy.options.get('getOrigin');
    if (given && isGivenByFunction(given.value)) return toJs(given.value);
    const origins = this.get('origins');
    const origin = this.get('origin');
    if (this.#decides) return givenByFunction(this.#policy.origins, this.#asking ?? '');
    if (typeof origins === 'string' || isList(origins)) {
      if (origins.length > 0) return this.#listed(origins, origin);
    } else if (origins === UNKNOWN) return undefined;
    return this.#compared && isTruthy(this.get('credentials')) && origin === '*' ? this.#compared : origin;
  }

  #listed(origins: string | readonly JsValue[], origin: JsValue): JsValue {
    if (!this.since('5.4.0')) {
      const asking = this.#asking;
      if (asking && origins.includes(asking)) return asking;
      return this.since('5.3.0') ? undefined : origins[0];
    }
    const { version } = this.#policy;
    const asking = this.#compared;
    const entries = [...texts(origins), ...(this.since('6.0.0') ? texts([origin]) : [])].map((entry) =>
      normalOrigin(entry, version),
    );
    if (asking !== undefined && entries.some((entry) => !entry.includes('*') && entry === asking))
      return asking;
    if (entries.includes('*')) return isTruthy(this.get('credentials')) ? asking : '*';
    const isMatched = entries.some(
      (entry) =>
        entry.includes('*') && asking !== undefined && matchesEntry(patternOf(entry, version), asking),
    );
    if (isMatched || (asking !== undefined && isAdmitted(this.#unread, asking))) return asking;
    return undefined;
  }

  /** Entries that are known by their rules only. */
  get #unread() {
    return this.#policy.origins.filter(({ match }) => match.kind === 'predicate');
  }

  vary(allowed: JsValue): JsValue {
    const given = this.get('vary');
    if (!this.since('3.0.0')) return undefined;
    if (!this.since('6.0.0')) {
      const isOwn = allowed !== '*' && (!this.since('5.3.0') || isTruthy(allowed));
      return isTruthy(given) ? given : isOwn ? 'Origin' : undefined;
    }
    const parts = isTruthy(given) ? [toText(given) ?? ''] : [];
    if (this.#varies(allowed)) parts.push('Origin');
    return parts.join(', ');
  }

  #varies(allowed: JsValue): boolean {
    const origins = this.get('origins');
    const list = typeof origins === 'string' || isList(origins) ? origins : [];
    const entries = [...texts(list), ...texts([this.get('origin')])];
    const isMany = list.length > 1 || entries.some((entry) => entry.includes('*') && entry !== '*');
    if (isMany) return true;
    if (entries.includes('*') && allowed !== '*') return true;
    if (allowed === '*' && isTruthy(this.get('credentials'))) return true;
    return this.since('7.6.7') && list.length > 0 && isTruthy(allowed) && allowed !== '*';
  }
}

const SAFELISTED: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-language',
  'content-type',
  'range',
]);

function texts(value: JsValue): readonly string[] {
  if (typeof value === 'string') return [...value];
  return isList(value) ? value.filter((item): item is string => typeof item === 'string' && item !== '') : [];
}

function matchesEntry(source: string, asking: string): boolean {
  try {
    return new RegExp(`^${source}$`).test(asking);
  } catch {
    return false;
  }
}
