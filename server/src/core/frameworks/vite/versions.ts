import type { RegexValue } from '../../evaluate/value.ts';
import type { ResolvedVersion } from '../../policy/policy.ts';
import { liesIn } from '../../policy/versions.ts';
import type { Place } from '../../text/span.ts';
import { atLeast } from '../shared/versions.ts';

/** Every Vite of these versions has the package `cors` in this version, or answers as it does. */
export const BUNDLED: ResolvedVersion = { package: 'cors', version: '2.8.5', from: 'lock' };

/** Without `server.cors` every origin is let in: CVE-2025-24010. Asked of Vite on the wire. */
export function isOpenByDefault(version: ResolvedVersion): boolean {
  return liesIn(version, '<4.5.6 || >=5.0.0 <5.4.12 || >=6.0.0 <6.0.9');
}

/**
 * Options of `server.cors` are laid over a default, `{ origin: … }`, by mergeWithDefaults, which skips what is
 * `undefined`. Before 6.0.11, and always in `preview.cors`, they take its place.
 */
export function mergesDefaults(version: ResolvedVersion, section: string): boolean {
  return section === 'server' && atLeast(version, '6.0.11');
}

/** vite@6.0.11:packages/vite/src/node/constants.ts */
export function defaultAllowedOrigins(place: Place): RegexValue {
  return {
    kind: 'regex',
    language: 'javascript',
    source: '^https?:\\/\\/(?:(?:[^:]+\\.)?localhost|127\\.0\\.0\\.1|\\[::1\\])(?::\\d+)?$',
    flags: '',
    place,
    via: [],
  };
}
