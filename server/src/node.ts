import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createNodeHost } from './host/node/host.ts';
import { startServer } from './lsp/server.ts';

// The arguments say how to talk: `--stdio`, `--node-ipc`, `--pipe=…` or `--socket=…`.
startServer(createConnection(ProposedFeatures.all), createNodeHost);
