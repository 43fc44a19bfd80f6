import type { Place } from '../text/span.ts';
import type { Finding, Related, Severity } from './rule.ts';
import { unusedSuppression } from './unused-suppression.ts';

const SEVERITIES: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

/** What several analyses have in common with a part of themselves. */
export interface Reported {
  readonly findings: readonly Finding[];
  readonly heeded?: readonly Place[];
}

/**
 * The findings of several analyses as one list, sorted by place and rule. Two set-ups that rest on one value say the same of
 * it: that is one finding, with the ways to both, as severe as the worse of them. An ignore comment that another file's
 * set-up needs is not unused.
 */
export function mergeFindings(analyses: Iterable<Reported>): readonly Finding[] {
  const merged = new Map<string, Finding>();
  const heeded = new Set<string>();
  for (const { findings, heeded: comments = [] } of analyses) {
    for (const comment of comments) heeded.add(placeKey(comment));
    for (const finding of findings) {
      const key = JSON.stringify([finding.rule, placeKey(finding.place), finding.message]);
      const known = merged.get(key);
      merged.set(key, known ? joined(known, finding) : finding);
    }
  }
  return [...merged.values()]
    .filter(({ rule, place }) => rule !== unusedSuppression.id || !heeded.has(placeKey(place)))
    .sort(byPlace);
}

function joined(a: Finding, b: Finding): Finding {
  const [worse, other] = SEVERITIES.indexOf(b.severity) > SEVERITIES.indexOf(a.severity) ? [b, a] : [a, b];
  const known = new Set(worse.related.map(keyOf));
  return { ...worse, related: [...worse.related, ...other.related.filter((one) => !known.has(keyOf(one)))] };
}

function keyOf({ place, message }: Related): string {
  return JSON.stringify([placeKey(place), message]);
}

function placeKey({ uri, start, end }: Place): string {
  return `${start}:${end}:${uri}`;
}

function byPlace(a: Finding, b: Finding): number {
  if (a.place.uri !== b.place.uri) return a.place.uri < b.place.uri ? -1 : 1;
  return (
    a.place.start - b.place.start ||
    a.place.end - b.place.end ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}
