import type { OriginTest, Predicate } from '../../origins/predicate.ts';
import type { CallExpr, Expr } from '../../syntax/expr.ts';
import { placeOf } from '../../text/span.ts';
import type { OriginReader } from './origin-reader.ts';

export type MethodCall = CallExpr & { readonly callee: Extract<Expr, { kind: 'member' }> };

/** A call that gives a position, and -1 for nothing. */
export function isPosition(expr: Expr): expr is MethodCall {
  return (
    expr.kind === 'call' &&
    expr.callee.kind === 'member' &&
    /^(?:indexOf|findIndex|search)$/.test(expr.callee.property)
  );
}

/** A call that gives something, and nothing where it is not found. */
export function mayGiveNothing(expr: Expr): expr is MethodCall {
  return (
    expr.kind === 'call' &&
    expr.callee.kind === 'member' &&
    /^(?:find|exec|match|fullmatch|search)$/.test(expr.callee.property)
  );
}

/** `list.filter(…).length`: how many there are. */
export function counted(expr: Expr): MethodCall | undefined {
  if (expr.kind !== 'member' || expr.property !== 'length') return undefined;
  const { object } = expr;
  return object.kind === 'call' && object.callee.kind === 'member' && object.callee.property === 'filter'
    ? { ...object, callee: object.callee }
    : undefined;
}

/** `origin.slice(-12) === '.example.com'`, `origin.substring(0, 8) === 'https://'`: an end or a beginning. */
export function sliceTest(reader: OriginReader, call: Expr, other: Expr, test: Expr): Predicate | undefined {
  if (call.kind !== 'call' || call.callee.kind !== 'member') return undefined;
  const { object, property } = call.callee;
  if (!/^(?:slice|substring|substr)$/.test(property)) return undefined;
  const subject = reader.subject(object);
  const text = reader.value(other);
  if (!subject || text.kind !== 'text' || text.value === '') return undefined;
  const [from, to, ...others] = call.args.map(({ value }) => numberOf(reader, value));
  if (others.length > 0 || call.args.some(({ spread }) => spread)) return undefined;
  const { length } = text.value;
  const isEnd = property !== 'substring' && from === -length && call.args.length === 1;
  const isStart = from === 0 && to === length;
  if (!isEnd && !isStart) return undefined;
  const { module } = reader.evaluator;
  const place = placeOf(module.uri, test.span);
  const written = module.text.slice(object.span.start, object.span.end);
  const predicate: OriginTest = {
    kind: 'test',
    subject,
    compare: { kind: isEnd ? 'ends' : 'starts', text: text.value },
    place,
    written,
  };
  const rule = { place, via: text.via, written: text.value, listed: false, isDefault: false };
  return reader.member([{ ...rule, match: { kind: 'predicate', predicate } }], test);
}

function numberOf(reader: OriginReader, expr: Expr): number | undefined {
  const value = reader.evaluator.evaluate(expr);
  if (value.kind === 'number') return value.value;
  const { text } = reader.evaluator.module;
  const written = text.slice(expr.span.start, Math.min(expr.span.end, expr.span.start + 12));
  return /^-\d{1,6}$/.test(written) ? Number(written) : undefined;
}
