import type { Evaluator } from '../../evaluate/evaluator.ts';
import { ALWAYS, allOf, anyOf, type Predicate } from '../../origins/predicate.ts';
import type { OriginRule } from '../../policy/policy.ts';
import { predicateOf } from '../../policy/predicate.ts';
import type { Expr } from '../../syntax/expr.ts';
import type { Place } from '../../text/span.ts';
import type { IsOrigin } from './origin-mention.ts';
import { OriginReader, type Outcome } from './origin-reader.ts';

/** What a test of the program says about the request's origin when it comes out as asked. */
export type OriginVerdict =
  /** Only these origins pass. */
  | { readonly kind: 'rules'; readonly rules: readonly OriginRule[] }
  /** Which origin it is does not matter: the test asks whether there is one, or about something else. */
  | { readonly kind: 'neutral' }
  /** It looks at the origin in a way that is not followed. */
  | { readonly kind: 'unread' };

const NEUTRAL: OriginVerdict = { kind: 'neutral' };
const UNREAD: OriginVerdict = { kind: 'unread' };

/**
 * `isOrigin` says which expressions stand for the origin, `held` which outcome a value has. Tests of other things count as
 * passed.
 */
export function originVerdict(
  evaluator: Evaluator,
  test: Expr,
  outcome: boolean,
  isOrigin: IsOrigin,
  held?: Outcome,
): OriginVerdict {
  const reader = new OriginReader(evaluator, isOrigin, () => ALWAYS, held && { outcome: held });
  const predicate = reader.read(test, outcome);
  if (predicate.kind === 'constant') return NEUTRAL;
  // Everybody but a few: who that is decides the other branch.
  if (isEverybodyBut(predicate)) return UNREAD;
  const rules = asMeant(rulesOf(reader, predicate, { uri: evaluator.module.uri, ...test.span }));
  return rules.every(isOpen) ? UNREAD : { kind: 'rules', rules };
}

function isEverybodyBut(predicate: Predicate): boolean {
  if (predicate.kind === 'or') return predicate.parts.some(isEverybodyBut);
  return predicate.kind === 'not' || (predicate.kind === 'and' && predicate.parts.every(isEverybodyBut));
}

function isOpen({ match }: OriginRule): boolean {
  return match.kind === 'unknown' && match.reason.kind === 'request-origin';
}

/** Beside a test that is not followed, an entry with a `*` may be meant for that test, and not for being equal. */
export function asMeant(rules: readonly OriginRule[]): readonly OriginRule[] {
  const open = rules.find(isOpen);
  if (!open) return rules;
  return rules.map((rule) =>
    rule.match.kind === 'exact' && rule.match.value.includes('*') ? { ...rule, match: open.match } : rule,
  );
}

/**
 * A formula as rules, one for each thing that lets origins in by itself. A list of origins is at most narrowed by what else must
 * hold; other tests that must hold together are one rule. `place` is where everybody is let in, if that is so.
 */
export function rulesOf(reader: OriginReader, predicate: Predicate, place: Place): readonly OriginRule[] {
  const rule = { place, via: [], listed: false, isDefault: false };
  const known = reader.rules.get(predicate);
  if (known) return [known];
  switch (predicate.kind) {
    case 'constant':
      return predicate.value ? [{ ...rule, match: { kind: 'any' } }] : [];
    case 'or':
      return predicate.parts.flatMap((part) => rulesOf(reader, part, place));
    case 'and': {
      const lists = predicate.parts
        .map((part) => rulesOf(reader, part, place))
        .filter((rules) => rules.length > 0 && rules.every(isExact));
      const [shortest] = lists.sort((a, b) => a.length - b.length);
      if (shortest) return shortest;
      break;
    }
    default:
      break;
  }
  if (isUnknown(predicate)) {
    return [{ ...rule, match: { kind: 'unknown', reason: { kind: 'request-origin' } } }];
  }
  // Whoever does not pass a test is let in where that is said, not by the test.
  const own = isEverybodyBut(predicate) ? undefined : placeIn(predicate);
  return [{ ...rule, place: own ?? place, match: { kind: 'predicate', predicate } }];
}

/** Of a list of origins, also where an entry is not known. */
function isExact({ match }: OriginRule): boolean {
  return match.kind === 'exact' || (match.kind === 'unknown' && match.reason.kind !== 'request-origin');
}

/** It cannot hold for sure, whatever the origin. */
function isUnknown(predicate: Predicate): boolean {
  switch (predicate.kind) {
    case 'unknown':
      return true;
    case 'not':
      return isUnknown(predicate.part);
    case 'and':
      return predicate.parts.some(isUnknown);
    case 'or':
      return predicate.parts.every(isUnknown);
    default:
      return false;
  }
}

function placeIn(predicate: Predicate): Place | undefined {
  if (predicate.kind === 'test') return predicate.place;
  if (predicate.kind === 'not') return placeIn(predicate.part);
  if (predicate.kind !== 'and' && predicate.kind !== 'or') return undefined;
  return predicate.parts.map(placeIn).find((place) => place !== undefined);
}

/** True for a test that, with this outcome, only requests without an origin pass. */
export function asksForAbsence(test: Expr, outcome: boolean, isOrigin: IsOrigin): boolean {
  if (test.kind === 'not') return asksForAbsence(test.operand, !outcome, isOrigin);
  if (test.kind === 'binary' && (test.operator === '==' || test.operator === '!=')) {
    const equal = (test.operator === '==') === outcome;
    const { left, right } = test;
    return equal && ((isOrigin(left) && isNothing(right)) || (isOrigin(right) && isNothing(left)));
  }
  return !outcome && isOrigin(test);
}

function isNothing(expr: Expr): boolean {
  return expr.kind === 'null' || (expr.kind === 'text' && (expr.value === '' || expr.value === 'undefined'));
}

/** Two tests hold. A list of origins is at most narrowed by one that is not understood; a pattern may be replaced by it. */
export function bothVerdicts(first: OriginVerdict, second: OriginVerdict): OriginVerdict {
  if (first.kind === 'neutral') return second;
  if (second.kind === 'neutral') return first;
  const [rules, other] = first.kind === 'rules' ? [first, second] : [second, first];
  if (rules.kind !== 'rules') return UNREAD;
  const isList = (verdict: OriginVerdict): boolean =>
    verdict.kind === 'rules' && verdict.rules.every(isExact);
  if (other.kind === 'rules') {
    // Both are known: the shorter list of origins says more.
    if (isList(other)) return !isList(rules) || other.rules.length < rules.rules.length ? other : rules;
    if (isList(rules)) return rules;
    return { kind: 'rules', rules: [together(rules.rules, other.rules)] };
  }
  return isList(rules) ? rules : UNREAD;
}

function together(first: readonly OriginRule[], second: readonly OriginRule[]): OriginRule {
  const predicate = allOf([anyOf(first.map(predicateOf)), anyOf(second.map(predicateOf))]);
  const place = placeIn(predicate) ?? first[0]?.place ?? { uri: '', start: 0, end: 0 };
  return { match: { kind: 'predicate', predicate }, place, via: [], listed: false, isDefault: false };
}
