import type { Connection } from 'vscode-languageserver';
import type { Host } from '../host/host.ts';
import type { Abilities } from './abilities.ts';
import type { Affected } from './affected.ts';
import type { Analyses } from './analyses.ts';
import type { Calls } from './calls.ts';
import type { Documents } from './documents.ts';
import type { Links } from './links.ts';
import type { Modules } from './modules.ts';
import type { WorkspaceSettings } from './settings.ts';
import type { Standing } from './standing.ts';

/** Everything that a feature may use, made once for each connection. */
export interface Session {
  readonly connection: Connection;
  readonly host: Host;
  /** What the client at the other end can do. */
  readonly abilities: Abilities;
  readonly documents: Documents;
  readonly settings: WorkspaceSettings;
  readonly modules: Modules;
  /** What each file's own set-ups give, wherever the values stand. */
  readonly analyses: Analyses;
  /** What stands in each file, wherever the set-ups are. */
  readonly standing: Standing;
  readonly links: Links;
  readonly calls: Calls;
  readonly affected: Affected;
  /** The workspace folders' URIs, without a slash at the end. */
  folders(): readonly string[];
  /** Called once, when the client may be asked. */
  onReady(listener: () => void): void;
  /** Writes an exception to the log: the server goes on. */
  failed(what: string, error: unknown): void;
}
