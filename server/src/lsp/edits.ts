import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { type Edit, lineEndOf } from '../core/index.ts';
import type { Inspection } from './analyses.ts';
import { rangeOf } from './diagnostics.ts';
import type { Session } from './session.ts';

/** Undefined where an edit lies in a file that is not at hand: half a fix is none. */
export function workspaceEdit(
  session: Session,
  inspection: Inspection,
  edits: readonly Edit[],
): WorkspaceEdit | undefined {
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const range = rangeOf(inspection, edit);
    if (!range) return undefined;
    const list = byFile.get(edit.uri) ?? [];
    list.push({ range, newText: withLineEnds(inspection, edit) });
    byFile.set(edit.uri, list);
  }
  if (!session.abilities.versionedEdits) return { changes: Object.fromEntries(byFile) };
  return {
    documentChanges: [...byFile].map(([uri, list]) => ({
      textDocument: { uri, version: versionOf(session, inspection, uri) },
      edits: list,
    })),
  };
}

/** What a fix writes takes over the line ends of its file; not every client does that by itself. */
function withLineEnds(inspection: Inspection, { uri, text }: Edit): string {
  if (!text.includes('\n')) return text;
  const whole = inspection.text(uri);
  return whole === undefined ? text : text.replace(/\r\n|\r|\n/g, lineEndOf(whole));
}

function versionOf(session: Session, inspection: Inspection, uri: string): number | null {
  return uri === inspection.uri ? inspection.version : (session.documents.get(uri)?.version ?? null);
}

/** One edit from one text to another: what the two share at both ends stays, and with it the user's cursor and folds. */
export function difference(
  before: string,
  after: string,
): { readonly start: number; readonly end: number; readonly text: string } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  return { start: head, end: before.length - tail, text: after.slice(head, after.length - tail) };
}
