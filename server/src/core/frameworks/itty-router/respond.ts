import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
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
import { givenByFunction } from '../shared/javascript/lowering.ts';
import { isPromised } from '../shared/javascript/returned.ts';
import { answersInFull } from './versions.ts';

/**
 * `cors()` of itty-router 5.0.0 to 6.0.0 as a function of its options: `preflight` ahead of the routes and `corsify` behind
 * them, both given the request. Read in `cors.mjs` and checked against it (test/oracle/itty-router.test.ts). Versions that
 * differ: see `answersInFull`. `Vary` is never sent.
 */
export function respondLikeItty(policy: Policy, request: ServerRequest): Answer {
  try {
    return answer(new Options(policy, request), request.method === 'OPTIONS');
  } catch (error) {
    if (error instanceof InvalidValue) return { status: 500, headers: [], handled: true };
    throw error;
  }
}

function answer(options: Options, isOptions: boolean): Answer {
  const out = new FetchHeaders();
  const add = (name: string, value: JsValue): boolean => {
    const text = isTruthy(value) ? toText(value) : undefined;
    if (text !== undefined) out.append(name, text);
    return text !== undefined && text.trim() !== '';
  };
  const origin = options.allowed();
  let hasOrigin = false;
  if (isOptions) {
    hasOrigin = add('access-control-allow-origin', origin);
    for (const [name, value] of options.lists()) add(name, value);
    add('access-control-max-age', options.get('maxAge'));
    add('access-control-allow-credentials', options.get('credentials'));
  }
  // A response that allows an origin already is passed on; else everything is written once more.
  if (!hasOrigin) {
    add('access-control-allow-origin', origin);
    if (options.isFull) {
      for (const [name, value] of options.lists()) add(name, value);
      add('access-control-max-age', options.get('maxAge'));
    }
    add('access-control-allow-credentials', options.get('credentials'));
  }
  const isCopied = options.isFull && !hasOrigin;
  const status = isOptions && !isCopied ? 204 : 200;
  return { status, headers: out.headers, handled: isOptions };
}

class Options {
  readonly #policy: Policy;
  readonly #request: ServerRequest;
  readonly isFull: boolean;

  constructor(policy: Policy, request: ServerRequest) {
    this.#policy = policy;
    this.#request = request;
    this.isFull = answersInFull(policy.version);
  }

  get(name: string): JsValue {
    const option = this.#policy.options.get(name);
    const value = option ? toJs(option.value) : undefined;
    if (value !== undefined) return value;
    if (!option && this.#policy.open) return UNKNOWN;
    return name === 'origin' || name === 'allowMethods' ? '*' : undefined;
  }

  lists(): readonly (readonly [name: string, value: JsValue])[] {
    const headers = this.#names('allowHeaders');
    const asked = headerOf(this.#request.headers, 'Access-Control-Request-Headers');
    return [
      ['access-control-allow-headers', this.isFull ? headers : (headers ?? asked)],
      ['access-control-expose-headers', this.#names('exposeHeaders')],
      ['access-control-allow-methods', this.#names('allowMethods')],
    ];
  }

  #names(name: string): JsValue {
    const value = this.get(name);
    return isList(value) ? joinList(value) : value;
  }

  /** What `Access-Control-Allow-Origin` becomes, where it is truthy. */
  allowed(): JsValue {
    const asking = headerOf(this.#request.headers, 'Origin');
    const option = this.#policy.options.get('origin');
    const origin = this.get('origin');
    if (isPromised(option)) return '[object Promise]';
    if (option && isGivenByFunction(option.value)) return origin;
    if (origin === UNKNOWN || isFunction(origin)) return givenByFunction(this.#policy.origins, asking ?? '');
    if (origin === true) return asking;
    if (origin instanceof RegExp) return givenByFunction(this.#policy.origins, asking ?? '');
    if (isList(origin)) return asking !== undefined && origin.includes(asking) ? asking : undefined;
    return origin === '*' && isTruthy(this.get('credentials')) ? asking : origin;
  }
}
