import type { ServerCapabilities } from 'vscode-languageserver';
import { CodeActionKind, TextDocumentSyncKind } from 'vscode-languageserver';
import type { Abilities } from './abilities.ts';

/** The name of the diagnostics' source, and of the one list of them that a document has. */
export const SOURCE = 'cors-lens';

/** In every file at once and on save: `"source.fixAll.corsLens": "explicit"`. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.corsLens`;

/** Shows something and changes nothing; of this kind editors offer it in the light-bulb menu. */
export const SHOW = `${CodeActionKind.Refactor}.corsLens.show`;

/** What the server can do for a client. The handlers are loaded later, so this stands by itself. */
export function capabilitiesFor(abilities: Abilities): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL, SHOW] },
    ...(abilities.pullsDiagnostics
      ? {
          diagnosticProvider: {
            identifier: SOURCE,
            interFileDependencies: true,
            workspaceDiagnostics: false,
          },
        }
      : {}),
    ...(abilities.workspaceFolders
      ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }
      : {}),
  };
}
