import { isSeparate, removeListed } from '../fixes/edits.ts';
import { lets } from '../origins/predicate.ts';
import type { OriginRule } from '../policy/policy.ts';
import { predicateOf } from '../policy/predicate.ts';
import { exposureOf, speaker } from './exposure.ts';
import type { Fix, Rule } from './rule.ts';

export const nullOrigin: Rule = {
  id: 'null-origin',
  level: 'warning',
  summary: 'The origin `null`, which any sandboxed frame has, is allowed by name',
  fix: 'unsafe',
  policy(policy, context) {
    const named = policy.origins.find(
      ({ match }) => (match.kind === 'exact' || match.kind === 'fixed') && match.value === 'null',
    );
    // A pattern or a check that has no scheme in it can let `null` in without a word of it.
    const rule = named ?? policy.origins.find((one) => lets(predicateOf(one), 'null') === true);
    if (!rule || exposureOf(policy, context)) return [];
    const withCookies = context.ask(policy, { origin: 'null', credentials: true });
    const witness = withCookies.decision.allowed
      ? withCookies
      : context.ask(policy, { origin: 'null', credentials: false });
    if (!witness.decision.allowed) return [];
    const credentialed = witness.question.credentials;
    const fixes: Fix[] = [];
    const source = named?.listed ? context.text(named.place.uri) : '';
    if (named?.listed && isSeparate(source, named.place)) {
      const edits = [removeListed(source, named.place)];
      fixes.push({ kind: 'edit', title: 'Remove the origin null', safety: 'unsafe', edits });
    }
    return [
      {
        place: rule.place,
        // What the answer itself says is another place's.
        ...(policy.preflightOnly ? { confidence: 'likely' as const } : {}),
        severity: credentialed ? 'error' : 'warning',
        message: `Any website can read this${credentialed ? " with the visitor's cookies" : ''} through a sandboxed frame, whose origin is \`null\`: ${speaker(policy)} answers \`Origin: null\` with \`Access-Control-Allow-Origin: null\`. ${adviceFor(rule)}`,
        witness,
        fixes,
      },
    ];
  },
};

function adviceFor({ isDefault, written }: OriginRule): string {
  // The library's own answer to whoever is not listed: no entry can be removed.
  if (isDefault)
    return 'It does so wherever the asking origin is none of the list. Give it one origin for each request, the asking one or a fixed one.';
  return `${written === undefined ? 'Leave `null` out' : 'Remove `null`'} and serve the page that needs it from an origin of its own.`;
}
