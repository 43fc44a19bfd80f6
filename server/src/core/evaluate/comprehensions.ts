import type { ComprehensionExpr, Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { list, MAX_ITEMS, place, unknown } from './build.ts';
import { mapValue, product, withSteps } from './combine.ts';
import type { Context, Locals } from './context.ts';
import { filtered, isSpread, iterate, listFrom, mapped } from './lists.ts';
import { notFollowed } from './methods.ts';
import { truthiness } from './truth.ts';
import type { ListValue, Value } from './value.ts';

/** `[x.strip() for x in xs if x]`, `[f"{a}{b}" for a in xs for b in ys]`. */
export function comprehensionValue(context: Context, expr: ComprehensionExpr): Value {
  const where = place(context.module, expr.span);
  const bracket = context.module.text[expr.span.start];
  const form = bracket === '{' ? 'set' : 'list';
  const names = namesOf(expr.target);
  if (!names) return notFollowed('comprehension', where);
  return mapValue(context.evaluate(expr.iterable), where, (plain) => {
    const whole = listFrom(context, plain, form, where);
    if (whole?.kind !== 'list')
      return whole?.kind === 'unknown' ? unknown(whole.reason, where) : notFollowed('comprehension', where);
    const inside = (item: Value): Context => context.extended(boundTo(names, item, where));
    const left = filtered(context, whole, where, (item) => allOf(inside(item), expr.conditions, where));
    if (left.kind !== 'list') return left;
    const { element } = expr;
    return element.kind === 'spread'
      ? flattened(context, left, where, (item) => inside(item).evaluate(element.value))
      : mapped(left, where, (item) => inside(item).evaluate(element));
  });
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** One name, or those of `a, b` and `(a, b)`. */
function namesOf(target: string): string | readonly string[] | undefined {
  if (NAME.test(target)) return target;
  const inner = target.startsWith('(') && target.endsWith(')') ? target.slice(1, -1) : target;
  const names = inner
    .slice(0, 400)
    .split(',')
    .map((name) => name.trim());
  if (names.at(-1) === '') names.pop();
  return names.length > 0 && names.every((name) => NAME.test(name)) ? names : undefined;
}

/** What the names of a loop hold while it looks at one item. */
function boundTo(names: string | readonly string[], item: Value, where: Place): Locals {
  if (typeof names === 'string') return new Map([[names, item]]);
  const parts = item.kind === 'list' && item.form !== 'set' ? item.items : [];
  const isWhole = parts.length === names.length && !parts.some(isSpread);
  return new Map(
    names.map((name, index) => {
      const part = isWhole ? parts[index] : undefined;
      const way = item.kind === 'list' ? item.via : [];
      return [name, part ? withSteps(part, way) : unknown(reasonOf(item), where)] as const;
    }),
  );
}

function reasonOf(item: Value) {
  return item.kind === 'unknown' ? item.reason : ({ kind: 'syntax', what: 'comprehension' } as const);
}

/** What each item gives, one behind the other. */
function flattened(context: Context, source: ListValue, where: Place, change: (item: Value) => Value): Value {
  const parts = source.items.map((item) => (isSpread(item) ? item : change(item)));
  const join = (plains: readonly Value[]): Value => {
    const items: Value[] = [];
    for (const plain of plains) {
      if (plain.kind === 'oneOf' || items.length > MAX_ITEMS) break;
      items.push(...(iterate(context, plain) ?? [{ ...unknown(reasonOf(plain), where), spread: true }]));
    }
    return list(source.form, items, where, { via: source.via });
  };
  return parts.some(({ kind }) => kind === 'oneOf') ? product(parts, where, join) : join(parts);
}

function allOf(context: Context, conditions: readonly Expr[], where: Place): Value {
  for (const condition of conditions) {
    const value = context.evaluate(condition);
    if (truthiness(value, context.module.language) !== true) return value;
  }
  return { kind: 'boolean', value: true, place: where, via: [] };
}
