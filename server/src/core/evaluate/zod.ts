import type { CallExpr, Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { detached, list, type Plain, unknown } from './build.ts';
import { builtin } from './builtins.ts';
import { alternatives } from './combine.ts';
import type { Context } from './context.ts';
import { applied } from './functions.ts';
import { definitionOf } from './imported.ts';
import { settlement } from './settle.ts';
import { textMethod } from './texts.ts';
import type { Value } from './value.ts';

/** What a schema makes of a value; `stops` where it throws. */
export type Parsed = Value | 'stops';

const DEEPEST = 24;

const words = (all: string): ReadonlySet<string> => new Set(all.split(/\s+/));

/** Checks that give the value back as it is. What they refuse ends the program. */
const CHECKS = words(
  `min max length nonempty email url uri uuid cuid cuid2 ulid regex startsWith endsWith includes datetime ip ipv4 ipv6
  refine superRefine check describe meta brand readonly int positive nonnegative finite nullable gt gte lt lte`,
);

/** Methods that make another text of a text. */
const CHANGES = words('trim toLowerCase toUpperCase');

/** Kinds of schemas that give a text back as it is. */
const TEXTS = words('string enum nativeEnum literal url httpUrl email hostname uuid stringFormat');

const OTHERS = words('array boolean number');

const OPEN = { kind: 'syntax', what: 'schema' } as const;

/** The name that zod exports: `string`, `coerce.boolean`; undefined for anything else. */
export function zodName(context: Context, callee: Expr): string | undefined {
  const symbol = context.symbol(callee);
  if (!symbol || !/^(?:zod(?:\/v[34])?|@hono\/zod-openapi)$/.test(symbol.module)) return undefined;
  return symbol.name.replace(/^(?:\*|default)\./, '').replace(/^z\./, '');
}

/** True for a schema of zod, however many methods stand behind it. */
export function isZod(context: Context, schema: Expr): boolean {
  let at = { context, expr: schema };
  for (let hops = 0; hops < 2 * DEEPEST; hops += 1) {
    const { expr } = at;
    if (expr.kind === 'call' && expr.callee.kind === 'member') {
      if (zodName(at.context, expr.callee) !== undefined) return true;
      at = { context: at.context, expr: expr.callee.object };
      continue;
    }
    const found = definitionOf(at.context, expr);
    if (!found) return false;
    at = found;
  }
  return false;
}

/**
 * What the schema of one field makes of `undefined` or of a text, measured with zod@3.25.76 and zod@4.6.7. Where the
 * two differ it is unknown, unless the types of the source fit one of them alone.
 */
export function parsedBy(context: Context, schema: Expr, value: Plain, where: Place): Parsed {
  return parsed(context, schema, value, where, 0);
}

function parsed(context: Context, schema: Expr, value: Plain, where: Place, depth: number): Parsed {
  const open = unknown(OPEN, where);
  if (depth > DEEPEST) return open;
  if (schema.kind === 'name' || (schema.kind === 'member' && !context.symbol(schema))) {
    const found = definitionOf(context, schema);
    return found ? parsed(found.context, found.expr, value, where, depth + 1) : open;
  }
  if (schema.kind !== 'call' || schema.callee.kind !== 'member') return open;
  const name = zodName(context, schema.callee);
  if (name !== undefined) return basic(context, name, schema, value, where, depth);
  if (context.symbol(schema.callee)) return open;
  const { property, object } = schema.callee;
  const inner = (given: Plain = value): Parsed => parsed(context, object, given, where, depth + 1);
  const isMissing = value.kind === 'null' && value.undefined;
  const first = schema.args[0]?.value;
  switch (property) {
    case 'default':
      return isMissing ? defaulted(context, first, inner, where) : inner();
    case 'prefault':
      return isMissing && first ? each(given(context, first, where), inner, where) : inner();
    case 'catch': {
      const before = inner();
      if (before === 'stops') return first ? given(context, first, where) : open;
      // What a check refuses is replaced, and checks are not made here.
      return before.kind === 'unknown' || before.kind === 'null' ? before : open;
    }
    case 'optional':
    case 'nullish':
      if (!isMissing) return inner();
      // zod 3 stops at the missing value, zod 4 asks the schema inside for its default.
      return fillsIn(object, 0) ? open : value;
    case 'transform': {
      const before = inner();
      if (before === 'stops' || !first) return before;
      return settlement(before, (plain) => applied(context, first, [plain], where) ?? open, where);
    }
    case 'pipe': {
      const before = inner();
      if (before === 'stops' || !first) return before === 'stops' ? before : open;
      return each(before, (plain) => parsed(context, first, plain, where, depth + 1), where);
    }
    case 'or':
      return first ? either(inner(), () => parsed(context, first, value, where, depth + 1), open) : open;
    default: {
      if (CHECKS.has(property)) return inner();
      if (!CHANGES.has(property)) return open;
      const before = inner();
      if (before === 'stops') return before;
      return settlement(
        before,
        (plain) =>
          plain.kind === 'text' ? (textMethod(context.module, property, plain, [], where) ?? open) : plain,
        where,
      );
    }
  }
}

/** zod 3 sends the default through what stands before it, zod 4 does not. */
function defaulted(
  context: Context,
  first: Expr | undefined,
  inner: (given: Plain) => Parsed,
  where: Place,
): Parsed {
  const open = unknown(OPEN, where);
  if (!first) return open;
  const plain = given(context, first, where);
  const [only, ...others] = alternatives(plain);
  if (!only || others.length > 0) return open;
  const sent = inner(only.value);
  // What would stop zod 3 is written for zod 4.
  if (sent === 'stops' || sent === only.value) return plain;
  if ('value' in sent && 'value' in only.value && sent.kind === only.value.kind)
    return sent.value === only.value.value ? plain : open;
  // A text as the default of what makes a list of it fits the types of zod 3 alone.
  return sent.kind === only.value.kind ? open : sent;
}

function each(value: Value, change: (plain: Plain) => Parsed, where: Place): Parsed {
  let stops = true;
  const made = settlement(
    value,
    (plain) => {
      const one = change(plain);
      if (one === 'stops') return undefined;
      stops = false;
      return one;
    },
    where,
  );
  return stops ? 'stops' : made;
}

function either(one: Parsed, other: () => Parsed, open: Value): Parsed {
  if (one === 'stops') return other();
  return one.kind === 'unknown' && one.reason.kind === 'syntax' ? open : one;
}

/** `.default(() => [])` is called. */
function given(context: Context, expr: Expr, where: Place): Value {
  if (expr.kind !== 'function') return context.evaluate(expr);
  return applied(context, expr, [], where) ?? unknown({ kind: 'call', callee: 'default' }, where);
}

function basic(
  context: Context,
  name: string,
  schema: CallExpr,
  value: Plain,
  where: Place,
  depth: number,
): Parsed {
  const open = unknown(OPEN, where);
  const [first, second] = schema.args;
  const isMissing = value.kind === 'null';
  const inner = (expr: Expr, one: Plain): Parsed => parsed(context, expr, one, where, depth + 1);
  const coerced = /^coerce\.(string|boolean|number)$/.exec(name)?.[1];
  if (coerced !== undefined) {
    if (value.kind === 'unknown') return detached(value);
    const fn = { string: 'String', boolean: 'Boolean', number: 'Number' }[coerced] ?? '';
    return (isMissing ? undefined : builtin(context, fn, [value], where)) ?? open;
  }
  if (name === 'preprocess') {
    if (!first || !second || first.spread || second.spread) return open;
    const made = applied(context, first.value, [value], where) ?? open;
    return each(made, (plain) => inner(second.value, plain), where);
  }
  if (name === 'optional' && first)
    return isMissing && !fillsIn(first.value, 0) ? value : isMissing ? open : inner(first.value, value);
  if (name === 'union') {
    if (first?.value.kind !== 'list') return open;
    return first.value.items.reduce<Parsed>(
      (found, one) => either(found, () => inner(one, value), open),
      'stops',
    );
  }
  if (value.kind === 'unknown') {
    if (TEXTS.has(name)) return value;
    return OTHERS.has(name) ? detached(value) : open;
  }
  // `z.any()` of a key that is missing: undefined in zod 3, an error in zod 4.
  if (isMissing) return TEXTS.has(name) || OTHERS.has(name) ? 'stops' : open;
  if (name === 'array') {
    if (value.kind !== 'list' || !first || first.spread) return value.kind === 'list' ? open : 'stops';
    const items: Value[] = [];
    for (const item of value.items) {
      const made = each(item, (plain) => inner(first.value, plain), where);
      if (made === 'stops') return 'stops';
      items.push(made);
    }
    return items.every((item, at) => item === value.items[at])
      ? value
      : list('array', items, where, { via: value.via });
  }
  if (name === 'literal' || name === 'enum' || name === 'nativeEnum')
    return oneOfThese(context, first?.value, value) ?? open;
  if (TEXTS.has(name)) return value.kind === 'text' ? value : 'stops';
  if (name === 'boolean' || name === 'number') return value.kind === name ? value : 'stops';
  return open;
}

/** `z.enum(['a', 'b'])`, `z.literal('a')`. */
function oneOfThese(context: Context, expr: Expr | undefined, value: Plain): Parsed | undefined {
  const named = expr && context.evaluate(expr);
  const texts = named?.kind === 'list' ? named.items : named ? [named] : [];
  if (texts.length === 0 || texts.some((one) => one.kind !== 'text')) return undefined;
  const isNamed = texts.some(
    (one) => one.kind === 'text' && value.kind === 'text' && one.value === value.value,
  );
  return isNamed ? value : 'stops';
}

/** Something in it may give a value to what is missing. */
function fillsIn(schema: Expr, depth: number): boolean {
  if (schema.kind !== 'call' || schema.callee.kind !== 'member') return true;
  const { property, object } = schema.callee;
  if (object.kind === 'name' || object.kind === 'member') return property === 'preprocess';
  if (depth > DEEPEST) return true;
  return /^(?:default|prefault|catch|pipe|or|and)$/.test(property) || fillsIn(object, depth + 1);
}
