import type { ClientCapabilities, InitializeParams } from 'vscode-languageserver';
import type { Commands, InitializationOptions } from './messages.ts';

/** What the client can do, as far as the server behaves differently for it. */
export interface Abilities {
  /** The client asks for diagnostics itself (`textDocument/diagnostic`); otherwise they are sent. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  /** A report about one document may bring those of others. */
  readonly relatedDocuments: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly tags: boolean;
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly workspaceFolders: boolean;
  readonly workDoneProgress: boolean;
  /** Edits may carry the version that they were made for. */
  readonly versionedEdits: boolean;
  readonly preferredActions: boolean;
  readonly markdownHover: boolean;
  answers(command: keyof Commands): boolean;
}

export function readAbilities(params: InitializeParams): Abilities {
  const { workspace, textDocument, window } = params.capabilities;
  const commands = readOptions(params.initializationOptions).commands ?? [];
  const diagnostics = textDocument?.publishDiagnostics;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedDocuments: textDocument?.diagnostic?.relatedDocumentSupport === true,
    relatedInformation: diagnostics?.relatedInformation === true,
    codeDescription: diagnostics?.codeDescriptionSupport === true,
    tags: diagnostics?.tagSupport !== undefined,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    workDoneProgress: window?.workDoneProgress === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    preferredActions: textDocument?.codeAction?.isPreferredSupport === true,
    markdownHover: hoverFormats(params.capabilities).includes('markdown'),
    answers: (command) => commands.includes(command),
  };
}

function hoverFormats(capabilities: ClientCapabilities): readonly string[] {
  return capabilities.textDocument?.hover?.contentFormat ?? ['markdown'];
}

/** `initializationOptions` comes from any client: what does not fit is left out. */
export function readOptions(input: unknown): InitializationOptions {
  if (typeof input !== 'object' || input === null) return {};
  const commands = 'commands' in input && Array.isArray(input.commands) ? input.commands : [];
  return { commands, settings: 'settings' in input ? input.settings : undefined };
}
