import { ALWAYS, NEVER, type Predicate, UNKNOWN } from '../origins/predicate.ts';
import type { OriginRule } from './policy.ts';

/** Whom a rule lets in because of who it is, as a formula. What is sent to everybody alike lets nobody in by name. */
export function predicateOf({ match, place }: OriginRule): Predicate {
  const test = { kind: 'test', subject: 'origin', place } as const;
  switch (match.kind) {
    case 'any':
      return ALWAYS;
    case 'exact':
      return {
        ...test,
        compare: { kind: 'equals', text: match.value, ignoreCase: match.ignoreCase === true },
      };
    case 'pattern': {
      const { source, flags, language, mode } = match;
      return { ...test, compare: { kind: 'matches', source, flags, language, mode } };
    }
    case 'within':
      return { ...test, compare: { kind: 'within', text: match.value } };
    case 'predicate':
      return match.predicate;
    case 'unknown':
      return UNKNOWN;
    case 'fixed':
    case 'never':
      return NEVER;
  }
}
