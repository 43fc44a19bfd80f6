import { Agent, createServer, type IncomingMessage, request, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Header } from '../../../server/src/core/policy/answer.ts';
import { REACHED, type Running } from '../loopback.ts';

/** One request as it came in from the browser. */
export interface Seen {
  readonly method: string;
  readonly headers: readonly Header[];
}

/** What stands before the servers of one library: it writes down what the browser sends, and changes nothing of it. */
export interface Front extends Running {
  /** The requests whose query begins with this key, in the order in which they came. */
  seen(key: string): readonly Seen[];
  /** Requests that got no answer, with the reason. The page takes them for refused ones. */
  readonly unanswered: readonly string[];
}

/** Sets the cookies of a host. */
export const COOKIES_PATH = '/cookies';

/**
 * One for each way in which a cookie can be kept to its own site. `None` needs `Secure`, which Chromium takes from an
 * `http:` address when it is below `localhost`.
 */
export const SET_COOKIES: readonly string[] = [
  'session=1; SameSite=None; Secure',
  'lax=1; SameSite=Lax',
  'strict=1; SameSite=Strict',
];

/**
 * Milliseconds. A server on the same machine that has said nothing for so long says nothing at all; Robyn, of which one
 * application runs at a time, is started anew for each that is asked in between.
 */
const PATIENCE = 120_000;

/** As it is before restify puts another in its place, for the whole process. */
const WRITE_HEAD = ServerResponse.prototype.writeHead;

/** Headers of one connection, which is not the one to the browser. */
const OF_THE_CONNECTION = /^(?:connection|keep-alive|transfer-encoding)$/i;

export async function inFront(of: Running): Promise<Front> {
  const log = new Map<string, Seen[]>();
  const unanswered: string[] = [];
  // A connection for each request: one that is kept may be closed by the server just when the next request is sent.
  const agent = new Agent({ keepAlive: false, maxSockets: 16 });
  const server = createServer((req, res) => {
    const { pathname, search } = new URL(req.url ?? '/', 'http://any');
    if (pathname === COOKIES_PATH) {
      answer(
        res,
        204,
        SET_COOKIES.map((cookie) => ['Set-Cookie', cookie]),
      );
      res.end();
      return;
    }
    const [key = '', target = ''] = search.slice(1).split('&');
    log.set(key, [...(log.get(key) ?? []), { method: req.method ?? '', headers: pairs(req.rawHeaders) }]);
    forward(of.port, agent, req, res, target, (error) => {
      unanswered.push(`${req.method} ${req.headers.host}${req.url}: ${error.message}`);
      res.destroy();
    });
  });
  // Longer than any pause of the browser: a connection that closes under a request would be asked twice.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    seen: (key) => log.get(key) ?? [],
    unanswered,
    async stop() {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
      agent.destroy();
      await of.stop();
    },
  };
}

function forward(
  port: number,
  agent: Agent,
  req: IncomingMessage,
  res: ServerResponse,
  target: string,
  fail: (error: Error) => void,
): void {
  const { method, url, rawHeaders } = req;
  const own = pairs(rawHeaders).filter(([name]) => !OF_THE_CONNECTION.test(name));
  const headers = [...own, ...lengthOf(req)];
  const out = request(
    { host: '127.0.0.1', port, agent, method, path: url, headers: headers.flat(), timeout: PATIENCE },
    (incoming) => {
      const given = pairs(incoming.rawHeaders).filter(([name]) => !OF_THE_CONNECTION.test(name));
      const isReached = method !== 'OPTIONS' && incoming.headers[REACHED.toLowerCase()] === 'yes';
      const redirect = isReached ? redirectIn(target) : undefined;
      const location: readonly Header[] = redirect ? [['Location', redirect.location]] : [];
      answer(res, redirect?.status ?? incoming.statusCode ?? 502, [...given, ...location]);
      incoming.on('error', fail);
      incoming.pipe(res);
    },
  );
  out.on('timeout', () => out.destroy(new Error('no answer in time')));
  out.on('error', fail);
  req.pipe(out);
}

/** Chromium says nothing of the body that a PATCH does not have, and Node would say that it comes in chunks. */
function lengthOf({ method, headers }: IncomingMessage): readonly Header[] {
  return method === 'PATCH' && headers['content-length'] === undefined ? [['Content-Length', '0']] : [];
}

function answer(res: ServerResponse, status: number, headers: readonly Header[]): void {
  Reflect.apply(WRITE_HEAD, res, [status, headers.flat()]);
}

/**
 * `302=<url>`: what the application, where a request reaches it, answers instead of its own answer. A framework answers a
 * preflight without the application's code.
 */
export function redirectTo(status: number, location: string): string {
  return `${status}=${encodeURIComponent(location)}`;
}

function redirectIn(target: string): { readonly status: number; readonly location: string } | undefined {
  const [, status, location] = /^(\d{3})=(.*)$/.exec(target) ?? [];
  if (status === undefined || location === undefined) return undefined;
  return { status: Number(status), location: decodeURIComponent(location) };
}

function pairs(raw: readonly string[]): readonly Header[] {
  const found: Header[] = [];
  for (let i = 0; i < raw.length; i += 2) found.push([raw[i] ?? '', raw[i + 1] ?? '']);
  return found;
}
