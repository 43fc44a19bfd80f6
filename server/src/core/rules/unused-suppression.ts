import type { Rule } from './rule.ts';

/** Reported by the analysis itself, which alone knows what each comment hid. */
export const unusedSuppression: Rule = {
  id: 'unused-suppression',
  level: 'hint',
  summary: 'An ignore comment that hides nothing',
  fix: 'safe',
};
