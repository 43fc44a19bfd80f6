import type { Finding, Related, Severity } from './rule.ts';

const SEVERITIES: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

/**
 * The findings of several analyses as one list, sorted by place and rule. Two set-ups that rest on one value say the same of
 * it: that is one finding, with the ways to both, as severe as the worse of them.
 */
export function mergeFindings(lists: Iterable<readonly Finding[]>): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const findings of lists) {
    for (const finding of findings) {
      const { rule, place, message } = finding;
      const key = JSON.stringify([rule, place.uri, place.start, place.end, message]);
      const known = merged.get(key);
      merged.set(key, known ? joined(known, finding) : finding);
    }
  }
  return [...merged.values()].sort(byPlace);
}

function joined(a: Finding, b: Finding): Finding {
  const [worse, other] = SEVERITIES.indexOf(b.severity) > SEVERITIES.indexOf(a.severity) ? [b, a] : [a, b];
  const known = new Set(worse.related.map(keyOf));
  return { ...worse, related: [...worse.related, ...other.related.filter((one) => !known.has(keyOf(one)))] };
}

function keyOf({ place, message }: Related): string {
  return JSON.stringify([place.uri, place.start, place.end, message]);
}

function byPlace(a: Finding, b: Finding): number {
  if (a.place.uri !== b.place.uri) return a.place.uri < b.place.uri ? -1 : 1;
  return (
    a.place.start - b.place.start ||
    a.place.end - b.place.end ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}
