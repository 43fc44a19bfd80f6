import type { Expr, FunctionExpr } from '../syntax/expr.ts';
import type { Module } from '../syntax/module.ts';
import { type Place, placeOf, type Span } from '../text/span.ts';
import type {
  BooleanValue,
  Entry,
  ListValue,
  NullValue,
  NumberValue,
  OneOfValue,
  Reason,
  RecordValue,
  RegexValue,
  Step,
  TextValue,
  UnknownValue,
  Value,
} from './value.ts';

/** A value that is not one of several. */
export type Plain = Exclude<Value, OneOfValue>;

/** Lists that are longer end with an unknown item. */
export const MAX_ITEMS = 2000;
/** Texts that are longer are unknown: `a + a` thirty times over is longer than any memory. */
export const MAX_TEXT = 100_000;

const NO_STEPS: readonly Step[] = [];

interface Written {
  readonly via?: readonly Step[];
  readonly expr?: Expr | undefined;
}

function base(place: Place, written: Written | undefined) {
  const via = written?.via ?? NO_STEPS;
  return written?.expr ? { place, via, expr: written.expr } : { place, via };
}

export function unknown(reason: Reason, place: Place, written?: Written): UnknownValue {
  return { kind: 'unknown', reason, ...base(place, written) };
}

export function tooComplex(place: Place): UnknownValue {
  return unknown({ kind: 'too-complex' }, place);
}

export function text(value: string, place: Place, written?: Written): TextValue | UnknownValue {
  if (value.length > MAX_TEXT) return tooComplex(place);
  return { kind: 'text', value, ...base(place, written) };
}

export function number(value: number, place: Place, written?: Written): NumberValue {
  return { kind: 'number', value, ...base(place, written) };
}

export function boolean(value: boolean, place: Place, written?: Written): BooleanValue {
  return { kind: 'boolean', value, ...base(place, written) };
}

export function nothing(place: Place, undefined_: boolean, written?: Written): NullValue {
  return { kind: 'null', undefined: undefined_, ...base(place, written) };
}

export function list(
  form: ListValue['form'],
  items: readonly Value[],
  place: Place,
  written?: Written,
): ListValue {
  return { kind: 'list', form, items: bounded(items, place), ...base(place, written) };
}

function bounded(items: readonly Value[], place: Place): readonly Value[] {
  if (items.length <= MAX_ITEMS) return items;
  return [...items.slice(0, MAX_ITEMS), { ...tooComplex(place), spread: true }];
}

export function record(
  entries: readonly Entry[],
  rest: readonly UnknownValue[],
  place: Place,
  written?: Written,
): RecordValue {
  if (entries.length <= MAX_ITEMS) return { kind: 'record', entries, rest, ...base(place, written) };
  return {
    kind: 'record',
    entries: entries.slice(0, MAX_ITEMS),
    rest: [...rest, tooComplex(place)],
    ...base(place, written),
  };
}

export function regex(
  language: RegexValue['language'],
  source: string,
  flags: string,
  place: Place,
  written?: Written,
): RegexValue {
  return { kind: 'regex', language, source, flags, ...base(place, written) };
}

export function functionValue(fn: FunctionExpr, place: Place): Value {
  return { kind: 'function', function: fn, place, via: NO_STEPS, expr: fn };
}

/** The same value, with another way to it. */
export function along<V extends Value>(value: V, via: readonly Step[]): V {
  return via === value.via ? value : { ...value, via };
}

/** The same value without the literal: it is no longer what the literal says. */
export function detached<V extends Value>(value: V): V {
  if (value.expr === undefined) return value;
  const { expr: _, ...rest } = value;
  return rest as V;
}

export function unknownItem(value: UnknownValue): UnknownValue {
  return value.spread ? value : { ...value, spread: true };
}

export function place(module: Module, span: Span): Place {
  return placeOf(module.uri, span);
}
