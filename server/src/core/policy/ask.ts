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

/**
 * Puts a page's request to a server: what goes over the wire, what comes back, what the browser then does. `cookie` says
 * whether the browser has one for the server.
 */
export function exchangeWith(
  answer: (request: ServerRequest) => Answer,
  request: BrowserRequest,
  { cookie, engine = 'fetch' }: { readonly cookie: boolean; readonly engine?: Engine },
): Exchanged {
  const path = '/';
  const asked = preflightOf(request, engine);
  const preflight = asked && answer({ method: 'OPTIONS', path, headers: asked.headers });
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

/** Puts a question to a policy. */
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
  return { question, ...exchangeWith((asked) => respond(policy, asked), request, { cookie: true }) };
}
