import { sayMisplaced } from './misplaced.ts';
import type { Rule } from './rule.ts';

export const unansweredPreflight: Rule = {
  id: 'unanswered-preflight',
  level: 'warning',
  summary: 'Nothing answers the preflight of a route that has CORS',
  fix: 'unsafe',
  misuse: sayMisplaced('unanswered-preflight'),
};
