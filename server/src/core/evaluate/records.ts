import type { Expr, RecordEntry, RecordExpr } from '../syntax/expr.ts';
import type { Module } from '../syntax/module.ts';
import type { Place, Span } from '../text/span.ts';
import { outcomesOf } from './branches.ts';
import {
  along,
  detached,
  MAX_ITEMS,
  nothing,
  type Plain,
  place,
  record,
  tooComplex,
  unknown,
} from './build.ts';
import { alternatives, bothHold, MAX_ALTERNATIVES, oneOf, withSteps } from './combine.ts';
import type { Context } from './context.ts';
import { spreadsToNothing } from './operators.ts';
import type { Alternative, Entry, EntryForm, RecordValue, UnknownValue, Value, When } from './value.ts';

/** What has been read of a record so far, in one of the cases that are told apart. */
export interface Draft {
  readonly entries: readonly Entry[];
  readonly rest: readonly UnknownValue[];
  readonly when: readonly When[];
}

export const EMPTY: Draft = { entries: [], rest: [], when: [] };

/** Undefined where there are too many cases. */
type Drafts = readonly Draft[] | undefined;

export function recordValue(context: Context, expr: RecordExpr): Value {
  const where = place(context.module, expr.span);
  let drafts: Drafts = [EMPTY];
  let pending: Entry[] = [];
  for (const entry of expr.entries) {
    const read = entry.spread ? undefined : readEntry(context, entry);
    if (read) {
      pending.push(read);
      continue;
    }
    drafts = withEntries(drafts, pending);
    pending = [];
    drafts = entry.spread
      ? spreadInto(context, drafts, entry.value, place(context.module, entry.span))
      : withRest(
          drafts,
          unknown({ kind: 'syntax', what: 'computed key' }, place(context.module, entry.span)),
        );
    if (!drafts) return tooComplex(where);
  }
  return fromDrafts(withEntries(drafts, pending), where, expr);
}

export function fromDrafts(drafts: Drafts, where: Place, expr?: Expr): Value {
  if (!drafts) return tooComplex(where);
  const found: Alternative[] = drafts.map((draft) => ({
    value: record(draft.entries, draft.rest, where, { expr }),
    when: draft.when,
  }));
  return oneOf(found, where);
}

/** Undefined for a key that cannot be read. */
function readEntry(context: Context, entry: RecordEntry): Entry | undefined {
  const { module } = context;
  const key = entry.key ?? computedKey(context, entry.keyExpr);
  if (key === undefined) return undefined;
  const shorthand = entry.keyExpr === undefined;
  return {
    key,
    value: context.evaluate(entry.value),
    place: place(module, entry.span),
    keyPlace: place(module, entry.keyExpr?.span ?? keySpan(module, key, entry.span)),
    form: shorthand && entry.value.kind === 'name' ? 'shorthand' : 'entry',
  };
}

function computedKey(context: Context, expr: Expr | undefined): string | undefined {
  if (!expr) return undefined;
  const value = context.evaluate(expr);
  if (value.kind === 'text') return value.value;
  return value.kind === 'number' ? String(value.value) : undefined;
}

/** The first place of a key in a stretch of text, or the stretch. */
export function keySpan(module: Module, key: string, within: Span): Span {
  const at = module.text.slice(within.start, within.end).indexOf(key);
  return at < 0 ? within : { start: within.start + at, end: within.start + at + key.length };
}

export function withEntries(drafts: Drafts, entries: readonly Entry[]): Drafts {
  if (entries.length === 0) return drafts;
  return drafts?.map((draft) => ({ ...draft, entries: [...draft.entries, ...entries] }));
}

export function withRest(drafts: Drafts, rest: UnknownValue): Drafts {
  return drafts?.map((draft) => ({ ...draft, rest: [...draft.rest, rest] }));
}

/** `...x`, `**x`: each case of what is spread, beside each case so far. */
export function spreadInto(
  context: Context,
  drafts: Drafts,
  expr: Expr,
  where: Place,
  form?: EntryForm,
): Drafts {
  return spreadCases(drafts, spreadAlternatives(context, expr), where, context, form);
}

/** The cases of a spread. Where `a` is false, `...(a && b)` is nothing, whatever false value it has. */
function spreadAlternatives(context: Context, expr: Expr): readonly Alternative[] {
  if (expr.kind !== 'binary' || expr.operator !== 'and') return alternatives(context.evaluate(expr));
  const { yes, no } = outcomesOf(context, expr.left);
  const found: Alternative[] = [];
  if (yes) {
    for (const alternative of alternatives(context.evaluate(expr.right))) {
      const when = bothHold(yes, alternative.when);
      if (when) found.push({ value: alternative.value, when });
    }
  }
  if (no) found.push({ value: nothing(place(context.module, expr.span), true), when: no });
  return found;
}

export function spreadCases(
  drafts: Drafts,
  spread: readonly Alternative[],
  where: Place,
  context: Pick<Context, 'module'>,
  form?: EntryForm,
): Drafts {
  if (!drafts) return undefined;
  const found: Draft[] = [];
  for (const draft of drafts) {
    for (const alternative of spread) {
      const when = bothHold(draft.when, alternative.when);
      if (when) found.push({ ...addPlain(context, draft, alternative.value, where, form), when });
    }
    if (found.length > MAX_ALTERNATIVES) return undefined;
  }
  return found;
}

function addPlain(
  context: Pick<Context, 'module'>,
  draft: Draft,
  value: Plain,
  where: Place,
  form: EntryForm | undefined,
): Draft {
  if (draft.entries.length > MAX_ITEMS) return draft;
  if (value.kind === 'record') {
    const entries = value.entries.map((entry) => {
      const way = value.via.length === 0 ? entry.value : withSteps(entry.value, value.via);
      return { ...entry, value: way, ...(form ? { form } : {}) };
    });
    const rest = value.rest.map((each) => along({ ...each, place: where }, [...each.via, ...value.via]));
    return { ...draft, entries: [...draft.entries, ...entries], rest: [...draft.rest, ...rest] };
  }
  if (value.kind === 'null' || spreadsToNothing(context, value)) return draft;
  const left =
    value.kind === 'unknown'
      ? along({ ...detached(value), place: where }, value.via)
      : unknown({ kind: 'syntax', what: 'spread' }, where);
  return { ...draft, rest: [...draft.rest, left] };
}

/** The entry that counts: the last one with the key. */
export function lastEntry(value: RecordValue, key: string): Entry | undefined {
  for (let at = value.entries.length - 1; at >= 0; at -= 1) {
    if (value.entries[at]?.key === key) return value.entries[at];
  }
  return undefined;
}

/**
 * The part that could not be read and that may have another value for the key: any, where there is no entry; otherwise
 * one that is written behind the entry.
 */
export function overriding(value: RecordValue, entry: Entry | undefined): UnknownValue | undefined {
  return value.rest.find(
    (rest) => !entry || rest.place.uri !== entry.place.uri || rest.place.start >= entry.place.start,
  );
}
