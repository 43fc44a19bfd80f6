import { byScheme } from './host/byScheme.ts';
import { createNodeHost } from './host/node/host.ts';
import { createClientHost } from './lsp/clientHost.ts';
import { serveClient } from './lsp/server.ts';
import type { Serve } from './lsp/start.ts';

/** Everything of Node's server that is not needed to answer a client's first message. */
export const serve: Serve = (connection, params) =>
  serveClient(
    connection,
    (options) => byScheme(createNodeHost(options), createClientHost(connection, options)),
    params,
  );
