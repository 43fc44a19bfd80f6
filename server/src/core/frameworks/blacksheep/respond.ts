import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { sorted, textsOf, truth } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { ageOf, isRefused, NAMES } from './problems.ts';

/**
 * The CORS middleware of BlackSheep 1.2.20 to 2.6.4, on a path that has a route for each of the usual methods. Read in the
 * source of every version that changed it and checked against them (test/oracle/blacksheep.test.ts):
 *
 * - 2.0.0 to 2.0.2 send `Access-Control-Allow-Credentials` with preflights only
 * - 2.6.4 answers with the asking origin instead of `*` where credentials are on
 *
 * Lists that go through a set are in order here.
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const { options } = policy;
  if (raises(policy)) return { status: 500, headers: [], handled: true };
  const origin = headerOf(request.headers, 'Origin');
  const isOptions = request.method === 'OPTIONS';
  // The library's own route for OPTIONS answers what is no preflight.
  const pass = { status: isOptions ? 404 : 200, handled: isOptions };
  if (!origin) return { ...pass, headers: [] };
  const wanted = headerOf(request.headers, 'Access-Control-Request-Method');
  const method = wanted || request.method;
  if (!ROUTES.has(method)) return { status: 404, headers: [], handled: true };
  const isAdmitted = policy.origins.some((rule) => admitsOrigin(rule, origin));
  const methods = names(policy, 'allow_methods', (name) => name.toUpperCase());
  if (!isAdmitted || !(methods.includes('*') || methods.includes(method))) return REFUSED;
  const isAny = policy.origins.some((rule) => rule.match.kind === 'any');
  const hasCredentials = truth(options.get('allow_credentials')?.value) === true;
  const isStar = isAny && !(hasCredentials && atLeast(policy.version, '2.6.4'));
  const headers: Header[] = [['Access-Control-Allow-Origin', isStar ? '*' : origin]];
  if (!isStar) headers.push(['Vary', 'Origin']);
  const allow: Header = ['Access-Control-Allow-Credentials', 'true'];
  if (!wanted) {
    headers.push(['Access-Control-Expose-Headers', exposed(policy)]);
    if (hasCredentials && sendsAlways(policy)) headers.push(allow);
    return { ...pass, headers };
  }
  const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
  const allowed = names(policy, 'allow_headers', (name) => name.toLowerCase());
  const isAllowed = (name: string) => allowed.includes(name.trim().toLowerCase());
  if (asked && !allowed.includes('*') && !asked.split(',').every(isAllowed)) return REFUSED;
  headers.push(['Access-Control-Allow-Methods', methods.join(', ')]);
  if (asked) headers.push(['Access-Control-Allow-Headers', asked]);
  if (hasCredentials) headers.push(allow);
  const age = options.get('max_age');
  headers.push(['Access-Control-Max-Age', String(age ? (ageOf(age) ?? 5) : 5)]);
  return { status: 200, headers, handled: true };
}

const REFUSED: Answer = { status: 400, headers: [], handled: true };
const ROUTES: ReadonlySet<string> = new Set([
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'QUERY',
  'TRACE',
]);

function raises({ options }: Policy): boolean {
  return [...options.values()].some((option) => {
    if (!NAMES.includes(option.name)) return true;
    if (option.name === 'allow_credentials') return false;
    return option.name === 'max_age' ? ageOf(option) === 'raises' : isRefused(option);
  });
}

function sendsAlways({ version }: Policy): boolean {
  return atLeast(version, '2.0.3') || !atLeast(version, '2.0.0');
}

/** `frozenset(map(function, value or []))` */
function names({ options }: Policy, name: string, change: (text: string) => string): readonly string[] {
  const value = options.get(name)?.value;
  if (value === undefined || truth(value) === false) return [];
  const items = value.kind === 'text' ? [value.value] : (textsOf(value)?.items ?? []);
  return sorted(new Set(items.map(change)));
}

function exposed(policy: Policy): string {
  const value = policy.options.get('expose_headers')?.value;
  if (value === undefined || value.kind === 'null') return DEFAULT_EXPOSED;
  return names(policy, 'expose_headers', (name) => name.toLowerCase()).join(', ');
}

const DEFAULT_EXPOSED =
  'content-encoding, date, request-context, server, set-cookie, transfer-encoding, vary';
