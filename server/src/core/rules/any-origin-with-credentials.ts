import { headerOf } from '../policy/answer.ts';
import type { Option, Policy } from '../policy/policy.ts';
import {
  answerWords,
  chooseOrigins,
  culprit,
  exposureOf,
  hasUnaskedCredentials,
  speaker,
  turnCredentialsOff,
} from './exposure.ts';
import type { Draft, Rule, RuleContext, Witness } from './rule.ts';

export const anyOriginWithCredentials: Rule = {
  id: 'any-origin-with-credentials',
  level: 'error',
  summary: "Any website can read the answer with the visitor's cookies",
  fix: 'unsafe',
  policy(policy, context) {
    const exposure = exposureOf(policy, context);
    if (exposure?.kind === 'sent') return [ofPreflight(policy, exposure.witness, context)];
    if (exposure?.kind !== 'credentialed') return [];
    return [
      {
        place: culprit(policy),
        topic: 'value',
        // What the answer itself says is another place's.
        ...(policy.preflightOnly ? { confidence: 'likely' as const } : {}),
        message: `${policy.preflightOnly ? "Any website's request with cookies passes its preflight" : "Any website can read this API's responses with the visitor's cookies"}: ${answerWords(policy, exposure.witness)}. ${advice(policy, context)}`,
        witness: exposure.witness,
        fixes: [...chooseOrigins(policy, context), ...turnCredentialsOff(policy, context)],
      },
    ];
  },
};

/** An option that is not about origins opens what no option closes again. */
function advice(policy: Policy, context: RuleContext): string {
  const { uri, start } = culprit(policy);
  const isCulprit = ({ value: { place } }: Option) => place.uri === uri && place.start === start;
  const name = [...policy.options.values()].find(isCulprit)?.name;
  const spec = context.options(policy).options.find((one) => one.name === name);
  return spec?.role === 'other'
    ? `No option of ${policy.title} says which websites may: let a proxy or an application in front of it say that.`
    : 'List the origins you trust.';
}

/** The request is let out, and does what it does; the page does not read what came of it. */
function ofPreflight(policy: Policy, witness: Witness, context: RuleContext): Draft {
  const { question, preflight } = witness;
  const origin = headerOf(preflight?.headers ?? [], 'access-control-allow-origin') ?? '';
  return {
    place: culprit(policy),
    topic: 'value',
    ...(hasUnaskedCredentials(policy) ? { severity: 'warning' as const } : {}),
    message: `Any website can send ${question.method ?? 'PUT'} requests with the visitor's cookies: to a preflight from \`${question.origin}\`, ${speaker(policy)} answers \`Access-Control-Allow-Origin: ${origin}\` and \`Access-Control-Allow-Credentials: true\`, so that browsers make the request. Only reading fails, on every page: the answer itself says \`*\`. List the origins you trust.`,
    witness,
    // No list is offered: it might be answered with the same `*`.
    fixes: turnCredentialsOff(policy, context),
  };
}
