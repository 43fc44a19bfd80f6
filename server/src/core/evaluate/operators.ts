import type { BinaryExpr, ConditionalExpr, Expr, NotExpr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { decide, headerWhen, originHeader, outcomesOf, testWhen } from './branches.ts';
import { boolean, type Plain, place, tooComplex, unknown } from './build.ts';
import { alternatives, bothHold, commonConditions, oneOf, product, under } from './combine.ts';
import type { Context } from './context.ts';
import { isEnvironmentObject, isRawEnvironment, variableWhen } from './environment.ts';
import { chain, otherOperator } from './joining.ts';
import { holds } from './lists.ts';
import { truthiness } from './truth.ts';
import { typeNamed } from './types.ts';
import type { Alternative, UnknownValue, Value, When } from './value.ts';

export function binaryValue(context: Context, expr: BinaryExpr): Value {
  const where = place(context.module, expr.span);
  switch (expr.operator) {
    case 'or':
    case 'nullish':
    case 'and':
      return logical(context, expr, where);
    case '+':
    case '|':
      return chain(context, expr, where);
    case '==':
    case '!=':
      return product([context.evaluate(expr.left), context.evaluate(expr.right)], where, ([left, right]) => {
        if (!left || !right) return tooComplex(where);
        return verdict(
          equal(context, expr, left, right),
          expr.operator === '!=',
          [left, right],
          expr,
          where,
          context,
        );
      });
    case 'in':
    case 'not in':
      return membership(context, expr, where);
    case 'other':
      return otherOperator(context, expr, where);
  }
}

/** `a or b`, `a ?? b`, `a && b`: for each way in which the left side can come out. */
function logical(context: Context, expr: BinaryExpr, where: Place): Value {
  const operands: Expr[] = [expr.right];
  let first = expr.left;
  while (first.kind === 'binary' && first.operator === expr.operator) {
    operands.push(first.right);
    first = first.left;
  }
  // From the first operand on, so that a long chain needs no deep recursion.
  let left: Expr = first;
  let open = context.evaluate(first);
  // What an operand decides is decided: the next one is asked only where it did not.
  let decided: readonly Alternative[] = [];
  while (operands.length > 0) {
    const right = operands.pop();
    if (!right) break;
    const parts = partsOf(context, expr.operator, left, open, right);
    if (!parts || decided.length > MOST_CASES) return tooComplex(where);
    decided = [...parts.kept, ...decided];
    if (parts.passed.length === 0) return oneOf(decided, where);
    open = oneOf(parts.passed, where);
    left = right;
  }
  return oneOf([...alternatives(open), ...decided], where);
}

export function choose(
  context: Context,
  operator: BinaryExpr['operator'],
  test: Expr,
  left: Value,
  right: Expr,
  where: Place,
): Value {
  const parts = partsOf(context, operator, test, left, right);
  return parts ? oneOf([...parts.passed, ...parts.kept], where) : tooComplex(where);
}

/** The left side where it decides, and the right side where it does not; undefined for too many cases. */
function partsOf(
  context: Context,
  operator: BinaryExpr['operator'],
  test: Expr,
  left: Value,
  right: Expr,
): { readonly kept: readonly Alternative[]; readonly passed: readonly Alternative[] } | undefined {
  const kept: Alternative[] = [];
  const passed: Alternative[] = [];
  if (operator !== 'nullish' && alternatives(left).some(isTest)) {
    const common = commonConditions(alternatives(left).map(({ when }) => when));
    const { yes, no } = outcomesOf(context, test);
    const [stays, goes] = (operator === 'and' ? [no, yes] : [yes, no]).map(
      (when) => when && bothHold(common, when),
    );
    return {
      kept: stays ? [{ value: boolean(operator === 'or', left.place), when: stays }] : [],
      passed: goes ? under(context.evaluate(right), goes) : [],
    };
  }
  for (const alternative of alternatives(left)) {
    const { keep, pass } =
      operator === 'nullish' ? nullish(context, test, alternative) : truth(context, test, alternative);
    const [stays, goes] = operator === 'and' ? [pass, keep] : [keep, pass];
    if (goes) passed.push(...under(context.evaluate(right), goes));
    if (stays) kept.push({ value: alternative.value, when: stays });
    if (kept.length + passed.length > MOST_CASES) return undefined;
  }
  return { kept, passed };
}

const MOST_CASES = 64;

function isTest({ value }: Alternative): boolean {
  return value.kind === 'unknown' && value.isTest === true;
}

interface Choice {
  /** What must hold for the left side to count as there, or as true. */
  readonly keep: readonly When[] | undefined;
  readonly pass: readonly When[] | undefined;
}

function truth(context: Context, test: Expr, alternative: Alternative): Choice {
  const decided = decide(context, alternative);
  if (decided !== 'unknown') return settled(decided, alternative);
  return (
    open(alternative) ?? split(alternative, testWhen(context, test, true), testWhen(context, test, false))
  );
}

function nullish(context: Context, test: Expr, alternative: Alternative): Choice {
  const { value } = alternative;
  if (value.kind !== 'unknown') return settled(value.kind !== 'null', alternative);
  const when = (outcome: 'set' | 'unset'): When => {
    const condition = testWhen(context, test, true);
    return {
      ...condition,
      outcome,
      text: condition.text.replace(/ is true$/, ` is ${outcome}`),
      development: false,
    };
  };
  return open(alternative) ?? split(alternative, when('set'), when('unset'));
}

function settled(decided: boolean, { when }: Alternative): Choice {
  return decided ? { keep: when, pass: undefined } : { keep: undefined, pass: when };
}

function split({ when }: Alternative, kept: When, passed: When): Choice {
  return { keep: bothHold(when, [kept]), pass: bothHold(when, [passed]) };
}

/** The environment and the Origin header are there or not. Made of a set variable, a value is as good as there. */
function open(alternative: Alternative): Choice | undefined {
  const { value, when } = alternative;
  if (headerWhen(value)) return split(alternative, originHeader('set'), originHeader('unset'));
  if (value.kind !== 'unknown' || value.reason.kind !== 'environment') return undefined;
  const { variable } = value.reason;
  if (when.some((each) => each.subject === variableWhen(variable, 'set').subject))
    return settled(true, alternative);
  if (!isRawEnvironment(value)) return undefined;
  return split(alternative, variableWhen(variable, 'set'), variableWhen(variable, 'unset'));
}

export function conditionalValue(context: Context, expr: ConditionalExpr): Value {
  const { yes, no } = outcomesOf(context, expr.test);
  const found: Alternative[] = [];
  if (yes) found.push(...under(context.evaluate(expr.then), yes));
  if (no) found.push(...under(context.evaluate(expr.otherwise), no));
  return oneOf(found, place(context.module, expr.span));
}

export function notValue(context: Context, expr: NotExpr): Value {
  const where = place(context.module, expr.span);
  const value = context.evaluate(expr.operand);
  return oneOf(
    alternatives(value).flatMap((alternative) => {
      const decided = decide(context, alternative);
      const made: Value =
        decided === 'unknown'
          ? { ...derived(alternative.value, where, context, expr), isTest: true }
          : boolean(!decided, where);
      return under(made, alternative.when);
    }),
    where,
  );
}

/** What is made of something unknown is unknown for the same reason. */
export function derived(from: Plain, where: Place, context: Context, expr: Expr): UnknownValue {
  if (from.kind !== 'unknown')
    return unknown(
      { kind: 'syntax', what: context.module.text.slice(expr.span.start, expr.span.start + 40) },
      where,
    );
  if (from.reason.kind === 'request-origin')
    return unknown({ kind: 'attribute', path: 'request.headers.origin' }, where);
  return unknown(from.reason, where);
}

function verdict(
  found: boolean | 'unknown',
  turned: boolean,
  sides: readonly Plain[],
  expr: Expr,
  where: Place,
  context: Context,
): Value {
  if (found !== 'unknown') return boolean(found !== turned, where);
  const reason = sides.find((side) => side.kind === 'unknown');
  return reason
    ? { ...derived(reason, where, context, expr), isTest: true }
    : unknown({ kind: 'syntax', what: 'comparison' }, where);
}

function equal(context: Context, expr: BinaryExpr, left: Plain, right: Plain): boolean | 'unknown' {
  const type = context.module.language === 'python' ? (typeNamed(left) ?? typeNamed(right)) : undefined;
  if (type !== undefined) {
    const sides = [isType(left, type), isType(right, type)];
    return sides.includes('unknown') ? 'unknown' : sides.every((side) => side === true);
  }
  if (left.kind === 'unknown' || right.kind === 'unknown') {
    const other = left.kind === 'unknown' ? right : left;
    const open_ = left.kind === 'unknown' ? left : right;
    // A variable that is set has a text.
    return other.kind === 'null' && isRawEnvironment(open_) ? false : 'unknown';
  }
  if (left.kind === 'null' || right.kind === 'null') return left.kind === right.kind;
  if (left.kind === right.kind)
    return 'value' in left && 'value' in right ? left.value === right.value : 'unknown';
  // `[] == "*"` is false in Python and `[] === '*'` in JavaScript, where `==` would make a text of the list.
  const between = context.module.text.slice(expr.left.span.end, expr.right.span.start);
  return context.module.language === 'python' || /[!=]==/.test(between) ? false : 'unknown';
}

/** Types are the same, or they are not; nothing that is known is a type. */
function isType(value: Plain, type: string): boolean | 'unknown' {
  return value.kind === 'unknown' && typeNamed(value) === undefined ? 'unknown' : typeNamed(value) === type;
}

/** `x in y`. For a variable in the environment itself: whether it is set. */
function membership(context: Context, expr: BinaryExpr, where: Place): Value {
  const turned = expr.operator === 'not in';
  const wanted = context.evaluate(expr.left);
  if (wanted.kind === 'text' && isEnvironmentObject(context, expr.right)) {
    const { value } = wanted;
    return oneOf(
      [
        { value: boolean(turned, where), when: [variableWhen(value, 'unset')] },
        { value: boolean(!turned, where), when: [variableWhen(value, 'set')] },
      ],
      where,
    );
  }
  return product([wanted, context.evaluate(expr.right)], where, ([left, right]) => {
    if (!left || !right) return tooComplex(where);
    return verdict(contained(context, left, right), turned, [left, right], expr, where, context);
  });
}

function contained(context: Context, left: Plain, right: Plain): boolean | 'unknown' {
  const python = context.module.language === 'python';
  const type = python && right.kind === 'list' ? typeNamed(left) : undefined;
  if (type !== undefined && right.kind === 'list') {
    const items = right.items.map((item) => (item.kind === 'oneOf' ? 'unknown' : isType(item, type)));
    return items.includes(true) || (items.includes('unknown') ? 'unknown' : false);
  }
  if (left.kind === 'unknown') return 'unknown';
  if (right.kind === 'text')
    return python && left.kind === 'text' ? right.value.includes(left.value) : 'unknown';
  if (right.kind === 'list') return python ? holds(right, left) : 'unknown';
  if (right.kind !== 'record' || left.kind !== 'text') return 'unknown';
  if (right.entries.some((entry) => entry.key === left.value)) return true;
  return right.rest.length > 0 ? 'unknown' : false;
}

/** Falsy values spread to nothing in JavaScript: `...(dev && { origin: '*' })`. */
export function spreadsToNothing(context: Pick<Context, 'module'>, value: Plain): boolean {
  return (
    context.module.language === 'javascript' &&
    value.kind !== 'list' &&
    truthiness(value, 'javascript') === false
  );
}
