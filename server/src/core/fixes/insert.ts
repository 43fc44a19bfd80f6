import type { Insertion } from '../policy/policy.ts';
import type { Language } from '../syntax/module.ts';
import { endOfLine, startOfLine } from '../text/lines.ts';
import type { Edit } from '../text/span.ts';

/** Adds an option where the set-up takes options, in the layout of its neighbours. */
export function insertOption(
  text: string,
  insertion: Insertion,
  name: string,
  value: string,
  language: Language,
): Edit {
  const { place, form } = insertion;
  if (form === 'assignment') return insertStatement(text, insertion, `${name} = ${value}`);
  const entry = form === 'argument' && language === 'python' ? `${name}=${value}` : `${name}: ${value}`;
  const inner = text.slice(place.start + 1, place.end - 1);
  const close = place.end - 1;
  if (form === 'argument' && language === 'javascript') {
    return {
      uri: place.uri,
      start: close,
      end: close,
      text: inner.trim() === '' ? `{ ${entry} }` : `, { ${entry} }`,
    };
  }
  if (inner.trim() === '') {
    const text_ = form === 'entry' ? ` ${entry} ` : entry;
    return { uri: place.uri, start: place.start + 1, end: close, text: text_ };
  }
  return insertAfterLast(text, place.uri, place.start + 1, close, entry);
}

function insertAfterLast(text: string, uri: string, start: number, close: number, entry: string): Edit {
  const inner = text.slice(start, close);
  const last = start + inner.trimEnd().length;
  const hasComma = text[last - 1] === ',';
  const lineStart = startOfLine(text, last);
  const onOwnLine = /[\r\n]/.test(inner) && lineStart > start;
  if (!onOwnLine) return { uri, start: last, end: last, text: hasComma ? ` ${entry}` : `, ${entry}` };
  const indent = /^[ \t]*/.exec(text.slice(lineStart, last))?.[0] ?? '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return {
    uri,
    start: last,
    end: last,
    text: `${hasComma ? '' : ','}${newline}${indent}${entry}${hasComma ? ',' : ''}`,
  };
}

function insertStatement(text: string, insertion: Insertion, statement: string): Edit {
  const { place } = insertion;
  const lineStart = startOfLine(text, place.start);
  const indent = /^[ \t]*/.exec(text.slice(lineStart, place.start))?.[0] ?? '';
  const at = endOfLine(text, place.end);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { uri: place.uri, start: at, end: at, text: `${newline}${indent}${statement}` };
}
