import type { InitializeParams } from 'vscode-languageserver';
import type { Session } from './session.ts';

/** The folders at the start; a client that knows only one root has one. Without a slash at the end. */
export function readFolders(params: InitializeParams): readonly string[] {
  const named = params.workspaceFolders?.map(({ uri }) => uri);
  const root = params.rootUri;
  return (named ?? (root ? [root] : [])).map(withoutSlash);
}

export function foldersFeature(
  session: Session,
  set: (folders: readonly string[]) => void,
  changed: () => void,
): void {
  if (!session.abilities.workspaceFolders) return;
  session.onReady(() => {
    session.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => withoutSlash(uri)));
      const kept = session.folders().filter((folder) => !gone.has(folder));
      set([...kept, ...added.map(({ uri }) => withoutSlash(uri))]);
      changed();
    });
  });
}

function withoutSlash(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}
