import { Agent, createServer, type IncomingMessage, request, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, Header, ServerRequest } from '../../server/src/core/policy/answer.ts';

/** Real servers on 127.0.0.1. One port serves many set-ups: the host name `c<number>.localhost` says which. */
export interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

export type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/** What the application behind every set-up adds to its answers, so that there is something to expose. */
export const APPLICATION_HEADERS: readonly Header[] = [
  ['X-Foo', 'foo'],
  ['X-Bar', 'bar'],
  ['X-Total', '3'],
  ['Link', '<https://a.example/next>'],
];

/** An application that was reached says so with this header. */
export const REACHED = 'X-Reached';

/** restify puts another in its place, for the whole process, which does not hand the answer back. */
const WRITE_HEAD = ServerResponse.prototype.writeHead;

function chained(res: ServerResponse): void {
  const { writeHead } = res;
  if (writeHead === WRITE_HEAD) return;
  res.writeHead = (...given: unknown[]) => {
    Reflect.apply(writeHead, res, given);
    return res;
  };
}

/** Serves the handlers of Node's own kind, one a set-up. */
export async function listen(handlers: readonly Handler[]): Promise<Running> {
  const server = createServer((req, res) => {
    const handler = handlers[numberOf(req.headers.host ?? '')];
    chained(res);
    for (const [name, value] of APPLICATION_HEADERS) res.setHeader(name, value);
    if (handler) handler(req, res);
    else res.writeHead(421).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function numberOf(host: string): number {
  return Number(/^c(\d+)\./.exec(host)?.[1] ?? Number.NaN);
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Puts one request to one of the set-ups: what concerns cross-origin access in its answer. */
export async function askLoopback(port: number, setup: number, asked: ServerRequest): Promise<Answer> {
  const headers = ['Host', `c${setup}.localhost:${port}`, ...asked.headers.flat()];
  // Without it Node announces a body in chunks.
  if (asked.method === 'POST') headers.push('Content-Length', '0');
  const response = await new Promise<IncomingMessage>((done, fail) => {
    const out = request(
      { host: '127.0.0.1', port, path: asked.path, method: asked.method, headers, agent },
      (incoming) => {
        incoming.resume();
        incoming.on('end', () => done(incoming));
        incoming.on('error', fail);
      },
    );
    out.on('error', fail);
    out.end();
  });
  const concerned: Header[] = [];
  for (let i = 0; i < response.rawHeaders.length; i += 2) {
    const name = response.rawHeaders[i] ?? '';
    if (/^(?:access-control-.*|vary)$/i.test(name)) concerned.push([name, response.rawHeaders[i + 1] ?? '']);
  }
  const reached = response.headers[REACHED.toLowerCase()] === 'yes';
  return { status: response.statusCode ?? 0, headers: concerned, handled: !reached };
}
