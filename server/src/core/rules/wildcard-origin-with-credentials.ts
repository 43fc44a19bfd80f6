import { answerWords, chooseOrigins, culprit, exposureOf, turnCredentialsOff } from './exposure.ts';
import type { Rule } from './rule.ts';

export const wildcardOriginWithCredentials: Rule = {
  id: 'wildcard-origin-with-credentials',
  level: 'error',
  summary: 'The literal `*` with credentials, which every browser refuses',
  fix: 'unsafe',
  policy(policy, context) {
    const exposure = exposureOf(policy, context);
    if (exposure?.kind !== 'refused-wildcard') return [];
    return [
      {
        place: culprit(policy),
        topic: 'value',
        message: `${policy.preflightOnly ? 'Requests with cookies fail at their preflight' : 'Credentials cannot work here'}: ${answerWords(policy, exposure.witness)}, and every browser refuses \`*\` to a request with cookies. List the origins you trust, or answer without credentials.`,
        witness: exposure.witness,
        fixes: [...chooseOrigins(policy, context), ...turnCredentialsOff(policy, context)],
      },
    ];
  },
};
