import { type ExtensionContext, Uri } from 'vscode';
import { type BaseLanguageClient, LanguageClient } from 'vscode-languageclient/browser';
import { activate as start } from './activate.ts';

/** VS Code's browser host has it; the types of this project know no browser. */
declare const Worker: new (url: string) => object;

let client: BaseLanguageClient | undefined;

/** The browser: the server runs in a worker, and reads files through the client. */
export async function activate(context: ExtensionContext): Promise<void> {
  const worker = new Worker(Uri.joinPath(context.extensionUri, 'dist/serverWorker.js').toString(true));
  client = await start(context, (options) => {
    return new LanguageClient('corsLens', 'CORS Lens', worker, options);
  });
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
