import {
  applyEdits,
  dialectOf,
  type Edit,
  type Finding,
  type Fix,
  parseText,
} from '../../server/src/core/index.ts';

export const CHOSEN_ORIGIN = 'https://app.example';

export function editsOf(fix: Fix): readonly Edit[] {
  return fix.kind === 'edit' ? fix.edits : fix.edits([CHOSEN_ORIGIN]);
}

export function applyFix(text: string, fix: Fix): string {
  return applyEdits(text, editsOf(fix));
}

/** Applies the first fix of the first finding that has one and passes the filter, until none is left. */
export function fixAll(
  text: string,
  findingsOf: (text: string) => readonly Finding[],
  wanted: (finding: Finding) => boolean,
): string {
  let current = text;
  for (let round = 0; round < 50; round++) {
    const fix = findingsOf(current).find((finding) => wanted(finding) && finding.fixes.length > 0)?.fixes[0];
    if (!fix) return current;
    current = applyFix(current, fix);
  }
  throw new Error('the fixes of this text do not come to an end');
}

/** How many places the parser could not read. A fix may not add one. */
export function brokenPlaces(path: string, text: string): number {
  const dialect = dialectOf(path);
  if (!dialect) return 0;
  let count = 0;
  parseText(text, dialect).tree.iterate({ enter: (node) => void (node.type.isError && count++) });
  return count;
}
