import { type Answer, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { isList, isTruthy, type JsValue, toJs, toText } from '../shared/javascript/js-value.ts';
import { InvalidHeader, NodeHeaders } from '../shared/javascript/node-response.ts';
import { isFirst, problemsOf } from './problems.ts';

/** A server that does not start answers nothing; a status stands for that. */
const FAILED: Answer = { status: 500, headers: [], handled: true };
const HEADERS = [
  'accept',
  'accept-version',
  'content-type',
  'request-id',
  'origin',
  'x-api-version',
  'x-request-id',
  'x-requested-with',
];
const EXPOSED = [
  'api-version',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'request-id',
  'response-time',
];
const VARY = 'origin,access-control-request-method,access-control-request-headers';

/** The two handlers of restify-cors-middleware 1.1 and restify-cors-middleware2 2.1 to 2.2: `preflight`, then `actual`. */
export function respondLikeRestifyCors(policy: Policy, request: ServerRequest): Answer {
  const problems = problemsOf(policy.options, policy.version, policy.open);
  if (problems.some(({ kind }) => kind !== 'unknown-option')) return FAILED;
  const out = new NodeHeaders();
  const origin = headerOf(request.headers, 'Origin');
  const isAdmitted = Boolean(origin) && admits(policy, origin ?? '');
  const separator = isFirst(policy.version) ? ', ' : ',';
  try {
    const method = headerOf(request.headers, 'Access-Control-Request-Method');
    if (request.method === 'OPTIONS' && isAdmitted && method) {
      out.set('Access-Control-Allow-Origin', origin ?? '');
      // Whatever `credentials` says.
      out.set('Access-Control-Allow-Credentials', 'true');
      const age = optionOf(policy, 'preflightMaxAge');
      if (isTruthy(age)) out.set('Access-Control-Max-Age', toText(age) ?? '');
      out.set('Access-Control-Allow-Methods', [method, 'OPTIONS'].join(separator));
      out.set('Access-Control-Allow-Headers', namesOf(policy, 'allowHeaders', HEADERS).join(separator));
      return { status: 204, headers: out.headers, handled: true };
    }
    if (!isFirst(policy.version)) out.set('Vary', VARY);
    if (isAdmitted) {
      out.set('Access-Control-Allow-Origin', origin ?? '');
      if (isFirst(policy.version)) out.set('Vary', 'origin');
      if (policy.credentials === true) out.set('Access-Control-Allow-Credentials', 'true');
      out.set('Access-Control-Expose-Headers', namesOf(policy, 'exposeHeaders', EXPOSED).join(separator));
    }
    return { status: 200, headers: out.headers, handled: false };
  } catch (error) {
    if (error instanceof InvalidHeader) return FAILED;
    throw error;
  }
}

function optionOf(policy: Policy, name: string): JsValue {
  return toJs(policy.options.get(name)?.value);
}

function admits({ origins }: Policy, origin: string): boolean {
  return origins.some((rule) => rule.match.kind === 'any' || admitsOrigin(rule, origin));
}

/** What is given, and behind it what restify needs and is not among it. */
function namesOf(policy: Policy, name: string, always: readonly string[]): readonly string[] {
  const given = optionOf(policy, name);
  const names = isList(given) ? given.filter((item) => typeof item === 'string') : [];
  return [...names, ...always.filter((one) => !names.includes(one))];
}
