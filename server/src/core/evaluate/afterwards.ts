import type { Expr, FunctionExpr } from '../syntax/expr.ts';
import type { Condition } from '../syntax/module.ts';
import type { Span } from '../text/span.ts';
import { branchOutcomes, isLoop, waysThrough } from './branches.ts';
import { place, tooComplex } from './build.ts';
import { alternatives, MAX_ALTERNATIVES, oneOf, under, withStep } from './combine.ts';
import { type Context, lastName } from './context.ts';
import { isPythonTry } from './events.ts';
import type { Alternative, Value } from './value.ts';

/** `self.origins = value` in a method that runs when an instance is made. */
export interface Later {
  readonly value: Expr;
  /** The attribute that is assigned. */
  readonly name: Span;
}

/** What `self.attribute` is called among the local names, while a method that may change it is looked at. */
export function ownName(attribute: string): string {
  return `self.${attribute}`;
}

/**
 * True where all of these stand in one method that runs whenever an instance is made, `__post_init__` or
 * `@model_validator(mode="after")`, and that is not left before them.
 */
export function runsOnMaking({ module }: Context, all: readonly Later[]): boolean {
  const methods = new Set<FunctionExpr | undefined>();
  for (const { name } of all) {
    const around = module.enclosing(name.start)[0];
    const isMethod =
      around?.kind === 'function' &&
      (around.function.name === '__post_init__' || around.decorators.some(isAfterValidator));
    methods.add(isMethod ? around.function : undefined);
  }
  const [method, ...others] = methods;
  if (!method || others.length > 0) return false;
  const last = Math.max(...all.map(({ name }) => name.start));
  return module.returns(method).every(({ span }) => span.start > last);
}

function isAfterValidator(decorator: Expr): boolean {
  if (decorator.kind !== 'call' || lastName(decorator.callee) !== 'model_validator') return false;
  const mode = decorator.args.find(({ name }) => name === 'mode')?.value;
  return mode?.kind === 'text' && mode.value === 'after';
}

/** What an attribute holds when that method has run. Undefined where the method cannot be followed. */
export function afterwards(
  context: Context,
  attribute: string,
  before: Value,
  all: readonly Later[],
): Value | undefined {
  const { module } = context;
  const where = place(module, all[0]?.name ?? { start: 0, end: 0 });
  let cases: readonly Alternative[] = alternatives(before);
  for (const later of [...all].sort((a, b) => a.name.start - b.name.start)) {
    const conditions = module.conditions(later.name.start).filter((each) => !isPythonTry(module, each));
    if (conditions.some((each) => isLoop(context, each))) return undefined;
    const next: Alternative[] = cases.flatMap((each) =>
      caseAfter(context, attribute, each, later, conditions),
    );
    if (next.length > MAX_ALTERNATIVES) return tooComplex(where);
    cases = next;
  }
  return oneOf(cases, where);
}

function caseAfter(
  context: Context,
  attribute: string,
  before: Alternative,
  later: Later,
  conditions: readonly Condition[],
): readonly Alternative[] {
  const { value } = before;
  const variable = variableOf(value);
  // What is not known at all is not known behind conditions either.
  if (value.kind === 'unknown' && variable === undefined && conditions.length > 0) return [before];
  // A variable that is set is not `None`, whatever type it is read as.
  const current =
    value.kind === 'unknown' && variable !== undefined ? { ...value, raw: true as const } : value;
  const at = later.name.start;
  const where = place(context.module, later.name);
  // The same place each time: what is asked of the same value is the same condition.
  const held = oneOf([{ value: current, when: before.when }], value.place);
  const inside = context.replaced(new Map([[ownName(attribute), held]]));
  const { taken, left } = waysThrough(
    conditions,
    (condition) => branchOutcomes(inside, condition, at),
    before.when,
  );
  const found: Alternative[] = left.map((when) => ({ value, when }));
  const step = { place: where, what: `\`${attribute}\` is assigned here` };
  if (taken) found.push(...under(withStep(inside.evaluate(later.value), step), taken));
  const isSame = variable !== undefined && found.every((each) => variableOf(each.value) === variable);
  return isSame ? [before] : found;
}

function variableOf(value: Value): string | undefined {
  return value.kind === 'unknown' && value.reason.kind === 'environment' ? value.reason.variable : undefined;
}
