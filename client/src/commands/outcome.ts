import { window } from 'vscode';
import type { Outcome } from '../../../server/src/lsp/messages.ts';

/** A change that was made speaks for itself. */
export function tellOutcome(outcome: Outcome): void {
  if (!outcome.applied) window.showWarningMessage(`CORS Lens: ${outcome.message}`);
}
