import type { Connection } from 'vscode-languageserver';
import type { Host } from '../host/host.ts';
import type { Abilities } from './abilities.ts';
import type { Analyses } from './analyses.ts';
import type { Documents } from './documents.ts';
import type { WorkspaceSettings } from './settings.ts';

/** Everything that a feature may use, made once for each connection. */
export interface Session {
  readonly connection: Connection;
  readonly host: Host;
  /** What the client at the other end can do. */
  readonly abilities: Abilities;
  readonly documents: Documents;
  readonly settings: WorkspaceSettings;
  readonly analyses: Analyses;
  /** The workspace folders' URIs, without a slash at the end. */
  folders(): readonly string[];
  /** Called once, when the client may be asked. */
  onReady(listener: () => void): void;
  /** Writes an exception to the log: the server goes on. */
  failed(what: string, error: unknown): void;
}
