import type { Evaluator } from '../../evaluate/evaluator.ts';
import { alternatives, bothHold } from '../../evaluate/read.ts';
import type { Step, Value, When } from '../../evaluate/value.ts';
import type { OriginRule } from '../../policy/policy.ts';
import type { Expr, NameExpr } from '../../syntax/expr.ts';
import type { Condition } from '../../syntax/module.ts';
import { contains, placeOf, type Span } from '../../text/span.ts';
import type { HeaderWrite } from '../shared/header-writes/find.ts';
import { type Asked, deciding, recording, waysOfValues } from '../shared/javascript/origin-ways.ts';
import { isGuarded } from '../shared/origin-guards.ts';
import { isReflected, isRequestOrigin, mentionsOrigin } from '../shared/origin-mention.ts';
import type { Outcome } from '../shared/origin-reader.ts';
import { asksForAbsence, bothVerdicts, type OriginVerdict, originVerdict } from '../shared/origin-test.ts';
import { choicesOf, settingsOf } from './conditions.ts';
import { leavesOf } from './leaves.ts';
import { notLeftBefore } from './passed.ts';

/** One value that `Access-Control-Allow-Origin` can have, whom it lets in, and what must hold for it. */
export interface OriginCase {
  readonly value: Value;
  readonly rules: readonly OriginRule[];
  readonly when: readonly When[];
  /** What tests of the origin say on the way to it. Whoever asks chooses that, but other headers may depend on it, too. */
  readonly chosen: readonly When[];
}

const MAX_CASES = 16;

/** `idle`: tests that nothing depends on, whatever they ask of the origin. */
export function originCases(
  evaluator: Evaluator,
  write: HeaderWrite,
  idle: readonly Span[] = [],
): readonly OriginCase[] {
  const { module } = evaluator;
  const around = module
    .conditions(write.span.start)
    .filter(({ test }) => !test || !idle.some(({ start }) => start === test.span.start));
  const leaves = leavesOf(module, write.value, (call) => isReflected(evaluator.evaluate(call)));
  const isOrigin = originTest(
    evaluator,
    leaves.flatMap(({ names }) => names),
  );
  const guardsAt = (at: number): readonly Condition[] =>
    notLeftBefore(module, at).filter(
      ({ test }) =>
        test &&
        mentionsOrigin(evaluator, test, isOrigin) &&
        !idle.some(({ start }) => start === test.span.start),
    );
  const guardsHere = guardsAt(write.span.start);
  const callers = leaves.flatMap((leaf) => leaf.callers);
  const cases: OriginCase[] = [];
  for (const leaf of leaves) {
    const guards = [...guardsHere, ...leaf.results.flatMap(guardsAt)];
    const own = [...around, ...leaf.tests];
    const tests = [...own, ...guards];
    const settings = settingsOf(evaluator, tests, isOrigin);
    if (!settings || tests.some(({ test, outcome }) => test && asksForAbsence(test, outcome, isOrigin)))
      continue;
    const chosen = choicesOf(evaluator, tests, isOrigin);
    for (const alternative of alternatives(evaluator.evaluate(leaf.expr))) {
      if (isWithoutOrigin(alternative.when)) continue;
      const when = bothHold(
        settings,
        alternative.when.filter((one) => one.subject !== ORIGIN_HEADER),
      );
      if (!when) continue;
      const value = isReflected(alternative.value)
        ? sentHere(module.uri, alternative.value, leaf.shown)
        : alternative.value;
      const functions = [write.span.start, leaf.expr.span.start, ...leaf.callers, ...leaf.results].map(
        (offset) => functionAround(evaluator, offset),
      );
      const isOpen = leaf.expr.kind === 'call' && alternative.when.some(mayTestOrigin);
      const way = {
        at: write.span.start,
        idle,
        tests: own,
        guards,
        functions,
        names: leaf.names,
        callers,
        isOpen,
      };
      for (const { rules, given } of rulesOfEach(evaluator, value, way)) {
        const both = bothHold(when, given);
        if (both) cases.push({ value, rules, when: both, chosen });
      }
    }
  }
  return merged(telling(cases)).slice(0, MAX_CASES);
}

/** Without the cases in which nothing is sent, unless a setting decides between them and the others. */
function telling(cases: readonly OriginCase[]): readonly OriginCase[] {
  const sending = cases.filter(({ rules }) => rules.length > 0);
  if (sending.length === 0) return cases;
  return cases.filter(({ rules, when }) => rules.length > 0 || when.some(({ environment }) => environment));
}

/** A reflection stands where it is sent, not where the header is read. */
function sentHere(uri: string, value: Value, shown: Expr): Value {
  if (shown.span.start === value.place.start) return value;
  const step: Step = { place: value.place, what: "the request's Origin header is read here" };
  return { ...value, place: placeOf(uri, shown.span), via: [step] };
}

const ORIGIN_HEADER = 'the Origin header';

/** What is sent where the request has no Origin header is read by no other origin. */
function isWithoutOrigin(when: readonly When[]): boolean {
  return when.some((one) => one.subject === ORIGIN_HEADER && one.outcome === 'unset');
}

/** A condition inside of a function that could not be followed: whether it looks at the origin is not known. */
function mayTestOrigin({ subject, environment }: When): boolean {
  return subject !== ORIGIN_HEADER && (!environment || /[(]|\bin\b/.test(subject));
}

/** The same value on two ways is one case where the conditions of one way hold whenever those of the other do. */
function merged(cases: readonly OriginCase[]): readonly OriginCase[] {
  const found: OriginCase[] = [];
  for (const one of cases) {
    const same = found.findIndex(
      (other) =>
        isSamePlace(other.value, one.value) &&
        matchesOf(other) === matchesOf(one) &&
        (isAmong(other.when, one.when) || isAmong(one.when, other.when)),
    );
    const before = found[same];
    if (!before) found.push(one);
    else found[same] = { ...(isAmong(before.when, one.when) ? before : one), chosen: [] };
  }
  return found;
}

function isAmong(some: readonly When[], all: readonly When[]): boolean {
  return some.every(({ subject, outcome }) =>
    all.some((each) => each.subject === subject && each.outcome === outcome),
  );
}

function matchesOf({ rules }: OriginCase): string {
  return JSON.stringify(rules.map(({ match }) => match));
}

function isSamePlace(first: Value, second: Value): boolean {
  const [a, b] = [first.place, second.place];
  return first.kind === second.kind && a.uri === b.uri && a.start === b.start && a.end === b.end;
}

function functionAround(evaluator: Evaluator, offset: number): Span {
  const { module } = evaluator;
  const functions = module
    .enclosing(offset)
    .flatMap((each) => (each.kind === 'function' ? [each.function] : []));
  // A callback inside of a handler: the handler's tests count too.
  return functions[Math.min(1, functions.length - 1)]?.body ?? { start: 0, end: module.text.length };
}

/** How the value came here. */
interface Way {
  /** Where it is sent. */
  readonly at: number;
  readonly idle: readonly Span[];
  readonly tests: readonly Condition[];
  /** Tests behind which the function was left before. */
  readonly guards: readonly Condition[];
  readonly functions: readonly Span[];
  /** Names that held it. */
  readonly names: readonly string[];
  /** Where calls that were followed are given it. */
  readonly callers: readonly number[];
  /** Something on the way may look at the origin that could not be read. */
  readonly isOpen: boolean;
}

/** Whom the value lets in, for each outcome of what its tests compare the origin with: a list with a default has two. */
function rulesOfEach(
  evaluator: Evaluator,
  value: Value,
  way: Way,
): readonly { readonly rules: readonly OriginRule[]; readonly given: readonly When[] }[] {
  const asked: Asked = { settings: new Map(), values: new Map() };
  const rules = rulesOf(evaluator, value, way, recording(asked).outcome);
  const ways = waysOfValues(asked.values);
  if (!ways) return [{ rules, given: [] }];
  return ways.map((each) => ({
    rules: rulesOf(evaluator, value, way, deciding(each).outcome),
    given: each.when,
  }));
}

function rulesOf(evaluator: Evaluator, value: Value, way: Way, held: Outcome): readonly OriginRule[] {
  const rule = (match: OriginRule['match'], written?: string): readonly OriginRule[] => [
    {
      match,
      place: value.place,
      via: value.via,
      listed: false,
      isDefault: false,
      ...(written !== undefined && { written }),
    },
  ];
  switch (value.kind) {
    case 'text':
      return value.value === ''
        ? []
        : rule(value.value === '*' ? { kind: 'any' } : { kind: 'fixed', value: value.value }, value.value);
    case 'number':
      return rule({ kind: 'fixed', value: String(value.value) });
    case 'list':
      return listRules(value, rule);
    case 'unknown':
      return isReflected(value)
        ? reflection(evaluator, way, held, rule)
        : rule({ kind: 'unknown', reason: value.reason });
    case 'null':
    case 'boolean':
      return [];
    default:
      return rule({ kind: 'unknown', reason: { kind: 'too-complex' } });
  }
}

type MakeRule = (match: OriginRule['match'], written?: string) => readonly OriginRule[];

/** Several lines or one with commas: for a browser the same. */
function listRules(list: Extract<Value, { kind: 'list' }>, rule: MakeRule): readonly OriginRule[] {
  const texts = list.items.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
  if (texts.length !== list.items.length)
    return rule({ kind: 'unknown', reason: { kind: 'syntax', what: 'list' } });
  if (texts.length === 0) return [];
  const joined = texts.join(', ');
  return rule(joined === '*' ? { kind: 'any' } : { kind: 'fixed', value: joined });
}

/** The request's own origin is sent back: to everybody, unless something looks at it before. */
function reflection(evaluator: Evaluator, way: Way, held: Outcome, rule: MakeRule): readonly OriginRule[] {
  const { at, idle, tests, guards, functions, names, callers } = way;
  const isOrigin = originTest(evaluator, names);
  const verdictOf: VerdictOf = (test, outcome) => originVerdict(evaluator, test, outcome, isOrigin, held);
  const unread = rule({ kind: 'unknown', reason: { kind: 'request-origin' } });
  if (way.isOpen) return unread;
  const all = [...tests, ...guards];
  const failed = all.flatMap(({ test, outcome }) =>
    test && isFailedByOthers(test, outcome, verdictOf) ? [test.span] : [],
  );
  /** In another way than by tests that are read. */
  const isLookedAt = (read: readonly Span[]): boolean => {
    const decided = [...failed, ...idle, ...leftBefore(evaluator, at, verdictOf), ...read];
    const isFollowed = (expr: Expr): boolean => callers.includes(expr.span.start);
    const isSeen = (expr: Expr): boolean =>
      isOrigin(expr) && !isFollowed(expr) && !decided.some((span) => contains(span, expr.span));
    return isGuarded(evaluator, functions, names, isSeen);
  };
  const verdictOn = (conditions: readonly Condition[]): OriginVerdict =>
    conditions
      .map((condition): OriginVerdict => {
        const { test, outcome } = condition;
        if (test && failed.includes(test.span)) return { kind: 'neutral' };
        if (!test) return { kind: choosesByOrigin(evaluator, condition) ? 'unread' : 'neutral' };
        const read = verdictOf(test, outcome);
        return read.kind === 'neutral' && isCaseOfOrigin(evaluator, test) ? { kind: 'unread' } : read;
      })
      .reduce(bothVerdicts, { kind: 'neutral' });
  const left = verdictOn(guards);
  // Where a function is left for some, it may be left for others in a way that cannot be read.
  const isRead = left.kind !== 'rules' || !isLookedAt(all.flatMap(({ test }) => (test ? [test.span] : [])));
  const verdict = bothVerdicts(verdictOn(tests), isRead ? left : { kind: 'unread' });
  if (verdict.kind === 'rules') return verdict.rules;
  if (verdict.kind === 'unread') return unread;
  return isLookedAt([]) ? unread : rule({ kind: 'any' });
}

type VerdictOf = (test: Expr, outcome: boolean) => OriginVerdict;

/** The `else` of a test that only known origins pass: every other origin comes here. */
function isFailedByOthers(test: Expr, outcome: boolean, verdictOf: VerdictOf): boolean {
  return verdictOf(test, outcome).kind === 'unread' && isPassedByKnown(verdictOf(test, !outcome));
}

/** Tests before this place behind which known origins alone leave the function: every other one comes here. */
function leftBefore({ module }: Evaluator, at: number, verdictOf: VerdictOf): readonly Span[] {
  const around = module.enclosing(at).find((each) => each.kind === 'function');
  if (around?.kind !== 'function') return [];
  return module.returns(around.function).flatMap(({ span }) => {
    if (span.start > at) return [];
    const { test, outcome = true } = module.conditions(span.start).at(-1) ?? {};
    return test && isPassedByKnown(verdictOf(test, outcome)) ? [test.span] : [];
  });
}

function isPassedByKnown(passed: OriginVerdict): boolean {
  if (passed.kind !== 'rules') return false;
  return passed.rules.every(
    ({ match }) =>
      match.kind !== 'any' && !(match.kind === 'unknown' && match.reason.kind === 'request-origin'),
  );
}

function originTest(evaluator: Evaluator, names: readonly string[]): (expr: Expr) => boolean {
  return (expr) =>
    isRequestOrigin(evaluator, expr) || (expr.kind === 'name' && isParameterOf(evaluator, expr, names));
}

/** A parameter on the way: it holds the origin in every call that was followed. */
function isParameterOf(evaluator: Evaluator, name: NameExpr, names: readonly string[]): boolean {
  if (!names.includes(name.name)) return false;
  return evaluator.module
    .bindings(name.name, name.span.start)
    .some((binding) => binding.kind === 'parameter');
}

/** A label of `switch (origin)`, of which nothing shows that it is the request's own. */
function isCaseOfOrigin(evaluator: Evaluator, test: Expr): boolean {
  if (test.kind !== 'binary') return false;
  if (test.operator === 'or') return isCaseOfOrigin(evaluator, test.right);
  const { start, end } = test.left.span;
  return (
    end <= test.span.start && /origin/i.test(evaluator.module.text.slice(start, Math.min(end, start + 200)))
  );
}

/** `switch (origin) { case … }`, and Python's `case`, whose subject is not at hand. */
function choosesByOrigin(evaluator: Evaluator, { span }: Condition): boolean {
  const text = evaluator.module.text.slice(span.start, Math.min(span.end, span.start + 200));
  return /^case\b/.test(text) || /^switch\s*\([^{]*origin/i.test(text);
}
