import type { FunctionExpr } from '../syntax/expr.ts';
import type { Condition, Module } from '../syntax/module.ts';
import type { Span } from '../text/span.ts';

/** Functions that are longer are not looked into. */
const LONGEST = 4000;

/** What may end a function before it comes to what stands behind, or run that later. */
const LEAVES = /\b(?:return|throw|yield|await)\b/;

/** True for a function that runs where it stands, once or for each item, up to `until`: `xs.forEach((x) => …)`, `(() => …)()`. */
export function inPlace(module: Module, fn: FunctionExpr, until: number): boolean {
  if (module.language !== 'javascript' || fn.isAsync || until - fn.span.start > LONGEST) return false;
  const parent = module.parent(fn);
  const isRun =
    parent.role === 'callee'
      ? !parent.call.isNew
      : parent.role === 'argument' && iterated(parent) !== undefined;
  return isRun && !LEAVES.test(module.text.slice(fn.body.start, until));
}

/** What `xs.forEach(fn)` goes through. */
function iterated(parent: ReturnType<Module['parent']>) {
  if (parent.role !== 'argument' || parent.index !== 0 || parent.argument.spread) return undefined;
  const { callee, isNew } = parent.call;
  return callee.kind === 'member' && callee.property === 'forEach' && !isNew ? callee.object : undefined;
}

/** A condition that stands for one of these functions, which run in place: none, or a loop. Any other stays as it is. */
export function runningIn(
  module: Module,
  functions: readonly FunctionExpr[],
  condition: Condition,
): readonly Condition[] {
  if (condition.test) return [condition];
  const fn = functions.find(
    ({ span }) => span.start === condition.span.start && span.end === condition.span.end,
  );
  if (!fn) return [condition];
  const parent = module.parent(fn);
  if (parent.role === 'callee') return [];
  const iterable = iterated(parent);
  const [item] = fn.params;
  if (!iterable) return [condition];
  // Without a name for the item it is a loop that is not followed.
  const target = item && !item.rest && !item.default ? item.name : '';
  return [{ ...condition, over: { target, iterable, body: fn.body } }];
}

/**
 * Where a function is called or handed on before `at`, by the name that it has in its scope; undefined for one that has
 * none, which may be called where it stands.
 */
export function calledAt(module: Module, fn: Span, at: number): readonly number[] | undefined {
  const inner = module
    .enclosing(Math.min(fn.end - 1, module.text.length))
    .find(
      (each) =>
        each.kind === 'function' &&
        each.function.span.start === fn.start &&
        each.function.span.end === fn.end,
    );
  if (inner?.kind !== 'function') return undefined;
  const name = nameOfFunction(module, inner.function);
  if (name === undefined) return undefined;
  return module
    .occurrences(name)
    .filter(({ span }) => span.start < at && (span.end <= fn.start || span.start >= fn.end))
    .filter(({ kind, span }) => kind === 'name' && !isTarget(module, name, span))
    .map(({ span }) => span.start);
}

/** The name that a function has in its scope: of its declaration, or of what it is assigned to. */
export function nameOfFunction(module: Module, fn: FunctionExpr): string | undefined {
  const parent = module.parent(fn);
  if (parent.role === 'assigned')
    return parent.assignment.target.kind === 'name' ? parent.assignment.target.name : undefined;
  const { name } = fn;
  if (name === undefined || (parent.role !== 'other' && parent.role !== 'statement')) return undefined;
  // A method has a name, too, and is not called by it.
  const isDeclared = module
    .bindings(name, fn.span.start)
    .some((each) => each.kind === 'function' && each.function.span.start === fn.span.start);
  return isDeclared ? name : undefined;
}

function isTarget(module: Module, name: string, span: Span): boolean {
  return module.bindings(name, span.start).some((each) => each.span.start === span.start);
}

/** The innermost function around an offset. */
export function functionAt(module: Module, offset: number): FunctionExpr | undefined {
  for (const each of module.enclosing(offset)) if (each.kind === 'function') return each.function;
  return undefined;
}

export function isSameFunction(a: FunctionExpr | undefined, b: FunctionExpr | undefined): boolean {
  return a?.span.start === b?.span.start && a?.span.end === b?.span.end;
}
