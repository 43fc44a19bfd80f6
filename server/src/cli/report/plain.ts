import type { Finding, Fix, ResolvedVersion, Witness } from '../../core/index.ts';
import type { Places } from './places.ts';

/** A version for a machine to read: the file as a path. Undefined where no distribution is involved. */
export function plainVersion(version: ResolvedVersion | undefined, places: Places) {
  if (!version || version.package === '') return undefined;
  return { ...version, ...(version.file === undefined ? {} : { file: places.slashed(version.file) }) };
}

/** A finding for a machine to read. Paths use `/`; lines and UTF-16 columns count from 1. */
export function plainFinding(finding: Finding, places: Places, page: string) {
  return {
    file: places.slashed(finding.place.uri),
    range: places.range(finding.place),
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    page,
    framework: finding.framework,
    version: plainVersion(finding.version, places),
    related: finding.related.map(({ place, message }) => ({
      file: places.slashed(place.uri),
      range: places.range(place),
      message,
    })),
    fixes: finding.fixes.map((fix) => plainFix(fix, places)),
    witness: plainWitness(finding.witness),
  };
}

/** The exchange and its outcome; the single steps of the browser are left out. */
export function plainWitness(witness: Witness | undefined) {
  if (!witness) return undefined;
  const { question, preflight, response, decision } = witness;
  const { sent, allowed, code, reason } = decision;
  return { question, preflight, response, decision: { sent, allowed, code, reason } };
}

/** A fix that needs a choice of origins has no edits: they depend on the choice. */
function plainFix(fix: Fix, places: Places) {
  const { kind, title, safety } = fix;
  if (fix.kind === 'choose-origins') return { kind, title, safety };
  const edits = fix.edits.map((edit) => ({
    file: places.slashed(edit.uri),
    range: places.range(edit),
    text: edit.text,
  }));
  return { kind, title, safety, edits };
}
