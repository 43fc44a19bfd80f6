import type { Value } from '../../evaluate/value.ts';
import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { matchesPattern } from '../shared/python/pattern.ts';
import { strOf, textsOf, truth } from '../shared/python/values.ts';
import { NAMES } from './options.ts';
import { isRefused, METHODS } from './problems.ts';

/**
 * falcon-cors 1.1.7 on a resource with the usual methods. Read in its source and checked against it
 * (test/oracle/falcon-cors.test.ts).
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  if ([...policy.options.values()].some((option) => !NAMES.includes(option.name) || isRefused(option)))
    return FAILS;
  const isOptions = request.method === 'OPTIONS';
  const headers: Header[] = [];
  const answer: Answer = { status: 200, headers, handled: isOptions };
  const isAll = isOn(policy, 'allow_all_origins');
  const isSome =
    isOn(policy, 'allow_credentials_origins_list') || isOn(policy, 'allow_credentials_origins_regex');
  if (isAll && isSome) headers.push(['Vary', 'origin']);
  const origin = headerOf(request.headers, 'Origin');
  const list = policy.options.get('allow_origins_list')?.value;
  // `origin in None` raises with the first request that gets there.
  if (origin && !isAll && list && !textsOf(list)) return FAILS;
  if (!origin || !policy.origins.some((rule) => admitsOrigin(rule, origin))) return answer;
  const hasCredentials = isSome || isOn(policy, 'allow_credentials_all_origins');
  headers.push(['Access-Control-Allow-Origin', isAll && !hasCredentials ? '*' : origin]);
  if (isOptions && !passes(policy, request, headers)) return answer;
  if (sendsCredentials(policy, origin)) headers.push(['Access-Control-Allow-Credentials', 'true']);
  const value = policy.options.get(isOptions ? 'max_age' : 'expose_headers_list')?.value;
  if (isOptions) {
    const age = value && truth(value) === true ? strOf(value) : undefined;
    if (age !== undefined) headers.push(['Access-Control-Max-Age', age]);
  } else {
    const names = textsOf(value ?? NOBODY)?.items.map((name) => name.toLowerCase()) ?? [];
    if (names.length > 0) headers.push(['Access-Control-Expose-Headers', names.join(', ')]);
  }
  return answer;
}

const FAILS: Answer = { status: 500, headers: [], handled: true };
const NOBODY: Value = { kind: 'text', value: '', place: { uri: '', start: 0, end: 0 }, via: [] };
/** Those of the resource. */
const OWN = METHODS.filter((method) => /^(?:DELETE|GET|PATCH|POST|PUT)$/.test(method));

function isOn({ options }: Policy, name: string): boolean {
  return truth(options.get(name)?.value) === true;
}

function textsIn({ options }: Policy, name: string): readonly string[] {
  return textsOf(options.get(name)?.value ?? NOBODY)?.items ?? [];
}

/** The rest of the preflight, up to credentials. */
function passes(policy: Policy, request: ServerRequest, headers: Header[]): boolean {
  const method = headerOf(request.headers, 'Access-Control-Request-Method');
  if (!method) return false;
  const isAll = isOn(policy, 'allow_all_methods');
  const listed = textsIn(policy, 'allow_methods_list');
  if (!isAll && !listed.includes(method)) return false;
  const methods = OWN.filter((one) => isAll || listed.includes(one));
  if (methods.length > 0) headers.push(['Access-Control-Allow-Methods', methods.join(', ')]);
  if (!methods.includes(method)) return false;
  const asked = (headerOf(request.headers, 'Access-Control-Request-Headers') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (asked.length === 0) return true;
  if (!isOn(policy, 'allow_all_headers') && !asked.every((name) => allowsHeader(policy, name))) return false;
  headers.push(['Access-Control-Allow-Headers', asked.join(', ')]);
  return true;
}

function allowsHeader(policy: Policy, name: string): boolean {
  const listed = textsIn(policy, 'allow_headers_list').map((one) => one.toLowerCase());
  return listed.includes(name.toLowerCase()) || matchesOption(policy, 'allow_headers_regex', name);
}

function sendsCredentials(policy: Policy, origin: string): boolean {
  if (isOn(policy, 'allow_credentials_all_origins')) return true;
  const list = policy.options.get('allow_credentials_origins_list')?.value;
  // A text is asked for a part of it.
  if (list && textsOf(list)?.has(origin)) return true;
  return matchesOption(policy, 'allow_credentials_origins_regex', origin);
}

function matchesOption({ options }: Policy, name: string, text: string): boolean {
  const value = options.get(name)?.value;
  if (value?.kind === 'regex') return matchesPattern(value.source, value.flags, 'prefix', text);
  return value?.kind === 'text' && matchesPattern(value.value, '', 'prefix', text);
}
