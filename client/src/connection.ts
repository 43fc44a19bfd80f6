import type { CancellationToken } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Notifications, Requests } from '../../server/src/lsp/messages.ts';

/** The running client, with the project's own messages typed. */
export interface Lens {
  readonly client: BaseLanguageClient;
  ask<K extends keyof Requests>(
    method: K,
    params: Requests[K]['params'],
    token?: CancellationToken,
  ): Promise<Requests[K]['result']>;
  onNotification<K extends keyof Notifications>(
    method: K,
    listener: (params: Notifications[K]) => void,
  ): void;
}

export function connect(client: BaseLanguageClient): Lens {
  return {
    client,
    ask: (method, params, token) => client.sendRequest(method, params, token),
    onNotification: (method, listener) => {
      client.onNotification(method, listener);
    },
  };
}
