import { removeOption } from '../fixes/edits.ts';
import { headerOf } from '../policy/answer.ts';
import type { Option, Policy } from '../policy/policy.ts';
import { FOREIGN_ORIGIN, speaker } from './exposure.ts';
import type { Rule, RuleContext } from './rule.ts';

export const privateNetworkAccess: Rule = {
  id: 'private-network-access',
  level: 'information',
  summary: 'Any website is let into a private network, by a header that browsers have dropped',
  fix: 'unsafe',
  policy(policy, context) {
    const option = privateNetworkOption(policy, context);
    if (!option) return [];
    const witness = context.ask(policy, {
      origin: FOREIGN_ORIGIN,
      credentials: false,
      privateNetwork: true,
    });
    const { preflight, response, decision } = witness;
    const { headers } = preflight ?? response;
    const isOpen = decision.allowed && headerOf(headers, 'access-control-allow-private-network') === 'true';
    if (!isOpen) return [];
    const edits = removeOption(context.text(option.place.uri), option);
    return [
      {
        place: option.value.place,
        message: `Any website may reach this server from outside its private network, in browsers that still ask: to a preflight from \`${FOREIGN_ORIGIN}\`, ${speaker(policy)} answers \`Access-Control-Allow-Private-Network: true\`. Chromium has not asked since version 142, and asks the visitor instead. Remove it, or list the origins that you trust.`,
        witness,
        fixes:
          edits.length === 0
            ? []
            : [{ kind: 'edit', title: `Remove ${option.name}`, safety: 'unsafe', edits }],
      },
    ];
  },
};

/** The option that opens private networks, where one is written. */
export function privateNetworkOption(policy: Policy, context: RuleContext): Option | undefined {
  const spec = context.options(policy).options.find(({ role }) => role === 'private-network');
  return spec && policy.options.get(spec.name);
}
