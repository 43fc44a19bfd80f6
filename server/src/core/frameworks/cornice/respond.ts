import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { sorted, strOf, truth } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { itemsOf, notTexts, optionFor, strangers } from './problems.ts';

/**
 * A service of Cornice 1.2.1 to 6.1.0 with views for the usual methods. Read in its source and checked against it
 * (test/oracle/cornice.test.ts). Before 2.0.0 the headers that a preflight asks for are cut at a comma with a blank.
 *
 * `Access-Control-Allow-Headers` goes through a set: it is in order here.
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const { options } = policy;
  const isOptions = request.method === 'OPTIONS';
  if (strangers(options).length > 0) return FAILS;
  if (!isEnabled(policy)) return { status: isOptions ? 405 : 200, headers: [], handled: isOptions };
  const origin = headerOf(request.headers, 'Origin');
  const given = optionFor(options, 'origins')?.value;
  if (origin && given && notTexts(given).length > 0) return FAILS;
  const isAdmitted = !origin || policy.origins.some((rule) => admitsOrigin(rule, origin));
  const hasCredentials = isOn(policy, 'credentials');
  const headers: Header[] = [];
  if (origin && isAdmitted) {
    const isStar = !hasCredentials && policy.origins.some(({ match }) => match.kind === 'any');
    headers.push(['Access-Control-Allow-Origin', isStar ? '*' : origin]);
  }
  if (hasCredentials) headers.push(['Access-Control-Allow-Credentials', 'true']);
  const own = names(policy);
  if (isOptions)
    return preflight(policy, request, { headers, isAdmitted: Boolean(origin) && isAdmitted, own });
  if (!own) return FAILS;
  if (own.length > 0) headers.push(['Access-Control-Expose-Headers', own.join(', ')]);
  return isAdmitted ? { status: 200, headers, handled: false } : { status: 400, headers, handled: true };
}

const FAILS: Answer = { status: 500, headers: [], handled: true };
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

interface Before {
  readonly headers: readonly Header[];
  readonly isAdmitted: boolean;
  /** Undefined where they cannot be joined. */
  readonly own: readonly string[] | undefined;
}

function preflight(policy: Policy, request: ServerRequest, { headers, isAdmitted, own }: Before): Answer {
  const method = headerOf(request.headers, 'Access-Control-Request-Method');
  const refused: Answer = { status: 400, headers, handled: true };
  if (!isAdmitted || !method) return refused;
  if (!own) return FAILS;
  const asked = headersAsked(policy, request);
  const isKnown = (name: string) => own.some((one) => one.toLowerCase() === name.toLowerCase());
  const takesAll = isOn(policy, 'expose_all_headers', true);
  if (!methodsOf(policy).includes(method) || !(takesAll || asked.every(isKnown))) return refused;
  const allowed = sorted(new Set([...own, ...(takesAll ? asked : [])]));
  const age = optionFor(policy.options, 'max_age')?.value;
  const seconds = age && age.kind !== 'null' ? strOf(age) : undefined;
  return {
    status: 200,
    headers: [
      ...headers,
      ['Access-Control-Allow-Headers', allowed.join(',')],
      ['Access-Control-Allow-Methods', methodsOf(policy).join(',')],
      ...(seconds === undefined ? [] : [['Access-Control-Max-Age', seconds] as const]),
    ],
    handled: true,
  };
}

function headersAsked({ version }: Policy, request: ServerRequest): readonly string[] {
  const asked = headerOf(request.headers, 'Access-Control-Request-Headers');
  if (!asked) return [];
  return asked.split(atLeast(version, '2.0.0') ? ',' : ', ').map((name) => name.trim());
}

/** `_cors_enabled is False` turns it off; otherwise an origin or anything true turns it on. */
function isEnabled({ options, origins, open }: Policy): boolean {
  const enabled = optionFor(options, 'enabled')?.value;
  if (enabled?.kind === 'boolean' && !enabled.value) return false;
  const given = optionFor(options, 'origins')?.value;
  const hasOrigins = given ? itemsOf(given).length > 0 : open || origins.length > 0;
  return hasOrigins || truth(enabled) === true;
}

/** Views with `cors_enabled` that is not true count for nothing. */
function methodsOf(policy: Policy): readonly string[] {
  return isOn(policy, 'enabled', true) ? METHODS : [];
}

function names(policy: Policy): readonly string[] | undefined {
  const value = optionFor(policy.options, 'headers')?.value;
  if (!value || !isOn(policy, 'enabled', true)) return [];
  if (notTexts(value).length > 0) return undefined;
  return sorted(new Set(itemsOf(value).flatMap((item) => (item.kind === 'text' ? [item.value] : []))));
}

function isOn({ options }: Policy, short: string, otherwise = false): boolean {
  const value = optionFor(options, short)?.value;
  return value ? truth(value) === true : otherwise;
}
