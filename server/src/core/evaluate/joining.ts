import type { BinaryExpr, Expr, TemplateExpr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { boolean, detached, type Plain, place, record, tooComplex, unknown } from './build.ts';
import { product } from './combine.ts';
import type { Context } from './context.ts';
import { concatenated } from './lists.ts';
import { glued, primitiveText } from './texts.ts';
import type { UnknownValue, Value } from './value.ts';

/** `a + b + c`: texts, lists, numbers; `a | b`: dicts and sets. */
export function chain(context: Context, expr: BinaryExpr, where: Place): Value {
  const operands: Expr[] = [expr.right];
  let first = expr.left;
  while (first.kind === 'binary' && first.operator === expr.operator) {
    operands.push(first.right);
    first = first.left;
  }
  let value = context.evaluate(first);
  while (operands.length > 0) {
    const right = operands.pop();
    if (!right) break;
    const joined = place(context.module, { start: expr.span.start, end: right.span.end });
    const whole = operands.length === 0 ? where : joined;
    const operator = expr.operator;
    value = product([value, context.evaluate(right)], whole, ([a, b]) => {
      if (!a || !b) return tooComplex(whole);
      return operator === '+' ? plus(context, a, b, whole) : merged(context, a, b, whole);
    });
  }
  return value;
}

export function plus(context: Context, left: Plain, right: Plain, where: Place): Value {
  const { language } = context.module;
  if (left.kind === 'list' && (right.kind === 'list' || right.kind === 'unknown')) {
    if (language === 'python') return concatenated(context, [left, right], left.form, where);
  }
  if (left.kind === 'unknown' && right.kind === 'list' && language === 'python') {
    return concatenated(context, [left, right], right.form, where);
  }
  const open_ = left.kind === 'unknown' ? left : right;
  if (open_.kind === 'unknown') return unknown(partReason(open_), where);
  if (left.kind === 'number' && right.kind === 'number') {
    return { kind: 'number', value: left.value + right.value, place: where, via: [] };
  }
  const texts = left.kind === 'text' || right.kind === 'text';
  const a = language === 'python' && left.kind !== 'text' ? undefined : primitiveText(left, language);
  const b = language === 'python' && right.kind !== 'text' ? undefined : primitiveText(right, language);
  if (!texts || a === undefined || b === undefined) return unknown({ kind: 'syntax', what: '+' }, where);
  return glued([a, b], '', where) ?? tooComplex(where);
}

/** Comparisons and products of numbers, and Python's `%` on texts: the operator is read from the source. */
export function otherOperator(context: Context, expr: BinaryExpr, where: Place): Value {
  const { module } = context;
  const operator = module.text.slice(expr.left.span.end, expr.right.span.start).replace(/[()\s]/g, '');
  const python = module.language === 'python';
  if (!['<', '>', '<=', '>=', '*', '-'].includes(operator) && !(python && operator === '%')) {
    return unknown({ kind: 'syntax', what: 'operator' }, where);
  }
  return product([context.evaluate(expr.left), context.evaluate(expr.right)], where, ([left, right]) => {
    if (!left || !right) return tooComplex(where);
    const open_ = left.kind === 'unknown' ? left : right;
    if (open_.kind === 'unknown') return unknown(partReason(open_), where);
    const made =
      operator === '%'
        ? percent(left, right, where)
        : operator === '*' || operator === '-'
          ? calculated(operator, left, right, where)
          : compared(operator, left, right, where);
    return made ?? unknown({ kind: 'syntax', what: 'operator' }, where);
  });
}

/** `24 * 60 * 60` */
function calculated(operator: '*' | '-', left: Plain, right: Plain, where: Place): Value | undefined {
  if (left.kind !== 'number' || right.kind !== 'number') return undefined;
  const value = operator === '*' ? left.value * right.value : left.value - right.value;
  return Number.isFinite(value) ? { kind: 'number', value, place: where, via: [] } : undefined;
}

function compared(operator: string, left: Plain, right: Plain, where: Place): Value | undefined {
  if (left.kind !== 'number' || right.kind !== 'number') return undefined;
  const [a, b] = operator.startsWith('<') ? [left.value, right.value] : [right.value, left.value];
  return boolean(operator.endsWith('=') ? a <= b : a < b, where);
}

/** `'https://%s:%d' % (host, port)`. */
function percent(left: Plain, right: Plain, where: Place): Value | undefined {
  if (left.kind !== 'text') return undefined;
  const values = right.kind === 'list' && right.form === 'tuple' ? right.items : [right];
  const chunks = left.value.split(/%[sd]/);
  if (chunks.length !== values.length + 1 || chunks.some((chunk) => chunk.includes('%'))) return undefined;
  const parts: (string | undefined)[] = [chunks[0]];
  for (const [index, value] of values.entries()) {
    const written = value.kind === 'oneOf' ? undefined : primitiveText(value, 'python');
    if (written === undefined) return undefined;
    parts.push(written, chunks[index + 1]);
  }
  return glued(parts, '', where);
}

/** A text around the request's Origin is not the Origin. */
function partReason(value: UnknownValue): UnknownValue['reason'] {
  return value.reason.kind === 'request-origin' ? { kind: 'syntax', what: 'template' } : value.reason;
}

export function merged(context: Context, left: Plain, right: Plain, where: Place): Value {
  if (left.kind === 'list' && right.kind === 'list')
    return concatenated(context, [left, right], left.form, where);
  if (left.kind === 'record' && right.kind === 'record') {
    return record([...left.entries, ...right.entries], [...left.rest, ...right.rest], where);
  }
  const open_ = left.kind === 'unknown' ? left : right.kind === 'unknown' ? right : undefined;
  const other = open_ === left ? right : left;
  if (open_ && other.kind === 'record') return record(other.entries, [...other.rest, detached(open_)], where);
  if (open_ && other.kind === 'list') return concatenated(context, [left, right], other.form, where);
  return unknown(open_ ? open_.reason : { kind: 'syntax', what: '|' }, where);
}

export function templateValue(context: Context, expr: TemplateExpr): Value {
  const where = place(context.module, expr.span);
  const parts = expr.parts.map((part) => (typeof part === 'string' ? undefined : context.evaluate(part)));
  const holes = parts.filter((part) => part !== undefined);
  return product(holes, where, (plains) => {
    const open_ = plains.find((plain) => plain.kind === 'unknown');
    // `${origin}` alone is the origin.
    if (open_ && expr.parts.length === 1) return open_;
    if (open_?.kind === 'unknown') return unknown(partReason(open_), where);
    let next = 0;
    const texts: string[] = [];
    for (const part of expr.parts) {
      const plain = typeof part === 'string' ? undefined : plains[next++];
      const made = typeof part === 'string' ? part : plain && primitiveText(plain, context.module.language);
      if (made === undefined) return unknown({ kind: 'syntax', what: 'template' }, where);
      texts.push(made);
    }
    return glued(texts, '', where) ?? tooComplex(where);
  });
}
