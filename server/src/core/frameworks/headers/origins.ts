import type { Evaluator } from '../../evaluate/evaluator.ts';
import { alternatives, bothHold } from '../../evaluate/read.ts';
import type { Value, When } from '../../evaluate/value.ts';
import type { OriginRule } from '../../policy/policy.ts';
import type { Condition } from '../../syntax/module.ts';
import type { Span } from '../../text/span.ts';
import type { HeaderWrite } from '../shared/header-writes/find.ts';
import { isReflected, isRequestOrigin, mentionsOrigin, originVerdict } from '../shared/origin-test.ts';
import { settingsOf } from './conditions.ts';
import { isGuarded } from './guards.ts';
import { leavesOf } from './leaves.ts';

/** One value that `Access-Control-Allow-Origin` can have, whom it lets in, and what must hold for it. */
export interface OriginCase {
  readonly value: Value;
  readonly rules: readonly OriginRule[];
  readonly when: readonly When[];
}

const MAX_CASES = 16;

export function originCases(evaluator: Evaluator, write: HeaderWrite): readonly OriginCase[] {
  const { module } = evaluator;
  const around = module.conditions(write.span.start);
  const cases: OriginCase[] = [];
  for (const leaf of leavesOf(module, write.value)) {
    const tests = [...around, ...leaf.tests];
    const settings = settingsOf(evaluator, tests);
    if (!settings) continue;
    for (const alternative of alternatives(evaluator.evaluate(leaf.expr))) {
      if (isWithoutOrigin(alternative.when)) continue;
      const when = bothHold(settings, alternative.when.filter((one) => one.subject !== ORIGIN_HEADER));
      if (!when) continue;
      const rules = rulesOf(evaluator, alternative.value, tests, functionAround(evaluator, write.span), leaf.names);
      cases.push({ value: alternative.value, rules, when });
    }
  }
  return merged(cases).slice(0, MAX_CASES);
}

const ORIGIN_HEADER = 'the Origin header';

/** What is sent where the request has no Origin header is read by no other origin. */
function isWithoutOrigin(when: readonly When[]): boolean {
  return when.some((one) => one.subject === ORIGIN_HEADER && one.outcome === 'unset');
}

/** The same literal on two ways is one case, under no condition if one of the ways has none. */
function merged(cases: readonly OriginCase[]): readonly OriginCase[] {
  const found: OriginCase[] = [];
  for (const one of cases) {
    const same = found.findIndex(({ value }) => isSamePlace(value, one.value));
    const before = found[same];
    if (!before) found.push(one);
    else if (one.when.length < before.when.length) found[same] = one;
  }
  return found;
}

function isSamePlace(first: Value, second: Value): boolean {
  const [a, b] = [first.place, second.place];
  return first.kind === second.kind && a.uri === b.uri && a.start === b.start && a.end === b.end;
}

function functionAround(evaluator: Evaluator, span: Span): Span {
  const { module } = evaluator;
  const functions = module.enclosing(span.start).flatMap((each) => (each.kind === 'function' ? [each.function] : []));
  // A callback inside of a handler: the handler's tests count too.
  return functions[Math.min(1, functions.length - 1)]?.body ?? { start: 0, end: module.text.length };
}

function rulesOf(
  evaluator: Evaluator,
  value: Value,
  tests: readonly Condition[],
  around: Span,
  names: readonly string[],
): readonly OriginRule[] {
  const rule = (match: OriginRule['match'], written?: string): readonly OriginRule[] => [
    { match, place: value.place, via: value.via, listed: false, isDefault: false, ...(written !== undefined && { written }) },
  ];
  switch (value.kind) {
    case 'text':
      return value.value === '' ? [] : rule(value.value === '*' ? { kind: 'any' } : { kind: 'fixed', value: value.value }, value.value);
    case 'number':
    case 'boolean':
      return rule({ kind: 'fixed', value: String(value.value) });
    case 'list':
      return listRules(value, rule);
    case 'unknown':
      return isReflected(value) ? reflection(evaluator, value, tests, around, names, rule) : rule({ kind: 'unknown', reason: value.reason });
    case 'null':
      return [];
    default:
      return rule({ kind: 'unknown', reason: { kind: 'too-complex' } });
  }
}

type MakeRule = (match: OriginRule['match'], written?: string) => readonly OriginRule[];

/** Several lines or one with commas: for a browser the same. */
function listRules(list: Extract<Value, { kind: 'list' }>, rule: MakeRule): readonly OriginRule[] {
  const texts = list.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
  if (texts.length !== list.items.length) return rule({ kind: 'unknown', reason: { kind: 'syntax', what: 'list' } });
  if (texts.length === 0) return [];
  const joined = texts.join(', ');
  return rule(joined === '*' ? { kind: 'any' } : { kind: 'fixed', value: joined });
}

/** The request's own origin is sent back: to everybody, unless something looks at it before. */
function reflection(
  evaluator: Evaluator,
  value: Value,
  tests: readonly Condition[],
  around: Span,
  names: readonly string[],
  rule: MakeRule,
): readonly OriginRule[] {
  const isOrigin = (expr: Parameters<typeof isRequestOrigin>[1]): boolean => isRequestOrigin(evaluator, expr);
  const unread = rule({ kind: 'unknown', reason: { kind: 'request-origin' } });
  let known: readonly OriginRule[] | undefined;
  for (const { test, outcome } of tests) {
    if (!test) continue;
    const verdict = originVerdict(evaluator, test, outcome, isOrigin);
    if (verdict.kind === 'unread') return unread;
    // Of two tests that both hold, the one with fewer origins says more.
    if (verdict.kind === 'rules' && (!known || verdict.rules.length < known.length)) known = verdict.rules;
  }
  if (known) return known;
  if (tests.some(({ test }) => test && mentionsOrigin(evaluator, test, isOrigin) && !isOrigin(test) && test.kind === 'call')) return unread;
  return isGuarded(evaluator, around, names) ? unread : rule({ kind: 'any' });
}
