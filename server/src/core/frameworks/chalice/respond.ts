import type { Value } from '../../evaluate/value.ts';
import type { Answer, Header, ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { sorted, strOf, textsOf } from '../shared/python/values.ts';
import { isRefused, NAMES } from './read.ts';

/**
 * A route of Chalice 1.26.6 to 1.34.0 whose path has views for the usual methods, as its local gateway answers: the same
 * headers to everybody. Read in its source and checked against it (test/oracle/chalice.test.ts).
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const { options, origins, version } = policy;
  const headers: Header[] = [];
  for (const { match } of origins) {
    if (match.kind === 'any') headers.push(['Access-Control-Allow-Origin', '*']);
    if (match.kind === 'fixed') headers.push(['Access-Control-Allow-Origin', match.value]);
  }
  const added = options.get('allow_headers')?.value;
  const expose = options.get('expose_headers')?.value;
  if (
    [...options.keys()].some((name) => !NAMES.includes(name)) ||
    isRefused(added, version) ||
    raises(expose)
  )
    return { status: 500, headers: [], handled: true };
  const names = sorted(new Set([...((added && textsOf(added)?.items) ?? []), ...REQUIRED])).join(',');
  headers.push(['Access-Control-Allow-Headers', names]);
  const exposed = expose && textsOf(expose)?.items.join(',');
  if (exposed) headers.push(['Access-Control-Expose-Headers', exposed]);
  const age = options.get('max_age')?.value;
  const seconds = age && age.kind !== 'null' ? strOf(age) : undefined;
  if (seconds !== undefined) headers.push(['Access-Control-Max-Age', seconds]);
  const credentials = options.get('allow_credentials')?.value;
  if (credentials?.kind === 'boolean' && credentials.value)
    headers.push(['Access-Control-Allow-Credentials', 'true']);
  const isOptions = request.method === 'OPTIONS';
  if (isOptions) headers.push(['Access-Control-Allow-Methods', METHODS]);
  return { status: 200, headers, handled: isOptions };
}

const REQUIRED = ['Content-Type', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token'];
const METHODS = 'GET,POST,PUT,PATCH,DELETE,OPTIONS';

/** What cannot be gone through. */
function raises(value: Value | undefined): boolean {
  return value !== undefined && ['number', 'boolean', 'regex', 'function'].includes(value.kind);
}
