import { removeLines } from '../fixes/edits.ts';
import type { Comment, Module } from '../syntax/module.ts';
import { dialectOf, openModule, parseText } from '../syntax/parse.ts';
import { applyEdits } from '../text/edits.ts';
import { endOfLine, pastLineEnd, startOfLine } from '../text/lines.ts';
import type { Edit, Place, Span } from '../text/span.ts';

/** `cors-lens-ignore: rule-id, rule-id -- reason`, with `-file` for the whole file. */
const DIRECTIVE = /cors-lens-ignore(-file)?(?=\s*:)/g;

/** One rule id in an ignore comment. */
export interface Suppression {
  readonly rule: string;
  /** The id in the comment. */
  readonly place: Place;
  /** Findings that begin on this stretch are hidden; undefined for the whole file. */
  readonly line: Span | undefined;
  /** What to cut when this id hides nothing. */
  readonly removal: Edit;
}

/** Every suppression of a file, in source order. */
export function suppressionsOf(module: Module): readonly Suppression[] {
  if (!module.text.includes('cors-lens-ignore')) return [];
  return module.comments(DIRECTIVE).flatMap((comment) => readComment(module, comment));
}

function readComment(module: Module, comment: Comment): readonly Suppression[] {
  const { text, uri } = module;
  const written = text.slice(comment.span.start, comment.span.end);
  const match = /cors-lens-ignore(-file)?\s*:([^\r\n]*?)(?:--[^\r\n]*)?(?:\*\/)?\s*$/m.exec(written);
  if (!match) return [];
  const isFile = match[1] !== undefined;
  const list = match[2] ?? '';
  const listStart = comment.span.start + match.index + match[0].indexOf(':') + 1;
  const ids = [...list.matchAll(/[A-Za-z][A-Za-z0-9-]*/g)];
  const line = isFile ? undefined : hiddenLine(text, comment);
  return ids.map((id, index) => {
    const start = listStart + id.index;
    const place = { uri, start, end: start + id[0].length };
    const removal =
      ids.length === 1 ? removeComment(text, uri, comment) : removeId(text, place, index, ids.length);
    return { rule: id[0], place, line, removal };
  });
}

/** More lines than these between a comment and its code, and it is no comment on that code. */
const MOST_LINES_BETWEEN = 50;

/** The comment's own line, or the next line of code for a comment on a line of its own. */
function hiddenLine(text: string, comment: Comment): Span {
  if (!comment.ownLine)
    return { start: startOfLine(text, comment.span.start), end: endOfLine(text, comment.span.end) };
  let start = pastLineEnd(text, endOfLine(text, comment.span.end));
  let end = endOfLine(text, start);
  for (let skipped = 0; skipped < MOST_LINES_BETWEEN && end < text.length; skipped++) {
    const line = text.slice(start, end).trim();
    if (line !== '' && !line.startsWith('#') && !line.startsWith('//')) break;
    start = pastLineEnd(text, end);
    end = endOfLine(text, start);
  }
  return { start, end };
}

function removeComment(text: string, uri: string, comment: Comment): Edit {
  if (comment.ownLine) return removeLines(text, { uri, ...comment.span });
  const before = text.slice(0, comment.span.start);
  return { uri, start: before.trimEnd().length, end: comment.span.end, text: '' };
}

function removeId(text: string, place: Place, index: number, count: number): Edit {
  const tail = /^[\s,]*/.exec(text.slice(place.end))?.[0].length ?? 0;
  if (index < count - 1) return { ...place, end: place.end + tail, text: '' };
  const head = /[\s,]*$/.exec(text.slice(0, place.start))?.[0].length ?? 0;
  return { ...place, start: place.start - head, text: '' };
}

/**
 * The edit that ignores a finding: a comment line above it, with the reason. Undefined where a comment cannot stand
 * there (inside a text of several lines, for instance).
 */
export function suppressionEdit(
  module: Module,
  finding: { readonly rule: string; readonly place: Place },
  reason: string,
): Edit | undefined {
  const { text, uri } = module;
  const dialect = dialectOf(uri);
  if (!dialect || finding.place.uri !== uri) return undefined;
  const start = startOfLine(text, finding.place.start);
  const indent = /^[ \t]*/.exec(text.slice(start, finding.place.start))?.[0] ?? '';
  const mark = module.language === 'python' ? '#' : '//';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const said = reason.replace(/\s+/g, ' ').trim();
  const comment = `${indent}${mark} cors-lens-ignore: ${finding.rule}${said === '' ? '' : ` -- ${said}`}${newline}`;
  const edit = { uri, start, end: start, text: comment };
  const after = openModule(uri, parseText(applyEdits(text, [edit]), dialect));
  const isRead = suppressionsOf(after).some(
    ({ line, rule }) => rule === finding.rule && line !== undefined && line.start === start + comment.length,
  );
  return isRead ? edit : undefined;
}
