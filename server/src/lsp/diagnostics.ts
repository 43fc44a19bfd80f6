import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  type UnchangedDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { type Finding, rulePage, type Severity } from '../core/index.ts';
import type { Abilities } from './abilities.ts';
import type { Inspection } from './analyses.ts';
import { SOURCE } from './capabilities.ts';
import type { OpenDocument } from './documents.ts';
import type { Range } from './messages.ts';
import type { Session } from './session.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Rules whose place has no effect and can go, and rules whose place names something old: editors show both in their own way. */
const TAGS: Readonly<Record<string, DiagnosticTag>> = {
  'unused-suppression': DiagnosticTag.Unnecessary,
  'ignored-option': DiagnosticTag.Unnecessary,
  'removed-setting': DiagnosticTag.Deprecated,
};

/** The findings of one inspection as the client can show them. */
export function diagnosticsOf(inspection: Inspection, abilities: Abilities): Diagnostic[] {
  return inspection.analysis.findings.flatMap((finding) => {
    const range = rangeOf(inspection, finding.place);
    return range ? [diagnosticOf(finding, range, inspection, abilities)] : [];
  });
}

function diagnosticOf(
  finding: Finding,
  range: Range,
  inspection: Inspection,
  abilities: Abilities,
): Diagnostic {
  const tag = TAGS[finding.rule];
  const related = abilities.relatedInformation ? relatedOf(finding, inspection) : [];
  return {
    range,
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    source: SOURCE,
    message: finding.message,
    ...(abilities.codeDescription ? { codeDescription: { href: rulePage(finding.rule) } } : {}),
    ...(abilities.tags && tag !== undefined ? { tags: [tag] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    data: {
      confidence: finding.confidence,
      ...(finding.framework === undefined ? {} : { framework: finding.framework }),
      ...(finding.version === undefined ? {} : { version: finding.version }),
    },
  };
}

function relatedOf(finding: Finding, inspection: Inspection) {
  return finding.related.flatMap(({ place, message }) => {
    const range = rangeOf(inspection, place);
    return range ? [{ location: { uri: place.uri, range }, message }] : [];
  });
}

export function rangeOf(inspection: Inspection, place: Finding['place']): Range | undefined {
  const start = inspection.position(place.uri, place.start);
  const end = inspection.position(place.uri, place.end);
  return start && end && { start, end };
}

interface DiagnosticsFeature {
  /** Something beside the documents changed: every open document's diagnostics are due again. */
  refresh(): void;
}

/** Diagnostics of open documents: answered where the client asks for them, sent where it does not. */
export function diagnosticsFeature(session: Session): DiagnosticsFeature {
  return session.abilities.pullsDiagnostics ? pulled(session) : pushed(session);
}

function pulled(session: Session): DiagnosticsFeature {
  const { connection, abilities, documents, standing, links, affected } = session;
  /** By document: the result id that the client was given last. */
  const reported = new WeakMap<OpenDocument, string>();
  /** By document: the result id for which the client was asked to ask again, and has not yet. */
  const announced = new WeakMap<OpenDocument, string>();

  async function reportOn(document: OpenDocument): Promise<{ resultId: string; items: Diagnostic[] }> {
    const items = diagnosticsOf(await standing.document(document), abilities);
    const resultId = digest(JSON.stringify(items));
    return { resultId, items };
  }

  /** Of the other open documents in which findings of this one's set-ups stand. */
  async function related(document: OpenDocument, before: readonly string[]) {
    const reports: Record<string, FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport> = {};
    for (const uri of new Set([...before, ...links.pointedAt(document.uri)])) {
      const other = documents.get(uri);
      if (!other || other === document) continue;
      const { resultId, items } = await reportOn(other);
      if (reported.get(other) === resultId) continue;
      reported.set(other, resultId);
      reports[other.uri] = { kind: DocumentDiagnosticReportKind.Full, resultId, items };
    }
    return Object.keys(reports).length > 0 ? { relatedDocuments: reports } : {};
  }

  connection.languages.diagnostics.on(({ textDocument, previousResultId }) =>
    affected.during(async () => {
      const document = documents.get(textDocument.uri);
      if (!document) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
      const before = links.pointedAt(document.uri);
      // Answered for the newest text even when the client has given up: an empty answer would make squiggles blink.
      const { resultId, items } = await reportOn(document);
      reported.set(document, resultId);
      announced.delete(document);
      const others = abilities.relatedDocuments ? await related(document, before) : {};
      if (resultId === previousResultId)
        return { kind: DocumentDiagnosticReportKind.Unchanged, resultId, ...others };
      return { kind: DocumentDiagnosticReportKind.Full, resultId, items, ...others };
    }),
  );

  function refresh(): void {
    if (!abilities.refreshesDiagnostics) return;
    connection.languages.diagnostics
      .refresh()
      .catch((error: unknown) => session.failed('asking for a refresh of the diagnostics', error));
  }

  /** The client asks about every document again, so only where it has been told something else. */
  affected.onAffected(async (uris) => {
    let stale = false;
    for (const uri of uris) {
      const document = documents.get(uri);
      const told = document && reported.get(document);
      if (!document || told === undefined) continue;
      const { resultId } = await reportOn(document);
      if (resultId === told || reported.get(document) !== told) continue;
      if (announced.get(document) === resultId) continue;
      announced.set(document, resultId);
      stale = true;
    }
    if (stale) refresh();
  });
  return {
    refresh,
  };
}

function pushed(session: Session): DiagnosticsFeature {
  const { connection, abilities, documents, standing, affected } = session;
  const sent = new WeakMap<OpenDocument, Inspection>();
  const publish = async (document: OpenDocument) => {
    const inspection = await standing.document(document);
    if (documents.get(document.uri) !== document || sent.get(document) === inspection) return;
    sent.set(document, inspection);
    await connection.sendDiagnostics({
      uri: document.uri,
      version: document.version,
      diagnostics: diagnosticsOf(inspection, abilities),
    });
  };
  const start = (document: OpenDocument) => {
    affected
      .during(() => publish(document))
      .catch((error: unknown) => session.failed(`publishing for ${document.uri}`, error));
  };
  documents.onChanged(start);
  documents.onClosed((uri) => void connection.sendDiagnostics({ uri, diagnostics: [] }));
  affected.onAffected(async (uris) => {
    for (const uri of uris) {
      const document = documents.get(uri);
      if (document) await publish(document);
    }
  });
  return {
    refresh() {
      for (const document of documents.all()) start(document);
    },
  };
}

/** Names a report by its content: 53 bits of two multiplicative hashes (cyrb53, public domain). */
function digest(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
