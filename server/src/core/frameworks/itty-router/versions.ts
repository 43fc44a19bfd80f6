import type { ResolvedVersion } from '../../policy/policy.ts';
import { atLeast } from '../shared/versions.ts';

/**
 * 5.0.0 to 5.0.4 and 6.0.0, whose `cors.mjs` are the same: every header goes with every response, the headers that a browser
 * asks for are not looked at, and `corsify` loses the status.
 */
export function answersInFull(version: ResolvedVersion): boolean {
  return !atLeast(version, '5.0.9') || atLeast(version, '6.0.0');
}
