import { commands, type Disposable, env, Uri, workspace } from 'vscode';
import type { Commands } from '../../../server/src/lsp/messages.ts';

/** Shows the page that came with the extension: no connection is needed. The published page is the way out. */
export function registerOpenRulePage(extension: Uri): Disposable {
  return commands.registerCommand(
    'corsLens.openRulePage',
    async ({ rule, url }: Commands['corsLens.openRulePage']) => {
      const page = Uri.joinPath(extension, 'docs', 'rules', `${rule}.md`);
      try {
        await workspace.fs.stat(page);
        await commands.executeCommand('markdown.showPreview', page);
      } catch {
        await env.openExternal(Uri.parse(url));
      }
    },
  );
}
