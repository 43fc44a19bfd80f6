import type { OriginRule } from '../../policy/policy.ts';
import { matchesJsPattern } from './javascript/pattern.ts';
import { matchesPattern } from './python/pattern.ts';

/** Whether a rule's own comparison admits a request's origin, in either language. What is unknown admits nothing. */
export function admitsOrigin({ match }: OriginRule, origin: string): boolean {
  switch (match.kind) {
    case 'any':
      return true;
    case 'exact':
      return match.ignoreCase === true ? match.value.toLowerCase() === origin.toLowerCase() : match.value === origin;
    case 'pattern':
      return match.language === 'python'
        ? matchesPattern(match.source, match.flags, match.mode, origin)
        : matchesJsPattern(match.source, match.flags, match.mode, origin);
    case 'within':
      return match.value.includes(origin);
    case 'fixed':
    case 'never':
    case 'unknown':
      return false;
  }
}
