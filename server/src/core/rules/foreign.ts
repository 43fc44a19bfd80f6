import { type Foreign, foreignOrigin } from '../origins/foreign.ts';
import { type Meaning, meaningOf, withOrigins } from '../origins/meaning.ts';
import { lets, type OriginTest, type Predicate, testsOf } from '../origins/predicate.ts';
import type { OriginRule, Policy } from '../policy/policy.ts';
import { predicateOf } from '../policy/predicate.ts';
import type { Place } from '../text/span.ts';
import { exposureOf } from './exposure.ts';
import type { RuleContext, Witness } from './rule.ts';

/** One thing that lets an origin in which the set-up does not mean. */
export interface Intrusion {
  readonly rule: OriginRule;
  readonly foreign: Extract<Foreign, { kind: 'other-owner' | 'shared' }>;
  readonly witness: Witness;
  /** The test that is too wide, where it can be told. */
  readonly test?: OriginTest;
  readonly place: Place;
  readonly meaning: Meaning;
}

const known = new WeakMap<Policy, readonly Intrusion[]>();

/**
 * Everything of a policy that lets in an origin of somebody else. Nothing where every website is let in, which is another
 * rule's news. Asked by several rules, and found once.
 */
export function intrusionsOf(policy: Policy, context: RuleContext): readonly Intrusion[] {
  const before = known.get(policy);
  if (before) return before;
  const found = findIntrusions(policy, context);
  known.set(policy, found);
  return found;
}

const MOST_RULES = 40;

function findIntrusions(policy: Policy, context: RuleContext): readonly Intrusion[] {
  const suspects = policy.origins.filter(({ match }) =>
    ['pattern', 'within', 'predicate'].includes(match.kind),
  );
  if (suspects.length === 0 || exposureOf(policy, context)) return [];
  const rules = policy.origins.slice(0, MOST_RULES);
  const all = meaningOf(rules.map(predicateOf));
  if (!all) return [];
  const named = rules.flatMap(({ match }) =>
    match.kind === 'exact' || match.kind === 'fixed' ? [match.value] : [],
  );
  return suspects.slice(0, MOST_RULES).flatMap((rule): readonly Intrusion[] => {
    const predicate = predicateOf(rule);
    const own = meaningOf([predicate]);
    if (!own) return [];
    const meaning = withOrigins({ ...all, suffixes: own.suffixes }, named);
    const foreign = foreignOrigin(predicate, meaning);
    if (foreign.kind === 'none' || foreign.kind === 'unknown') return [];
    const witness = witnessOf(policy, foreign.origin, context);
    if (!witness.decision.allowed) return [];
    const test = culpritOf(predicate, foreign.origin);
    return [{ rule, foreign, witness, ...(test && { test }), place: test?.place ?? rule.place, meaning }];
  });
}

/** With cookies where they get through. */
function witnessOf(policy: Policy, origin: string, context: RuleContext): Witness {
  const withCookies = context.ask(policy, { origin, credentials: true });
  return withCookies.decision.allowed ? withCookies : context.ask(policy, { origin, credentials: false });
}

/** The test that should have kept the origin out: the one that spells a host and still passes. */
function culpritOf(predicate: Predicate, origin: string): OriginTest | undefined {
  const passing = testsOf(predicate).filter((test) => lets(test, origin) === true);
  const spelling = passing.filter((test) => {
    const meaning = meaningOf([test]);
    return meaning && meaning.domains.length + meaning.hosts.length + meaning.suffixes.length > 0;
  });
  return spelling.at(-1) ?? passing.at(-1);
}

/** Whether a test compares texts, rather than a pattern. */
export function isTextTest(test: OriginTest | undefined): boolean {
  return test !== undefined && test.compare.kind !== 'matches';
}
