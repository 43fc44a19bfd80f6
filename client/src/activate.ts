import type { ExtensionContext } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import type { Commands, InitializationOptions } from '../../server/src/lsp/messages.ts';
import { registerCheckWorkspace } from './commands/checkWorkspace.ts';
import { registerChooseOrigins } from './commands/chooseOrigins.ts';
import { registerCopyText } from './commands/copyText.ts';
import { registerExplain } from './commands/explain.ts';
import { registerIgnore } from './commands/ignore.ts';
import { registerOpenRulePage } from './commands/openRulePage.ts';
import { registerRestart, registerShowOutput } from './commands/server.ts';
import { registerShowPlaces } from './commands/showPlaces.ts';
import { connect } from './connection.ts';
import { answerFileRequests } from './files.ts';
import { SELECTOR } from './selector.ts';
import { showStatus } from './status.ts';

const ANSWERED: readonly (keyof Commands)[] = [
  'corsLens.chooseOrigins',
  'corsLens.copyText',
  'corsLens.explain',
  'corsLens.ignore',
  'corsLens.openRulePage',
  'corsLens.showPlaces',
];

/** Makes the client and everything the user sees. How the server is reached differs on the desktop and in the browser. */
export async function activate(
  context: ExtensionContext,
  createClient: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<BaseLanguageClient> {
  const initializationOptions: InitializationOptions = { commands: ANSWERED };
  const client = createClient({
    documentSelector: SELECTOR,
    initializationOptions,
    outputChannelName: 'CORS Lens',
    diagnosticPullOptions: { onChange: true, onSave: false },
  });
  answerFileRequests(client);
  const lens = connect(client);
  context.subscriptions.push(
    client,
    showStatus(lens),
    registerRestart(lens),
    registerShowOutput(lens),
    registerCheckWorkspace(lens),
    registerChooseOrigins(lens),
    registerCopyText(),
    registerExplain(lens),
    registerIgnore(lens),
    registerOpenRulePage(context.extensionUri),
    registerShowPlaces(lens),
  );
  await client.start();
  return client;
}
