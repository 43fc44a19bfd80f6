import type { Evaluator } from '../../evaluate/evaluator.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Condition } from '../../syntax/module.ts';
import type { Span } from '../../text/span.ts';
import type { HeaderWrite } from '../shared/header-writes/find.ts';
import { isReflected, isRequestOrigin, mentionsOrigin } from '../shared/origin-mention.ts';
import { sameBranch, without } from './conditions.ts';

const ORIGIN = 'access-control-allow-origin';

/** The policies of one place that writes the origin. */
export interface Written {
  readonly write: HeaderWrite;
  readonly policies: readonly Policy[];
}

/**
 * Where a test of the origin chooses between a place that sends the origin back and one that does so to everybody, the test keeps
 * nobody out: both let in whom they let in together. A `*` lets in everybody where no credentials are allowed.
 */
export function asAWhole(evaluator: Evaluator, written: readonly Written[]): readonly Policy[] {
  const open = written.flatMap(({ write, policies }) => {
    const [policy, ...others] = policies;
    return policy && others.length === 0 && isOpen(policy) ? [{ write, policy }] : [];
  });
  return written.flatMap(({ write, policies }) =>
    policies.map((policy) => {
      if (!isSentBack(policy) || isOpen(policy)) return policy;
      const other = open.find(
        (one) =>
          one.policy.credentials === policy.credentials &&
          (isSentBack(one.policy) || policy.credentials === false) &&
          isOtherwise(evaluator, write, one.write),
      );
      return other
        ? { ...policy, origins: other.policy.origins, originsPlace: other.policy.originsPlace }
        : policy;
    }),
  );
}

/**
 * Tests of the origin around a place that sends it back, whose other outcome leads to an earlier place that does so as well: how
 * they come out tells nobody from anybody.
 */
export function idleTests(
  evaluator: Evaluator,
  write: HeaderWrite,
  earlier: readonly HeaderWrite[],
): readonly Span[] {
  const { module } = evaluator;
  if (!isReflected(evaluator.evaluate(write.value))) return [];
  const here = module.conditions(write.span.start);
  return earlier.flatMap((other) => {
    if (!isOtherwise(evaluator, other, write) || !isReflected(evaluator.evaluate(other.value))) return [];
    const [test] = without(module.conditions(other.span.start), here);
    return test?.test ? [test.test.span] : [];
  });
}

/**
 * `'none'` beside a place that sends an origin: a word that is nobody's origin, written to refuse. Like an empty text it lets in
 * nobody. Alone it is a mistake.
 */
export function withoutRefusals(policies: readonly Policy[]): readonly Policy[] {
  if (!policies.some((policy) => policy.origins.length > 0 && !isRefusal(policy))) return policies;
  return policies.map((policy) => (isRefusal(policy) ? { ...policy, origins: [] } : policy));
}

const REFUSAL =
  /^(?:none|nothing|nobody|no|false|invalid|blocked|den(?:ied|y)|forbidden|refused|(?:not|dis)[-_ ]?allowed)$/i;

function isRefusal({ origins }: Policy): boolean {
  const [only, ...others] = origins;
  return only?.match.kind === 'fixed' && others.length === 0 && REFUSAL.test(only.match.value);
}

function isOpen(policy: Policy): boolean {
  return policy.when.length === 0 && policy.origins.some(({ match }) => match.kind === 'any');
}

function isSentBack({ options }: Policy): boolean {
  const value = options.get(ORIGIN)?.value;
  return value !== undefined && isReflected(value);
}

/** Whether every request that one test of the origin keeps from `write` comes to `other`. */
function isOtherwise(evaluator: Evaluator, write: HeaderWrite, other: HeaderWrite): boolean {
  const { module } = evaluator;
  const here = module.conditions(write.span.start);
  const there = module.conditions(other.span.start);
  const [test, ...more] = without(here, there);
  if (!test?.test || more.length > 0) return false;
  if (!mentionsOrigin(evaluator, test.test, (expr) => isRequestOrigin(evaluator, expr))) return false;
  const [only, ...others] = without(there, here);
  if (only) return others.length === 0 && sameBranch(test, only);
  return other.span.start > write.span.end && leavesAfter(evaluator, write, here, other.span.start);
}

/** `if (…) { write; return; }` */
function leavesAfter(
  { module }: Evaluator,
  write: HeaderWrite,
  here: readonly Condition[],
  before: number,
): boolean {
  const around = module.enclosing(write.span.start).find((each) => each.kind === 'function');
  if (around?.kind !== 'function') return false;
  return module.returns(around.function).some(({ span }) => {
    if (span.start < write.span.start || span.start > before) return false;
    const there = module.conditions(span.start);
    return there.length === here.length && without(there, here).length === 0;
  });
}
