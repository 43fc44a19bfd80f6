import { dropCredentials, setOrigins } from '../fixes/origins.ts';
import { lets } from '../origins/predicate.ts';
import { headerOf } from '../policy/answer.ts';
import type { OriginRule, Policy } from '../policy/policy.ts';
import { predicateOf } from '../policy/predicate.ts';
import type { Place } from '../text/span.ts';
import type { Fix, RuleContext, Witness } from './rule.ts';

/** An origin that no set-up can mean: the site of an attacker. */
export const FOREIGN_ORIGIN = 'https://evil.example';

/** Another one, with nothing in common. */
const OTHER_ORIGIN = 'https://somebody.test';

function isOpenTo(policy: Policy, origin: string, context: RuleContext): boolean {
  return [true, false].some((credentials) => {
    const { decision, response } = context.ask(policy, { origin, credentials });
    // A refusal of the library's own has nothing of the application in it, whoever may read it.
    if (response.handled && response.status === 403) return false;
    return decision.allowed || headerOf(response.headers, 'access-control-allow-origin') === '*';
  });
}

/** How far a policy lets every website in. */
export type Exposure =
  /** With the visitor's cookies. */
  | { readonly kind: 'credentialed'; readonly witness: Witness }
  /** Their requests with the visitor's cookies pass the preflight; only what is answered then cannot be read. */
  | { readonly kind: 'sent'; readonly witness: Witness }
  /** It means to, but sends the literal `*`, which browsers refuse to credentialed requests. */
  | { readonly kind: 'refused-wildcard'; readonly witness: Witness }
  /** Without cookies. */
  | { readonly kind: 'readable'; readonly witness: Witness };

export function exposureOf(policy: Policy, context: RuleContext): Exposure | undefined {
  // A test that lets `evil.example` in by its name alone is wide, but not open to everybody.
  if (!isOpenTo(policy, OTHER_ORIGIN, context)) return undefined;
  const withCookies = context.ask(policy, { origin: FOREIGN_ORIGIN, credentials: true });
  if (withCookies.decision.allowed) return { kind: 'credentialed', witness: withCookies };
  const { headers } = withCookies.response;
  const isWildcard = headerOf(headers, 'access-control-allow-origin') === '*';
  const isRefused = isWildcard && headerOf(headers, 'access-control-allow-credentials') === 'true';
  const asked = { origin: FOREIGN_ORIGIN, credentials: true, method: 'PUT' };
  const written = isRefused ? context.ask(policy, asked) : undefined;
  if (written?.decision.sent) return { kind: 'sent', witness: written };
  if (isRefused && !hasUnaskedCredentials(policy)) {
    return { kind: 'refused-wildcard', witness: withCookies };
  }
  const without = context.ask(policy, { origin: FOREIGN_ORIGIN, credentials: false });
  return without.decision.allowed ? { kind: 'readable', witness: without } : undefined;
}

/** The library allows credentials where nobody says so: nothing tells that the author meant cookies. */
export function hasUnaskedCredentials(policy: Policy): boolean {
  return policy.credentials === true && policy.credentialsOption === undefined;
}

/** The value that lets everybody in, or the set-up where a default does. */
export function culprit(policy: Policy): Place {
  return admitting(policy)?.place ?? policy.originsPlace;
}

export function admitting(policy: Policy): OriginRule | undefined {
  return (
    policy.origins.find((rule) => rule.match.kind === 'any') ??
    policy.origins.find((rule) => lets(predicateOf(rule), FOREIGN_ORIGIN) === true)
  );
}

/** "to a request from `https://evil.example`, the library answers …": what the witness shows of the answer. */
export function answerWords(policy: Policy, witness: Witness): string {
  const { headers } = witness.response;
  const origin = headerOf(headers, 'access-control-allow-origin');
  const credentials = headerOf(headers, 'access-control-allow-credentials') === 'true';
  const tail = credentials ? ' and `Access-Control-Allow-Credentials: true`' : '';
  const asked = `to a ${policy.preflightOnly ? 'preflight' : 'request'} from \`${witness.question.origin}\``;
  return `${asked}, ${speaker(policy)} answers \`Access-Control-Allow-Origin: ${origin ?? ''}\`${tail}`;
}

/** Whom a message speaks of: the library, or the code itself where headers are written by hand. */
export function speaker(policy: Policy): string {
  if (policy.version.package === '') return 'this code';
  // A name in lower case that is a word of its own would read like one: `cors`.
  return /^[a-z]+$/.test(policy.title) ? `\`${policy.title}\`` : policy.title;
}

/** The same at the beginning of a sentence. Names keep their case. */
export function speakerFirst(policy: Policy): string {
  const who = speaker(policy);
  return who === 'this code' ? 'This code' : who;
}

/** "by default" where nobody wrote the value that a message speaks of. */
export function byDefault(policy: Policy): string {
  return admitting(policy)?.isDefault ? ' by default' : '';
}

export function chooseOrigins(policy: Policy, context: RuleContext): readonly Fix[] {
  const edits = (origins: readonly string[]) =>
    setOrigins(policy, context.options(policy), context.text, origins);
  if (edits(['https://example.com']).length === 0) return [];
  return [{ kind: 'choose-origins', title: 'Allow chosen origins only…', safety: 'unsafe', edits }];
}

export function turnCredentialsOff(policy: Policy, context: RuleContext): readonly Fix[] {
  const edits = dropCredentials(policy, context.options(policy), context.text);
  return edits.length === 0
    ? []
    : [{ kind: 'edit', title: 'Answer without credentials', safety: 'unsafe', edits }];
}
