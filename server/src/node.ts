import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { holdMessages } from './lsp/held.ts';
import { startServer } from './lsp/start.ts';

// The arguments say how to talk: `--stdio`, `--node-ipc`, `--pipe=…` or `--socket=…`.
const held = holdMessages();
const connection = createConnection(ProposedFeatures.all, { messageStrategy: held.strategy });
startServer(connection, held, async () => (await import('./nodeAnalysis.ts')).serve);
