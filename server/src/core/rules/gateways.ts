import { headerOf } from '../policy/answer.ts';
import type { Policy } from '../policy/policy.ts';
import type { Draft, RuleContext } from './rule.ts';

const ORIGIN = 'Access-Control-Allow-Origin';
/** A page that nobody has listed. */
const PAGE = 'https://page.example';
const MOST_ORIGINS = 8;
const MOST_PLACES = 3;

/** One set-up with all that its conditions can make of it. */
type Outcomes = readonly [Policy, ...Policy[]];

/** What a gateway does to answers in which a program behind it writes CORS headers too. */
export function writtenBehind(policy: Policy, context: RuleContext): readonly Draft[] {
  const { behind } = policy;
  if (!behind) return [];
  const setups = setupsOf(context.behind(policy));
  if (behind.adds === 'beside') return besideOthers(policy, setups, context);
  return setups.flatMap((outcomes) => insteadOf(policy, outcomes, context));
}

/**
 * The set-ups that are there in every case: without a condition, or with an outcome for all that a condition can give. What is for
 * development or for preflights only is left out: the gateway answers preflights itself.
 */
function setupsOf(policies: readonly Policy[]): readonly Outcomes[] {
  const setups = new Map<string, [Policy, ...Policy[]]>();
  for (const policy of policies) {
    const key = `${policy.framework} ${policy.setup.uri} ${policy.setup.start}`;
    const known = setups.get(key);
    if (known) known.push(policy);
    else setups.set(key, [policy]);
  }
  return [...setups.values()].filter((outcomes) => outcomes.every((one) => isAlways(one, outcomes)));
}

function isAlways(policy: Policy, outcomes: Outcomes): boolean {
  if (policy.development !== undefined || policy.unconfigured || policy.preflightOnly) return false;
  return policy.when.every(({ subject, outcome }) =>
    outcomes.some(({ when }) => when.some((one) => one.subject === subject && one.outcome !== outcome)),
  );
}

/** Two headers in one answer. */
function besideOthers(policy: Policy, setups: readonly Outcomes[], context: RuleContext): readonly Draft[] {
  const doubled = setups.flatMap((outcomes) => {
    const origin = originsOf(policy, outcomes[0]).find(
      (one) => sentTo(policy, one, context) !== undefined && writesFor(outcomes, one, context),
    );
    return origin === undefined ? [] : [{ outcomes, origin }];
  });
  const [one] = doubled;
  if (!one) return [];
  const { outcomes, origin } = one;
  const own = `\`${ORIGIN}: ${sentTo(policy, origin, context)}\``;
  const isSure = outcomes.every((each) => sentTo(each, origin, context) !== undefined);
  return [
    {
      place: policy.originsPlace,
      confidence: isSure ? 'likely' : 'possible',
      message: `Browsers refuse the answers to pages of \`${origin}\`: ${policy.title} adds ${own} to answers in which the function behind it has written ${written(outcomes, origin, context)}, and they take one value only. Keep cross-origin access in one of the two places.`,
      related: doubled.slice(0, MOST_PLACES).map((each) => ({
        place: each.outcomes[0].originsPlace,
        message: `The function writes ${written(each.outcomes, each.origin, context)} here`,
      })),
    },
  ];
}

/** A variable that is not set is the one reason for no header: a deployment sets it. */
function writesFor(outcomes: Outcomes, origin: string, context: RuleContext): boolean {
  const writes = (one: Policy) => sentTo(one, origin, context) !== undefined || variableOf(one) !== undefined;
  return (
    outcomes.some(writes) &&
    outcomes.every((one) => writes(one) || one.when.every(({ environment }) => environment))
  );
}

/** The variable of the environment that the function sends as it is. */
function variableOf({ origins }: Policy): string | undefined {
  const [only, ...others] = origins;
  if (only?.match.kind !== 'unknown' || only.match.reason.kind !== 'environment') return undefined;
  return others.length > 0 || only.listed ? undefined : only.match.reason.variable;
}

/** What the function writes, in one of its outcomes. */
function written(outcomes: Outcomes, origin: string, context: RuleContext): string {
  for (const one of outcomes) {
    const value = sentTo(one, origin, context);
    if (value === undefined) continue;
    const when = outcomes.length > 1 ? one.when.map(({ text }) => text).join(' and ') : '';
    return `\`${ORIGIN}: ${value}\`${when === '' ? '' : ` (when ${when})`}`;
  }
  const variable = outcomes.map(variableOf).find((name) => name !== undefined);
  return `\`${ORIGIN}\` with what \`${variable}\` holds`;
}

/** Headers that no page sees. */
function insteadOf(policy: Policy, outcomes: Outcomes, context: RuleContext): readonly Draft[] {
  const [inner, ...others] = outcomes;
  const origins = originsOf(policy, inner);
  if (!origins.some((origin) => sentTo(policy, origin, context) !== undefined)) return [];
  const draft = (severity: 'warning' | 'hint', message: string): readonly Draft[] => [
    { place: inner.originsPlace, severity, confidence: 'likely', message },
  ];
  const why = `${policy.title} drops the CORS headers of the functions behind it and sends its own`;
  const isAllowed = (one: Policy, origin: string, credentials: boolean) =>
    context.ask(one, { origin, credentials }).decision.allowed;
  if (others.length === 0 && isKnown(inner) && isKnown(policy)) {
    if (isAllowed(policy, PAGE, false) && !isAllowed(inner, PAGE, false))
      return draft(
        'warning',
        `This keeps no page out: ${why}, with which \`${PAGE}\` reads the answers too. Say there which origins you trust.`,
      );
    for (const credentials of [false, true]) {
      const shut = exactOrigins(inner).find(
        (origin) => isAllowed(inner, origin, credentials) && !isAllowed(policy, origin, credentials),
      );
      if (shut === undefined) continue;
      const refused = credentials ? 'Requests with cookies from pages' : 'Pages';
      return draft(
        'warning',
        `${refused} of \`${shut}\` are refused: ${why}, which do not let them in. Allow them there.`,
      );
    }
  }
  return draft('hint', `This reaches no page: ${why}. Leave it out here, or there.`);
}

function isKnown({ origins, open, credentials }: Policy): boolean {
  return !open && credentials !== 'unknown' && origins.every(({ match }) => match.kind !== 'unknown');
}

function sentTo(policy: Policy, origin: string, context: RuleContext): string | undefined {
  return headerOf(context.ask(policy, { origin, credentials: false }).response.headers, ORIGIN);
}

/** Pages to ask for: those that one of the two names, after one that nobody names. */
function originsOf(policy: Policy, inner: Policy): readonly string[] {
  return [PAGE, ...exactOrigins(policy), ...exactOrigins(inner)];
}

function exactOrigins({ origins }: Policy): readonly string[] {
  return origins
    .flatMap(({ match }) => (match.kind === 'exact' || match.kind === 'fixed' ? [match.value] : []))
    .slice(0, MOST_ORIGINS);
}
