import type { Value } from '../../../evaluate/value.ts';
import { type Answer, type Header, headerOf, type ServerRequest } from '../../../policy/answer.ts';
import type { Policy, ResolvedVersion } from '../../../policy/policy.ts';
import { sorted, strOf, truth } from '../python/values.ts';
import { atLeast } from '../versions.ts';
import type { Behaviour } from './library.ts';
import { entriesOf, matchesAny, type Pattern, patternOf } from './patterns.ts';

/**
 * flask-cors 3.0.0 to 6.0.5 as a function of its options, for a path that the policy covers. Read in the source of every
 * version that changed it and checked against them (test/oracle/flask-cors.test.ts). Versions that differ:
 *
 * - 3.0.3 with credentials, no `*` for a request without Origin; 3.0.5 more letters make a regular expression
 * - 4.0.0 `Access-Control-Allow-Private-Network: true` for who asks; 4.0.2 an option, 5.0.0 off by default
 * - 6.0.0 a bad regular expression matches nothing instead of failing the request; 6.0.5 it stops the start-up
 */
export function respondLikeFlaskCors(behaviour: Behaviour, policy: Policy, request: ServerRequest): Answer {
  const options = read(policy, behaviour);
  if (!options) return FAILS;
  const headers = corsHeaders(options, request);
  if (headers === 'raises') {
    // The scope of `@cross_origin` is a function; that of `CORS` a path, or everything.
    const isRoute = /^\w+$/.test(policy.scope ?? '');
    const survives = behaviour.survivesErrors && request.method !== 'OPTIONS' && !isRoute;
    return survives ? { status: 200, headers: [], handled: false } : FAILS;
  }
  // Flask answers OPTIONS for every route by itself, so that the application is reached.
  const { optionsWithout } = behaviour;
  if (optionsWithout === undefined || request.method !== 'OPTIONS')
    return { status: 200, headers, handled: false };
  // Among the options of a resource it changes nothing.
  const isAnswered =
    options.flag('automatic_options', true) || policy.options.get('resources')?.value.kind === 'record';
  return { status: isAnswered ? 200 : optionsWithout, headers, handled: true };
}

const FAILS: Answer = { status: 500, headers: [], handled: true };
const ALL_METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'];

interface Options {
  readonly behaviour: Behaviour;
  readonly version: ResolvedVersion;
  readonly since: (version: string) => boolean;
  readonly origins: readonly Pattern[];
  readonly allowHeaders: readonly Pattern[];
  readonly isWildcard: boolean;
  readonly methods: string | undefined;
  readonly expose: string | undefined;
  readonly maxAge: string | undefined;
  readonly credentials: boolean;
  /** An option of type bool, by what Python takes for true. */
  readonly flag: (name: string, fallback: boolean) => boolean;
}

/** `serialize_options`; undefined where it raises. */
function read(policy: Policy, behaviour: Behaviour): Options | undefined {
  const version = behaviour.like;
  const since = (boundary: string) => atLeast(version, boundary);
  const get = (name: string) => policy.options.get(name)?.value;
  const flag = (name: string, fallback: boolean): boolean => {
    const value = get(name);
    return value === undefined ? fallback : truth(value) === true;
  };
  const patterns = (name: string): readonly Pattern[] => {
    const value = get(name);
    return value === undefined
      ? [{ kind: 'any' }]
      : entriesOf(value).map((entry) => patternOf(entry, version));
  };
  const origins = get('origins') || policy.origins.some((rule) => rule.isDefault) ? patterns('origins') : [];
  const allowHeaders = patterns('allow_headers');
  const isWildcard = origins.some((pattern) => pattern.kind === 'any');
  const credentials = flag('supports_credentials', false);
  if (isWildcard && credentials && flag('send_wildcard', false)) return undefined;
  if (since('6.0.5') && [...origins, ...allowHeaders].some((pattern) => pattern.kind === 'invalid'))
    return undefined;
  const methods = get('methods');
  if (methods?.kind === 'null' && !since('6.0.5')) return undefined;
  if (hasBadResources(get('resources'))) return undefined;
  const age = get('max_age');
  return {
    behaviour,
    version,
    since,
    origins,
    allowHeaders,
    isWildcard,
    methods: methods === undefined ? sorted(ALL_METHODS).join(', ') : flexible(methods)?.toUpperCase(),
    expose: flexible(get('expose_headers')),
    maxAge: behaviour.sendsEveryAge || truth(age) === true ? strOf(age ?? NONE) : undefined,
    credentials,
    flag,
  };
}

const NONE: Value = { kind: 'null', undefined: false, place: { uri: '', start: 0, end: 0 }, via: [] };

/** `{path: options}` where the options are no dict: `dict.update` raises. */
function hasBadResources(resources: Value | undefined): boolean {
  if (resources?.kind !== 'record') return false;
  return resources.entries.some(({ value }) => !['record', 'unknown', 'oneOf'].includes(value.kind));
}

/** `flexible_str`: a list sorted and joined, everything else as it prints. */
function flexible(value: Value | undefined): string | undefined {
  if (value === undefined || value.kind === 'null') return undefined;
  if (value.kind === 'list' || value.kind === 'record') {
    return sorted(entriesOf(value).flatMap((item) => strOf(item) ?? [])).join(', ');
  }
  return strOf(value);
}

function corsHeaders(options: Options, request: ServerRequest): readonly Header[] | 'raises' {
  const allowed = allowedOrigin(options, headerOf(request.headers, 'Origin'));
  if (allowed === 'raises') return 'raises';
  if (allowed === undefined) return [];
  const headers: Header[] = [];
  // Headers without a value are dropped at the end, the others stay.
  if (allowed.value !== '') headers.push(['Access-Control-Allow-Origin', allowed.value]);
  if (options.expose) headers.push(['Access-Control-Expose-Headers', options.expose]);
  if (options.credentials) headers.push(['Access-Control-Allow-Credentials', 'true']);
  if (headerOf(request.headers, 'Access-Control-Request-Private-Network') === 'true') {
    const answer = privateNetwork(options);
    if (answer !== undefined) headers.push(['Access-Control-Allow-Private-Network', answer]);
  }
  if (request.method === 'OPTIONS' && !writePreflight(options, request, headers)) return 'raises';
  const isRegex = (pattern: Pattern) => ['any', 'regex', 'invalid'].includes(pattern.kind);
  const varies = options.origins.length > 1 || allowed.candidates > 1 || options.origins.some(isRegex);
  if (options.flag('vary_header', true) && allowed.value !== '*' && varies) headers.push(['Vary', 'Origin']);
  return headers;
}

interface Allowed {
  readonly value: string;
  /** How many values the library had to choose from: it sends the first. */
  readonly candidates: number;
}

function allowedOrigin(options: Options, origin: string | undefined): Allowed | undefined | 'raises' {
  const { behaviour, version, origins, isWildcard, since } = options;
  if (origin !== undefined && origin !== '') {
    if (isWildcard && options.flag('send_wildcard', false)) return { value: '*', candidates: 1 };
    const found = matchesAny(origin, origins, version);
    if (found === 'raises') return 'raises';
    return found ? { value: origin, candidates: 1 } : undefined;
  }
  if (!options.flag('always_send', true)) return undefined;
  if (isWildcard) return options.credentials && since('3.0.3') ? undefined : { value: '*', candidates: 1 };
  if (!since('6.0.5') && origins.some((pattern) => pattern.kind === 'other')) return 'raises';
  const literals = sorted(origins.flatMap((pattern) => (pattern.kind === 'literal' ? [pattern.text] : [])));
  const sent = behaviour.literal === 'first' ? literals[0] : literals.at(-1);
  return sent === undefined ? undefined : { value: sent, candidates: literals.length };
}

function privateNetwork({ since, flag }: Options): string | undefined {
  if (!since('4.0.2')) return since('3.1.1') ? 'true' : undefined;
  return flag('allow_private_network', !since('5.0.0')) ? 'true' : 'false';
}

/** False where the library raises. */
function writePreflight(options: Options, request: ServerRequest, out: Header[]): boolean {
  const method = headerOf(request.headers, 'Access-Control-Request-Method')?.toUpperCase();
  const { methods, version } = options;
  // `methods` is one text by now: the method has to be a part of it.
  if (!method || !methods?.includes(method)) return true;
  const allowed: string[] = [];
  for (const name of headerOf(request.headers, 'Access-Control-Request-Headers')?.split(',') ?? []) {
    const found = matchesAny(name.trim(), options.allowHeaders, version);
    if (found === 'raises') return false;
    if (found) allowed.push(name.trim());
  }
  const names = sorted(allowed).join(', ');
  if (names !== '') out.push(['Access-Control-Allow-Headers', names]);
  if (options.maxAge) out.push(['Access-Control-Max-Age', options.maxAge]);
  out.push(['Access-Control-Allow-Methods', methods]);
  return true;
}
