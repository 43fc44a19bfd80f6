import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';
import { sorted, strOf, textsOf, truth } from '../shared/python/values.ts';
import { atLeast } from '../shared/versions.ts';
import { areHeadersRefused, isHeaderList, isRefused, isSingle, namesOf } from './problems.ts';

/**
 * `ALLOW_CORS` of Robyn 0.47.0 to 0.88.0, on a path that has a route for each of the usual methods but OPTIONS. Read in the source of
 * every version that changed it and checked against them (test/oracle/robyn.test.ts):
 *
 * - before 0.47.0 the headers go onto requests; before 0.64.0 each origin has a header of its own in every answer
 * - 0.64.0 and 0.64.1 answer what is no preflight with status 500: the middleware hands no request on
 * - 0.67.0 brought `headers`; since 0.82.0 the headers of all answers are in the refusal too
 *
 * A list of headers goes through a set: it is in order here.
 */
export function respond(policy: Policy, request: ServerRequest): Answer {
  const { version } = policy;
  const isOptions = request.method === 'OPTIONS';
  // Robyn has no route for it by itself.
  const reached = { status: isOptions ? 404 : 200, handled: isOptions };
  if (raises(policy)) return FAILS;
  if (!atLeast(version, '0.47.0')) return { ...reached, headers: [] };
  if (!isSingle(version)) return { ...reached, headers: oneForEach(policy) };
  const origin = headerOf(request.headers, 'Origin');
  const general = [['Access-Control-Allow-Origin', generalOrigin(policy)] as const, ...rest(policy)];
  if (origin && !policy.origins.some((rule) => admitsOrigin(rule, origin)))
    return { status: 403, headers: atLeast(version, '0.82.0') ? general : [], handled: true };
  if (!isOptions) return atLeast(version, '0.64.2') ? { ...reached, headers: general } : FAILS;
  const first = origin || firstOrigin(policy);
  if (first === undefined) return FAILS;
  const headers: readonly Header[] = [
    ['Access-Control-Allow-Origin', first],
    ...rest(policy),
    ['Access-Control-Max-Age', '3600'],
  ];
  return { status: 204, headers, handled: true };
}

const FAILS: Answer = { status: 500, headers: [], handled: true };
const METHODS = 'GET, POST, PUT, DELETE, PATCH, HEAD, OPTIONS';
const DEFAULT_HEADERS = ['Content-Type', 'Authorization'];

function raises(policy: Policy): boolean {
  const { options, version } = policy;
  const origins = options.get('origins')?.value;
  const headers = options.get('headers')?.value;
  return (
    // Missing, unless it is thought to let everybody in.
    (origins ? isRefused(origins, version) : policy.origins.length === 0) ||
    [...options.keys()].some((name) => !namesOf(version).includes(name)) ||
    (headers !== undefined && areHeadersRefused(headers))
  );
}

function oneForEach(policy: Policy): readonly Header[] {
  const value = policy.options.get('origins')?.value;
  const items = (value && textsOf(value)?.items) ?? [];
  return items.flatMap((item): readonly Header[] => [
    // HTTP knows no blank at an end.
    ['Access-Control-Allow-Origin', item.trim()],
    ...rest(policy),
  ]);
}

function rest(policy: Policy): readonly Header[] {
  return [
    ['Access-Control-Allow-Methods', METHODS],
    ['Access-Control-Allow-Headers', allowedHeaders(policy)],
    ['Access-Control-Allow-Credentials', 'true'],
  ];
}

/** One origin is sent as it is, and `*` where there is any other number of them. */
function generalOrigin({ options }: Policy): string {
  const value = options.get('origins')?.value;
  if (value?.kind === 'text') return value.value;
  const [first, ...others] = value?.kind === 'list' ? value.items : [];
  return first?.kind === 'text' && others.length === 0 ? first.value : '*';
}

/** `origins[0] if origins else "*"`, which a set and a dict do not have. */
function firstOrigin({ options }: Policy): string | undefined {
  const value = options.get('origins')?.value;
  if (value?.kind === 'text') return value.value;
  if (value === undefined || truth(value) === false) return '*';
  if (value.kind !== 'list' || value.form === 'set') return undefined;
  const [first] = value.items;
  return first && strOf(first);
}

function allowedHeaders({ options }: Policy): string {
  const value = options.get('headers')?.value;
  const texts = value && truth(value) === true ? value : undefined;
  if (texts?.kind === 'text') return texts.value;
  if (!texts || !isHeaderList(texts)) return DEFAULT_HEADERS.join(', ');
  const added = (textsOf(texts)?.items ?? []).filter((name) => !DEFAULT_HEADERS.includes(name));
  if (added.length === 0) return DEFAULT_HEADERS.join(', ');
  return sorted(new Set([...DEFAULT_HEADERS, ...added])).join(', ');
}
