import { answerWords, chooseOrigins, culprit, exposureOf, turnCredentialsOff } from './exposure.ts';
import type { Rule } from './rule.ts';

export const anyOriginWithCredentials: Rule = {
  id: 'any-origin-with-credentials',
  level: 'error',
  summary: "Any website can read the answer with the visitor's cookies",
  fix: 'unsafe',
  policy(policy, context) {
    const exposure = exposureOf(policy, context);
    if (exposure?.kind !== 'credentialed') return [];
    return [
      {
        place: culprit(policy),
        topic: 'value',
        // What the answer itself says is another place's.
        ...(policy.preflightOnly ? { confidence: 'likely' as const } : {}),
        message: `${policy.preflightOnly ? "Any website's request with cookies passes its preflight" : "Any website can read this API's responses with the visitor's cookies"}: ${answerWords(policy, exposure.witness)}. List the origins you trust.`,
        witness: exposure.witness,
        fixes: [...chooseOrigins(policy, context), ...turnCredentialsOff(policy, context)],
      },
    ];
  },
};
