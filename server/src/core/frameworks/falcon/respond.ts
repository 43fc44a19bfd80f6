import type { Value } from '../../evaluate/value.ts';
import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { textsOf, truth } from '../shared/python/values.ts';
import { isRefused, knows } from './read.ts';

/**
 * `falcon.CORSMiddleware`, 3.1.3 to 4.4.0, on a resource whose responders Falcon answers OPTIONS for. Read in its source
 * and checked against it (test/oracle/falcon.test.ts). 4.1.0 knows private networks.
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  if (raises(policy)) return { status: 500, headers: [], handled: true };
  const isOptions = request.method === 'OPTIONS';
  const origin = headerOf(request.headers, 'Origin');
  const answer = (headers: readonly Header[]): Answer => ({ status: 200, headers, handled: isOptions });
  if (origin === undefined || !policy.origins.some((rule) => admitsOrigin(rule, origin))) return answer([]);
  const headers: Header[] = [];
  const isAny = policy.origins.some((rule) => rule.match.kind === 'any');
  const credentials = policy.options.get('allow_credentials')?.value;
  if (credentials && mayHaveCredentials(credentials, origin)) {
    headers.push(['Access-Control-Allow-Origin', origin], ['Access-Control-Allow-Credentials', 'true']);
  } else {
    headers.push(['Access-Control-Allow-Origin', isAny ? '*' : origin]);
  }
  const expose = policy.options.get('expose_headers')?.value;
  const exposed = expose && joined(expose);
  if (exposed) headers.push(['Access-Control-Expose-Headers', exposed]);
  if (isOptions && headerOf(request.headers, 'Access-Control-Request-Method')) {
    const requested = headerOf(request.headers, 'Access-Control-Request-Headers');
    headers.push(
      ['Access-Control-Allow-Methods', ALLOW],
      ['Access-Control-Allow-Headers', requested ?? '*'],
      ['Access-Control-Max-Age', '86400'],
    );
    const wantsPrivate = headerOf(request.headers, 'Access-Control-Request-Private-Network') === 'true';
    if (wantsPrivate && truth(policy.options.get('allow_private_network')?.value) === true)
      headers.push(['Access-Control-Allow-Private-Network', 'true']);
  }
  return answer(headers);
}

/** The `Allow` of a resource with a responder for each of the usual methods. */
const ALLOW = 'DELETE, GET, PATCH, POST, PUT';

function mayHaveCredentials(value: Value, origin: string): boolean {
  if (value.kind === 'text') return value.value === '*' || value.value === origin;
  return textsOf(value)?.items.includes(origin) === true;
}

function joined(value: Value): string | undefined {
  return value.kind === 'text' ? value.value : textsOf(value)?.items.join(', ');
}

function raises({ options, version }: Policy): boolean {
  return [...options.values()].some(({ name, value }) => {
    if (!knows(name, version)) return true;
    if (name === 'allow_private_network') return false;
    if (isRefused(value, name)) return true;
    if (value.kind !== 'list' && value.kind !== 'record') return false;
    const texts = textsOf(value);
    return name === 'expose_headers' ? texts?.mixed === true : texts?.has('*') === true;
  });
}
