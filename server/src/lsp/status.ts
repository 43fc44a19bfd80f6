import { MessageType, ShowMessageNotification } from 'vscode-languageserver';
import type { Policy } from '../core/index.ts';
import type { Inspection } from './analyses.ts';
import type { DocumentStatus, Notifications } from './messages.ts';
import type { Session } from './session.ts';
import { relativePath, uriKey } from './uris.ts';

/** Tells the client what was found in each open document, when that changes, and once when a file cannot be analysed. */
export function statusFeature(session: Session): void {
  const { connection, documents, standing } = session;
  const sent = new Map<string, string>();
  documents.onClosed((uri) => sent.delete(uriKey(uri)));
  standing.onStanding((inspection) => {
    const status = statusOf(inspection);
    const text = JSON.stringify(status);
    const key = uriKey(inspection.uri);
    const before = sent.get(key);
    if (before === text) return;
    sent.set(key, text);
    const method: keyof Notifications = 'corsLens/status';
    connection
      .sendNotification(method, status)
      .catch((error: unknown) => session.failed('telling the status', error));
    const hadFailed = before?.includes('"state":"failed"');
    if (status.state === 'failed' && !hadFailed) {
      const message = `CORS Lens: ${relativePath(undefined, status.uri)}: ${status.note ?? ''}`;
      connection
        .sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message })
        .catch((error: unknown) => session.failed('showing a message', error));
    }
  });
}

function statusOf({ uri, state, note, analysis }: Inspection): DocumentStatus {
  return {
    uri,
    state,
    setups: countSetups(analysis.policies),
    findings: analysis.findings.length,
    ...(note === undefined ? {} : { note }),
  };
}

/** A set-up with conditions gives several policies; it is still one. */
export function countSetups(policies: readonly Policy[]): number {
  return new Set(policies.map(({ setup }) => `${setup.uri}:${setup.start}:${setup.end}`)).size;
}
