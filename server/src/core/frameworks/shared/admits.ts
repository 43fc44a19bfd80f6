import { matches } from '../../origins/patterns/run.ts';
import { lets } from '../../origins/predicate.ts';
import type { OriginRule } from '../../policy/policy.ts';

/** Whether a rule's own comparison admits a request's origin, in either language. What is unknown admits nothing. */
export function admitsOrigin({ match }: OriginRule, origin: string): boolean {
  switch (match.kind) {
    case 'any':
      return true;
    case 'exact':
      return match.ignoreCase === true
        ? match.value.toLowerCase() === origin.toLowerCase()
        : match.value === origin;
    case 'pattern':
      return matches(match, match.mode, origin);
    case 'within':
      return match.value.includes(origin);
    case 'predicate':
      return lets(match.predicate, origin) === true;
    case 'fixed':
    case 'never':
    case 'unknown':
      return false;
  }
}
