import type { Expr, FunctionExpr, Parameter } from '../syntax/expr.ts';
import { contains, type Place } from '../text/span.ts';
import { nothing } from './build.ts';
import { builtin, builtinName } from './builtins.ts';
import { mapValue } from './combine.ts';
import type { Context, Locals } from './context.ts';
import { byImportOf } from './imported.ts';
import { partAt } from './members.ts';
import { returnedValue } from './returns.ts';
import { typeNamed } from './types.ts';
import type { Value } from './value.ts';

/**
 * What a function gives for these arguments; undefined where it cannot be followed. An `async` function gives a promise,
 * which is followed where somebody awaits it.
 */
export function applied(
  context: Context,
  fn: Expr,
  args: readonly (Value | undefined)[],
  where: Place,
  awaited = false,
): Value | undefined {
  const name = builtinName(context, fn);
  if (name !== undefined) return args.every(isGiven) ? builtin(context, name, args, where) : undefined;
  // Written at the spot, it sees the local names around it; kept under a name, it sees those of the file.
  if (fn.kind === 'function')
    return inlined(context, fn, args, where, (locals) => context.extended(locals, fn), awaited);
  const value = context.evaluate(fn);
  const type = context.module.language === 'python' ? typeNamed(value) : undefined;
  if (type !== undefined) return args.every(isGiven) ? builtin(context, type, args, where) : undefined;
  if (value.kind !== 'function') return undefined;
  const home = context.at(value.place.uri);
  const enter = (locals: Locals): Context => home.replaced(locals, value.function);
  const made = inlined(home, value.function, args, where, enter, awaited);
  return made && home.module !== context.module ? byImportOf(context, fn, made) : made;
}

/** What a function returns, with its parameters bound. */
export function inlined(
  context: Context,
  fn: FunctionExpr,
  args: readonly (Value | undefined)[],
  where: Place,
  enter: (locals: Locals) => Context,
  awaited = false,
): Value | undefined {
  // A function that calls itself has no value that can be written down.
  if ((fn.isAsync && !awaited) || context.inside.has(fn)) return undefined;
  const locals = new Map<string, Value>();
  for (const [index, parameter] of fn.params.entries()) {
    const given = args[index];
    if (parameter.rest) {
      // What is left over for it is nothing, and is not known inside.
      if (given || context.module.language !== 'python') return undefined;
      continue;
    }
    if (parameter.name === '') {
      if (!given || parameter.default || !bindParts(context, parameter, given, locals, where))
        return undefined;
    } else if (given) locals.set(parameter.name, given);
    else if (parameter.default) locals.set(parameter.name, context.evaluate(parameter.default));
    else if (context.module.language === 'javascript') locals.set(parameter.name, nothing(where, true));
    else return undefined;
  }
  const inside = enter(localsOf(context, fn, locals));
  const made = fn.result ? inside.evaluate(fn.result) : returnedValue(context, inside, fn, where);
  return made && broughtOut(context, made, fn, where);
}

/** Where the given value of a parameter is kept that the function itself gives another one: `env = env or 'test'`. */
export function givenName(parameter: string): string {
  return `given ${parameter}`;
}

/** The names that the function sees: parameters that it gives another value stand under {@link givenName}. */
export function localsOf({ module }: Context, fn: FunctionExpr, locals: Locals): Locals {
  if (module.language !== 'python' || fn.result) return locals;
  const isChanged = (name: string): boolean =>
    fn.params.some((each) => each.name === name) && module.bindings(name, fn.body.start).length > 1;
  if (![...locals.keys()].some(isChanged)) return locals;
  return new Map([...locals].map(([name, value]) => [isChanged(name) ? givenName(name) : name, value]));
}

/** What a function computes for one call is written at the call: the function may be called for other things too. */
function broughtOut(context: Context, made: Value, fn: FunctionExpr, where: Place): Value {
  const { uri } = context.module;
  const isComputed = ({ kind, expr, place: at }: Value): boolean =>
    COMPUTED.has(kind) && !expr && at.uri === uri && contains(fn.span, at);
  if (contains(fn.span, where) && where.uri === uri) return made;
  if (made.kind !== 'oneOf') return isComputed(made) ? { ...made, place: where } : made;
  const alternatives = made.alternatives.map((each) =>
    isComputed(each.value) ? { ...each, value: { ...each.value, place: where } } : each,
  );
  return { ...made, alternatives };
}

const COMPUTED: ReadonlySet<Value['kind']> = new Set<Value['kind']>(['boolean', 'list', 'number', 'text']);

/** `({ origin, scheme = 'https' }) => …`, `([key, value]) => …`. */
export function bindParts(
  context: Context,
  { parts }: Parameter,
  given: Value,
  locals: Map<string, Value>,
  where: Place,
): boolean {
  for (const { name, path, default: fallback } of parts ?? []) {
    const part = partAt(context, given, path, where, name);
    locals.set(
      name,
      fallback
        ? mapValue(part, where, (plain) =>
            plain.kind === 'null' && plain.undefined ? context.evaluate(fallback) : plain,
          )
        : part,
    );
  }
  return parts !== undefined;
}

function isGiven(value: Value | undefined): value is Value {
  return value !== undefined;
}
