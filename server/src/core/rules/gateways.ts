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
  const doubled = setups.flatMap(([first, ...others]) => {
    const origin = originsOf(policy, first).find((one) =>
      [policy, first, ...others].every((each) => sentTo(each, one, context) !== undefined),
    );
    return origin === undefined ? [] : [{ first, origin }];
  });
  const [one] = doubled;
  if (!one) return [];
  const { title } = policy;
  const own = sentTo(policy, one.origin, context);
  const other = sentTo(one.first, one.origin, context);
  return [
    {
      place: policy.originsPlace,
      confidence: 'likely',
      message: `Browsers refuse the answers to pages of \`${one.origin}\`: ${title} adds \`${ORIGIN}: ${own}\` to answers in which the function behind it has written \`${ORIGIN}: ${other}\`, and they take one value only. Keep cross-origin access in one of the two places.`,
      related: doubled.slice(0, MOST_PLACES).map(({ first, origin }) => ({
        place: first.originsPlace,
        message: `The function writes \`${ORIGIN}: ${sentTo(first, origin, context)}\` here`,
      })),
    },
  ];
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
