import type { Connection } from 'vscode-languageserver';
import type { Host } from '../host/host.ts';
import { createHost, type HostOptions } from '../host/portable.ts';
import { clientFiles } from '../host/web/clientFiles.ts';
import type { ClientRequests } from './messages.ts';

/** A host that reads through the client: for a server in a worker, and for virtual workspaces. */
export function createClientHost(connection: Connection, options: HostOptions): Host {
  const ask = <K extends keyof ClientRequests>(
    method: K,
    uri: string,
  ): Promise<ClientRequests[K]['result']> => connection.sendRequest(method, { uri });
  return createHost(
    clientFiles({
      read: (uri) => ask('corsLens/readFile', uri),
      stat: (uri) => ask('corsLens/stat', uri),
      list: (uri) => ask('corsLens/list', uri),
    }),
    options,
  );
}
