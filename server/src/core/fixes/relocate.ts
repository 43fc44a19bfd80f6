import type { Relocation } from '../frameworks/framework.ts';
import { endOfLine, pastLineEnd, startOfLine } from '../text/lines.ts';
import type { Edit, Place } from '../text/span.ts';
import { removeLines, removeListed, replace } from './edits.ts';

/** Edits that put something into another place. Empty where the source is written so that nothing can be moved safely. */
export function relocate(text: string, plan: Relocation): readonly Edit[] {
  switch (plan.kind) {
    case 'replace':
      return [replace(plan.place, withLineEnds(plan.text, lineEndAt(text, plan.place.start)))];
    case 'add-item':
      return [insertItem(text, plan.before, plan.text)];
    case 'move-item': {
      const { item, before } = plan;
      const written = text.slice(item.start, item.end);
      return [insertItem(text, before, written), removeListed(text, item)];
    }
    case 'add-statement':
      return [insertStatement(text, plan.before, plan.text)];
    case 'move-statement': {
      const { statement, before } = plan;
      if (!isAlone(text, statement) || !isAlone(text, before)) return [];
      return [insertStatement(text, before, whole(text, statement)), removeLines(text, statement)];
    }
    case 'swap': {
      const { first, second } = plan;
      return [
        replace(first, text.slice(second.start, second.end)),
        replace(second, text.slice(first.start, first.end)),
      ];
    }
  }
}

/** Before another item, on a line of its own where the other has one. */
function insertItem(text: string, before: Place, written: string): Edit {
  const indentation = text.slice(startOfLine(text, before.start), before.start);
  const gap = indentation.trim() === '' ? `${lineEndAt(text, before.start)}${indentation}` : ' ';
  return { uri: before.uri, start: before.start, end: before.start, text: `${written},${gap}` };
}

function insertStatement(text: string, before: Place, written: string): Edit {
  const lineStart = startOfLine(text, before.start);
  const indentation = text.slice(lineStart, before.start);
  const lineEnd = lineEndAt(text, before.start);
  return {
    uri: before.uri,
    start: before.start,
    end: before.start,
    text: `${withLineEnds(written, lineEnd)}${lineEnd}${indentation}`,
  };
}

function whole(text: string, { start, end }: Place): string {
  return text.slice(start, text[end] === ';' ? end + 1 : end);
}

/** Nothing else stands on its first and last line. */
function isAlone(text: string, { start, end }: Place): boolean {
  const rest = text.slice(end, endOfLine(text, end)).trim();
  return text.slice(startOfLine(text, start), start).trim() === '' && (rest === '' || rest === ';');
}

/** What a repair writes is made with `\n`. */
function withLineEnds(written: string, lineEnd: string): string {
  return written.replace(/\r\n|\r|\n/g, lineEnd);
}

function lineEndAt(text: string, offset: number): string {
  const end = endOfLine(text, offset);
  return text.slice(end, pastLineEnd(text, end)) || '\n';
}
