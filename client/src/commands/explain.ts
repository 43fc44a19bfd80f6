import {
  commands,
  Disposable,
  type TextDocument,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { AskedRequest, Commands, Requests } from '../../../server/src/lsp/messages.ts';
import type { Lens } from '../connection.ts';
import { answerOf, bodyOf, pageWith } from '../explain/page.ts';

type Place = Commands['corsLens.explain'];
type Explanation = Requests['corsLens/explain']['result'];

/** What the page tells: someone asks about a request of their own. */
interface Message {
  readonly asked: AskedRequest;
}

/** One panel, which shows the set-up that was asked for last and follows its document. */
export function registerExplain(lens: Lens): Disposable {
  let panel: WebviewPanel | undefined;
  let shown: Place | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const explain = (place: Place, asked?: AskedRequest): Promise<Explanation> =>
    lens.ask('corsLens/explain', { ...place, ...(asked && { asked }) }).catch(
      (error: unknown): Explanation => ({
        setups: [],
        message: `The set-up could not be explained: ${error instanceof Error ? error.message : String(error)}`,
      }),
    );

  async function show(place: Place): Promise<void> {
    shown = place;
    const explanation = await explain(place);
    if (!panel) {
      panel = window.createWebviewPanel(
        'corsLens.explain',
        'CORS: who may read',
        { viewColumn: ViewColumn.Beside, preserveFocus: false },
        { enableScripts: true, localResourceRoots: [] },
      );
      panel.onDidDispose(() => {
        panel = undefined;
        shown = undefined;
      });
      panel.webview.onDidReceiveMessage(answer);
    } else panel.reveal(undefined, false);
    panel.webview.html = pageWith(bodyOf(explanation, nameOf(place)), nonce());
  }

  async function answer({ asked }: Message): Promise<void> {
    if (!shown) return;
    const explanation = await explain(shown, asked);
    await panel?.webview.postMessage({ id: 'answer', html: answerOf(explanation) });
  }

  async function follow(): Promise<void> {
    if (!shown || !panel) return;
    const place = shown;
    const explanation = await explain(place);
    if (shown === place)
      await panel.webview.postMessage({ id: 'body', html: bodyOf(explanation, nameOf(place)) });
  }

  function changed(document: TextDocument): void {
    if (document.uri.toString() !== shown?.uri) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => void follow(), 250);
  }

  return Disposable.from(
    commands.registerCommand('corsLens.explain', show),
    commands.registerCommand('corsLens.explainSetup', async () => {
      const editor = window.activeTextEditor;
      if (!editor) {
        window.showInformationMessage('Open a file with a cross-origin set-up to explain it.');
        return;
      }
      const { line, character } = editor.selection.active;
      await show({ uri: editor.document.uri.toString(), position: { line, character } });
    }),
    workspace.onDidChangeTextDocument(({ document }) => changed(document)),
    { dispose: () => panel?.dispose() },
    { dispose: () => clearTimeout(waiting) },
  );
}

function nameOf({ uri }: Place): string {
  return workspace.asRelativePath(Uri.parse(uri));
}

function nonce(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length: 32 }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
}
