import { commands, type Disposable, window } from 'vscode';
import type { Commands } from '../../../server/src/lsp/messages.ts';
import type { Lens } from '../connection.ts';
import { tellOutcome } from './outcome.ts';

export function registerIgnore(lens: Lens): Disposable {
  return commands.registerCommand('corsLens.ignore', async (finding: Commands['corsLens.ignore']) => {
    const reason = await window.showInputBox({
      title: `Ignore ${finding.rule} on this line`,
      prompt: 'Why is it right here? The reason is written into the code, for whoever reads it next.',
      placeHolder: 'For instance: a public, read-only catalogue',
      validateInput: (text) => (text.trim() === '' ? 'A reason is needed.' : undefined),
    });
    if (reason === undefined) return;
    tellOutcome(await lens.ask('corsLens/applyIgnore', { ...finding, reason }));
  });
}
