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

export interface FixedTexts {
  /** The files that were changed. */
  readonly texts: ReadonlyMap<string, string>;
  readonly fixes: number;
  /** Of the texts as they are now. */
  readonly findings: readonly Finding[];
}

/** {@link fixTexts} in one file: fixes that reach into others are left. */
export function fixText(
  uri: string,
  original: string,
  analyse: (text: string) => readonly Finding[],
  firstFindings: readonly Finding[],
): Fixed {
  const { texts, fixes, findings } = fixTexts(
    (of) => (of === uri ? original : undefined),
    (changed) => analyse(changed.get(uri) ?? original),
    firstFindings,
  );
  return { text: texts.get(uri) ?? original, fixes, findings };
}

/**
 * Applies safe fixes until none is left, in every file that the findings lie in. A round that leaves more findings than it
 * found is taken back: then the fix is wrong, and the files matter more. What the fixes write takes over each file's line ends.
 *
 * `textOf` is the text before; undefined for a file that is not to be changed. `analyse` is given the texts that are
 * others by now.
 */
export function fixTexts(
  textOf: (uri: string) => string | undefined,
  analyse: (changed: ReadonlyMap<string, string>) => readonly Finding[],
  firstFindings: readonly Finding[],
): FixedTexts {
  let state: FixedTexts = { texts: new Map(), fixes: 0, findings: firstFindings };
  const seen = new Set([digestOf(state.texts)]);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const now = (uri: string) => state.texts.get(uri) ?? textOf(uri);
    const chosen = chooseFixes((uri) => now(uri) !== undefined, state.findings);
    if (chosen.length === 0) break;
    const texts = new Map(state.texts);
    for (const uri of new Set(chosen.flat().map((edit) => edit.uri))) {
      const text = now(uri) ?? '';
      const lineEnd = lineEndOf(textOf(uri) ?? text);
      const edits = chosen
        .flat()
        .filter((edit) => edit.uri === uri)
        .map((edit) => ({ ...edit, text: edit.text.replace(/\r\n|\r|\n/g, lineEnd) }));
      texts.set(uri, applyEdits(text, edits));
    }
    if (seen.has(digestOf(texts))) break;
    seen.add(digestOf(texts));
    const findings = analyse(texts);
    if (findings.length > state.findings.length) break;
    state = { texts, fixes: state.fixes + chosen.length, findings };
  }
  const changed = [...state.texts].filter(([uri, text]) => text !== textOf(uri));
  return { ...state, texts: new Map(changed) };
}

function digestOf(texts: ReadonlyMap<string, string>): string {
  return JSON.stringify([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The safe fixes that can be applied together, at most one for each finding. */
function chooseFixes(
  mayChange: (uri: string) => boolean,
  findings: readonly Finding[],
): readonly (readonly Edit[])[] {
  const chosen: (readonly Edit[])[] = [];
  for (const { fixes } of findings) {
    for (const fix of fixes) {
      if (fix.kind !== 'edit' || fix.safety !== 'safe' || fix.edits.length === 0) continue;
      if (!fix.edits.every((edit) => mayChange(edit.uri))) continue;
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
  return a.uri === b.uri && a.start <= b.end && b.start <= a.end;
}

/** The line end that most lines have; `\n` for a text of one line. */
export function lineEndOf(text: string): '\n' | '\r\n' | '\r' {
  const both = text.split('\r\n').length - 1;
  const feeds = text.split('\n').length - 1 - both;
  const returns = text.split('\r').length - 1 - both;
  if (both > feeds && both >= returns) return '\r\n';
  return returns > feeds ? '\r' : '\n';
}
