import { Disposable, LanguageStatusSeverity, languages, type TextDocument, window, workspace } from 'vscode';
import { State } from 'vscode-languageclient';
import type { DocumentStatus } from '../../server/src/lsp/messages.ts';
import type { Lens } from './connection.ts';
import { SELECTOR } from './selector.ts';

/** Says beside the language name what is looked at in the active editor, and how much was found. */
export function showStatus(lens: Lens): Disposable {
  const item = languages.createLanguageStatusItem('corsLens.status', SELECTOR);
  item.name = 'CORS Lens';
  const known = new Map<string, DocumentStatus>();

  const show = () => {
    const document = window.activeTextEditor?.document;
    const status = document && known.get(keyOf(document));
    const { text, detail, severity, busy } = describe(lens.client.state, status);
    item.text = text;
    item.detail = detail;
    item.severity = severity;
    item.busy = busy;
    item.command =
      lens.client.state === State.Stopped
        ? { command: 'corsLens.restartServer', title: 'Restart' }
        : severity === LanguageStatusSeverity.Error
          ? { command: 'corsLens.showOutput', title: 'Show Output' }
          : { command: 'corsLens.checkWorkspace', title: 'Check Workspace' };
  };

  lens.onNotification('corsLens/status', (status) => {
    known.set(status.uri, status);
    show();
  });
  show();
  return Disposable.from(
    item,
    lens.client.onDidChangeState(show),
    window.onDidChangeActiveTextEditor(show),
    workspace.onDidCloseTextDocument((document) => known.delete(keyOf(document))),
  );
}

/** As the protocol spells it. */
function keyOf({ uri }: TextDocument): string {
  return uri.toString();
}

interface Shown {
  readonly text: string;
  readonly detail: string;
  readonly severity: LanguageStatusSeverity;
  readonly busy: boolean;
}

function describe(state: State, status: DocumentStatus | undefined): Shown {
  const calm = { severity: LanguageStatusSeverity.Information, busy: false };
  if (state === State.Stopped) {
    return { text: 'CORS Lens has stopped', detail: '', severity: LanguageStatusSeverity.Error, busy: false };
  }
  if (state === State.Starting || !status) return { ...calm, text: 'CORS', detail: 'Looking…', busy: true };
  switch (status.state) {
    case 'looked':
    case 'nothing':
      return { ...calm, text: `CORS: ${count(status.setups, 'set-up')}`, detail: foundIn(status) };
    case 'excluded':
      return { ...calm, text: 'CORS: not looked at', detail: status.note ?? '' };
    case 'too-large':
      return {
        ...calm,
        text: 'CORS: not looked at',
        detail: status.note ?? '',
        severity: LanguageStatusSeverity.Warning,
      };
    case 'failed':
      return {
        ...calm,
        text: 'CORS: failed',
        detail: status.note ?? '',
        severity: LanguageStatusSeverity.Error,
      };
  }
}

function foundIn({ setups, findings }: DocumentStatus): string {
  if (findings > 0) return count(findings, 'finding');
  return setups === 0 ? 'No cross-origin set-up in this file' : 'Nothing to report';
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
