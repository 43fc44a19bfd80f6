/** Hosts the way the URL standard parses and serialises them. `undefined` means that the host is invalid. */
import { punycode } from './punycode.ts';

/** A browser resolves no longer name. Also the bound on the work below. */
const hostLimit = 2048;

function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  // A percent sign that is not followed by two hexadecimal digits stands for itself.
  const escaped = text.replace(/%(?![0-9A-Fa-f]{2})/g, '%25');
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

const forbiddenDomainPunctuation: ReadonlySet<string> = new Set('#%/:<>?@[\\]^|\x7f');

/** URL standard "forbidden domain code point": controls, space and delimiters. */
function hasForbiddenCharacter(domain: string): boolean {
  return [...domain].some((character) => character <= ' ' || forbiddenDomainPunctuation.has(character));
}

function parseIpv4Number(part: string): number | undefined {
  if (part === '') return undefined;
  if (/^0[xX]/.test(part)) {
    const digits = part.slice(2);
    if (!/^[0-9A-Fa-f]*$/.test(digits)) return undefined;
    return digits === '' ? 0 : Number.parseInt(digits, 16);
  }
  if (part.length > 1 && part.startsWith('0'))
    return /^[0-7]+$/.test(part) ? Number.parseInt(part, 8) : undefined;
  return /^[0-9]+$/.test(part) ? Number(part) : undefined;
}

function endsInNumber(host: string): boolean {
  const parts = host.split('.');
  if (parts.at(-1) === '') {
    if (parts.length === 1) return false;
    parts.pop();
  }
  const last = parts.at(-1) ?? '';
  return /^[0-9]+$/.test(last) || /^0[xX][0-9A-Fa-f]*$/.test(last);
}

function parseIpv4(host: string): string | undefined {
  const parts = host.split('.');
  if (parts.at(-1) === '' && parts.length > 1) parts.pop();
  if (parts.length > 4) return undefined;
  const numbers: number[] = [];
  for (const part of parts) {
    const number = parseIpv4Number(part);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  const last = numbers.pop() ?? 0;
  if (numbers.some((number) => number > 255) || last >= 256 ** (4 - numbers.length)) return undefined;
  let address = last;
  for (const [index, number] of numbers.entries()) address += number * 256 ** (3 - index);
  const octets = [3, 2, 1, 0].map((power) => Math.floor(address / 256 ** power) % 256);
  return octets.join('.');
}

/** The dotted end of an IPv6 address as two groups. */
function ipv4Groups(text: string): readonly number[] | undefined {
  if (!/^(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})$/.test(text)) return undefined;
  const octets = text.split('.').map(Number);
  if (octets.some((octet) => octet > 255)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  return [a * 256 + b, c * 256 + d];
}

function parseGroups(text: string, dottedEnd: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (dottedEnd && index === parts.length - 1 && part.includes('.')) {
      const dotted = ipv4Groups(part);
      if (dotted === undefined) return undefined;
      groups.push(...dotted);
    } else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

function serialiseIpv6(groups: readonly number[]): string {
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (best.start === -1) return text(groups);
  return `${text(groups.slice(0, best.start))}::${text(groups.slice(best.start + best.length))}`;
}

function parseIpv6(text: string): string | undefined {
  if (text.length > 45) return undefined;
  const gap = text.indexOf('::');
  if (gap === -1) {
    const groups = parseGroups(text, true);
    return groups?.length === 8 ? serialiseIpv6(groups) : undefined;
  }
  const before = parseGroups(text.slice(0, gap), false);
  const after = parseGroups(text.slice(gap + 2), true);
  if (before === undefined || after === undefined || before.length + after.length > 7) return undefined;
  const zeros = new Array<number>(8 - before.length - after.length).fill(0);
  return serialiseIpv6([...before, ...zeros, ...after]);
}

/** A label that announces Punycode and holds none. Other invalid Punycode is not looked for. */
function isEmptyPunycode(domain: string): boolean {
  return domain.split('.').includes('xn--');
}

/** Domain to ASCII. NFKC and lower case stand in for the mapping table of UTS 46: enough for real host names. */
function domainToAscii(domain: string): string | undefined {
  if (isAscii(domain)) return isEmptyPunycode(domain.toLowerCase()) ? undefined : domain.toLowerCase();
  const mapped = domain
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\u3002\uff0e\uff61]/g, '.');
  const labels: string[] = [];
  for (const label of mapped.split('.')) {
    if (isAscii(label)) {
      labels.push(label);
      continue;
    }
    const encoded = /[\ud800-\udfff]/u.test(label) ? undefined : punycode(label);
    if (encoded === undefined) return undefined;
    labels.push(`xn--${encoded}`);
  }
  const ascii = labels.join('.');
  return isEmptyPunycode(ascii) ? undefined : ascii;
}

/** The host of an `http:` or `https:` URL, serialised. */
export function parseHost(text: string): string | undefined {
  if (text.length > hostLimit) return undefined;
  if (text.startsWith('[')) {
    if (!text.endsWith(']')) return undefined;
    const address = parseIpv6(text.slice(1, -1));
    return address === undefined ? undefined : `[${address}]`;
  }
  const decoded = decodePercent(text);
  const ascii = decoded === undefined ? undefined : domainToAscii(decoded);
  if (ascii === undefined || ascii === '' || hasForbiddenCharacter(ascii)) return undefined;
  return endsInNumber(ascii) ? parseIpv4(ascii) : ascii;
}

/** Loopback names and addresses (Secure Contexts, "potentially trustworthy origin"). Takes a serialised host. */
export function isLoopbackHost(host: string): boolean {
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  if (name === 'localhost' || name.endsWith('.localhost') || host === '[::1]') return true;
  return /^127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$/.test(host);
}
