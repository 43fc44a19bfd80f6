import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { byScheme } from './host/byScheme.ts';
import { createNodeHost } from './host/node/host.ts';
import { createClientHost } from './lsp/clientHost.ts';
import { startServer } from './lsp/server.ts';

// The arguments say how to talk: `--stdio`, `--node-ipc`, `--pipe=…` or `--socket=…`.
const connection = createConnection(ProposedFeatures.all);
startServer(connection, (options) =>
  byScheme(createNodeHost(options), createClientHost(connection, options)),
);
