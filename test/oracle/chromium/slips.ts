import type { Header } from '../../../server/src/core/policy/answer.ts';
import { headerOf } from '../../../server/src/core/policy/answer.ts';
import type { Slip } from './foresee.ts';

/** Mistakes that the model of the browser could have. The comparison has to notice each of them. */
export const SLIPS: Readonly<Record<string, Slip>> = {
  'forgets cookies': { cookie: false },
  'sends cookies without being told to': {
    request: (request) =>
      request.credentials === 'same-origin' ? { ...request, credentials: 'include' } : request,
  },
  'takes * for every origin, with credentials too': {
    answer: (answer, { headers }, credentials) => {
      const isAny = headerOf(answer.headers, 'Access-Control-Allow-Origin') === '*';
      if (!credentials || !isAny) return answer;
      const rest = answer.headers.filter(
        ([name]) => !/^access-control-allow-(?:origin|credentials)$/i.test(name),
      );
      return { ...answer, headers: [...rest, ...everythingFor(headerOf(headers, 'Origin') ?? '')] };
    },
  },
  'passes every preflight': {
    answer: (answer, { method, headers }) => {
      const wanted = headerOf(headers, 'Access-Control-Request-Method');
      if (method !== 'OPTIONS' || wanted === undefined) return answer;
      const names = headerOf(headers, 'Access-Control-Request-Headers');
      return {
        status: 204,
        handled: true,
        headers: [
          ...everythingFor(headerOf(headers, 'Origin') ?? ''),
          ['Access-Control-Allow-Methods', wanted],
          ...(names === undefined ? [] : [['Access-Control-Allow-Headers', names] as const]),
        ],
      };
    },
  },
  'takes any status of a preflight': {
    answer: (answer, { method }) => (method === 'OPTIONS' ? { ...answer, status: 200 } : answer),
  },
  'needs no preflight for JSON': {
    request: (request) => ({
      ...request,
      headers: request.headers.map(([name, value]) => [
        name,
        value.replace('application/json', 'text/plain'),
      ]),
    }),
  },
  'does not follow redirects': { staysWhereItIs: true },
  'lets a page read every header': {
    answer: (answer) => ({
      ...answer,
      headers: [
        ...answer.headers.filter(([name]) => !/^access-control-expose-headers$/i.test(name)),
        ['Access-Control-Expose-Headers', 'X-Foo, X-Bar, X-Total, Link'],
      ],
    }),
  },
  'does not let * cover Authorization': { engine: 'fetch' },
};

function everythingFor(origin: string): readonly Header[] {
  return [
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Credentials', 'true'],
  ];
}
