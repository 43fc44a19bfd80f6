import { rewritePattern } from '../fixes/pattern.ts';
import { type Gap, tightened } from '../origins/tighten.ts';
import type { OriginRule } from '../policy/policy.ts';
import { answerWords } from './exposure.ts';
import { type Intrusion, intrusionsOf, isTextTest } from './foreign.ts';
import type { Fix, Rule, RuleContext } from './rule.ts';

export const overbroadOriginPattern: Rule = {
  id: 'overbroad-origin-pattern',
  level: 'warning',
  summary: 'A pattern also lets in origins of somebody else',
  fix: 'unsafe',
  policy(policy, context) {
    return intrusionsOf(policy, context).flatMap((intrusion) => {
      const { foreign, witness, test } = intrusion;
      if (foreign.kind !== 'other-owner' || isTextTest(test)) return [];
      const credentialed = witness.question.credentials;
      const { why, fixes } = mending(intrusion, context);
      return [
        {
          place: intrusion.place,
          topic: 'value' as const,
          severity: credentialed ? ('error' as const) : ('warning' as const),
          // What the answer itself says is another place's.
          ...(policy.preflightOnly ? { confidence: 'likely' as const } : {}),
          message: `The pattern also matches \`${foreign.origin}\`, so whoever has that name can read this${credentialed ? " with the visitor's cookies" : ''}: ${answerWords(policy, witness)}. ${why}`,
          witness,
          fixes,
        },
      ];
    });
  },
};

const WHY: Readonly<Record<Gap, string>> = {
  dots: 'a dot without a backslash stands for any letter',
  start: 'nothing separates the host from what stands in front of it',
  end: 'nothing ends the pattern behind the host',
};

function mending(
  { test, rule, meaning }: Intrusion,
  context: RuleContext,
): { readonly why: string; readonly fixes: readonly Fix[] } {
  const [domain, ...others] = [...meaning.domains, ...meaning.hosts];
  const advice =
    domain === undefined
      ? 'Write the host out.'
      : others.length > 0
        ? 'Match the whole origin, from `^` to `$`.'
        : `Let nothing but \`${domain}\` through.`;
  const compare = test?.compare;
  if (!test || compare?.kind !== 'matches' || isGlob(rule)) return { why: advice, fixes: [] };
  const better = tightened({ ...test, compare }, meaning);
  if (!better) return { why: advice, fixes: [] };
  const reasons = better.gaps.map((gap) => WHY[gap]).join(', and ');
  const { uri } = rule.place;
  const edits = rewritePattern(
    context.text(uri),
    rule.place,
    compare.source,
    better.source,
    compare.language,
  );
  const title = `Write ${better.source}`;
  return {
    why: `${reasons.charAt(0).toUpperCase()}${reasons.slice(1)}: write \`${better.source}\`.`,
    fixes: edits.length === 0 ? [] : [{ kind: 'edit', title, safety: 'unsafe', edits }],
  };
}

/** Written in a language of the library's own, which takes no pattern in its place: `https://*.example.com`. */
function isGlob({ match, written }: OriginRule): boolean {
  return match.kind === 'pattern' && written !== undefined && written !== match.source;
}
