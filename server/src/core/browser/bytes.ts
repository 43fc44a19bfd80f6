/**
 * The few operations on byte strings that HTTP and Fetch define. All of them are linear in the length of the input.
 */

/** Lower-cases A to Z and nothing else ("byte-lowercase"); `toLowerCase` would also touch `K` (Kelvin sign) and `İ`. */
export function byteLowercase(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Upper-cases a to z and nothing else ("byte-uppercase"). */
export function byteUppercase(text: string): string {
  if (isAscii(text)) return text.toUpperCase();
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** Nearly every text is, and the language's own way is then the same and several times faster. */
function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

/** Trims what `drop` accepts from both ends. Loops, because `/\s+$/` is quadratic on hostile text. */
function trim(text: string, drop: (code: number) => boolean): string {
  let start = 0;
  let end = text.length;
  while (start < end && drop(text.charCodeAt(start))) start++;
  while (end > start && drop(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Optional whitespace (RFC 9110 OWS): space and tab. */
export function trimOws(text: string): string {
  return trim(text, (code) => code === 0x20 || code === 0x09);
}

/** HTTP whitespace (Fetch): space, tab, line feed, carriage return. */
export function trimHttpWhitespace(text: string): string {
  return trim(text, (code) => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d);
}

/** C0 control or space (URL standard). */
export function trimControlsAndSpace(text: string): string {
  return trim(text, (code) => code <= 0x20);
}

/** NUL, CR and LF cannot stand inside a header value, neither one that script sets nor one that a server sends. */
export function hasForbiddenValueByte(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0 || code === 0x0a || code === 0x0d) return true;
  }
  return false;
}

/** Whether every code unit is one byte, so that the text can be a `ByteString`. */
export function isByteString(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0xff) return false;
  return true;
}

export function isAllDigits(text: string): boolean {
  if (text.length === 0) return false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}
