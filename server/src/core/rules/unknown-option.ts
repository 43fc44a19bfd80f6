import { renameOption } from '../fixes/edits.ts';
import type { OptionRole } from '../frameworks/framework.ts';
import type { Policy } from '../policy/policy.ts';
import { exposureOf } from './exposure.ts';
import type { Rule, RuleContext } from './rule.ts';

export const unknownOption: Rule = {
  id: 'unknown-option',
  level: 'warning',
  summary: 'An option that the library does not know',
  fix: 'both',
  policy(policy, context) {
    return policy.problems.flatMap((problem) => {
      if (problem.kind !== 'unknown-option') return [];
      const { option, meant } = problem;
      const edits =
        meant === undefined || policy.options.has(meant) || opensDoor(meant, policy, context)
          ? []
          : renameOption(context.text(option.place.uri), option, meant);
      return [
        {
          place: option.keyPlace,
          severity: problem.raises ? ('error' as const) : ('warning' as const),
          message: `\`${option.name}\` ${problem.raises ? 'is unknown' : 'has no effect'}: ${problem.effect}${meantWords(meant)}`,
          fixes:
            edits.length === 0
              ? []
              : [
                  {
                    kind: 'edit' as const,
                    title: `Rename to ${meant}`,
                    safety: safetyOf(meant, policy, problem.raises, context),
                    edits,
                  },
                ],
        },
      ];
    });
  },
};

/** Roles that only narrow what the default allows, in the way that the author wrote down. */
const NARROWING: readonly OptionRole[] = [
  'origins',
  'origin-pattern',
  'methods',
  'expose-headers',
  'max-age',
  'vary',
];

/**
 * Where the library refuses the name, nothing works yet that a rename could break. Where it ignores it, a rename can turn
 * credentials on, or take away headers that the default allows: that is the author's to decide.
 */
function safetyOf(
  meant: string | undefined,
  policy: Policy,
  raises: boolean,
  context: RuleContext,
): 'safe' | 'unsafe' {
  const role = context.options(policy).options.find(({ name }) => name === meant)?.role;
  return raises || (role !== undefined && NARROWING.includes(role)) ? 'safe' : 'unsafe';
}

/** Credentials for everybody are worse than an option that does nothing: the origins must be mended first. */
function opensDoor(meant: string, policy: Policy, context: RuleContext): boolean {
  const role = context.options(policy).options.find(({ name }) => name === meant)?.role;
  return role === 'credentials' && exposureOf(policy, context) !== undefined;
}

function meantWords(meant: string | undefined): string {
  return meant === undefined ? '' : ` It is called \`${meant}\`.`;
}
