import { type BrowserRequest, type Decision, decide, type Engine, preflightOf } from '../browser/index.ts';
import type { Question, Witness } from '../rules/rule.ts';
import type { Answer, Header, ServerRequest } from './answer.ts';
import type { Policy } from './policy.ts';

/** The address that witnesses speak of; any other would do. */
export const API_URL = 'https://api.example/';

/** The cookie of witnesses. */
export const COOKIE: Header = ['Cookie', 'session=1'];

export interface Exchanged {
  /** Absent where the browser makes no preflight. */
  readonly preflight?: Answer;
  readonly response: Answer;
  readonly decision: Decision;
}

/** What is known of the browser beside the request. */
export interface Asking {
  /** It has a cookie for the server. */
  readonly cookie: boolean;
  readonly engine?: Engine;
  /** It asks for a private network, with a preflight where none were needed otherwise: Chromium until 141. */
  readonly privateNetwork?: boolean;
}

/** Puts a page's request to a server: what goes over the wire, what comes back, what the browser then does. */
export function exchangeWith(
  answer: (request: ServerRequest) => Answer,
  request: BrowserRequest,
  { cookie, engine = 'fetch', privateNetwork = false }: Asking,
): Exchanged {
  const path = '/';
  const needed = isBare(request) ? undefined : preflightOf(request, engine)?.headers;
  const asked = privateNetwork ? [...(needed ?? plainPreflight(request)), PRIVATE_NETWORK] : needed;
  const preflight = asked && answer({ method: 'OPTIONS', path, headers: asked });
  const response = answer({
    method: request.method,
    path,
    headers: [
      ['Origin', request.origin],
      ...(cookie && request.credentials === 'include' ? [COOKIE] : []),
      ...request.headers,
    ],
  });
  const decision = decide(request, { preflight: preflight ?? null, response }, engine);
  return { ...(preflight ? { preflight } : {}), response, decision };
}

const PRIVATE_NETWORK: Header = ['Access-Control-Request-Private-Network', 'true'];

function plainPreflight({ origin, method }: BrowserRequest): readonly Header[] {
  return [
    ['Origin', origin],
    ['Access-Control-Request-Method', method],
  ];
}

/** Most probes: nothing in them could need a preflight (Fetch, section 4.4 "HTTP fetch"), so none is looked for. */
function isBare({ method, headers, uploadListener, bodyType }: BrowserRequest): boolean {
  const plain = headers.length === 0 && uploadListener === undefined && bodyType === undefined;
  return plain && (method === 'GET' || method === 'HEAD');
}

/**
 * Puts a question to a policy. Of code that answers preflights only, the answer to the request itself is thought to allow
 * the same: what the application sends is not seen here, and the preflight alone is judged.
 */
export function ask(
  policy: Policy,
  respond: (policy: Policy, request: ServerRequest) => Answer,
  question: Question,
): Witness {
  const headers = (question.headers ?? []).map((name): Header => [name, '1']);
  const request: BrowserRequest = {
    origin: question.origin,
    url: API_URL,
    method: question.method ?? 'GET',
    headers,
    credentials: question.credentials ? 'include' : 'same-origin',
  };
  const { privateNetwork = false } = question;
  return {
    question,
    ...exchangeWith((asked) => answerOf(policy, respond, asked), request, { cookie: true, privateNetwork }),
  };
}

function answerOf(
  policy: Policy,
  respond: (policy: Policy, request: ServerRequest) => Answer,
  asked: ServerRequest,
): Answer {
  if (!policy.preflightOnly || asked.method === 'OPTIONS') return respond(policy, asked);
  const method: Header = ['Access-Control-Request-Method', asked.method];
  const { headers } = respond(policy, { ...asked, method: 'OPTIONS', headers: [...asked.headers, method] });
  return { status: 200, headers, handled: false };
}
