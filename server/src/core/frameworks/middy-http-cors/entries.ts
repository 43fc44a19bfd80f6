import { readOrigin } from '../../origins/origin.ts';
import type { ResolvedVersion } from '../../policy/policy.ts';
import { atLeast } from '../shared/versions.ts';

/** `originToPunycode`: what 7.x compares in the place of an entry, and since 7.6.5 of the asking origin too. */
export function normalOrigin(text: string, version: ResolvedVersion): string {
  if (!atLeast(version, '7.0.0') || text === '' || text === '*') return text;
  if (atLeast(version, '7.6.5') && /^https?:\/\/[a-z0-9.-]+(?::\d+)?$/i.test(text)) return text.toLowerCase();
  const [, scheme, host] = /^(https?:\/\/)(.+)$/.exec(text) ?? [];
  if (scheme === undefined || host === undefined) return text;
  if (text.includes('*')) return scheme + host.toLowerCase().replace(/\/.*$/, '');
  const reading = readOrigin(text);
  if (reading.kind !== 'malformed' || reading.meant === undefined) return text;
  const isForgiven = reading.flaws.every((flaw) => FORGIVEN.has(flaw));
  // The host is read as one of `https`, whatever stands before it.
  const isPort = scheme === 'http://' && reading.flaws.includes('default-port');
  return isForgiven && !isPort ? reading.meant : text;
}

/** `new URL(…).host` forgets them. */
const FORGIVEN: ReadonlySet<string> = new Set([
  'trailing-slash',
  'path',
  'upper-case',
  'default-port',
  'unicode-host',
  'userinfo',
]);

/** The pattern that an entry with `*` becomes, between its ends. Before 7.0.0 only its dots are escaped. */
export function patternOf(entry: string, version: ResolvedVersion): string {
  const escaped = atLeast(version, '7.0.0')
    ? entry.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    : entry.replace(/\./g, '\\.');
  return escaped.replace(/\*/g, '[^.]*');
}
