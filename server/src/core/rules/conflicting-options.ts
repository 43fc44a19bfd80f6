import type { Option } from '../policy/policy.ts';
import type { Rule } from './rule.ts';

export const conflictingOptions: Rule = {
  id: 'conflicting-options',
  level: 'error',
  summary: 'Options that the library refuses together',
  fix: 'none',
  policy(policy) {
    return policy.problems.flatMap((problem) => {
      if (problem.kind !== 'conflicting-options') return [];
      const { option, others, effect } = problem;
      return [
        {
          place: option.place,
          message: `${subject(option, others)}. ${effect}`,
          related: others.map(({ place, name }) => ({ place, message: `\`${name}\` is set here` })),
        },
      ];
    });
  },
};

/** "`a`, `b` and `c` do not go together"; of a list by itself its items are meant, of anything else the defaults. */
function subject(option: Option, others: readonly Option[]): string {
  const shown = [option, ...others].map(({ name }) => `\`${name}\``);
  const [last = ''] = shown.slice(-1);
  if (shown.length > 1) return `${shown.slice(0, -1).join(', ')} and ${last} do not go together`;
  return option.value.kind === 'list'
    ? `Values of ${last} do not go together`
    : `${last} does not go with what holds by default`;
}
