import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { sorted, strOf, textsOf } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { namesOf } from './options.ts';
import { isRefused } from './problems.ts';

/**
 * A route of a resolver of Powertools 2.15.0 to 3.37.0, on a path without a route for OPTIONS, in an application with the usual
 * methods. Read in the source of every version that changed it and checked against them (test/oracle/aws-lambda-powertools.test.ts):
 *
 * - 2.16.0 compares the origin and answers with it; before, `allow_origin` is sent to everybody
 * - 2.41.0 answers an origin that only `*` allows with `*`, without credentials
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  if (stops(policy)) return { status: 500, headers: [], handled: true };
  const isOptions = request.method === 'OPTIONS';
  const own: readonly Header[] = isOptions ? [['Access-Control-Allow-Methods', METHODS]] : [];
  const answer = { status: isOptions ? 204 : 200, handled: isOptions };
  const origin = sentOrigin(policy, headerOf(request.headers, 'Origin'));
  if (origin === undefined) {
    // What is no text is sent as no header, and everything else all the same.
    const isSent = !atLeast(policy.version, '2.16.0') && !fails(policy);
    return { ...answer, headers: isSent ? [...own, ...others(policy, '')] : own };
  }
  if (fails(policy)) return { status: 500, headers: [], handled: true };
  return { ...answer, headers: [...own, ['Access-Control-Allow-Origin', origin], ...others(policy, origin)] };
}

const METHODS = 'DELETE,GET,OPTIONS,PATCH,POST,PUT';
const REQUIRED = ['Authorization', 'Content-Type', 'X-Amz-Date', 'X-Api-Key', 'X-Amz-Security-Token'];

function sentOrigin({ origins, options, version }: Policy, origin: string | undefined): string | undefined {
  const isAny = origins.some(({ match }) => match.kind === 'any');
  if (!atLeast(version, '2.16.0')) {
    const written = options.get('allow_origin')?.value;
    if (written?.kind === 'list') return textsOf(written)?.items.join(',') || undefined;
    const [rule] = origins;
    return isAny ? '*' : rule?.match.kind === 'fixed' ? rule.match.value : undefined;
  }
  if (!origin) return undefined;
  const isListed = origins.some((rule) => rule.match.kind !== 'any' && admitsOrigin(rule, origin));
  if (isListed) return origin;
  if (!isAny) return undefined;
  return atLeast(version, '2.41.0') ? '*' : origin;
}

function others({ options, version }: Policy, origin: string): readonly Header[] {
  const headers: Header[] = [];
  const added = options.get('allow_headers')?.value;
  const names = new Set([...((added && textsOf(added)?.items) ?? []), ...REQUIRED]);
  headers.push(['Access-Control-Allow-Headers', sorted(names).join(',')]);
  const expose = options.get('expose_headers')?.value;
  const exposed = expose && textsOf(expose);
  if (exposed && exposed.items.length > 0)
    headers.push(['Access-Control-Expose-Headers', exposed.items.join(',')]);
  const age = options.get('max_age')?.value;
  const seconds = age && age.kind !== 'null' ? strOf(age) : undefined;
  if (seconds !== undefined) headers.push(['Access-Control-Max-Age', seconds]);
  const credentials = options.get('allow_credentials')?.value;
  const isOn = credentials?.kind === 'boolean' && credentials.value;
  if (isOn && (origin !== '*' || !atLeast(version, '2.41.0')))
    headers.push(['Access-Control-Allow-Credentials', 'true']);
  return headers;
}

function stops({ options, version }: Policy): boolean {
  const names = namesOf(version);
  return [...options.values()].some(
    (option) =>
      !names.includes(option.name) ||
      ((option.name === 'allow_headers' || option.name === 'extra_origins') && isRefused(option)),
  );
}

function fails({ options }: Policy): boolean {
  const expose = options.get('expose_headers');
  return expose !== undefined && (isRefused(expose) || textsOf(expose.value)?.mixed === true);
}
