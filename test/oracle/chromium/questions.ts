import type { CredentialsMode, Header } from '../../../server/src/core/browser/index.ts';
import type { Running } from '../loopback.ts';
import { redirectTo } from './front.ts';
import type { Fetch } from './pages.ts';

/** A page on the site of the servers, where their cookies are not kept back. */
export const NEIGHBOUR = 'http://page.site.localhost';

/** The pages that ask. */
export const ORIGINS = ['https://a.example', 'https://evil.example', 'null', NEIGHBOUR];

/** Where a host name has its cookies, and what a page of another site makes Chromium send of them. */
const SITE = 'site.localhost';
const COOKIES_ACROSS = ['session'];
export const COOKIES_WITHIN: readonly string[] = ['lax', 'session', 'strict'];

interface Kind {
  readonly what: string;
  readonly method: string;
  readonly headers: readonly Header[];
  readonly body?: string;
}

const GET: Kind = { what: 'a simple GET', method: 'GET', headers: [] };
const POST: Kind = {
  what: 'a simple POST',
  method: 'POST',
  headers: [['Content-Type', 'text/plain']],
  body: '1',
};
const PUT: Kind = {
  what: 'a PUT with JSON',
  method: 'PUT',
  headers: [['Content-Type', 'application/json']],
  body: '{}',
};
const TWO_HEADERS: Kind = {
  what: 'a GET with two headers',
  method: 'GET',
  headers: [
    ['X-Foo', '1'],
    ['Authorization', 'Bearer 1'],
  ],
};
const KINDS: readonly Kind[] = [
  GET,
  POST,
  PUT,
  TWO_HEADERS,
  { ...PUT, what: 'a POST with JSON', method: 'POST' },
  { what: 'a DELETE', method: 'DELETE', headers: [] },
  { what: 'a PATCH with a header', method: 'PATCH', headers: [['X-Bar', '1']] },
  { what: 'a GET with Authorization', method: 'GET', headers: [['Authorization', 'Bearer 1']] },
];

export interface Question extends Kind {
  readonly credentials: CredentialsMode;
  /** Whether the host has set cookies before. */
  readonly isKnown: boolean;
  /** The application answers with a redirect: to itself, or to the next server. */
  readonly redirect?: { readonly status: number; readonly to: 'itself' | 'the next server' };
}

/**
 * Every server is asked all of this, from every origin. Not `patch`: `decide` lets it out as it is written, and Node's parser,
 * in which the servers stand, knows no such method.
 */
export const QUESTIONS: readonly Question[] = [
  ...KINDS.flatMap((kind): readonly Question[] => [
    { ...kind, credentials: 'same-origin', isKnown: true },
    { ...kind, credentials: 'include', isKnown: true },
  ]),
  ...[GET, PUT].map((kind): Question => ({ ...kind, credentials: 'omit', isKnown: true })),
  ...[GET, PUT, TWO_HEADERS].map((kind): Question => ({ ...kind, credentials: 'include', isKnown: false })),
  { ...GET, credentials: 'include', isKnown: true, redirect: { status: 302, to: 'itself' } },
  {
    ...TWO_HEADERS,
    credentials: 'same-origin',
    isKnown: true,
    redirect: { status: 307, to: 'the next server' },
  },
  { ...PUT, credentials: 'include', isKnown: true, redirect: { status: 303, to: 'itself' } },
  { ...POST, credentials: 'include', isKnown: true, redirect: { status: 302, to: 'the next server' } },
];

/** One request of a page to one of the set-ups behind a port. */
export interface Asked {
  readonly origin: string;
  readonly setup: number;
  /** The set-up that answers behind the redirect. */
  readonly target: number;
  readonly question: Question;
  readonly fetched: Fetch;
  /** Of the first request and, behind a redirect, of the second. */
  readonly keys: readonly [string, string];
  readonly location?: string;
}

/** A URL of its own for each, so that no cache of preflights or answers has a say. */
export function askedOf(origin: string, setups: number, { port }: Running, first: number): readonly Asked[] {
  return Array.from({ length: setups }, (_, setup) => setup).flatMap((setup) =>
    QUESTIONS.map((question, place): Asked => {
      const number = first + setup * QUESTIONS.length + place;
      const keys = [`q${number}`, `r${number}`] as const;
      const { redirect, isKnown, method, headers, body, credentials } = question;
      const host = isKnown ? hostOf(setup) : `c${setup}.unknown.localhost`;
      const isAway = redirect?.to === 'the next server';
      const target = isAway ? (setup + 1) % setups : setup;
      const location =
        redirect && `http://${isAway ? otherHostOf(target) : hostOf(target)}:${port}/?${keys[1]}`;
      const instruction = redirect && location ? `&${redirectTo(redirect.status, location)}` : '';
      return {
        origin,
        setup,
        target,
        question,
        keys,
        ...(location === undefined ? {} : { location }),
        fetched: {
          url: `http://${host}:${port}/?${keys[0]}${instruction}`,
          method,
          headers: Object.fromEntries(headers),
          credentials,
          ...(body === undefined ? {} : { body }),
        },
      };
    }),
  );
}

/** The hosts that set cookies: each set-up by its two names. */
export function knownHosts(setups: number): readonly string[] {
  return Array.from({ length: setups }, (_, setup) => [hostOf(setup), otherHostOf(setup)]).flat();
}

function hostOf(setup: number): string {
  return `c${setup}.${SITE}`;
}

/** Another origin of the same set-up, so that a redirect to the next server leads away also where there is only one. */
function otherHostOf(setup: number): string {
  return `c${setup}.other.${SITE}`;
}

/** The cookies that Chromium has and may send along, were the request one with credentials. */
export function cookiesFor({ origin, question }: Asked): readonly string[] {
  if (!question.isKnown) return [];
  return origin === NEIGHBOUR ? COOKIES_WITHIN : COOKIES_ACROSS;
}
