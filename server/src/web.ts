import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { createClientHost } from './lsp/clientHost.ts';
import { holdMessages } from './lsp/held.ts';
import { serveClient } from './lsp/server.ts';
import { startServer } from './lsp/start.ts';

/** A worker's own global scope; the types of this project know no browser. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const held = holdMessages();
const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(self),
  new BrowserMessageWriter(self),
  { messageStrategy: held.strategy },
);
// A worker is one script, so everything is there already.
startServer(connection, held, async () => (client, params) => {
  serveClient(client, (options) => createClientHost(client, options), params);
});
