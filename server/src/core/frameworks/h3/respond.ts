import { recordEntry } from '../../evaluate/read.ts';
import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
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
import { InvalidHeader } from '../shared/javascript/node-response.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { atLeast } from '../shared/versions.ts';

/**
 * `handleCors` of h3 1.5.0 to 1.15.11 and 2.0.1 to 2.0.8 as a function of its options. Read in `dist/index.mjs` and
 * `dist/cors.mjs` and checked against them (test/oracle/h3.test.ts). Versions that differ:
 *
 * - 1.x sends a text to every origin, `*` where there is no Origin, none of the documented defaults, and never `maxAge`
 * - 2.x compares a text, keeps `Vary` for origins that it refuses, and takes `*` apart where credentials are allowed
 * - 2.0.4 tests a pattern from its beginning each time
 */
export function respondLikeH3(policy: Policy, request: ServerRequest): Answer {
  const options = new Options(policy);
  const out: Lines = options.isNew ? new SetLines() : new AppendedLines();
  try {
    return answer(options, request, out);
  } catch (error) {
    // Headers that are set already go with the answer to the error.
    if (error instanceof Failed || error instanceof InvalidValue || error instanceof InvalidHeader)
      return { status: 500, headers: out.headers, handled: true };
    throw error;
  }
}

/** A TypeError in `handleCors`. */
class Failed extends Error {}

interface Lines {
  readonly headers: readonly Header[];
  write(groups: readonly Group[]): void;
}

type Group = readonly Header[];

/** h3 2 sets what one call makes at once; only `Vary` is gathered. */
class SetLines implements Lines {
  readonly #out = new FetchHeaders();

  get headers(): readonly Header[] {
    return this.#out.headers;
  }

  write(groups: readonly Group[]): void {
    const all = groups.flat();
    for (const [name, value] of all) if (name !== 'Vary') this.#out.set(name, value);
    for (const [name, value] of all) if (name === 'Vary') this.#out.append(name, value);
  }
}

/** h3 1 gives Node one line more for each value. */
class AppendedLines implements Lines {
  readonly headers: Header[] = [];

  write(groups: readonly Group[]): void {
    for (const header of groups.flat()) {
      if (/[^\t\x20-\x7e\x80-\xff]/.test(header[1])) throw new InvalidHeader();
      this.headers.push(header);
    }
  }
}

function answer(options: Options, request: ServerRequest, out: Lines): Answer {
  const origin = headerOf(request.headers, 'Origin') ?? '';
  const method = headerOf(request.headers, 'Access-Control-Request-Method') ?? '';
  const isPreflight = request.method === 'OPTIONS' && origin !== '' && method !== '';
  const common = () => [originHeaders(options, origin), credentialsHeaders(options)];
  if (!options.isNew) {
    for (const part of common()) out.write([part]);
    out.write([exposeHeaders(options)]);
    if (isPreflight) {
      out.write([methodsHeaders(options, method)]);
      out.write([allowHeaders(options, request)]);
    }
  } else if (isPreflight) {
    out.write([
      ...common(),
      methodsHeaders(options, method),
      allowHeaders(options, request),
      maxAge(options),
    ]);
  } else out.write([...common(), exposeHeaders(options)]);
  return isPreflight
    ? { status: options.preflightStatus, headers: out.headers, handled: true }
    : { status: 200, headers: out.headers, handled: false };
}

function originHeaders(options: Options, asking: string): Group {
  const origin = options.get('origin');
  if (origin === '*' || !origin || (asking === '' && !options.isNew))
    return [['Access-Control-Allow-Origin', '*']];
  const vary: Header = ['Vary', 'origin'];
  if (!options.isNew && typeof origin === 'string') return [['Access-Control-Allow-Origin', origin], vary];
  if (asking !== '' && options.admits(asking)) return [['Access-Control-Allow-Origin', asking], vary];
  return options.isNew ? [vary] : [];
}

function credentialsHeaders(options: Options): Group {
  return isTruthy(options.get('credentials')) ? [['Access-Control-Allow-Credentials', 'true']] : [];
}

function methodsHeaders(options: Options, asked: string): Group {
  const methods = options.get('methods');
  const name = 'Access-Control-Allow-Methods';
  if (methods === '*') {
    const isNamed = options.isNew && isTruthy(options.get('credentials'));
    return isNamed
      ? [
          [name, asked],
          ['Vary', 'access-control-request-method'],
        ]
      : [[name, '*']];
  }
  if (typeof methods === 'string' && methods !== '') throw new Failed();
  return isList(methods) && methods.length > 0 ? [[name, joinList(methods)]] : [];
}

function allowHeaders(options: Options, request: ServerRequest): Group {
  const headers = options.get('allowHeaders');
  const name = 'Access-Control-Allow-Headers';
  const vary: Header = ['Vary', 'access-control-request-headers'];
  const isReflected = !headers || headers === '*' || (isList(headers) && headers.length === 0);
  if (headers === UNKNOWN) return [vary];
  if (!isReflected) return [[name, joined(headers)], vary];
  const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
  if (asked) return [[name, asked], vary];
  return options.isNew ? [vary] : [];
}

function exposeHeaders(options: Options): Group {
  const headers = options.get('exposeHeaders');
  if (!headers || headers === UNKNOWN) return [];
  if (headers === '*' && options.isNew && isTruthy(options.get('credentials'))) return [];
  return [['Access-Control-Expose-Headers', headers === '*' ? '*' : joined(headers)]];
}

function maxAge(options: Options): Group {
  const age = options.get('maxAge');
  const text = isTruthy(age) ? toText(age) : undefined;
  return text === undefined ? [] : [['Access-Control-Max-Age', text]];
}

/** `value.join(',')` */
function joined(value: JsValue): string {
  if (!isList(value)) throw new Failed();
  return joinList(value);
}

class Options {
  readonly #policy: Policy;
  readonly isNew: boolean;

  constructor(policy: Policy) {
    this.#policy = policy;
    this.isNew = atLeast(policy.version, '2.0.0');
  }

  /** h3 1 hands the headers' functions what is written, without the defaults that it documents. */
  get(name: string): JsValue {
    const option = this.#policy.options.get(name);
    if (option) return toJs(option.value);
    if (this.#policy.open) return UNKNOWN;
    if (name === 'origin') return '*';
    const isStar = name === 'methods' || name === 'allowHeaders' || name === 'exposeHeaders';
    return this.isNew && isStar ? '*' : undefined;
  }

  admits(asking: string): boolean {
    const origin = this.get('origin');
    const option = this.#policy.options.get('origin');
    if (isPromised(option)) return true;
    if (!this.isNew && origin !== UNKNOWN && !isList(origin) && !isFunction(origin)) throw new Failed();
    return admitted(this.#policy.origins, asking);
  }

  get preflightStatus(): number {
    const value = this.#policy.options.get('preflight')?.value;
    const given = value?.kind === 'record' ? recordEntry(value, 'statusCode')?.value : undefined;
    return given?.kind === 'number' && given.value >= 200 && given.value <= 599 ? given.value : 204;
  }
}

function admitted(rules: readonly OriginRule[], asking: string): boolean {
  return rules.some((rule) => rule.match.kind === 'any' || admitsOrigin(rule, asking));
}
