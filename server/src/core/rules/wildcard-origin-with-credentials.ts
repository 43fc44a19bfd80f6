import { headerOf } from '../policy/answer.ts';
import type { Policy } from '../policy/policy.ts';
import {
  answerWords,
  chooseOrigins,
  culprit,
  exposureOf,
  hasUnaskedCredentials,
  turnCredentialsOff,
} from './exposure.ts';
import type { Draft, Rule, RuleContext } from './rule.ts';

export const wildcardOriginWithCredentials: Rule = {
  id: 'wildcard-origin-with-credentials',
  level: 'error',
  summary: 'The literal `*` with credentials, which every browser refuses',
  fix: 'unsafe',
  policy(policy, context) {
    const exposure = exposureOf(policy, context);
    if (!exposure) return ofList(policy, context);
    if (exposure.kind !== 'refused-wildcard') return [];
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

/** Origins that are let in by name, and answered with `*` all the same. */
function ofList(policy: Policy, context: RuleContext): readonly Draft[] {
  if (policy.credentials !== true) return [];
  const listed = policy.origins.flatMap(({ match }) => (match.kind === 'exact' ? [match.value] : []));
  const [origin] = listed;
  if (origin === undefined || listed.length < 2) return [];
  const witness = context.ask(policy, { origin, credentials: true });
  const { headers, status } = witness.response;
  if (status >= 400 || headerOf(headers, 'access-control-allow-origin') !== '*') return [];
  return [
    {
      place: policy.originsPlace,
      topic: 'value',
      ...(hasUnaskedCredentials(policy) ? { severity: 'information' as const } : {}),
      message: `Requests with cookies fail, of the listed origins too: ${answerWords(policy, witness)}, and every browser refuses \`*\` to a request with cookies. List one origin alone, or let pages ask without cookies.`,
      witness,
    },
  ];
}
