import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import {
  isFunction,
  isList,
  isTruthy,
  type JsValue,
  joinList,
  toText,
  UNKNOWN,
} from '../shared/javascript/js-value.ts';
import { isAdmitted, optionIn } from '../shared/javascript/lowering.ts';
import { isPromised } from '../shared/javascript/returned.ts';

/**
 * `@adonisjs/cors` 2.1.0 to 3.0.0, and `Hooks/Cors` of `@adonisjs/core` 5, as a function of its options. Read in
 * `cors_middleware.js` and checked against it (test/oracle/adonis-cors.test.ts). `Vary` is never sent.
 */
export function respondLikeAdonis(policy: Policy, request: ServerRequest): Answer {
  const isOptions = request.method === 'OPTIONS';
  const pass: Answer = { status: isOptions ? 404 : 200, headers: [], handled: false };
  try {
    const options = new Options(policy);
    const exposed = options.exposed();
    const asking = headerOf(request.headers, 'Origin');
    if (!options.enabled || !asking) return pass;
    const allowed = options.allowed(asking);
    const common: readonly Header[] = allowed
      ? [
          ['Access-Control-Allow-Origin', allowed],
          ...(options.get('credentials') === true
            ? [['Access-Control-Allow-Credentials', 'true'] as const]
            : []),
          ...(exposed.length > 0 ? [['Access-Control-Expose-Headers', exposed.join(',')] as const] : []),
        ]
      : [];
    if (!isOptions) return { ...pass, headers: common };
    const headers = allowed ? preflight(options, request, common) : [];
    return { status: 204, headers, handled: true };
  } catch (error) {
    if (error instanceof Failed) return { status: 500, headers: [], handled: true };
    throw error;
  }
}

/** A TypeError in the middleware. */
class Failed extends Error {}

function preflight(options: Options, request: ServerRequest, common: readonly Header[]): readonly Header[] {
  const methods = options.get('methods');
  const method = headerOf(request.headers, 'Access-Control-Request-Method');
  if (!method || methods === UNKNOWN) return [];
  if (typeof methods !== 'string' && !isList(methods)) throw new Failed();
  if (!methods.includes(method)) return [];
  const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
  const names = asked ? asked.split(',') : [];
  const allowed = options.allowedHeaders(names);
  if (!names.every((name) => name === 'origin' || allowed.includes(name.toLowerCase()))) return [];
  // A text has no `join`.
  if (!isList(methods)) throw new Failed();
  const maxAge = options.get('maxAge');
  const age = isTruthy(maxAge) ? toText(maxAge) : undefined;
  return [
    ...common,
    ['Access-Control-Allow-Methods', joinList(methods)],
    ['Access-Control-Allow-Headers', allowed.join(',')],
    ...(age === undefined ? [] : [['Access-Control-Max-Age', age] as const]),
  ];
}

class Options {
  readonly #policy: Policy;

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  /** What is written as `undefined` has no default. */
  get(name: string): JsValue {
    return optionIn(this.#policy, name, DEFAULTS[name]);
  }

  /** A function that decides about each request is thought to turn it on. */
  get enabled(): boolean {
    const enabled = this.get('enabled');
    return enabled === UNKNOWN || isTruthy(enabled);
  }

  exposed(): readonly string[] {
    const names = this.get('exposeHeaders');
    if (names === UNKNOWN) return [];
    if (!isList(names)) throw new Failed();
    const lower = names.map((name) => {
      if (name === UNKNOWN) return '';
      if (typeof name !== 'string') throw new Failed();
      return name.toLowerCase();
    });
    // The first that is not simple counts, and an empty one does not.
    return lower.find((name) => !SIMPLE.has(name)) ? lower : [];
  }

  allowed(asking: string): string | undefined {
    const origin = this.get('origin');
    const option = this.#policy.options.get('origin');
    if (isPromised(option)) throw new Failed();
    if (origin === UNKNOWN || isFunction(origin))
      return isAdmitted(this.#policy.origins, asking) ? asking : undefined;
    if (origin === true) return asking;
    if (origin === false) return undefined;
    if (origin === '*') return this.get('credentials') === true ? asking : '*';
    if (isList(origin)) return origin.includes(asking) ? asking : undefined;
    if (typeof origin !== 'string') throw new Failed();
    return origin.split(',').includes(asking) ? asking : undefined;
  }

  allowedHeaders(asked: readonly string[]): readonly string[] {
    const headers = this.get('headers');
    if (headers === true || isFunction(headers)) return asked.map((name) => name.toLowerCase());
    if (headers === false || headers === UNKNOWN) return [];
    if (isList(headers)) {
      return headers.map((name) => {
        if (typeof name !== 'string') throw new Failed();
        return name.toLowerCase();
      });
    }
    if (typeof headers !== 'string') throw new Failed();
    return headers.split(',').map((name) => name.toLowerCase());
  }
}

const DEFAULTS: Readonly<Record<string, JsValue>> = {
  enabled: true,
  origin: true,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  headers: true,
  exposeHeaders: [],
  credentials: true,
  maxAge: 90,
};

const SIMPLE: ReadonlySet<string> = new Set([
  'cache-control',
  'content-language',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);
