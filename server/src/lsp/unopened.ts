import { diagnosticsOf } from './diagnostics.ts';
import type { Session } from './session.ts';
import { uriKey } from './uris.ts';

/**
 * Diagnostics of files that are not open, which the client never asks for: those of set-ups in open documents whose values
 * stand elsewhere, and after a check of the workspace those of all files.
 */
export interface Unopened {
  /** The file's set-ups count from now on, open or not. */
  count(uri: string): void;
  /** Looks again at what is to be shown in these files. */
  update(uris: Iterable<string>): Promise<void>;
  /** Back to the open documents alone. */
  clear(): Promise<void>;
  /** Every file in which something is shown or may be. */
  all(): readonly string[];
}

export function createUnopened(session: Session): Unopened {
  const { connection, documents, abilities, standing, links, affected } = session;
  let counted = new Map<string, string>();
  /** What is shown, by key: the URI, and the diagnostics as text. */
  const shown = new Map<string, { readonly uri: string; readonly text: string }>();

  async function update(uri: string): Promise<void> {
    const key = uriKey(uri);
    const before = shown.get(key);
    if (documents.get(uri)) {
      // The document's own diagnostics speak. Without pull they are in the same collection and replace these.
      shown.delete(key);
      if (before && abilities.pullsDiagnostics)
        await connection.sendDiagnostics({ uri: before.uri, diagnostics: [] });
      return;
    }
    const counts = (root: string) => counted.has(uriKey(root)) || documents.get(root) !== undefined;
    const isOfInterest = counts(uri) || links.restingOn(uri).some(counts);
    const inspection = isOfInterest ? await standing.file(uri, counts) : undefined;
    if (documents.get(uri)) return;
    const diagnostics = inspection ? diagnosticsOf(inspection, abilities) : [];
    const text = JSON.stringify(diagnostics);
    if ((shown.get(key)?.text ?? '[]') === text) return;
    if (diagnostics.length > 0) shown.set(key, { uri, text });
    else shown.delete(key);
    await connection.sendDiagnostics({ uri, diagnostics });
  }

  async function updateAll(uris: Iterable<string>): Promise<void> {
    for (const uri of uris) await update(uri);
  }

  affected.onAffected(updateAll);
  documents.onChanged(({ uri }) => {
    if (!shown.has(uriKey(uri))) return;
    update(uri).catch((error: unknown) => session.failed(`publishing for ${uri}`, error));
  });
  const all = () => [
    ...new Map([...counted, ...[...shown].map(([key, { uri }]) => [key, uri] as const)]).values(),
  ];
  return {
    count: (uri) => void counted.set(uriKey(uri), uri),
    update: updateAll,
    async clear() {
      counted = new Map();
      await updateAll(all());
    },
    all,
  };
}
