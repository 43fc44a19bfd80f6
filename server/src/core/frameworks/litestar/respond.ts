import type { Value } from '../../evaluate/value.ts';
import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { isValidPattern, matchesPattern } from '../shared/python/pattern.ts';
import { knownTexts, sorted, strOf, type Texts, textsOf, truth } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { sourceOf } from './origins.ts';
import { NAMES } from './problems.ts';

/**
 * `CORSConfig` and its middleware, litestar 2.7.0 to 2.25.0. Read in the source of every version that changed it and
 * checked against them (test/oracle/litestar.test.ts):
 *
 * - 2.9.0 preflights are answered before the application; before, they get the headers of other answers on top
 * - 2.15.2 safelisted headers are allowed beside those that are listed
 * - 2.20.0 origins are escaped, `*` stands for any text
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const config = build(policy);
  if (!config) return FAILS;
  const origin = headerOf(request.headers, 'Origin');
  const isOptions = request.method === 'OPTIONS';
  // Litestar answers OPTIONS for every route by itself.
  const pass: Answer = { status: isOptions ? 204 : 200, headers: [], handled: isOptions };
  if (!origin) return pass;
  // `"*" in allow_origins` raises with the first request that has an origin.
  if (!config.origins) return FAILS;
  const admitted = config.allowAll || admitsOrigin(policy, origin);
  if (!isOptions) {
    const headers = simpleHeaders(config, request, origin, admitted);
    return headers === 'raises' ? FAILS : { ...pass, headers };
  }
  const answer = preflight(config, request, origin, admitted);
  if (atLeast(policy.version, '2.9.0') || answer.status === 500) return answer;
  const over = simpleHeaders(config, request, origin, admitted);
  if (over === 'raises') return FAILS;
  // What a preflight allows is not written over.
  const isOwn = ([name, value]: Header) =>
    /-Allow-(?:Headers|Methods)$/.test(name) ? value !== '' : !over.some(([other]) => other === name);
  const kept = answer.headers.filter(isOwn);
  return {
    ...answer,
    headers: [...kept, ...over.filter(([name]) => !kept.some(([other]) => other === name))],
  };
}

function simpleHeaders(
  config: Config,
  request: ServerRequest,
  origin: string,
  admitted: boolean | 'raises',
): Header[] | 'raises' {
  const { expose, allowAll, policy } = config;
  const isOld = !atLeast(policy.version, '2.9.0');
  const isNone = policy.options.get('allow_methods')?.value.kind === 'null';
  const methods = isOld && isNone ? knownTexts([]) : config.methods;
  if (!methods || methods.mixed || expose === 'raises' || admitted === 'raises') return 'raises';
  const headers: Header[] = [];
  const hasCookie = headerOf(request.headers, 'Cookie') !== undefined;
  if (allowAll ? hasCookie : admitted)
    headers.push(['Access-Control-Allow-Origin', origin], ['Vary', 'Origin']);
  else if (allowAll) headers.push(['Access-Control-Allow-Origin', '*']);
  if (config.credentials) headers.push(['Access-Control-Allow-Credentials', 'true']);
  if (expose !== undefined) headers.push(['Access-Control-Expose-Headers', expose]);
  for (const [name, { items }] of [
    ['Access-Control-Allow-Headers', config.headers],
    ['Access-Control-Allow-Methods', methods],
  ] as const) {
    if (items.length > 0 || !isOld) headers.push([name, unique(items)]);
  }
  return headers;
}

const FAILS: Answer = { status: 500, headers: [], handled: true };
const SAFELIST = ['Accept', 'Accept-Language', 'Content-Language', 'Content-Type'];
const ALL_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

interface Config {
  readonly policy: Policy;
  readonly origins: Texts | undefined;
  readonly allowAll: boolean;
  readonly credentials: boolean;
  readonly methods: Texts | undefined;
  readonly headers: Texts;
  readonly expose: string | 'raises' | undefined;
}

/** `CORSConfig.__init__`; undefined where it raises. */
function build(policy: Policy): Config | undefined {
  const { options } = policy;
  const get = (name: string): Value | undefined => options.get(name)?.value;
  if ([...options.keys()].some((name) => !NAMES.includes(name))) return undefined;
  const read = (name: string, fallback: readonly string[]) => {
    const value = get(name);
    return value === undefined ? knownTexts(fallback) : textsOf(value);
  };
  const given = read('allow_headers', ['*']);
  if (!given || given.mixed) return undefined;
  const expose = get('expose_headers');
  const exposed = expose && truth(expose) !== false ? textsOf(expose) : null;
  return {
    policy,
    origins: read('allow_origins', ['*']),
    allowAll: policy.origins.some((rule) => rule.match.kind === 'any'),
    credentials: truth(get('allow_credentials')) === true,
    methods: read('allow_methods', ['*']),
    headers: knownTexts(given.items.map((name) => name.toLowerCase())),
    expose:
      exposed === null || expose === undefined
        ? undefined
        : !exposed || exposed.mixed
          ? 'raises'
          : unique(exposed.items),
  };
}

/** `allowed_origins_regex.fullmatch(origin)`: all origins are one regular expression. */
function admitsOrigin({ options, version }: Policy, origin: string): boolean | 'raises' {
  const value = options.get('allow_origins')?.value;
  const texts = value && textsOf(value);
  const isOld = !atLeast(version, '2.20.0');
  const pattern = options.get('allow_origin_regex')?.value;
  const hasPattern = pattern !== undefined && truth(pattern) !== false;
  // `allow_origins.append(allow_origin_regex)`
  if (isOld && hasPattern && !(value?.kind === 'list' && ['list', 'array'].includes(value.form)))
    return 'raises';
  if (!texts || texts.mixed) return 'raises';
  const sources = texts.items.map((text) => sourceOf(text, version));
  if (hasPattern) {
    if (pattern.kind === 'text') sources.push(isOld ? sourceOf(pattern.value, version) : pattern.value);
    else if (!['unknown', 'oneOf'].includes(pattern.kind)) return 'raises';
  }
  const source = sources.join('|');
  if (!isValidPattern(source)) return 'raises';
  return matchesPattern(source, '', 'full', origin);
}

function preflight(
  config: Config,
  request: ServerRequest,
  origin: string,
  allowed: boolean | 'raises',
): Answer {
  const { policy, methods, headers: names } = config;
  if (!methods || allowed === 'raises') return FAILS;
  const get = (name: string) => policy.options.get(name)?.value;
  const method = headerOf(request.headers, 'Access-Control-Request-Method');
  if (methods.mixed && !methods.has('*')) return FAILS;
  const headers: Header[] = [];
  const maxAge = get('max_age');
  const age = maxAge === undefined ? '600' : strOf(maxAge);
  if (age !== undefined) headers.push(['Access-Control-Max-Age', age]);
  if (config.allowAll) headers.push(['Access-Control-Allow-Origin', '*']);
  else headers.push(['Vary', 'Origin'], ['Access-Control-Allow-Origin', origin]);
  const credentials = get('allow_credentials');
  // `str(self.allow_credentials).lower()`
  if (config.credentials && credentials)
    headers.push(['Access-Control-Allow-Credentials', (strOf(credentials) ?? 'true').toLowerCase()]);
  const safe = sorted(new Set([...names.items, ...SAFELIST])).join(', ');
  const given = get('allow_methods');
  const list = methods.has('*') ? ALL_METHODS.join(', ') : unique(methods.items);
  if (given === undefined || truth(given) !== false) headers.push(['Access-Control-Allow-Methods', list]);
  const requested = (headerOf(request.headers, 'Access-Control-Request-Headers') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const isRefusedMethod = method !== undefined && method !== '' && !methods.has('*') && !methods.has(method);
  const isAny = names.has('*');
  if (!isAny) headers.push(['Access-Control-Allow-Headers', safe]);
  else if (requested.length > 0)
    headers.push(['Access-Control-Allow-Headers', sorted(new Set([...requested, ...SAFELIST])).join(', ')]);
  const known = atLeast(policy.version, '2.15.2')
    ? [...names.items, ...SAFELIST.map((name) => name.toLowerCase())]
    : names.items;
  const isRefusedHeader = !isAny && requested.some((name) => !known.includes(name.toLowerCase()));
  if (isRefusedMethod || isRefusedHeader || !allowed) return { status: 400, headers: [], handled: true };
  return { status: 204, headers, handled: true };
}

function unique(texts: readonly string[]): string {
  return sorted(new Set(texts)).join(', ');
}
