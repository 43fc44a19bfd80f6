import { toASCII } from 'punycode/punycode.es6.js';

/**
 * A host in the ASCII form that browsers send: labels beyond ASCII as `xn--…`. Undefined where that cannot be done.
 * The mapping table of UTS #46 is left out: of it only lower-casing and NFC matter for names that people write.
 */
export function toAscii(host: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant.
  if (/^[\u0000-\u007f]*$/.test(host)) return host;
  try {
    return toASCII(host.toLowerCase().normalize('NFC'));
  } catch {
    return undefined;
  }
}
