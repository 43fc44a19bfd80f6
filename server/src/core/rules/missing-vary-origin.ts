import { insertOption } from '../fixes/insert.ts';
import { printText, quoteAt } from '../fixes/print.ts';
import { sampleOf } from '../origins/foreign.ts';
import { headerOf } from '../policy/answer.ts';
import type { Policy } from '../policy/policy.ts';
import { predicateOf } from '../policy/predicate.ts';
import { FOREIGN_ORIGIN, speaker } from './exposure.ts';
import type { Fix, Rule, RuleContext, Witness } from './rule.ts';

export const missingVaryOrigin: Rule = {
  id: 'missing-vary-origin',
  level: 'warning',
  summary: 'The answer depends on the Origin and caches are not told',
  fix: 'safe',
  policy(policy, context) {
    // No cache keeps an answer to OPTIONS (RFC 9110, section 9.3.7).
    if (policy.open || policy.preflightOnly || policy.uncached) return [];
    const dependent = dependsOnOrigin(policy, context);
    if (!dependent) return [];
    const byHand = policy.version.package === '';
    return [
      {
        place: policy.originsPlace,
        topic: 'value',
        severity: byHand ? 'warning' : 'information',
        message: `A shared cache can hand one site the answer that was made for another: \`Access-Control-Allow-Origin\` depends on the request's origin, and ${speaker(policy)} does not send \`Vary: Origin\`. Add \`Vary: Origin\` to every response, also to those that allow nobody.`,
        ...(dependent === true ? {} : { witness: dependent }),
        fixes: addVary(policy, context),
      },
    ];
  },
};

/** The witness of an answer that depends on the origin and says so to no cache; `true` where the source alone shows it. */
function dependsOnOrigin(policy: Policy, context: RuleContext): Witness | boolean {
  const probe = (origin: string) => context.ask(policy, { origin, credentials: false });
  const foreign = probe(FOREIGN_ORIGIN);
  const reflected = policy.origins.some(
    ({ match }) => match.kind === 'unknown' && match.reason.kind === 'request-origin',
  );
  if (reflected) return !variesByOrigin(foreign);
  for (const origin of [...admitted(policy).slice(0, 8), 'https://other.example']) {
    const witness = probe(origin);
    if (
      witness.decision.allowed &&
      allowedOrigin(witness) !== allowedOrigin(foreign) &&
      !variesByOrigin(witness)
    )
      return witness;
  }
  return false;
}

/** Origins that the policy lets in by name, and one for each pattern. */
function admitted(policy: Policy): readonly string[] {
  return policy.origins.flatMap((rule) => {
    const { match } = rule;
    if (match.kind === 'exact') return [match.value];
    return sampleOf(predicateOf(rule)) ?? [];
  });
}

function allowedOrigin(witness: Witness): string | undefined {
  return headerOf(witness.response.headers, 'access-control-allow-origin');
}

function variesByOrigin(witness: Witness): boolean {
  const vary = headerOf(witness.response.headers, 'vary') ?? '';
  return vary.split(',').some((name) => ['origin', '*'].includes(name.trim().toLowerCase()));
}

/** Only where headers stand in a table: elsewhere another statement may already write `Vary`, and a second would replace it. */
function addVary(policy: Policy, context: RuleContext): readonly Fix[] {
  const { insertion } = policy;
  if (policy.version.package !== '' || insertion?.form !== 'entry' || policy.options.has('vary')) return [];
  const text = context.text(insertion.place.uri);
  const quote = quoteAt(text, insertion.place);
  const edit = insertOption(
    text,
    insertion,
    printText('Vary', quote),
    printText('Origin', quote),
    policy.language,
  );
  return [{ kind: 'edit', title: 'Send Vary: Origin', safety: 'safe', edits: [edit] }];
}
