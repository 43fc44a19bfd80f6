import { renameOption } from '../fixes/edits.ts';
import type { Rule } from './rule.ts';

export const unknownOption: Rule = {
  id: 'unknown-option',
  level: 'warning',
  summary: 'An option that the library does not know',
  fix: 'safe',
  policy(policy, context) {
    return policy.problems.flatMap((problem) => {
      if (problem.kind !== 'unknown-option') return [];
      const { option, meant } = problem;
      const edits = meant === undefined || policy.options.has(meant) ? [] : renameOption(context.text(option.place.uri), option, meant);
      return [
        {
          place: option.keyPlace,
          severity: problem.raises ? ('error' as const) : ('warning' as const),
          message: `${policy.title} has no option \`${option.name}\`. ${problem.effect}${meant === undefined ? '' : ` The option is called \`${meant}\`.`}`,
          fixes: edits.length === 0 ? [] : [{ kind: 'edit' as const, title: `Rename to ${meant}`, safety: 'safe' as const, edits }],
        },
      ];
    });
  },
};
