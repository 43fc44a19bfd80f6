import type { CallExpr, Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { list, nothing, type Plain, text, tooComplex, unknown, unknownItem } from './build.ts';
import { builtin } from './builtins.ts';
import { boundMethod } from './classes.ts';
import { alternatives, mapValue, product } from './combine.ts';
import { type Context, isOptionalChain } from './context.ts';
import { applied } from './functions.ts';
import { entriesChosen, keysAsked } from './keyed.ts';
import { filtered, listFrom, listMethod, mapped } from './lists.ts';
import { lastEntry, overriding } from './records.ts';
import { settlement } from './settle.ts';
import { formatted, SAME_TEXT, textMethod } from './texts.ts';
import { typeNamed } from './types.ts';
import type { RecordValue, Value } from './value.ts';

/** The values of arguments that are passed one by one and without names. */
export function plainArguments(context: Context, call: CallExpr): readonly Value[] | undefined {
  if (call.args.length > 32) return undefined;
  if (call.args.some((argument) => argument.spread || argument.name !== undefined)) return undefined;
  return call.args.map((argument) => context.evaluate(argument.value));
}

/** `read('ORIGINS', default='')`: the arguments in the order of the function's parameters; those that are not given stay out. */
export function namedArguments(context: Context, call: CallExpr): readonly (Value | undefined)[] | undefined {
  const { args, callee } = call;
  if (context.module.language !== 'python' || args.length > 32 || args.some(({ spread }) => spread))
    return undefined;
  if (callee.kind !== 'name' && callee.kind !== 'member') return undefined;
  const fn = context.evaluate(callee);
  if (fn.kind !== 'function') return undefined;
  const { params } = fn.function;
  const given: (Value | undefined)[] = params.map(() => undefined);
  for (const [index, argument] of args.entries()) {
    const at = argument.name === undefined ? index : params.findIndex(({ name }) => name === argument.name);
    if (at < 0 || at >= params.length) return undefined;
    if (given[at] || params[at]?.rest) return undefined;
    given[at] = context.evaluate(argument.value);
  }
  const isChosen = !fn.function.result && context.at(fn.place.uri).module.returns(fn.function).length > 1;
  return isChosen && given.some((value) => value && !isDecisive(value)) ? undefined : given;
}

/** Which of several returns is taken often depends on an argument that is no data, such as a class of another package. */
function isDecisive(value: Value): boolean {
  return alternatives(value).every(
    ({ value: plain }) =>
      plain.kind !== 'unknown' || plain.reason.kind === 'environment' || typeNamed(plain) !== undefined,
  );
}

/** Methods that make a value of the same worth, so that what is unknown about it stays what it is. */
const FOLLOWING: ReadonlySet<string> = new Set([
  ...SAME_TEXT,
  'split',
  'splitlines',
  'rsplit',
  'replace',
  'replaceAll',
  'upper',
  'toUpperCase',
  'removesuffix',
  'removeprefix',
  'concat',
  'join',
  'map',
  'filter',
  'flatMap',
  'flat',
  'reduce',
  'slice',
  'copy',
  'keys',
  'values',
  'includes',
  'startsWith',
  'startswith',
  'endsWith',
  'endswith',
  'indexOf',
  'find',
]);

export function methodCall(
  context: Context,
  call: CallExpr,
  object: Expr,
  name: string,
  where: Place,
): Value | undefined {
  const bound =
    name === 'bind' && object.kind === 'member' && boundMethod(context, object.object, object.property);
  const receiver = bound || context.evaluate(object);
  let followed = true;
  const optional = context.module.language === 'javascript' && isOptionalChain(context.module, call);
  const value = settlement(
    receiver,
    (plain) => {
      if (plain.kind === 'null') return optional ? nothing(where, true) : undefined;
      const made = method(context, call, plain, name, where);
      if (!made) followed = false;
      return made ?? tooComplex(where);
    },
    where,
  );
  return followed ? value : undefined;
}

function method(
  context: Context,
  call: CallExpr,
  receiver: Plain,
  name: string,
  where: Place,
): Value | undefined {
  const [first] = call.args;
  if (receiver.kind === 'unknown') {
    if (!FOLLOWING.has(name)) return undefined;
    if (receiver.reason.kind === 'request-origin') return SAME_TEXT.has(name) ? receiver : undefined;
    return unknown(receiver.reason, where);
  }
  // With one argument, the function is the same with another `this`.
  if (receiver.kind === 'function') return name === 'bind' && call.args.length === 1 ? receiver : undefined;
  // What a list has and a `Set` has not stops the program.
  const isSet =
    receiver.kind === 'list' && receiver.form === 'set' && context.module.language === 'javascript';
  if (isSet && !/^(?:has|values|keys|union)$/.test(name)) return undefined;
  if (receiver.kind === 'list' && (name === 'map' || name === 'filter' || name === 'flatMap')) {
    if (!first || first.spread || call.args.length > 1) return undefined;
    if (name === 'filter') return kept(context, receiver, first.value, where);
    const changed = each(context, receiver, first.value, where);
    if (name === 'map') return changed;
    return changed.kind === 'list' ? listMethod(context, 'flat', changed, [], where) : changed;
  }
  if (receiver.kind === 'list' && name === 'reduce') return reduced(context, call, receiver, where);
  if (receiver.kind === 'record') return recordMethod(context, call, receiver, name, where);
  if (receiver.kind !== 'text' && receiver.kind !== 'list') {
    return name === 'toString' && call.args.length === 0
      ? builtin(context, 'String', [receiver], where)
      : undefined;
  }
  if (receiver.kind === 'text' && name === 'format' && context.module.language === 'python')
    return formatCall(context, call, receiver.value, where);
  const args = plainArguments(context, call);
  if (!args) return undefined;
  let followed = true;
  const value = product(args, where, (plains) => {
    const made = withArguments(context, receiver, name, plains, where);
    if (!made) followed = false;
    return made ?? tooComplex(where);
  });
  return followed ? value : undefined;
}

/** Items of a `reduce` that are followed one by one. */
const MOST_ROUNDS = 100;

/** `lists.reduce((all, one) => all.concat(one), [])`: with a value to begin with, so that an empty list has one too. */
function reduced(
  context: Context,
  { args }: CallExpr,
  source: Plain & { kind: 'list' },
  where: Place,
): Value | undefined {
  const [fn, first, ...others] = args;
  if (!fn || !first || fn.spread || first.spread || others.length > 0) return undefined;
  if (source.items.length > MOST_ROUNDS) return tooComplex(where);
  let value: Value | undefined = context.evaluate(first.value);
  for (const item of source.items) {
    if (item.kind === 'unknown' && item.spread) return unknown(item.reason, where);
    value = value && applied(context, fn.value, [value, item], where);
  }
  return value;
}

function formatCall(context: Context, { args }: CallExpr, source: string, where: Place): Value | undefined {
  if (args.length > 32 || args.some(({ spread }) => spread)) return undefined;
  const values = args.map(({ value }) => context.evaluate(value));
  return product(values, where, (plains) => {
    const open = plains.find((plain) => plain.kind === 'unknown');
    if (open?.kind === 'unknown' && open.reason.kind !== 'request-origin') return unknown(open.reason, where);
    const named = new Map(
      args.flatMap(({ name }, index) => {
        const plain = plains[index];
        return name !== undefined && plain ? [[name, plain] as const] : [];
      }),
    );
    const plain = plains.filter((_, index) => args[index]?.name === undefined);
    return formatted(source, plain, named, where) ?? unknown({ kind: 'call', callee: 'format' }, where);
  });
}

function withArguments(
  context: Context,
  receiver: Plain & { kind: 'text' | 'list' },
  name: string,
  args: readonly Plain[],
  where: Place,
): Value | undefined {
  const made =
    receiver.kind === 'text'
      ? textMethod(context.module, name, receiver, args, where)
      : listMethod(context, name, receiver, args, where);
  if (made) return made;
  const open = args.find((each) => each.kind === 'unknown');
  if (open?.kind !== 'unknown' || open.reason.kind === 'request-origin' || !FOLLOWING.has(name))
    return undefined;
  return unknown(open.reason, where);
}

function recordMethod(
  context: Context,
  call: CallExpr,
  receiver: Plain & { kind: 'record' },
  name: string,
  where: Place,
): Value | undefined {
  if (context.module.language !== 'python') return undefined;
  const [first, second] = call.args;
  if (name === 'copy') return receiver;
  if (name === 'keys') return listFrom(context, receiver, 'list', where);
  if (name === 'values' || name === 'items') {
    const last = new Map(receiver.entries.map((entry) => [entry.key, entry]));
    const known = [...last.values()].map(({ key, keyPlace, value }): Value => {
      return name === 'values' ? value : list('tuple', [text(key, keyPlace), value], where);
    });
    return list('list', [...known, ...receiver.rest.map(unknownItem)], where, { via: receiver.via });
  }
  if (name !== 'get' || !first || first.spread || second?.spread) return undefined;
  const otherwise = second ? context.evaluate(second.value) : nothing(where, false);
  let followed = true;
  const value = mapValue(keysAsked(context.evaluate(first.value)), where, (key) => {
    const found =
      key.kind === 'text'
        ? entryOr(receiver, key.value, otherwise, where)
        : entriesChosen(context, receiver, key, first.value, where, otherwise);
    if (!found) followed = false;
    return found ?? tooComplex(where);
  });
  return followed ? value : undefined;
}

function entryOr(table: RecordValue, key: string, otherwise: Value, where: Place): Value {
  const entry = lastEntry(table, key);
  const hidden = overriding(table, entry);
  if (hidden) return unknown(hidden.reason, where, { via: hidden.via });
  return entry ? entry.value : otherwise;
}

/** `list.map(fn)`, `map(fn, list)`. */
export function each(context: Context, source: Plain, fn: Expr, where: Place): Value {
  const whole = source.kind === 'list' ? source : listFrom(context, source, 'list', where);
  if (whole?.kind !== 'list')
    return whole?.kind === 'unknown' ? unknown(whole.reason, where) : notFollowed('map', where);
  return mapped(whole, where, (item) => applied(context, fn, [item], where) ?? notFollowed('map', where));
}

/** `list.filter(fn)`, `filter(fn, list)`. */
export function kept(context: Context, source: Plain, fn: Expr, where: Place): Value {
  const whole = source.kind === 'list' ? source : listFrom(context, source, 'list', where);
  if (whole?.kind !== 'list')
    return whole?.kind === 'unknown' ? unknown(whole.reason, where) : notFollowed('filter', where);
  return filtered(context, whole, where, (item) => {
    if (fn.kind === 'null') return item;
    return applied(context, fn, [item], where) ?? notFollowed('filter', where);
  });
}

export function notFollowed(what: string, where: Place): Value {
  return unknown({ kind: 'syntax', what }, where);
}
