import type { ExtensionContext } from 'vscode';
import { type BaseLanguageClient, LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activate as start } from './activate.ts';

let client: BaseLanguageClient | undefined;

/** The desktop: the server runs in a process of its own. */
export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.js');
  const server = { module, transport: TransportKind.ipc };
  client = await start(context, (options) => {
    return new LanguageClient('corsLens', 'CORS Lens', { run: server, debug: server }, options);
  });
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
