import { decide, needsPreflight } from '../browser/index.ts';
import type { Question, Witness } from '../rules/rule.ts';
import type { Answer, Header, ServerRequest } from './answer.ts';
import type { Policy } from './policy.ts';

/** The address that witnesses speak of; any other would do. */
export const API_URL = 'https://api.example/';

/** Puts a browser's request to a policy: what goes over the wire, what comes back, what the browser then does. */
export function ask(
  policy: Policy,
  respond: (policy: Policy, request: ServerRequest) => Answer,
  question: Question,
): Witness {
  const method = question.method ?? 'GET';
  const names = question.headers ?? [];
  const headers: Header[] = names.map((name) => [name, '1']);
  const request = {
    origin: question.origin,
    url: API_URL,
    method,
    headers,
    credentials: question.credentials ? ('include' as const) : ('same-origin' as const),
  };
  const path = '/';
  const preflight = needsPreflight(request)
    ? respond(policy, {
        method: 'OPTIONS',
        path,
        headers: [
          ['Origin', question.origin],
          ['Access-Control-Request-Method', method],
          ...(names.length > 0
            ? [
                [
                  'Access-Control-Request-Headers',
                  names
                    .map((name) => name.toLowerCase())
                    .sort()
                    .join(','),
                ] as const,
              ]
            : []),
        ],
      })
    : undefined;
  const response = respond(policy, {
    method,
    path,
    headers: [
      ['Origin', question.origin],
      ...(question.credentials ? [['Cookie', 'session=1'] as const] : []),
      ...headers,
    ],
  });
  const decision = decide(request, { preflight: preflight ?? null, response }, 'fetch');
  return { question, ...(preflight ? { preflight } : {}), response, decision };
}
