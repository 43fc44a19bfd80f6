import type { Finding } from '../rules/rule.ts';
import { applyEdits } from '../text/edits.ts';
import type { Edit } from '../text/span.ts';

/** More rounds than any set-up has layers of findings: a fix may uncover the next one. */
const MAX_ROUNDS = 10;

export interface Fixed {
  readonly text: string;
  readonly fixes: number;
  /** Of the text as it is now. */
  readonly findings: readonly Finding[];
}

/**
 * Applies safe fixes until none is left. A round that leaves more findings than it found is taken back: then the fix is wrong,
 * and the file matters more. What the fixes write takes over the file's line ends.
 */
export function fixText(
  uri: string,
  original: string,
  analyse: (text: string) => readonly Finding[],
  firstFindings: readonly Finding[],
): Fixed {
  const lineEnd = lineEndOf(original);
  let state: Fixed = { text: original, fixes: 0, findings: firstFindings };
  const seen = new Set([original]);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const chosen = chooseFixes(uri, state.findings);
    if (chosen.length === 0) break;
    const edits = chosen.flat().map((edit) => ({ ...edit, text: edit.text.replace(/\r\n|\r|\n/g, lineEnd) }));
    const text = applyEdits(state.text, edits);
    if (seen.has(text)) break;
    seen.add(text);
    const findings = analyse(text);
    if (findings.length > state.findings.length) break;
    state = { text, fixes: state.fixes + chosen.length, findings };
  }
  return state;
}

/** The safe fixes of this file alone that can be applied together, at most one for each finding. */
function chooseFixes(uri: string, findings: readonly Finding[]): readonly (readonly Edit[])[] {
  const chosen: (readonly Edit[])[] = [];
  for (const { fixes } of findings) {
    for (const fix of fixes) {
      if (fix.kind !== 'edit' || fix.safety !== 'safe' || fix.edits.length === 0) continue;
      if (fix.edits.some((edit) => edit.uri !== uri)) continue;
      if (chosen.some((edits) => edits.some((edit) => fix.edits.some((other) => touch(edit, other)))))
        continue;
      chosen.push(fix.edits);
      break;
    }
  }
  return chosen;
}

/** Neighbours count: two inserts at one place would land in an order that nobody chose. */
function touch(a: Edit, b: Edit): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** The line end that most lines have; `\n` for a text of one line. */
export function lineEndOf(text: string): '\n' | '\r\n' | '\r' {
  const both = text.split('\r\n').length - 1;
  const feeds = text.split('\n').length - 1 - both;
  const returns = text.split('\r').length - 1 - both;
  if (both > feeds && both >= returns) return '\r\n';
  return returns > feeds ? '\r' : '\n';
}
