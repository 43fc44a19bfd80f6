import { type Hover, MarkupKind } from 'vscode-languageserver';
import { describeAt, type Span } from '../core/index.ts';
import type { Inspection } from './analyses.ts';
import { rangeOf } from './diagnostics.ts';
import type { Session } from './session.ts';
import { locationsOf, sourcesOf } from './sources.ts';
import { folderOf, relativePath } from './uris.ts';

/** A hover is no list. */
const MOST_SOURCES = 3;

export function hoverFeature(session: Session): void {
  const { connection, documents, analyses, abilities } = session;
  connection.onHover(async ({ textDocument, position }): Promise<Hover | null> => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    const inspection = await analyses.document(document);
    if (!inspection.project) return null;
    try {
      const offset = document.offset(position);
      let found = describeAt(inspection.project, document.uri, offset);
      // It asked what variables hold: with the answer it says more.
      if (await inspection.variables?.bring()) found = describeAt(inspection.project, document.uri, offset);
      const range = found && rangeOf(inspection, { uri: document.uri, ...found.span });
      if (!found || !range) return null;
      const kind = abilities.markdownHover ? MarkupKind.Markdown : MarkupKind.PlainText;
      const value = found.markdown + comeFrom(session, inspection, found.span);
      return { contents: { kind, value }, range };
    } catch (error) {
      session.failed(`the hover in ${document.uri}`, error);
      return null;
    }
  });
}

/** The other files in which values of the set-up are written, as links. */
function comeFrom(session: Session, inspection: Inspection, span: Span): string {
  const { uri } = inspection;
  const others = sourcesOf(inspection, { uri, ...span }).filter((place) => place.uri !== uri);
  const links = locationsOf(inspection, others.slice(0, MOST_SOURCES)).map((location) => {
    const line = location.range.start.line + 1;
    const path = relativePath(folderOf(session.folders(), location.uri), location.uri);
    return `[${path.replace(/[\\[\]`]/g, '\\$&')}:${line}](${location.uri}#L${line})`;
  });
  return links.length === 0 ? '' : `\n\nWritten in ${links.join(', ')}.`;
}
