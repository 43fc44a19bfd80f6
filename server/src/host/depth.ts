/**
 * Whether brackets are nested deeper than anyone writes them. Parsers that call themselves for each bracket end in a stack
 * overflow there, and one that happens to compile a regular expression at that depth ends the whole process: V8 treats that
 * as lack of memory, which nobody can catch. Brackets in texts count too, which only matters for files that nobody writes.
 */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 91 || unit === 123) {
      depth++;
      if (depth > 200) return true;
    } else if (unit === 93 || unit === 125) depth--;
  }
  return false;
}
