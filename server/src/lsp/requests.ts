import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { Requests } from './messages.ts';

/** Registers the answer to one of the project's own requests, with the types of {@link Requests}. */
export function onRequest<K extends keyof Requests>(
  connection: Connection,
  method: K,
  answer: (params: Requests[K]['params'], token: CancellationToken) => Promise<Requests[K]['result']>,
): void {
  const handler: (params: Requests[K]['params'], token: CancellationToken) => Promise<object> = answer;
  connection.onRequest<object, void>(method, handler);
}
