import type { Language } from '../syntax/module.ts';
import type { Edit, Place } from '../text/span.ts';
import { replace } from './edits.ts';

/**
 * Writes another source for a pattern, in the literal that stands at `place`: a JavaScript RegExp, or a Python string, which
 * becomes a raw one. Empty where the literal is written in another way.
 */
export function rewritePattern(
  text: string,
  place: Place,
  source: string,
  next: string,
  language: Language,
): readonly Edit[] {
  const written = text.slice(place.start, place.end);
  const at = written.indexOf(source);
  if (language === 'javascript') {
    const literal = /^\/(.*)\/[a-z]*$/s.exec(written);
    if (literal?.[1] !== source) return [];
    return [
      replace(
        { ...place, start: place.start + 1, end: place.start + 1 + source.length },
        escapeSlashes(next),
      ),
    ];
  }
  const literal = /^([rRuUbB]{0,2})("""|'''|"|')([\s\S]*)\2$/.exec(written);
  const [, prefix = '', quote = '', content] = literal ?? [];
  if (content !== source || next.includes(quote.charAt(0)) || /[\r\n]/.test(next)) return [];
  if (/r/i.test(prefix) || !/\\/.test(next)) {
    return [replace({ ...place, start: place.start + at, end: place.start + at + source.length }, next)];
  }
  // Without a backslash before, so that the raw string has the same meaning.
  return source.includes('\\') ? [] : [replace(place, `${prefix.replace(/u/i, '')}r${quote}${next}${quote}`)];
}

function escapeSlashes(source: string): string {
  return source.replace(/(^|[^\\])\/(?=[^\]]*(?:\[|$))/g, '$1\\/');
}
