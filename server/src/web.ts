import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { createClientHost } from './lsp/clientHost.ts';
import { startServer } from './lsp/server.ts';

/** A worker's own global scope; the types of this project know no browser. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(self),
  new BrowserMessageWriter(self),
);
startServer(connection, (options) => createClientHost(connection, options));
