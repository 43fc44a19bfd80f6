import { FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ClientRequests, FileKind } from '../../server/src/lsp/messages.ts';

/** Reads for a server in a worker, through the file systems of VS Code. */
export function answerFileRequests(client: BaseLanguageClient): void {
  const answer = <K extends keyof ClientRequests>(
    method: K,
    read: (uri: Uri) => PromiseLike<ClientRequests[K]['result']>,
  ) => {
    const handler = async ({ uri }: ClientRequests[K]['params']): Promise<object | string | null> => {
      try {
        return await read(Uri.parse(uri, true));
      } catch {
        return null;
      }
    };
    client.onRequest<object | string | null, void>(method, handler);
  };
  answer('corsLens/readFile', async (uri) => toBase64(await workspace.fs.readFile(uri)));
  answer('corsLens/stat', async (uri) => {
    const { type, size } = await workspace.fs.stat(uri);
    return { kind: kindOf(type), size };
  });
  answer('corsLens/list', async (uri) => {
    const entries = await workspace.fs.readDirectory(uri);
    return entries.map(([name, type]) => ({ name, kind: kindOf(type) }));
  });
}

function kindOf(type: FileType): FileKind {
  if (type & FileType.SymbolicLink) return 'link';
  if (type === FileType.File) return 'file';
  return type === FileType.Directory ? 'folder' : 'other';
}

declare const btoa: (bytes: string) => string;

function toBase64(bytes: Uint8Array): string {
  // In pieces: a call takes only so many arguments.
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}
