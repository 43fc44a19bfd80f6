import { commands, type Disposable, env, window } from 'vscode';
import type { Commands } from '../../../server/src/lsp/messages.ts';

export function registerCopyText(): Disposable {
  return commands.registerCommand(
    'corsLens.copyText',
    async ({ text, told }: Commands['corsLens.copyText']) => {
      await env.clipboard.writeText(text);
      window.setStatusBarMessage(told, 5000);
    },
  );
}
