import type { Edit } from './span.ts';

/**
 * Applies edits of one text. Overlapping edits are refused: the result would depend on their order. Inserts at the same
 * place go in as given.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.order - b.order);
  let result = '';
  let done = 0;
  for (const { edit } of sorted) {
    if (edit.start < done || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`edits overlap or lie outside the text at offset ${edit.start}`);
    }
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** True where no edit of one set touches an edit of the other, so that both can be applied in one go. */
export function areDisjoint(a: readonly Edit[], b: readonly Edit[]): boolean {
  return a.every((x) => b.every((y) => x.uri !== y.uri || x.end < y.start || y.end < x.start));
}
