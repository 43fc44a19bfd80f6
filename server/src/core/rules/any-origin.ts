import { headerOf } from '../policy/answer.ts';
import { answerWords, byDefault, chooseOrigins, culprit, exposureOf } from './exposure.ts';
import type { Rule } from './rule.ts';

export const anyOrigin: Rule = {
  id: 'any-origin',
  level: 'information',
  summary: 'Any website can read the answer, without cookies',
  fix: 'unsafe',
  policy(policy, context) {
    // Script never sees the answer to a preflight: what the other answers send counts.
    if (policy.preflightOnly) return [];
    const exposure = exposureOf(policy, context);
    if (exposure?.kind !== 'readable') return [];
    // The library allows credentials where nobody asked for them.
    const { headers } = exposure.witness.response;
    const isRefused = headerOf(headers, 'access-control-allow-credentials') === 'true';
    const refused = isRefused ? ' Browsers refuse `*` to a request with cookies.' : '';
    return [
      {
        place: culprit(policy),
        topic: 'value',
        message: `Any website can read this API's responses, without cookies: ${answerWords(policy, exposure.witness)}${byDefault(policy)}.${refused} That is right for a public API; otherwise list the origins that may read it.`,
        witness: exposure.witness,
        fixes: chooseOrigins(policy, context),
      },
    ];
  },
};
