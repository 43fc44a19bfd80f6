import type { Connection, InitializeParams } from 'vscode-languageserver';
import { packages, prefilter, ruleIds } from '../core/index.ts';
import type { Host } from '../host/host.ts';
import type { HostOptions } from '../host/portable.ts';
import { readAbilities, readOptions } from './abilities.ts';
import { createAffected } from './affected.ts';
import { createAnalyses } from './analyses.ts';
import { createCalls } from './calls.ts';
import { choicesFeature } from './choices.ts';
import { codeActionsFeature } from './codeActions.ts';
import { diagnosticsFeature } from './diagnostics.ts';
import { createDocuments } from './documents.ts';
import { explainFeature } from './explain.ts';
import { foldersFeature, readFolders } from './folders.ts';
import { hoverFeature } from './hover.ts';
import { createLinks } from './links.ts';
import { createModules } from './modules.ts';
import type { Session } from './session.ts';
import { createSettings, settingsFeature } from './settings.ts';
import { settingsFilesFeature } from './settingsFiles.ts';
import { setupsFeature } from './setups.ts';
import { createStanding } from './standing.ts';
import { statusFeature } from './status.ts';
import { createUnopened } from './unopened.ts';
import { watchingFeature } from './watching.ts';
import { workspaceCheckFeature } from './workspaceCheck.ts';

/** Makes the host when the client has said which folders the workspace has. */
export type HostMaker = (options: HostOptions) => Host;

/**
 * Serves one client, from what it said of itself on. The connection and everything outside it are given: the server makes no
 * connection, holds no timer and reads no file of its own. It keeps nothing that the open documents, the settings and the
 * workspace would not rebuild.
 */
export function serveClient(connection: Connection, makeHost: HostMaker, params: InitializeParams): void {
  let folders = readFolders(params);
  const ready: (() => void)[] = [];
  const documents = createDocuments(connection);
  const settings = createSettings(() => session, readOptions(params.initializationOptions).settings);
  const session: Session = {
    connection,
    host: makeHost({
      roots: () => folders,
      ruleIds,
      packages,
      prefilter,
    }),
    abilities: readAbilities(params),
    documents,
    settings,
    modules: createModules(() => session),
    analyses: createAnalyses(() => session),
    standing: createStanding(() => session),
    links: createLinks(),
    calls: createCalls(() => session),
    affected: createAffected(() => session),
    folders: () => folders,
    onReady: (listener) => ready.push(listener),
    failed(what, error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      connection.console.error(`While ${what}: ${reason}`);
    },
  };

  const { analyses, modules, links, calls, affected } = session;
  analyses.onInspected((inspection) => affected.add(links.learn(inspection)));
  documents.onClosed((uri) => {
    // From now on the disk counts.
    modules.changed([uri], 'content');
    affected.add([uri, ...links.pointedAt(uri), ...links.restingOn(uri)]);
  });

  const { refresh } = diagnosticsFeature(session);
  const settingsFiles = settingsFilesFeature(session);
  const unopened = createUnopened(session);
  const setups = setupsFeature(session);
  affected.onAffected(async (uris) => calls.changed(uris));
  workspaceCheckFeature(session, unopened);
  statusFeature(session);
  choicesFeature(session);
  explainFeature(session);

  const forget = () => {
    settings.forget();
    session.analyses.forget();
    refresh();
    affected.add(unopened.all());
    setups.again();
    calls.again();
  };
  watchingFeature(session, {
    onSurroundings(uris) {
      settingsFiles.changed(uris);
      forget();
    },
    onSources: setups.changed,
    onVariables() {
      session.analyses.forget();
      refresh();
      affected.add(unopened.all());
    },
  });
  const setFolders = (next: readonly string[]) => {
    folders = next;
    settingsFiles.lookAtFolders();
  };
  codeActionsFeature(session);
  hoverFeature(session);
  settingsFeature(session, settings.give, forget);
  foldersFeature(session, setFolders, forget);
  connection.onShutdown(() => {
    setups.stop();
    calls.stop();
  });
  connection.onInitialized(() => {
    for (const listener of ready) listener();
  });
}
