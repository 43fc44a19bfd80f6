import { type Edit, type Finding, suppressionEdit } from '../core/index.ts';
import type { Inspection } from './analyses.ts';
import { rangeOf } from './diagnostics.ts';
import { workspaceEdit } from './edits.ts';
import type { FindingReference, Outcome } from './messages.ts';
import { findOrigins } from './origins.ts';
import { onRequest } from './requests.ts';
import type { Session } from './session.ts';

/** Answers what the client asks after it has asked the user: which origins, or why a finding is ignored. */
export function choicesFeature(session: Session): void {
  const { connection } = session;
  onRequest(connection, 'corsLens/origins', ({ uri }) => findOrigins(session, uri));
  onRequest(connection, 'corsLens/applyChoice', (params) =>
    apply(session, params, 'Choose origins', ({ fixes }) => {
      if (params.origins.length === 0) return undefined;
      const fix = fixes.find(({ kind, title }) => kind === 'choose-origins' && title === params.title);
      return fix?.kind === 'choose-origins' ? fix.edits(params.origins) : undefined;
    }),
  );
  onRequest(connection, 'corsLens/applyIgnore', (params) =>
    apply(session, params, `Ignore ${params.rule}`, (finding, { module }) => {
      // A line end in the reason would end the comment.
      const reason = params.reason.replace(/\s+/g, ' ').trim();
      const edit = module && suppressionEdit(module, finding, reason);
      return edit && [edit];
    }),
  );
}

/** Finds the finding again in the document as it is now, and asks the client to apply the edits that it gives. */
async function apply(
  session: Session,
  reference: FindingReference,
  label: string,
  editsOf: (finding: Finding, inspection: Inspection) => readonly Edit[] | undefined,
): Promise<Outcome> {
  try {
    const document = session.documents.get(reference.uri);
    const inspection = document
      ? await session.standing.document(document)
      : await session.standing.file(reference.uri, () => true);
    if (!inspection) return { applied: false, message: 'The file cannot be read.' };
    const finding = findAgain(inspection, reference);
    const edits = finding && editsOf(finding, inspection);
    const edit = edits && workspaceEdit(session, inspection, edits);
    if (!edit)
      return { applied: false, message: `The file has changed: ${reference.rule} is no longer there.` };
    const { applied, failureReason } = await session.connection.workspace.applyEdit({ label, edit });
    if (applied) return { applied };
    return {
      applied,
      message: `The editor did not apply the change${failureReason ? ` (${failureReason})` : ''}.`,
    };
  } catch (error) {
    session.failed(label, error);
    return { applied: false, message: 'The change could not be made. The log says more.' };
  }
}

/** The same rule at the same place; after other changes, the only one of the rule on the same line. */
function findAgain(inspection: Inspection, { rule, range, version }: FindingReference): Finding | undefined {
  const ofRule = inspection.analysis.findings.filter((finding) => finding.rule === rule);
  const starts = (finding: Finding) => rangeOf(inspection, finding.place)?.start;
  const same = ofRule.find((finding) => {
    const start = starts(finding);
    return start?.line === range.start.line && start.character === range.start.character;
  });
  if (same || version === inspection.version) return same;
  const onLine = ofRule.filter((finding) => starts(finding)?.line === range.start.line);
  return onLine.length === 1 ? onLine[0] : undefined;
}
