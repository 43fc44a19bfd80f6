import { sayMisplaced } from './misplaced.ts';
import type { Rule } from './rule.ts';

export const inactiveCorsSetup: Rule = {
  id: 'inactive-cors-setup',
  level: 'error',
  summary: 'CORS is configured and never applied',
  fix: 'unsafe',
  misuse: sayMisplaced('inactive-cors-setup'),
};
