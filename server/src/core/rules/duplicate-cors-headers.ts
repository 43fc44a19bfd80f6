import { writtenBehind } from './gateways.ts';
import { sayMisplaced } from './misplaced.ts';
import type { Rule } from './rule.ts';

export const duplicateCorsHeaders: Rule = {
  id: 'duplicate-cors-headers',
  level: 'warning',
  summary: 'Two places write the CORS headers of one answer',
  fix: 'none',
  policy: writtenBehind,
  misuse: sayMisplaced('duplicate-cors-headers'),
};
