/**
 * Chromium keeps the client hints that Fetch once safelisted (measured in Chromium 156; the value rules are those of
 * `IsCorsSafelistedHeader` in services/network/public/cpp/cors/cors.cc). Fetch removed them from its list.
 */
import { byteLowercase, isAllDigits } from './bytes.ts';

type ValueRule = (value: string) => boolean;

/** `1*DIGIT [ "." 1*DIGIT ]` */
function isDecimal(value: string): boolean {
  const dot = value.indexOf('.');
  if (dot === -1) return isAllDigits(value);
  return isAllDigits(value.slice(0, dot)) && isAllDigits(value.slice(dot + 1));
}

const connectionTypes: ReadonlySet<string> = new Set(['slow-2g', '2g', '3g', '4g']);

export const clientHintRules: ReadonlyMap<string, ValueRule> = new Map<string, ValueRule>([
  ['save-data', (value) => byteLowercase(value) === 'on'],
  ['dpr', isDecimal],
  ['device-memory', isDecimal],
  ['downlink', isDecimal],
  ['width', isAllDigits],
  ['viewport-width', isAllDigits],
  ['rtt', isAllDigits],
  // Case-sensitive, unlike Save-Data.
  ['ect', (value) => connectionTypes.has(value)],
]);

export function isClientHint(name: string): boolean {
  return clientHintRules.has(byteLowercase(name));
}
