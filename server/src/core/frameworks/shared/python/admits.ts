import type { OriginRule } from '../../../policy/policy.ts';
import { matchesPattern } from './pattern.ts';

/** Whether a rule's own comparison admits a request's origin. What is unknown admits nothing. */
export function admits({ match }: OriginRule, origin: string): boolean {
  switch (match.kind) {
    case 'any':
      return true;
    case 'exact':
      return match.ignoreCase === true ? match.value.toLowerCase() === origin.toLowerCase() : match.value === origin;
    case 'pattern':
      return matchesPattern(match.source, match.flags, match.mode, origin);
    case 'within':
      return match.value.includes(origin);
    case 'fixed':
    case 'never':
    case 'unknown':
      return false;
  }
}
