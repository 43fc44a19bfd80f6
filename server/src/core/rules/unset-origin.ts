import type { Value } from '../evaluate/value.ts';
import type { Policy } from '../policy/policy.ts';
import { exposureOf, FOREIGN_ORIGIN, speaker } from './exposure.ts';
import type { Rule, Witness } from './rule.ts';
import { isLookedAt, unsetOrigins } from './unset.ts';

export const unsetOrigin: Rule = {
  id: 'unset-origin',
  level: 'warning',
  summary: 'An origin from a variable without a default, and what happens without the variable',
  fix: 'none',
  policy(policy, context) {
    const [first] = unsetOrigins(policy, context);
    if (!first || isHanded(context.text(first.value.place.uri), first.value.place)) return [];
    // Where everybody is let in without the variable, the rules of exposure say so.
    if (exposureOf(policy, context) || isLookedAt(first, policy, context)) return [];
    const witness = context.ask(policy, { origin: FOREIGN_ORIGIN, credentials: false });
    // An entry that others stand beside is left out; that harms only where nothing is answered at all.
    if (witness.response.status < 500 && admitsOthers(policy, first.value)) return [];
    const { variable, value } = first;
    return [
      {
        place: value.place,
        topic: 'value' as const,
        confidence: 'possible' as const,
        message: `\`${variable}\` has no default here. ${effectOf(policy, witness, value)} Give it a default, or stop at the start when it is missing.`,
        witness,
      },
    ];
  },
};

/** `c.env.ORIGIN`, `configService.get('ORIGIN')`: declared and checked in another place, as a rule. */
function isHanded(text: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const written = text.slice(start, end).slice(0, 200);
  return (
    /\bconfig\w*\??\.get\(/i.test(written) || /(?<!\b(?:process|meta|Bun|Deno))\??\.env\??[.[]/.test(written)
  );
}

function admitsOthers(policy: Policy, value: Value): boolean {
  return policy.origins.some(
    ({ match, place }) =>
      match.kind !== 'never' && (value.kind !== 'text' || place.start !== value.place.start),
  );
}

/** What the library's own table says of such a value, else what it answers. */
function effectOf(policy: Policy, { response }: Witness, value: Value): string {
  if (value.kind === 'text')
    return `Without it, the text here is \`${value.value}\`, which no browser sends as its origin: pages of other origins read nothing.`;
  const { start } = value.place;
  const problem = policy.problems.find(
    (one) => one.kind === 'wrong-option-type' && one.value.place.start === start,
  );
  if (problem && 'effect' in problem) return `Without it, ${problem.effect.replace(/^This /, 'this ')}`;
  if (policy.version.package === '')
    return 'Without it, the header carries no origin: its text becomes `undefined` or `None`, or the answer fails.';
  const who = speaker(policy);
  if (response.status >= 400)
    return `Without it, ${who} answers requests of other origins with status ${response.status}.`;
  return `Without it, ${who} lets nobody in: no answer has \`Access-Control-Allow-Origin\`, so browsers keep every answer from the pages of other origins.`;
}
