import { ruleIds } from '../rules/registry.ts';
import type { Finding } from '../rules/rule.ts';
import { unusedSuppression } from '../rules/unused-suppression.ts';
import type { Settings } from '../settings/settings.ts';
import type { Suppression } from './suppress.ts';

/** Takes out what the file's comments hide, and reports the comments that hide nothing. */
export function applySuppressions(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  settings: Settings,
): readonly Finding[] {
  if (suppressions.length === 0) return findings;
  const used = new Set<Suppression>();
  const kept = findings.filter((finding) => {
    const hiding = suppressions.filter((suppression) => hides(suppression, finding));
    for (const suppression of hiding) used.add(suppression);
    return hiding.length === 0;
  });
  const level = settings.rules[unusedSuppression.id];
  if (level === 'off') return kept;
  const unused = suppressions
    // A rule that is off finds nothing: its comments may be needed again.
    .filter((suppression) => !used.has(suppression) && settings.rules[suppression.rule] !== 'off')
    .map((suppression) => reportUnused(suppression, level ?? unusedSuppression.level));
  return [...kept, ...unused].sort((a, b) => a.place.start - b.place.start || a.place.end - b.place.end);
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
