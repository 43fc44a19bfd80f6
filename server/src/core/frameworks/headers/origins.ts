import type { Evaluator } from '../../evaluate/evaluator.ts';
import { alternatives, bothHold } from '../../evaluate/read.ts';
import type { Step, Value, When } from '../../evaluate/value.ts';
import type { OriginRule } from '../../policy/policy.ts';
import type { Expr, NameExpr } from '../../syntax/expr.ts';
import type { Condition } from '../../syntax/module.ts';
import { contains, placeOf, type Span } from '../../text/span.ts';
import type { HeaderWrite } from '../shared/header-writes/find.ts';
import { isGuarded } from '../shared/origin-guards.ts';
import { isReflected, isRequestOrigin } from '../shared/origin-mention.ts';
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
  const callers = leaves.flatMap((leaf) => leaf.callers);
  const cases: OriginCase[] = [];
  for (const leaf of leaves) {
    const tests = [...around, ...leaf.tests];
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
      const functions = [write.span.start, leaf.expr.span.start, ...leaf.callers].map((offset) =>
        functionAround(evaluator, offset),
      );
      const way = { at: write.span.start, idle, tests, functions, names: leaf.names, callers };
      const isOpen = leaf.expr.kind === 'call' && alternative.when.some(mayTestOrigin);
      cases.push({ value, rules: rulesOf(evaluator, value, { ...way, isOpen }), when, chosen });
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

/** The same value on two ways is one case, under no condition if one of the ways has none. */
function merged(cases: readonly OriginCase[]): readonly OriginCase[] {
  const found: OriginCase[] = [];
  for (const one of cases) {
    const same = found.findIndex(
      (other) => isSamePlace(other.value, one.value) && matchesOf(other) === matchesOf(one),
    );
    const before = found[same];
    if (!before) found.push(one);
    else found[same] = { ...(one.when.length < before.when.length ? one : before), chosen: [] };
  }
  return found;
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
  readonly functions: readonly Span[];
  /** Names that held it. */
  readonly names: readonly string[];
  /** Where calls that were followed are given it. */
  readonly callers: readonly number[];
  /** Something on the way may look at the origin that could not be read. */
  readonly isOpen: boolean;
}

function rulesOf(evaluator: Evaluator, value: Value, way: Way): readonly OriginRule[] {
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
        ? reflection(evaluator, way, rule)
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
function reflection(evaluator: Evaluator, way: Way, rule: MakeRule): readonly OriginRule[] {
  const { at, idle, tests, functions, names, callers } = way;
  const isOrigin = originTest(evaluator, names);
  const unread = rule({ kind: 'unknown', reason: { kind: 'request-origin' } });
  if (way.isOpen) return unread;
  const failed = tests.flatMap(({ test, outcome }) =>
    test && isFailedByOthers(evaluator, test, outcome, isOrigin) ? [test.span] : [],
  );
  const verdicts = tests.map((condition): OriginVerdict => {
    const { test, outcome } = condition;
    if (test && failed.includes(test.span)) return { kind: 'neutral' };
    if (test) {
      const read = originVerdict(evaluator, test, outcome, isOrigin);
      return read.kind === 'neutral' && isCaseOfOrigin(evaluator, test) ? { kind: 'unread' } : read;
    }
    return { kind: choosesByOrigin(evaluator, condition) ? 'unread' : 'neutral' };
  });
  const verdict = verdicts.reduce(bothVerdicts, { kind: 'neutral' });
  if (verdict.kind === 'rules') return verdict.rules;
  if (verdict.kind === 'unread') return unread;
  const decided = [...failed, ...idle, ...leftBefore(evaluator, at, isOrigin)];
  const isLookedAt = (read: readonly Span[]): boolean => {
    const isFollowed = (expr: Expr): boolean => callers.includes(expr.span.start);
    const isSeen = (expr: Expr): boolean =>
      isOrigin(expr) && !isFollowed(expr) && !read.some((span) => contains(span, expr.span));
    return isGuarded(evaluator, functions, names, isSeen);
  };
  if (!isLookedAt(decided)) return rule({ kind: 'any' });
  const stayed = staying(evaluator, way, isOrigin);
  return stayed && !isLookedAt([...decided, ...stayed.tests]) ? stayed.rules : unread;
}

/** Whom the function is not left for: `if (!isListed(origin)) return;` before the header is written. */
function staying(
  evaluator: Evaluator,
  { at, idle }: Way,
  isOrigin: (expr: Expr) => boolean,
): { readonly rules: readonly OriginRule[]; readonly tests: readonly Span[] } | undefined {
  const guards = notLeftBefore(evaluator.module, at).flatMap(({ test, outcome }) =>
    test && !idle.some(({ start }) => start === test.span.start) ? [{ test, outcome }] : [],
  );
  const verdict = guards
    .filter(({ test, outcome }) => !isFailedByOthers(evaluator, test, outcome, isOrigin))
    .map(({ test, outcome }) => originVerdict(evaluator, test, outcome, isOrigin))
    .reduce(bothVerdicts, { kind: 'neutral' });
  if (verdict.kind !== 'rules') return undefined;
  return { rules: verdict.rules, tests: guards.map(({ test }) => test.span) };
}

/** The `else` of a test that only known origins pass: every other origin comes here. */
function isFailedByOthers(
  evaluator: Evaluator,
  test: Expr,
  outcome: boolean,
  isOrigin: (expr: Expr) => boolean,
): boolean {
  if (originVerdict(evaluator, test, outcome, isOrigin).kind !== 'unread') return false;
  return isPassedByKnown(evaluator, test, !outcome, isOrigin);
}

/** Tests before this place behind which known origins alone leave the function: every other one comes here. */
function leftBefore(evaluator: Evaluator, at: number, isOrigin: (expr: Expr) => boolean): readonly Span[] {
  const { module } = evaluator;
  const around = module.enclosing(at).find((each) => each.kind === 'function');
  if (around?.kind !== 'function') return [];
  return module.returns(around.function).flatMap(({ span }) => {
    if (span.start > at) return [];
    const { test, outcome = true } = module.conditions(span.start).at(-1) ?? {};
    return test && isPassedByKnown(evaluator, test, outcome, isOrigin) ? [test.span] : [];
  });
}

function isPassedByKnown(
  evaluator: Evaluator,
  test: Expr,
  outcome: boolean,
  isOrigin: (expr: Expr) => boolean,
): boolean {
  const passed = originVerdict(evaluator, test, outcome, isOrigin);
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
