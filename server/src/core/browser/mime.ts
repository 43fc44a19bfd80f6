import { byteLowercase, trimHttpWhitespace } from './bytes.ts';
import { isToken } from './token.ts';

/**
 * The essence (`type/subtype`, lower-case) of a MIME type, `undefined` when it does not parse
 * (MIME Sniffing standard, "parse a MIME type"). Parameters cannot make the parsing fail.
 */
export function mimeEssence(value: string): string | undefined {
  const input = trimHttpWhitespace(value);
  const slash = input.indexOf('/');
  if (slash === -1) return undefined;
  const type = input.slice(0, slash);
  const semicolon = input.indexOf(';', slash);
  const subtype = trimHttpWhitespace(input.slice(slash + 1, semicolon === -1 ? undefined : semicolon));
  // Only trailing whitespace of the subtype may be dropped.
  const first = input.charCodeAt(slash + 1);
  if (first === 0x20 || first === 0x09 || first === 0x0a || first === 0x0d) return undefined;
  if (!isToken(type) || !isToken(subtype)) return undefined;
  return byteLowercase(`${type}/${subtype}`);
}
