import type { Language } from '../syntax/module.ts';
import { startOfLine } from '../text/lines.ts';
import type { Place } from '../text/span.ts';

/** The quotation mark that a file uses: the one nearest to the place, else the commoner one. */
export function quoteAt(text: string, place: Place): '"' | "'" {
  const written = /["']/.exec(text.slice(place.start, place.end))?.[0];
  if (written === '"' || written === "'") return written;
  const before = text.slice(Math.max(0, place.start - 2000), place.start);
  const double = before.split('"').length;
  const single = before.split("'").length;
  if (double === single) return text.split('"').length >= text.split("'").length ? '"' : "'";
  return double > single ? '"' : "'";
}

export function printText(value: string, quote: '"' | "'"): string {
  const escaped = value
    .replace(/\\/g, '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r');
  return `${quote}${escaped}${quote}`;
}

/**
 * A list of texts: on one line where it fits, else one entry a line, with the trailing comma that formatters of both
 * languages write.
 */
export function printList(values: readonly string[], text: string, place: Place): string {
  const quote = quoteAt(text, place);
  const items = values.map((value) => printText(value, quote));
  const lineStart = startOfLine(text, place.start);
  const inline = `[${items.join(', ')}]`;
  if (place.start - lineStart + inline.length <= 88) return inline;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, place.start))?.[0] ?? '';
  const step = indent.includes('\t') ? '\t' : indentStep(text);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const last = /\.json$/i.test(place.uri) ? '' : ',';
  const lines = items.map((item) => `${indent}${step}${item}`).join(`,${newline}`);
  return `[${newline}${lines}${last}${newline}${indent}]`;
}

/** The smallest indentation that the file uses; four blanks where it has none. */
export function indentStep(text: string): string {
  const found = /(?:^|\n)(\t| {2,8})(?=\S)/.exec(text)?.[1];
  return found ?? '    ';
}

export function printBoolean(value: boolean, language: Language): string {
  if (language === 'python') return value ? 'True' : 'False';
  return value ? 'true' : 'false';
}
