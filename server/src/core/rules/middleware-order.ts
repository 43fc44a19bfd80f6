import { sayMisplaced } from './misplaced.ts';
import type { Rule } from './rule.ts';

export const middlewareOrder: Rule = {
  id: 'middleware-order',
  level: 'warning',
  summary: 'CORS stands where something else answers before it',
  fix: 'unsafe',
  misuse: sayMisplaced('middleware-order'),
};
