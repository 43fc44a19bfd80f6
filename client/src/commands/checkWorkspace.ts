import {
  type CancellationToken,
  commands,
  type Disposable,
  type Progress,
  ProgressLocation,
  window,
  workspace,
} from 'vscode';
import { WorkDoneProgress } from 'vscode-languageclient';
import type { CheckSummary } from '../../../server/src/lsp/messages.ts';
import type { Lens } from '../connection.ts';
import { count } from '../status.ts';

export function registerCheckWorkspace(lens: Lens): Disposable {
  let runs = 0;
  return commands.registerCommand('corsLens.checkWorkspace', async () => {
    if (!workspace.workspaceFolders?.length) {
      window.showInformationMessage('Open a folder to check it.');
      return;
    }
    const workDoneToken = `corsLens.checkWorkspace.${runs++}`;
    const summary = await window.withProgress(
      { location: ProgressLocation.Notification, title: 'CORS Lens', cancellable: true },
      (progress, token) => check(lens, workDoneToken, progress, token),
    );
    if (summary) await tell(lens, summary);
  });
}

async function check(
  lens: Lens,
  workDoneToken: string,
  progress: Progress<{ message: string }>,
  token: CancellationToken,
): Promise<CheckSummary | undefined> {
  const listening = lens.client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
    if (value.kind !== 'end' && value.message) progress.report({ message: value.message });
  });
  try {
    return await lens.ask('corsLens/checkWorkspace', { workDoneToken }, token);
  } catch (error) {
    if (token.isCancellationRequested) return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    window.showErrorMessage(`The workspace could not be checked: ${reason}`);
    return undefined;
  } finally {
    listening.dispose();
  }
}

async function tell(
  lens: Lens,
  { cancelled, files, setups, findings, problems }: CheckSummary,
): Promise<void> {
  for (const problem of problems) lens.client.warn(problem);
  const found = `${count(findings, 'finding')} in ${count(setups, 'set-up')} (${count(files, 'file')})`;
  const unread = problems.length > 0 ? ` ${count(problems.length, 'file')} could not be read.` : '';
  const message = `${cancelled ? 'The check was cancelled. So far: ' : ''}${found}.${unread}`;
  const choices = [...(findings > 0 ? ['Show Problems'] : []), ...(unread ? ['Show Output'] : [])];
  const choice = await window.showInformationMessage(`CORS Lens: ${message}`, ...choices);
  if (choice === 'Show Problems') await commands.executeCommand('workbench.actions.view.problems');
  if (choice === 'Show Output') lens.client.outputChannel.show();
}
