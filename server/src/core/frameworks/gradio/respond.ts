import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { type Generation, generationOf } from './versions.ts';

/**
 * The middleware that Gradio puts into every application. Read in its source and checked against it (test/oracle/gradio.test.ts).
 * Where the origins are not every one, requests are thought to name this machine as their host.
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const generation = generationOf(policy.version);
  if (policy.options.has('strict_cors') && !generation.knowsStrict)
    return { status: 500, headers: [], handled: true };
  const origin = headerOf(request.headers, 'Origin');
  // Starlette's router answers OPTIONS with 405.
  const isOptions = request.method === 'OPTIONS';
  const isPreflight = isOptions && headerOf(request.headers, 'Access-Control-Request-Method') !== undefined;
  const pass = { status: isOptions ? 405 : 200, handled: false };
  const isAdmitted =
    origin !== undefined &&
    (isLocal(origin, generation) || policy.origins.some((rule) => admitsOrigin(rule, origin)));
  if (generation.isOpen)
    return isPreflight && origin !== undefined ? openPreflight(request) : open(request, pass);
  if (generation.isPlain) {
    const headers = [...(isAdmitted && origin !== '' ? allowed(origin) : []), ...PLAIN];
    return isPreflight ? { status: 200, headers, handled: true } : { ...pass, headers };
  }
  if (origin === undefined) return { ...pass, headers: [] };
  if (isPreflight) return preflight(request, isAdmitted ? origin : undefined, generation);
  const isTrusted = generation.trustsCookies && headerOf(request.headers, 'Cookie') !== undefined;
  const named: readonly Header[] = isAdmitted || isTrusted ? [...allowed(origin), ['Vary', 'Origin']] : [];
  return { ...pass, headers: [CREDENTIALS, ...named] };
}

const CREDENTIALS: Header = ['Access-Control-Allow-Credentials', 'true'];
const METHODS: Header = ['Access-Control-Allow-Methods', 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'];
const MAX_AGE: Header = ['Access-Control-Max-Age', '600'];
const PLAIN: readonly Header[] = [
  ['Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE, OPTIONS'],
  ['Access-Control-Allow-Headers', 'Origin, Content-Type, Accept'],
];

function allowed(origin: string): readonly Header[] {
  return [['Access-Control-Allow-Origin', origin]];
}

function preflight(
  request: ServerRequest,
  admitted: string | undefined,
  { preflightsHaveCredentials }: Generation,
): Answer {
  const headers = [
    ...(preflightsHaveCredentials ? [CREDENTIALS] : []),
    ...(admitted === undefined ? [] : allowed(admitted)),
    METHODS,
    MAX_AGE,
    ...askedFor(request),
  ];
  return { status: 200, headers, handled: true };
}

function askedFor(request: ServerRequest): readonly Header[] {
  const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
  return asked === undefined ? [] : [['Access-Control-Allow-Headers', asked]];
}

function openPreflight(request: ServerRequest): Answer {
  const headers = [...allowed('*'), METHODS, MAX_AGE, ...askedFor(request)];
  const method = headerOf(request.headers, 'Access-Control-Request-Method') ?? '';
  return { status: METHODS[1].split(', ').includes(method) ? 200 : 400, headers, handled: true };
}

/** With a cookie Starlette names the origin, which no browser takes without credentials. */
function open(request: ServerRequest, pass: Pick<Answer, 'status' | 'handled'>): Answer {
  const origin = headerOf(request.headers, 'Origin');
  if (origin === undefined) return { ...pass, headers: [] };
  const isNamed = headerOf(request.headers, 'Cookie') !== undefined;
  return { ...pass, headers: isNamed ? [...allowed(origin), ['Vary', 'Origin']] : allowed('*') };
}

/** `get_hostname(origin) in localhost_aliases`, on any port. */
function isLocal(origin: string, { nullIsLocal }: Generation): boolean {
  if (nullIsLocal && origin === 'null') return true;
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d*)?$/i.test(origin);
}
