import type { Value } from '../../evaluate/value.ts';
import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { sorted, strOf, textsOf, truth } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { effective, originOption } from './meaning.ts';
import { SETTING_NAMES, SETTING_OF } from './options.ts';

/**
 * sanic-ext 24.12.0 and 25.12.0 as a function of their options, on a route with the usual methods. Read in its source and
 * checked against it (test/oracle/sanic-ext.test.ts). 25.12.0 compares a text with the whole origin, and writes `Vary`
 * wherever an origin is named; before, with several origins only. Lists that go through a set are in order here.
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  if (raises(policy)) return { status: 500, headers: [], handled: true };
  const { options } = policy;
  const isOptions = request.method === 'OPTIONS';
  const headers: Header[] = [];
  const answer: Answer = { status: isOptions ? 204 : 200, headers, handled: isOptions };
  const isPreflight = isOptions && flag(policy, 'CORS_AUTOMATIC_OPTIONS', true);
  if (isPreflight && !headerOf(request.headers, 'Access-Control-Request-Method')) return answer;
  const allowed = allowedOrigin(policy, headerOf(request.headers, 'Origin'));
  if (!allowed) return answer;
  headers.push(['Access-Control-Allow-Origin', allowed]);
  const hasCredentials = ['Cookie', 'Authorization'].some((name) => headerOf(request.headers, name));
  const own = options.get('expose_headers')?.value;
  const expose = own ? asWritten(own) : names(options.get('CORS_EXPOSE_HEADERS')?.value, []);
  if (expose.includes('*') && !hasCredentials) headers.push(['Access-Control-Expose-Headers', '*']);
  else if (expose.length > 0) headers.push(['Access-Control-Expose-Headers', expose.join(',')]);
  if (truth(effective(options, 'supports_credentials')?.value) === true)
    headers.push(['Access-Control-Allow-Credentials', 'true']);
  if (atLeast(policy.version, '25.12.0') ? allowed !== '*' : policy.origins.length > 1)
    headers.push(['Vary', 'origin']);
  if (isPreflight) headers.push(...preflight(policy, request, hasCredentials));
  return answer;
}

/** The methods of the route, with those that the extension adds. */
const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

function flag({ options }: Policy, name: string, fallback: boolean): boolean {
  const value = options.get(name)?.value;
  return value === undefined ? fallback : truth(value) === true;
}

function raises({ options }: Policy): boolean {
  if ([...options.keys()].some((name) => !SETTING_NAMES.includes(name) && !SETTING_OF.has(name))) return true;
  const setting = options.get('CORS_ORIGINS')?.value;
  return (
    setting?.kind === 'text' &&
    setting.value === '*' &&
    truth(options.get('CORS_SUPPORTS_CREDENTIALS')?.value) === true
  );
}

function allowedOrigin(policy: Policy, origin: string | undefined): string | undefined {
  const { options, origins } = policy;
  const isAny = origins.some((rule) => rule.match.kind === 'any' && rule.written !== '');
  const setting = options.get('CORS_ORIGINS')?.value;
  const isOpen =
    setting?.kind === 'text' ? setting.value === '*' : setting?.kind === 'regex' && setting.source === '.*';
  if (origin) {
    if (isOpen && flag(policy, 'CORS_SEND_WILDCARD', false)) return '*';
    return origins.some((rule) => admitsOrigin(rule, origin)) ? origin : undefined;
  }
  if (!flag(policy, 'CORS_ALWAYS_SEND', true)) return undefined;
  if (isAny) return '*';
  const fallback = originOption(options)?.value;
  return fallback?.kind === 'text' && !fallback.value.includes(',') ? fallback.value : undefined;
}

/** `value.split(",")` or the items, in small letters. */
function names(value: Value | undefined, fallback: readonly string[]): readonly string[] {
  if (value === undefined) return fallback;
  if (truth(value) === false) return [];
  const items = value.kind === 'text' ? value.value.split(',') : (textsOf(value)?.items ?? []);
  return sorted(new Set(items.map((item) => item.toLowerCase())));
}

/** `@cors` joins what it is given: of a text the letters. */
function asWritten(value: Value): readonly string[] {
  return sorted(textsOf(value)?.items.join(',').split(',') ?? []).filter(
    (_, index, all) => all.length > 1 || all[index] !== '',
  );
}

function preflight({ options }: Policy, request: ServerRequest, hasCredentials: boolean): readonly Header[] {
  const headers: Header[] = [];
  const age = effective(options, 'max_age')?.value;
  const seconds = age === undefined ? '5' : truth(age) === true ? strOf(age) : undefined;
  if (seconds) headers.push(['Access-Control-Max-Age', seconds]);
  const allowed = names(effective(options, 'allow_headers')?.value, ['*']);
  const asked = (headerOf(request.headers, 'Access-Control-Request-Headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const both = allowed.filter((name) => asked.includes(name)).join(',');
  if (allowed.includes('*') && !hasCredentials) headers.push(['Access-Control-Allow-Headers', '*']);
  else if (both !== '') headers.push(['Access-Control-Allow-Headers', both]);
  const methods = names(effective(options, 'allow_methods')?.value, []);
  const of = METHODS.filter((method) => methods.length === 0 || methods.includes(method.toLowerCase()));
  if (methods.includes('*') && !hasCredentials) headers.push(['Access-Control-Allow-Methods', '*']);
  else if (of.length > 0) headers.push(['Access-Control-Allow-Methods', of.join(',')]);
  return headers;
}
