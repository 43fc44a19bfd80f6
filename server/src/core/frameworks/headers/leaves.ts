import type { BinaryExpr, CallExpr, Expr, NameExpr } from '../../syntax/expr.ts';
import type { AssignBinding, Binding, Condition, Module } from '../../syntax/module.ts';
import { bodyAt } from '../shared/functions.ts';
import { passedBy } from './passed.ts';

/** One expression that a header's value can come from, and the tests that lead there. */
export interface Leaf {
  readonly expr: Expr;
  /** Where it stands in the value that is written: the name that leads to it, or itself. */
  readonly shown: Expr;
  readonly tests: readonly Condition[];
  /** The names on the way, where each is used. */
  readonly names: readonly string[];
  /** Functions that were left on the way, to a call of them: where their parameters get their values. */
  readonly callers: readonly number[];
  /** Functions that were entered: where they return the value. */
  readonly results: readonly number[];
}

const MAX_LEAVES = 24;
const MAX_DEPTH = 8;

/**
 * Goes through conditional expressions and names, so that the tests on the way can be read; into functions of the file as well, where
 * `isFollowed` says so of a call.
 */
export function leavesOf(
  module: Module,
  expr: Expr,
  isFollowed: (call: CallExpr) => boolean,
): readonly Leaf[] {
  const found: Leaf[] = [];
  collect({ module, isFollowed }, expr, START, found, 0);
  return found.length === 0 || found.length > MAX_LEAVES ? [{ expr, shown: expr, ...START }] : found;
}

type Way = Pick<Leaf, 'tests' | 'names' | 'callers' | 'results'> & { readonly shown?: Expr };

const START: Way = { tests: [], names: [], callers: [], results: [] };

interface Search {
  readonly module: Module;
  readonly isFollowed: (call: CallExpr) => boolean;
}

function collect(search: Search, expr: Expr, way: Way, found: Leaf[], depth: number): void {
  if (found.length > MAX_LEAVES) return;
  const { module } = search;
  const inner = (
    next: Expr,
    tests: readonly Condition[] = [],
    names: readonly string[] = [],
    callers: readonly number[] = [],
    results: readonly number[] = [],
  ): void => {
    const shown = way.shown ?? (names.length > 0 ? expr : undefined);
    const further = {
      tests: [...way.tests, ...tests],
      names: [...way.names, ...names],
      callers: [...way.callers, ...callers],
      results: [...way.results, ...results],
      ...(shown && { shown }),
    };
    collect(search, next, further, found, depth + 1);
  };
  if (depth <= MAX_DEPTH) {
    if (expr.kind === 'conditional') {
      inner(expr.then, [{ test: expr.test, outcome: true, span: expr.test.span }]);
      inner(expr.otherwise, [{ test: expr.test, outcome: false, span: expr.test.span }]);
      return;
    }
    if (expr.kind === 'binary' && expr.operator === 'and') {
      inner(expr.right, [{ test: expr.left, outcome: true, span: expr.left.span }]);
      return;
    }
    if (expr.kind === 'binary' && isFallback(module, expr)) {
      inner(expr.left);
      inner(expr.right, [{ test: expr.left, outcome: false, span: expr.left.span }]);
      return;
    }
    if (expr.kind === 'template') {
      const parts = expr.parts.filter((part) => part !== '');
      const [only] = parts;
      if (parts.length === 1 && only !== undefined && typeof only !== 'string') {
        inner(only);
        return;
      }
    }
    const values = expr.kind === 'name' ? assigned(module, expr) : undefined;
    if (values && expr.kind === 'name') {
      for (const { value, conditions } of values) inner(value, conditions, [expr.name]);
      return;
    }
    const returned = expr.kind === 'call' && search.isFollowed(expr) ? returnedBy(module, expr) : undefined;
    if (returned) {
      for (const { value, conditions } of returned) inner(value, conditions, [], [], [value.span.start]);
      return;
    }
    const given = expr.kind === 'name' ? argumentsFor(module, expr) : undefined;
    if (given && expr.kind === 'name') {
      for (const value of given.calls)
        inner(
          value,
          [...module.conditions(value.span.start), ...given.unchanged],
          [expr.name],
          [value.span.start],
        );
      for (const { value, conditions } of given.changes) inner(value, conditions, [expr.name]);
      return;
    }
  }
  found.push({ expr, ...way, shown: way.shown ?? expr });
}

/** `origin ?? '*'` with a parameter, whose value only the calls show. For everything else the evaluator knows both sides. */
function isFallback(module: Module, { operator, left }: BinaryExpr): boolean {
  if ((operator !== 'or' && operator !== 'nullish') || left.kind !== 'name') return false;
  return argumentsFor(module, left) !== undefined;
}

interface Assigned {
  readonly value: Expr;
  readonly conditions: readonly Condition[];
}

/** The values that a name is given, where that is all that happens to it. */
function assigned(module: Module, name: NameExpr): readonly Assigned[] | undefined {
  const bindings = module.bindings(name.name, name.span.start);
  if (bindings.length === 0 || !areAssignments(bindings)) return undefined;
  return bindings.map((binding, index) => ({
    value: binding.value,
    conditions: [
      ...binding.conditions,
      ...unchangedBy(
        module,
        bodyAt({ module }, binding.span.start),
        bindings.slice(index + 1),
        binding.conditions,
        name,
      ),
    ],
  }));
}

const MAX_BINDINGS = 6;

function areAssignments(bindings: readonly Binding[]): bindings is readonly AssignBinding[] {
  return (
    bindings.length <= MAX_BINDINGS &&
    bindings.every(
      (binding) => binding.kind === 'assign' && binding.path.length === 0 && binding.operator === undefined,
    )
  );
}

/**
 * What must hold so that a value is still in a name where it is used: `if (!isListed) origin = other;` was not done. `around` is
 * the function where the name got it; in another one the order of the two is not known.
 */
function unchangedBy(
  module: Module,
  around: number,
  later: readonly AssignBinding[],
  here: readonly Condition[],
  use: NameExpr,
): readonly Condition[] {
  if (around !== bodyAt({ module }, use.span.start)) return [];
  return later.flatMap((binding) => {
    if (binding.span.start > use.span.start || bodyAt({ module }, binding.span.start) !== around) return [];
    return passedBy(binding.conditions, here) ?? [];
  });
}

const MAX_RETURNS = 8;

/** What a function of this file gives back, and the branches that lead there. */
function returnedBy(
  module: Module,
  { callee }: CallExpr,
): readonly { readonly value: Expr; readonly conditions: readonly Condition[] }[] | undefined {
  if (callee.kind !== 'name') return undefined;
  const [binding, ...others] = module.bindings(callee.name, callee.span.start);
  const held = binding?.kind === 'assign' && binding.path.length === 0 ? binding.value : undefined;
  const fn = binding?.kind === 'function' ? binding.function : held?.kind === 'function' ? held : undefined;
  if (!fn || others.length > 0) return undefined;
  if (fn.result) return [{ value: fn.result, conditions: [] }];
  const values = module
    .returns(fn)
    .flatMap(({ value, span }) => (value ? [{ value, conditions: module.conditions(span.start) }] : []));
  return values.length === 0 || values.length > MAX_RETURNS ? undefined : values;
}

const MAX_CALLS = 6;

interface Given {
  /** What it is called with. */
  readonly calls: readonly Expr[];
  /** What must hold so that the parameter still has that. */
  readonly unchanged: readonly Condition[];
  /** What the function itself puts into it. */
  readonly changes: readonly Assigned[];
}

/** What a parameter holds of a function of this file; undefined where that cannot be seen. */
function argumentsFor(module: Module, name: NameExpr): Given | undefined {
  const [binding, ...others] = module.bindings(name.name, name.span.start);
  const changes: readonly Binding[] = others;
  if (binding?.kind !== 'parameter' || !areAssignments(changes)) return undefined;
  const { function: fn } = binding;
  const index = fn.params.findIndex((param) => param.name === name.name && !param.rest);
  const called = nameOf(module, fn);
  if (index < 0 || called === undefined) return undefined;
  const given: Expr[] = [];
  for (const use of module.occurrences(called.name)) {
    if (use.kind !== 'name' || use.span.start === called.at) continue;
    const parent = module.parent(use);
    if (parent.role !== 'callee') return undefined;
    const { args } = parent.call;
    if (args.slice(0, index + 1).some((each) => each.spread)) return undefined;
    const argument = args.find((each) => each.name === name.name) ?? args[index];
    if (argument) given.push(argument.value);
    else if (binding.default) given.push(binding.default);
  }
  if (given.length === 0 || given.length > MAX_CALLS) return undefined;
  return {
    calls: given,
    unchanged: unchangedBy(module, fn.body.start, changes, [], name),
    changes: changes.map(({ value, conditions }, index) => ({
      value,
      conditions: [
        ...conditions,
        ...unchangedBy(module, fn.body.start, changes.slice(index + 1), conditions, name),
      ],
    })),
  };
}

function nameOf(
  module: Module,
  fn: Expr & { readonly kind: 'function' },
): { readonly name: string; readonly at: number } | undefined {
  const parent = module.parent(fn);
  if (parent.role === 'assigned' && parent.assignment.target.kind === 'name') {
    return { name: parent.assignment.target.name, at: parent.assignment.target.span.start };
  }
  const isMethod =
    parent.role === 'value' || module.enclosing(fn.body.start).some((each) => each.kind === 'class');
  return fn.name === undefined || isMethod ? undefined : { name: fn.name, at: -1 };
}
