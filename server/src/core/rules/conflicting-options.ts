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
          message: `${subject([option, ...others].map(({ name }) => name))} do not go together. ${effect}`,
          related: others.map(({ place, name }) => ({ place, message: `\`${name}\` is set here` })),
        },
      ];
    });
  },
};

/** "`a`, `b` and `c`"; of one option its values are meant. */
function subject(names: readonly string[]): string {
  const shown = names.map((name) => `\`${name}\``);
  const [last = ''] = shown.slice(-1);
  return shown.length < 2 ? `Values of ${last}` : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
