import { type Hover, MarkupKind, type ServerCapabilities } from 'vscode-languageserver';
import { describeAt } from '../core/index.ts';
import { rangeOf } from './diagnostics.ts';
import type { Session } from './session.ts';

export function hoverFeature(session: Session): ServerCapabilities {
  const { connection, documents, analyses, abilities } = session;
  connection.onHover(async ({ textDocument, position }): Promise<Hover | null> => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    const inspection = await analyses.document(document);
    if (!inspection.project) return null;
    try {
      const found = describeAt(inspection.project, document.uri, document.offset(position));
      const range = found && rangeOf(inspection, { uri: document.uri, ...found.span });
      if (!found || !range) return null;
      const kind = abilities.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
      return { contents: { kind, value: found.markdown }, range };
    } catch (error) {
      session.failed(`the hover in ${document.uri}`, error);
      return null;
    }
  });
  return { hoverProvider: true };
}
