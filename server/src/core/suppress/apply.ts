import { ruleIds } from '../rules/registry.ts';
import type { Finding } from '../rules/rule.ts';
import { unusedSuppression } from '../rules/unused-suppression.ts';
import type { Settings } from '../settings/settings.ts';
import type { Place } from '../text/span.ts';
import type { Suppression } from './suppress.ts';

/** One analysis, before its ignore comments are heeded. */
export interface Unheeded {
  readonly uri: string;
  /** Also those that stand in other files. */
  readonly findings: readonly Finding[];
  /** Whether the file has set-ups. The comments of one that has none are for the set-ups of others. */
  readonly hasSetups: boolean;
  readonly settings: Settings;
  /** The ignore comments of a file. */
  readonly suppressions: (uri: string) => readonly Suppression[];
}

/**
 * Takes out what the comments of the files hide in which the findings stand, and reports the comments of the file itself that
 * hide nothing. `heeded`: the comments in other files that hid something.
 */
export function applySuppressions({ uri, findings, hasSetups, settings, suppressions }: Unheeded): {
  readonly findings: readonly Finding[];
  readonly heeded: readonly Place[];
} {
  const byFile = new Map(
    [uri, ...findings.map(({ place }) => place.uri)].map((of) => [of, suppressions(of)]),
  );
  const used = new Set<Suppression>();
  const kept = findings.filter((finding) => {
    const hiding = (byFile.get(finding.place.uri) ?? []).filter((suppression) => hides(suppression, finding));
    for (const suppression of hiding) used.add(suppression);
    return hiding.length === 0;
  });
  const heeded = [...used].map(({ place }) => place).filter((place) => place.uri !== uri);
  const level = settings.rules[unusedSuppression.id];
  if (level === 'off') return { findings: kept, heeded };
  const unused = (byFile.get(uri) ?? [])
    // A rule that is off finds nothing: its comments may be needed again.
    .filter((suppression) => !used.has(suppression) && settings.rules[suppression.rule] !== 'off')
    .filter((suppression) => hasSetups || !ruleIds.includes(suppression.rule))
    .map((suppression) => reportUnused(suppression, level ?? unusedSuppression.level));
  if (unused.length === 0) return { findings: kept, heeded };
  return { findings: [...kept, ...unused].sort(byPlace), heeded };
}

function byPlace(a: Finding, b: Finding): number {
  if (a.place.uri !== b.place.uri) return a.place.uri < b.place.uri ? -1 : 1;
  return a.place.start - b.place.start || a.place.end - b.place.end;
}

function hides(suppression: Suppression, { rule, place }: Finding): boolean {
  if (suppression.rule !== rule || suppression.place.uri !== place.uri) return false;
  const { line } = suppression;
  return line === undefined || (line.start <= place.start && place.start <= line.end);
}

function reportUnused(suppression: Suppression, severity: Finding['severity']): Finding {
  const { rule, place, removal } = suppression;
  const why = ruleIds.includes(rule)
    ? `This comment hides nothing: there is no ${rule} finding here.`
    : `There is no rule \`${rule}\`.`;
  return {
    rule: unusedSuppression.id,
    severity,
    confidence: 'certain',
    place,
    message: `${why} Remove it.`,
    related: [],
    fixes: [{ kind: 'edit', title: 'Remove the ignore comment', safety: 'safe', edits: [removal] }],
  };
}
