import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { analyze } from '../../server/src/core/index.ts';
import { projectOf } from '../support/project.ts';

const RULES = /^(?:middleware-order|inactive-cors-setup|unanswered-preflight)$/;

/** Nothing is said of the order of a source, or of what it lacks. */
export function isSilent(source: string): boolean {
  const { findings } = analyze(projectOf({ files: { 'index.js': source } }), 'index.js');
  return !findings.some(({ rule }) => RULES.test(rule));
}

const ORIGIN = 'https://a.example';

/** A page of the allowed origin gets through the preflight and may read what then comes. */
export async function isReadable(source: string, bring: (name: string) => unknown): Promise<boolean> {
  const app = new Function('require', `${source}\nreturn app;`)(bring) as Application;
  const ask = await asker(app);
  const asked = { origin: ORIGIN, 'access-control-request-method': 'PUT' };
  const preflight = await ask.fetch('OPTIONS', asked);
  const answer = await ask.fetch('PUT', { origin: ORIGIN });
  await ask.stop();
  const allows = ({ headers }: Response) =>
    [ORIGIN, '*'].includes(headers.get('access-control-allow-origin') ?? '');
  return preflight.ok && allows(preflight) && allows(answer);
}

interface Application {
  /** Koa. */
  callback?(): RequestListener;
  /** Hono, Elysia. */
  fetch?(request: Request): Response | Promise<Response>;
  /** Fastify. */
  ready?(): Promise<unknown>;
  routing?: RequestListener;
  /** tinyhttp. */
  handler?: RequestListener;
  /** hapi. */
  initialize?(): Promise<void>;
  listener?: { emit(event: 'request', ...given: Parameters<RequestListener>): boolean };
}

async function asker(app: Application) {
  const { fetch: own } = app;
  if (own && !app.routing)
    return {
      fetch: async (method: string, headers: Record<string, string>) =>
        own.call(app, new Request('http://localhost/x', { method, headers })),
      stop: async () => undefined,
    };
  await app.ready?.();
  await app.initialize?.();
  const listener: RequestListener =
    (typeof app === 'function' ? (app as RequestListener) : undefined) ??
    app.callback?.() ??
    app.routing ??
    app.handler?.bind(app) ??
    ((request, response) => void app.listener?.emit('request', request, response));
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    fetch: (method: string, headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${port}/x`, { method, headers }),
    stop: () =>
      new Promise<unknown>((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}
