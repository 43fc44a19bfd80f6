import { type Answer, type Header, headerOf, type ServerRequest } from '../../policy/answer.ts';
import type { Policy } from '../../policy/policy.ts';
import { admitsOrigin } from '../shared/admits.ts';

/** What a service of AWS sends beside the origin. */
export interface Sent {
  readonly methods: readonly string[] | undefined;
  readonly headers: readonly string[] | undefined;
  readonly exposed: readonly string[] | undefined;
  readonly maxAge: string | undefined;
}

/** The origin that is sent: `any` where every origin is let in, undefined for nobody. */
export function allowedOrigin(
  { origins }: Policy,
  origin: string | undefined,
  any: '*' | 'reflected',
): string | undefined {
  if (origin === undefined) return undefined;
  if (origins.some(({ match }) => match.kind === 'any')) return any === '*' ? '*' : origin;
  return origins.some((rule) => admitsOrigin(rule, origin)) ? origin : undefined;
}

/**
 * A service that answers preflights itself and adds `granted` to other answers. Who is not let in gets nothing. Where a list
 * has a `*`, the documentation does not say whether it is sent as it is: what was asked for is thought to be allowed.
 */
export function serviceAnswer(request: ServerRequest, granted: readonly Header[], sent: Sent): Answer {
  const isPreflight = request.method === 'OPTIONS';
  const status = isPreflight ? 204 : 200;
  if (granted.length === 0) return { status, headers: [], handled: isPreflight };
  const listed = (name: string, texts: readonly string[] | undefined): readonly Header[] =>
    texts && texts.length > 0 ? [[name, texts.join(',')]] : [];
  const allowed = (name: string, texts: readonly string[] | undefined, asked: string) => {
    const wanted = headerOf(request.headers, asked);
    return texts?.includes('*') ? listed(name, wanted === undefined ? [] : [wanted]) : listed(name, texts);
  };
  const exposed = listed('Access-Control-Expose-Headers', sent.exposed);
  if (!isPreflight) return { status, headers: [...granted, ...exposed], handled: false };
  return {
    status,
    headers: [
      ...granted,
      ...allowed('Access-Control-Allow-Methods', sent.methods, 'Access-Control-Request-Method'),
      ...allowed('Access-Control-Allow-Headers', sent.headers, 'Access-Control-Request-Headers'),
      ...exposed,
      ...(sent.maxAge === undefined ? [] : [['Access-Control-Max-Age', sent.maxAge] as const]),
    ],
    handled: true,
  };
}
