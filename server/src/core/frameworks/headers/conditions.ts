import type { Evaluator } from '../../evaluate/evaluator.ts';
import { bothHold, whenOutcome } from '../../evaluate/read.ts';
import type { When } from '../../evaluate/value.ts';
import type { Expr } from '../../syntax/expr.ts';
import type { Condition, Module } from '../../syntax/module.ts';
import { chainOf } from '../shared/header-writes/clients.ts';
import { isRequestOrigin, mentionsOrigin } from '../shared/origin-mention.ts';

/** Two places in the same function that no run can both reach. */
export function excludeEachOther(
  module: Module,
  first: readonly Condition[],
  second: readonly Condition[],
): boolean {
  return first.some((one) =>
    second.some(
      (other) =>
        (sameBranch(one, other) && one.outcome !== other.outcome) || asksForOtherText(module, one, other),
    ),
  );
}

/** `if (req.url === '/a')` and `if (req.url === '/b')`: one fact of the request has one text. */
function asksForOtherText(module: Module, one: Condition, other: Condition): boolean {
  const first = one.test && factAsked(one.test, one.outcome);
  const second = other.test && factAsked(other.test, other.outcome);
  if (!first || !second || first.text === second.text) return false;
  const written = ({ fact }: AskedFact): string => module.text.slice(fact.span.start, fact.span.end);
  return written(first) === written(second);
}

interface AskedFact {
  readonly fact: Expr;
  readonly text: string;
}

/** A member alone: a name may be given another value between two tests. */
function factAsked(test: Expr, outcome: boolean): AskedFact | undefined {
  if (test.kind !== 'binary' || !outcome || test.operator !== '==') return undefined;
  const { left, right } = test;
  return left.kind === 'member' && right.kind === 'text' && aboutRequest(left)
    ? { fact: left, text: right.value }
    : undefined;
}

export function sameBranch(one: Condition, other: Condition): boolean {
  if (one.test && other.test)
    return one.test.span.start === other.test.span.start && one.test.span.end === other.test.span.end;
  return !one.test && !other.test && one.span.start === other.span.start;
}

/** Those that do not hold for the others. */
export function without(all: readonly Condition[], others: readonly Condition[]): readonly Condition[] {
  return all.filter(
    (one) => !others.some((other) => sameBranch(one, other) && one.outcome === other.outcome),
  );
}

/** True where `inner` is reached whenever `outer` is, as far as tests that tell requests apart go. */
export function reachedWith(
  evaluator: Evaluator,
  inner: readonly Condition[],
  outer: readonly Condition[],
): boolean {
  return inner.every(
    (condition) =>
      outer.some((other) => sameBranch(condition, other) && condition.outcome === other.outcome) ||
      !condition.test ||
      isNeutral(evaluator, condition.test),
  );
}

/**
 * What must hold beside the request: a setting, the environment. Tests of the request's origin or method are left out,
 * since whoever sends the request chooses them. Undefined where the place is never reached.
 */
export function settingsOf(
  evaluator: Evaluator,
  conditions: readonly Condition[],
  isOrigin: (expr: Expr) => boolean = (expr) => isRequestOrigin(evaluator, expr),
): readonly When[] | undefined {
  let when: readonly When[] | undefined = [];
  for (const { test, outcome } of conditions) {
    if (!test || isNeutral(evaluator, test) || mentionsOrigin(evaluator, test, isOrigin)) continue;
    const taken = whenOutcome(evaluator, test, outcome);
    when = taken && when && bothHold(when, taken);
    if (!when) return undefined;
  }
  return when;
}

/** What the tests of the origin among the conditions say: the part that {@link settingsOf} leaves out. */
export function choicesOf(
  evaluator: Evaluator,
  conditions: readonly Condition[],
  isOrigin: (expr: Expr) => boolean,
): readonly When[] {
  let when: readonly When[] = [];
  for (const { test, outcome } of conditions) {
    if (!test || isNeutral(evaluator, test) || !mentionsOrigin(evaluator, test, isOrigin)) continue;
    const taken = whenOutcome(evaluator, test, outcome);
    when = (taken && bothHold(when, taken)) ?? when;
  }
  return when;
}

/** Tests that are about the request, but not about who sends it: its method, its path, whether it names an origin. */
export function isNeutral(evaluator: Evaluator, test: Expr, depth = 0): boolean {
  if (depth > 8) return false;
  switch (test.kind) {
    case 'not':
      return isNeutral(evaluator, test.operand, depth + 1);
    case 'binary': {
      const { operator, left, right } = test;
      if (operator === 'and' || operator === 'or')
        return isNeutral(evaluator, left, depth + 1) && isNeutral(evaluator, right, depth + 1);
      // `"Origin" in request.headers`
      if (operator === 'in' && left.kind === 'text' && /^(?:http_)?origin$/i.test(left.value)) return true;
      return aboutRequest(left) || aboutRequest(right);
    }
    case 'call':
      return test.callee.kind === 'member' && aboutRequest(test.callee.object);
    case 'name': {
      const [binding, ...others] = evaluator.module.bindings(test.name, test.span.start);
      const held = binding?.kind === 'assign' && others.length === 0 ? binding.value : undefined;
      return (
        isRequestOrigin(evaluator, test) ||
        aboutRequest(test) ||
        (held !== undefined && isNeutral(evaluator, held, depth + 1))
      );
    }
    default:
      return isRequestOrigin(evaluator, test) || aboutRequest(test);
  }
}

/** `OPTIONS`, `do_OPTIONS`, `handleOptions`, `handleCorsPreflightRequest`, `preflight`, `onRequestOptions` of Cloudflare Pages */
const PREFLIGHT_NAMES =
  /^(?:options|do_options|(?:handle|on(?:_?request)?|answer|send|reply|respond(?:_?to)?)_?(?:cors)?_?(?:options|preflight)(?:_?re(?:quest|sponse))?|(?:cors)?_?preflight(?:_?(?:handler|re(?:quest|sponse)))?)$/i;

/** A table of headers that this file alone uses, and only where {@link answersOptionsOnly} holds. */
export function isTableOfPreflights(module: Module, table: Expr): boolean {
  const parent = module.parent(table);
  if (table.kind !== 'record' || parent.role !== 'assigned') return false;
  const { target } = parent.assignment;
  if (target.kind !== 'name' || module.exported(target.name).length > 0) return false;
  const uses = module.occurrences(target.name).filter(({ span }) => span.start !== target.span.start);
  return (
    uses.length > 0 &&
    uses.length <= MAX_USES &&
    uses.every(({ span }) => answersOptionsOnly(module, span.start))
  );
}

const MAX_USES = 12;

/** Whether the place is reached by OPTIONS requests alone: a test of the method, `app.options(…)`, a handler of that name. */
export function answersOptionsOnly(module: Module, offset: number): boolean {
  if (module.conditions(offset).some(({ test, outcome }) => test && isOptionsTest(test, outcome)))
    return true;
  return module.enclosing(offset).some((around) => {
    if (around.kind !== 'function') return false;
    const { function: fn } = around;
    const parent = module.parent(fn);
    const held =
      parent.role === 'assigned' && parent.assignment.target.kind === 'name' && parent.assignment.target.name;
    if (PREFLIGHT_NAMES.test(fn.name ?? (held || ''))) return true;
    return parent.role === 'argument' && chainOf(parent.call.callee).at(-1) === 'options';
  });
}

function isOptionsTest(test: Expr, outcome: boolean): boolean {
  if (test.kind === 'not') return isOptionsTest(test.operand, !outcome);
  if (test.kind !== 'binary') return false;
  const { operator, left, right } = test;
  if (operator === 'and' && outcome) return isOptionsTest(left, true) || isOptionsTest(right, true);
  if ((operator !== '==' && operator !== '!=') || (operator === '==') !== outcome) return false;
  return [left, right].some((side) => side.kind === 'text' && side.value.toUpperCase() === 'OPTIONS');
}

const REQUEST_FACTS =
  /^(?:method|httpMethod|request_method|REQUEST_METHOD|url|path|pathname|originalUrl|headersSent|status|statusCode|status_code|ok|requestContext|full_path|endpoint|vary)$/;

function aboutRequest(expr: Expr): boolean {
  if (expr.kind === 'member') return REQUEST_FACTS.test(expr.property);
  if (expr.kind === 'name') return REQUEST_FACTS.test(expr.name);
  if (expr.kind === 'call') {
    const name = expr.callee.kind === 'member' ? expr.callee.property : '';
    return REQUEST_FACTS.test(name) || (expr.callee.kind === 'member' && aboutRequest(expr.callee.object));
  }
  return false;
}
