import type { Connection, InitializeParams } from 'vscode-languageserver';
import { readAbilities } from './abilities.ts';
import { capabilitiesFor } from './capabilities.ts';
import type { Held } from './held.ts';

/** Registers every handler for the client that has introduced itself so. */
export type Serve = (connection: Connection, params: InitializeParams) => void;

/**
 * Answers `initialize` at once, and brings the analysis while the client makes itself ready: the analysis is nearly all of the
 * server's code. `held` keeps what the client says meanwhile.
 */
export function startServer(connection: Connection, held: Held, load: () => Promise<Serve>): void {
  connection.onInitialize((params) => {
    load()
      .then((serve) => serve(connection, params))
      .catch((error: unknown) => {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        connection.console.error(`The analysis could not be loaded: ${reason}`);
      })
      .finally(() => held.release());
    return { capabilities: capabilitiesFor(readAbilities(params)), serverInfo: { name: 'CORS Lens' } };
  });
  connection.listen();
}
