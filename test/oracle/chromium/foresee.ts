import {
  type BrowserRequest,
  type Decision,
  decide,
  type Engine,
  type Hop,
  type WireRequest,
} from '../../../server/src/core/browser/index.ts';
import {
  type Answer,
  type Header,
  headerOf,
  type ServerRequest,
} from '../../../server/src/core/policy/answer.ts';
import { COOKIE, exchangeWith } from '../../../server/src/core/policy/ask.ts';
import { APPLICATION_HEADERS } from '../loopback.ts';
import type { Seen } from './front.ts';
import type { Readable } from './pages.ts';
import { type Asked, COOKIES_WITHIN, cookiesFor } from './questions.ts';

/** What one server answers, as its library's model has it. */
export type Model = (request: ServerRequest) => Answer;

/** A model of the browser that is wrong in one point, made from the right one. */
export interface Slip {
  readonly engine?: Engine;
  /** Whether it has a cookie to send. */
  readonly cookie?: boolean;
  readonly request?: (request: BrowserRequest) => BrowserRequest;
  readonly answer?: (answer: Answer, asked: ServerRequest, credentials: boolean) => Answer;
  readonly staysWhereItIs?: true;
}

/** What the models say of one request of a page. */
export interface Foreseen {
  readonly read: Readable;
  /** The library answers by itself, so that the status is its own: an application may have no such route. */
  readonly handled: boolean;
  /** What leaves the browser, in order. */
  readonly sent: readonly Seen[];
}

/** `server` is asked first, `next` is where its application's redirect leads. */
export function foresee(asked: Asked, server: Model, next: Model, slip: Slip = {}): Foreseen {
  const { fetched, origin } = asked;
  const written: BrowserRequest = { ...fetched, origin, headers: Object.entries(fetched.headers) };
  const request = slip.request?.(written) ?? written;
  const withCredentials = request.credentials === 'include';
  const change = slip.answer ?? ((answer: Answer) => answer);
  const by = (model: Model) => (to: ServerRequest) => {
    const answer = change(model(to), to, withCredentials);
    return { ...answer, headers: [...answer.headers, ...APPLICATION_HEADERS] };
  };
  const cookie = slip.cookie ?? cookiesFor(asked).length > 0;
  const engine = slip.engine ?? 'chromium';
  // What goes out is asked of the model of the witnesses, cookie included.
  let carried = false;
  const first = (to: ServerRequest) => {
    if (to.method !== 'OPTIONS') carried = headerOf(to.headers, 'Cookie') !== undefined;
    return by(server)(to);
  };
  const direct = exchangeWith(first, request, { cookie, engine });
  const { location, question } = asked;
  const isRedirected = location !== undefined && !direct.response.handled && slip.staysWhereItIs !== true;
  const { decision, response } = isRedirected
    ? redirected(
        request,
        direct,
        { status: question.redirect?.status ?? 302, location, cookie: carried, engine },
        by(next),
      )
    : direct;
  return {
    read: decision.allowed
      ? { allowed: true, status: response.status, exposed: exposedOf(decision, response.headers) }
      : { allowed: false },
    handled: response.handled,
    sent: decision.requests.map((one) => sentOf(one, carried ? cookiesFor(asked) : [])),
  };
}

interface Redirect {
  readonly status: number;
  readonly location: string;
  readonly cookie: boolean;
  readonly engine: Engine;
}

/** The first answer is a redirect: what `decide` sends after it is put to the second server. */
function redirected(
  request: BrowserRequest,
  first: { readonly preflight?: Answer; readonly response: Answer },
  { status, location, cookie, engine }: Redirect,
  next: Model,
): { readonly decision: Decision; readonly response: Answer } {
  const hop: Hop = {
    url: request.url,
    status,
    location,
    headers: first.response.headers,
    preflight: first.preflight ?? null,
  };
  let preflight: Answer | undefined;
  let response: Answer | undefined;
  for (;;) {
    const exchange = {
      preflight: preflight ?? null,
      response: response ?? { status: 200, headers: [] },
      redirects: [hop],
    };
    const decision = decide(request, exchange, engine);
    const last = decision.requests.at(-1);
    const isSecond = last !== undefined && last.url === location;
    if (isSecond && last.kind === 'preflight' && preflight === undefined)
      preflight = next(asServerRequest(last, false));
    else if (isSecond && last.kind === 'request' && response === undefined)
      response = next(asServerRequest(last, cookie));
    else return { decision, response: response ?? first.response };
  }
}

function asServerRequest({ method, headers }: WireRequest, cookie: boolean): ServerRequest {
  return { method, path: '/', headers: [...headers, ...(cookie ? [COOKIE] : [])] };
}

function sentOf({ kind, method, headers }: WireRequest, cookies: readonly string[]): Seen {
  const isPreflight = kind === 'preflight';
  const cookie = cookies.map((name) => `${name}=1`).join('; ');
  return {
    method,
    headers: [...headers, ...(isPreflight || cookie === '' ? [] : [['Cookie', cookie] as const])],
  };
}

function exposedOf({ exposed = [] }: Decision, headers: readonly Header[]): readonly Header[] {
  return exposed.map((name) => [name, headerOf(headers, name) ?? '']);
}

/** Of the exposed headers those that the application sends; all servers add others of the connection. */
const OWN = new Set(APPLICATION_HEADERS.map(([name]) => name.toLowerCase()));

/** What a page could read, in one line. */
export function showRead({ allowed, status, exposed = [] }: Readable, { handled }: Foreseen): string {
  if (!allowed) return 'nothing';
  const own = exposed
    .filter(([name]) => OWN.has(name.toLowerCase()))
    .map(([name, value]) => `${name}: ${value}`);
  return [handled ? `${status}` : 'an answer', ...own.sort()].join(', ');
}

/** Headers of a request that CORS is about, and those that the page sets. */
const ABOUT = [
  'origin',
  'access-control-request-method',
  'access-control-request-headers',
  'authorization',
  'content-type',
  'cookie',
  'x-bar',
  'x-foo',
];

/** What went over the wire, a line for each request. */
export function showSent(sent: readonly Seen[]): string {
  return sent
    .map(({ method, headers }) => {
      const about = ABOUT.flatMap((name) => {
        const value = headerOf(headers, name);
        if (value === undefined) return [];
        return name === 'cookie' ? cookieLine(value) : [`${name}: ${value}`];
      });
      return [method, ...about].join('; ');
    })
    .join('\n');
}

/** socket.io 2 sets a cookie of its own, which comes back like the others. */
function cookieLine(value: string): readonly string[] {
  const known = value.split('; ').filter((cookie) => COOKIES_WITHIN.includes(cookie.replace(/=.*/, '')));
  return known.length > 0 ? [`cookie: ${known.sort().join('; ')}`] : [];
}
