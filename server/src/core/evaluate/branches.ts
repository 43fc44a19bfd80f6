import type { Expr } from '../syntax/expr.ts';
import type { Condition } from '../syntax/module.ts';
import { alternatives, bothHold, commonConditions } from './combine.ts';
import { type Context, written } from './context.ts';
import { definition, isDevelopment } from './development.ts';
import { environmentAccess, isRawEnvironment } from './environment.ts';
import { missingKey } from './failing.ts';
import { subjectOf } from './subject.ts';
import { truthiness } from './truth.ts';
import type { Alternative, Value, When } from './value.ts';

/** What must hold for a test to come out either way; undefined where it cannot come out that way. */
export interface Outcomes {
  readonly yes: readonly When[] | undefined;
  readonly no: readonly When[] | undefined;
}

/** Cases of one test that are kept apart. */
const MOST_CASES = 16;

export function outcomesOf(context: Context, test: Expr): Outcomes {
  if (test.kind === 'not') {
    const { yes, no } = outcomesOf(context, test.operand);
    return { yes: no, no: yes };
  }
  const value = context.evaluate(test);
  const yes: (readonly When[])[] = [];
  const no: (readonly When[])[] = [];
  let isOpen = false;
  for (const alternative of alternatives(value)) {
    const header = headerWhen(alternative.value);
    const decided = decide(context, alternative);
    if (header) {
      yes.push(bothHold(alternative.when, [header('set')]) ?? []);
      no.push(bothHold(alternative.when, [header('unset')]) ?? []);
      continue;
    }
    if (decided !== false) yes.push(alternative.when);
    if (decided !== true) no.push(alternative.when);
    isOpen ||= decided === 'unknown';
  }
  if (no.length === 0) return { yes: [], no: undefined };
  if (yes.length === 0) return { yes: undefined, no: [] };
  if (isOpen || yes.length > 1 || no.length > 1) return undecided(context, test, yes, no);
  return { yes: yes[0], no: no[0] };
}

/** The truth of one alternative. A variable that is set counts as true: an empty one is as good as none. */
export function decide(context: Context, alternative: Alternative): boolean | 'unknown' {
  const truth = truthiness(alternative.value, context.module.language);
  if (truth !== 'unknown' || alternative.when.length === 0) return truth;
  return isRawEnvironment(alternative.value) ? true : 'unknown';
}

/** For the request's own Origin header: the conditions that it is there and that it is not. */
export function headerWhen(value: Value): ((outcome: 'set' | 'unset') => When) | undefined {
  return value.kind === 'unknown' && value.reason.kind === 'request-origin' ? originHeader : undefined;
}

export function originHeader(outcome: 'set' | 'unset'): When {
  const text = outcome === 'set' ? 'the request has an Origin header' : 'the request has no Origin header';
  return { subject: 'the Origin header', outcome, text, development: false, environment: false };
}

/** Both outcomes can be. What must hold for an outcome in any case need not be said, but excludes what excludes it. */
function undecided(
  context: Context,
  test: Expr,
  yes: readonly (readonly When[])[],
  no: readonly (readonly When[])[],
): Outcomes {
  const outcome = (result: boolean, cases: readonly (readonly When[])[]): readonly When[] => {
    const condition = testWhen(context, test, result);
    const implied = commonConditions(cases).filter((each) => each.subject !== condition.subject);
    const told = implied.length > 0 ? { ...condition, implies: implied } : condition;
    return [cases.length > 1 && cases.length <= MOST_CASES ? { ...told, cases } : told];
  };
  return { yes: outcome(true, yes), no: outcome(false, no) };
}

/** The condition that a test comes out as `outcome`. */
export function testWhen(context: Context, test: Expr, outcome: boolean): When {
  const core = coreOf(context, test, outcome);
  let said = test;
  let result = outcome;
  while (said.kind === 'not') {
    said = said.operand;
    result = !result;
  }
  const variables = new Set<string>();
  const environment = restsOnEnvironment(context, test, 0, variables);
  return {
    subject: subjectOf(context.module, core.test) + localsOf(context),
    outcome: core.outcome,
    text:
      caseText(context, said, result) ??
      `\`${written(context.module, said.span)}\` is ${isCollection(context, said) ? (result ? 'not empty' : 'empty') : result}`,
    development: isDevelopment(context, test, outcome),
    environment,
    ...(variables.size > 0 ? { variables: [...variables] } : {}),
  };
}

/** A label of `switch` or `match` stands apart from what it is compared with. */
function caseText(context: Context, test: Expr, result: boolean): string | undefined {
  const labels: string[] = [];
  let at = test;
  while (at.kind === 'binary' && at.operator === 'or' && at.right.span.end === at.span.end) {
    labels.unshift(labelOf(context, at.right));
    at = at.left;
  }
  if (at.kind !== 'binary' || at.left.span.start >= at.span.start || at.left.span.end > at.span.start)
    return undefined;
  labels.unshift(labelOf(context, at));
  const last = labels.pop() ?? '';
  const join = labels.length > 0 ? `${labels.join(', ')} ${result ? 'or' : 'nor'} ` : '';
  const verb = result ? 'is' : join === '' ? 'is not' : 'is neither';
  return `\`${written(context.module, at.left.span)}\` ${verb} ${join}${last}`;
}

function labelOf(context: Context, test: Expr): string {
  const label = test.kind === 'binary' ? test.right : test;
  return label.kind === 'text' ? `\`${label.value}\`` : `\`${written(context.module, label.span)}\``;
}

/** `if origins:` asks in Python whether there are any. In JavaScript every list is true. */
function isCollection(context: Context, test: Expr): boolean {
  if (test.kind !== 'name' || context.module.language !== 'python') return false;
  const held = definition(context, test);
  return held?.kind === 'list' || held?.kind === 'comprehension' || held?.kind === 'record';
}

/** In an inlined function, the same text asks about other things at each call. */
function localsOf(context: Context): string {
  if (context.locals.size === 0) return '';
  return ` with ${[...context.locals].map(([name, value]) => `${name}@${value.place.start}`).join(', ')}`;
}

/**
 * The test that is really made, so that two ways of writing it exclude each other: without `not`, with `==` for `!=`,
 * and past a name that holds the outcome of a comparison.
 */
function coreOf(
  context: Context,
  test: Expr,
  outcome: boolean,
): { readonly test: Expr; readonly outcome: boolean } {
  let at = test;
  let result = outcome;
  for (let hops = 0; hops < 32; hops += 1) {
    if (at.kind === 'not') {
      at = at.operand;
      result = !result;
      continue;
    }
    const held = definition(context, at);
    if (!held || !isTest(held)) break;
    at = held;
  }
  if (at.kind === 'binary' && (at.operator === '!=' || at.operator === 'not in')) result = !result;
  return { test: at, outcome: result };
}

function isTest(expr: Expr): boolean {
  if (expr.kind === 'not' || expr.kind === 'name') return true;
  return expr.kind === 'binary' && ['==', '!=', 'in', 'not in', 'and', 'or'].includes(expr.operator);
}

/** Notes the variables that it finds. */
function restsOnEnvironment(context: Context, expr: Expr, depth: number, variables: Set<string>): boolean {
  if (depth > 8) return false;
  const access = environmentAccess(context, expr);
  if (access) {
    variables.add(access.variable);
    return true;
  }
  let rests = false;
  for (const { value: each, when } of alternatives(context.evaluate(expr))) {
    if (each.kind === 'unknown' && each.reason.kind === 'environment') {
      variables.add(each.reason.variable);
      rests = true;
    }
    for (const condition of when) {
      rests ||= condition.environment;
      for (const variable of condition.variables ?? []) variables.add(variable);
    }
  }
  if (rests) return true;
  const parts = (inner: readonly Expr[]): boolean =>
    inner.reduce((found, one) => restsOnEnvironment(context, one, depth + 1, variables) || found, false);
  switch (expr.kind) {
    case 'not':
      return parts([expr.operand]);
    case 'binary':
      return parts([expr.left, expr.right]);
    case 'call': {
      const object = expr.callee.kind === 'member' ? [expr.callee.object] : [];
      return parts([...object, ...expr.args.slice(0, 4).map(({ value }) => value)]);
    }
    default:
      return false;
  }
}

/** What must hold for what stands at `at` to be reached through a branch, and for it not to be. */
export function branchOutcomes(context: Context, condition: Condition, at: number): Outcomes {
  if (!condition.test) return unreadable(context, condition, at);
  const { yes, no } = outcomesOf(context, condition.test);
  return condition.outcome ? { yes, no } : { yes: no, no: yes };
}

/** What must hold for a place behind several branches to be reached, and the ways in which it is not. */
export interface Ways {
  readonly taken: readonly When[] | undefined;
  readonly left: readonly (readonly When[])[];
}

/** Through branches one after the other, where `before` holds already. */
export function waysThrough<C>(
  branches: readonly C[],
  ask: (branch: C) => Outcomes,
  before: readonly When[] = [],
): Ways {
  let taken: readonly When[] | undefined = before;
  const left: (readonly When[])[] = [];
  for (const branch of branches) {
    const { yes, no }: Outcomes = ask(branch);
    const otherwise = no && bothHold(taken, no);
    if (otherwise) left.push(otherwise);
    taken = yes && bothHold(taken, yes);
    if (!taken) break;
  }
  return { taken, left };
}

/** A branch that is no test: `try`, `except`, `match`. What is in it may be reached or not. */
function unreadable(context: Context, condition: Condition, at: number): Outcomes {
  const missing = missingKey(context, condition);
  if (missing) return { yes: [missing.runs], no: [missing.not] };
  const said = `line ${lineOf(context.module.text, at)}`;
  const when = (outcome: boolean): When => ({
    subject: `branch ${context.module.uri} ${condition.span.start} ${at}`,
    outcome,
    text: outcome ? `${said} runs` : `${said} does not run`,
    development: false,
    environment: false,
  });
  return { yes: [when(true)], no: [when(false)] };
}

export function lineOf(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** True for a branch that may run more than once. */
export function isLoop(context: Context, condition: Condition): boolean {
  if (condition.test) return false;
  const { start } = condition.span;
  return /^(?:async\s+)?(?:for|while|do)\b/.test(context.module.text.slice(start, start + 16));
}
