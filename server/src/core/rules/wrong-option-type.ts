import { replace } from '../fixes/edits.ts';
import type { Policy } from '../policy/policy.ts';
import type { Fix, Rule, RuleContext } from './rule.ts';
import { isUnsetOrigin } from './unset.ts';

type WrongType = Extract<Policy['problems'][number], { kind: 'wrong-option-type' }>;

export const wrongOptionType: Rule = {
  id: 'wrong-option-type',
  level: 'error',
  summary: 'A value of a type that the option does not take',
  fix: 'safe',
  policy(policy, context) {
    return policy.problems.flatMap((problem) => {
      if (problem.kind !== 'wrong-option-type' || isUnsetOrigin(policy, context, problem.value.place))
        return [];
      return [
        {
          place: problem.value.place,
          topic: 'value' as const,
          message: `\`${problem.option.name}\` takes ${problem.expected}. ${problem.effect}`,
          fixes: repair(problem, context),
        },
      ];
    });
  },
};

function repair(problem: WrongType, context: RuleContext): readonly Fix[] {
  const { place } = problem.value;
  if (!problem.repair) return [];
  if (problem.repair.kind === 'replace') {
    const title = `Write ${problem.repair.text}`;
    return [{ kind: 'edit', title, safety: 'safe', edits: [replace(place, problem.repair.text)] }];
  }
  const written = context.text(place.uri).slice(place.start, place.end);
  return [{ kind: 'edit', title: 'Write a list', safety: 'safe', edits: [replace(place, `[${written}]`)] }];
}
