import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { isValidPattern } from '../shared/python/pattern.ts';
import { knownTexts, sorted, strOf, type Texts, textsOf, truth } from '../shared/python/values.ts';
import { STARLETTE_OPTIONS } from './options.ts';
import { starletteHas } from './versions.ts';

/**
 * `starlette.middleware.cors.CORSMiddleware`, 0.12.0 to 1.10.0, as a function of its options. Read in the source of every
 * version that changed it and checked against them (test/oracle/starlette.test.ts). Versions that differ:
 *
 * - 0.13.1 `allow_origin_regex` must match the whole origin (that is in the policy's rules); 0.13.3 safelisted headers
 * - 0.15.0 `HEAD` belongs to all methods; with credentials, `*` reflects in preflights and says so in `Vary`
 * - 0.51.0 `allow_private_network`; without it, a preflight for a private network is refused
 * - 1.0.0 with credentials, `*` reflects in every answer; before, only where the request has a cookie, and then always
 * - 1.7.0 `QUERY` belongs to all methods; `Vary` in every answer
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const middleware = build(policy);
  if (!middleware) return { status: 500, headers: [], handled: true };
  const origin = headerOf(request.headers, 'Origin');
  const isOptions = request.method === 'OPTIONS';
  const method = headerOf(request.headers, 'Access-Control-Request-Method');
  if (origin !== undefined && isOptions && method !== undefined) {
    return preflight(middleware, request, origin, method);
  }
  // Starlette's router answers OPTIONS with 405 where no route takes it.
  const pass: Answer = { status: isOptions ? 405 : 200, headers: [], handled: false };
  const headers = origin === undefined ? [] : simpleHeaders(middleware, origin, request);
  if (middleware.since('1.7.0') && !headers.some(([name]) => name === 'Vary'))
    headers.push(['Vary', 'Origin']);
  return { ...pass, headers };
}

interface Middleware {
  readonly policy: Policy;
  readonly since: (version: string) => boolean;
  readonly allowAll: boolean;
  readonly credentials: boolean;
  readonly methods: Texts;
  readonly headers: Texts;
  readonly expose: string | undefined;
  readonly maxAge: string | undefined;
  readonly privateNetwork: boolean;
}

const SAFELIST = ['Accept', 'Accept-Language', 'Content-Language', 'Content-Type'];

/** `__init__`; undefined where it raises. */
function build(policy: Policy): Middleware | undefined {
  const since = (version: string) => starletteHas(policy.version, version);
  const known = STARLETTE_OPTIONS.map((option) => option.name);
  for (const name of policy.options.keys()) {
    if (!known.includes(name) || (name === 'allow_private_network' && !since('0.51.0'))) return undefined;
  }
  const get = (name: string) => policy.options.get(name)?.value;
  const read = (name: string, fallback: readonly string[]): Texts | undefined => {
    const value = get(name);
    return value === undefined ? knownTexts(fallback) : textsOf(value);
  };
  const origins = read('allow_origins', []);
  const methods = read('allow_methods', ['GET']);
  const headers = read('allow_headers', []);
  const expose = read('expose_headers', []);
  if (!origins || !methods || !headers || !isPatternOption(policy)) return undefined;
  if (methods.mixed || headers.mixed) return undefined;
  const exposeValue = get('expose_headers');
  if (exposeValue !== undefined && truth(exposeValue) !== false && (!expose || expose.mixed))
    return undefined;
  const maxAge = get('max_age');
  return {
    policy,
    since,
    allowAll: policy.origins.some((rule) => rule.match.kind === 'any'),
    credentials: truth(get('allow_credentials')) === true,
    methods: methods.has('*') ? knownTexts(allMethods(since)) : methods,
    headers,
    expose: expose && expose.items.length > 0 ? expose.items.join(', ') : undefined,
    maxAge: maxAge === undefined ? '600' : strOf(maxAge),
    privateNetwork: truth(get('allow_private_network')) === true,
  };
}

/** `re.compile(allow_origin_regex)` takes a text or a compiled pattern. */
function isPatternOption(policy: Policy): boolean {
  const value = policy.options.get('allow_origin_regex')?.value;
  if (value === undefined) return true;
  if (value.kind === 'text') return isValidPattern(value.value);
  return ['null', 'regex', 'unknown', 'oneOf'].includes(value.kind);
}

function allMethods(since: Middleware['since']): readonly string[] {
  return [
    'DELETE',
    'GET',
    ...(since('0.15.0') ? ['HEAD'] : []),
    'OPTIONS',
    'PATCH',
    'POST',
    'PUT',
    ...(since('1.7.0') ? ['QUERY'] : []),
  ];
}

function preflight(middleware: Middleware, request: ServerRequest, origin: string, method: string): Answer {
  const { policy, since, allowAll, credentials } = middleware;
  const isExplicit = !allowAll || (credentials && since('0.15.0'));
  const isAllowed = allowAll || policy.origins.some((rule) => admitsOrigin(rule, origin));
  const headers: Header[] = [];
  if (since('1.7.0')) {
    const names = ['Method', 'Headers', 'Private-Network'].map((name) => `Access-Control-Request-${name}`);
    headers.push(['Vary', ['Origin', ...names].join(', ')]);
  } else if (isExplicit) {
    headers.push(['Vary', 'Origin']);
  }
  if (!isExplicit) headers.push(['Access-Control-Allow-Origin', '*']);
  else if (isAllowed) headers.push(['Access-Control-Allow-Origin', origin]);
  headers.push(['Access-Control-Allow-Methods', middleware.methods.items.join(', ')]);
  if (middleware.maxAge !== undefined) headers.push(['Access-Control-Max-Age', middleware.maxAge]);
  if (credentials) headers.push(['Access-Control-Allow-Credentials', 'true']);

  const allowsHeaders = allowedHeaders(
    middleware,
    headerOf(request.headers, 'Access-Control-Request-Headers'),
    headers,
  );
  const wantsPrivate = headerOf(request.headers, 'Access-Control-Request-Private-Network') !== undefined;
  if (wantsPrivate && middleware.privateNetwork)
    headers.push(['Access-Control-Allow-Private-Network', 'true']);
  const refusesPrivate = wantsPrivate && !middleware.privateNetwork && since('0.51.0');
  const isFine = isAllowed && middleware.methods.has(method) && allowsHeaders && !refusesPrivate;
  return { status: isFine ? 200 : 400, headers, handled: true };
}

/** Writes `Access-Control-Allow-Headers`, and says whether all requested headers are allowed. */
function allowedHeaders(
  { headers: given, since }: Middleware,
  requested: string | undefined,
  out: Header[],
): boolean {
  if (given.has('*')) {
    if (requested !== undefined) out.push(['Access-Control-Allow-Headers', requested]);
    return true;
  }
  const allowed = since('0.13.3') ? sorted(new Set([...SAFELIST, ...given.items])) : given.items;
  if (allowed.length > 0) out.push(['Access-Control-Allow-Headers', allowed.join(', ')]);
  if (requested === undefined) return true;
  const lower = allowed.map((name) => name.toLowerCase());
  return requested.split(',').every((name) => lower.includes(name.toLowerCase().trim()));
}

function simpleHeaders(middleware: Middleware, origin: string, request: ServerRequest): Header[] {
  const { policy, since, allowAll, credentials } = middleware;
  const headers: Header[] = [];
  if (credentials) headers.push(['Access-Control-Allow-Credentials', 'true']);
  if (middleware.expose !== undefined) headers.push(['Access-Control-Expose-Headers', middleware.expose]);
  const hasCookie = headerOf(request.headers, 'Cookie') !== undefined;
  const reflects = allowAll
    ? since('1.0.0')
      ? credentials
      : hasCookie
    : policy.origins.some((rule) => admitsOrigin(rule, origin));
  if (reflects) headers.unshift(['Access-Control-Allow-Origin', origin]);
  else if (allowAll) headers.unshift(['Access-Control-Allow-Origin', '*']);
  // Before 0.15.0 the branch for cookies does not say that the answer varies.
  if (reflects && (!allowAll || since('0.15.0'))) headers.push(['Vary', 'Origin']);
  return headers;
}
