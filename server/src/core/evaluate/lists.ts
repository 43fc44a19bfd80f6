import type { Place } from '../text/span.ts';
import { boolean, list, number, type Plain, text, unknown, unknownItem } from './build.ts';
import { alternatives, bothHold, MAX_ALTERNATIVES, oneOf, withSteps } from './combine.ts';
import type { Context } from './context.ts';
import { characters } from './pieces.ts';
import { joined } from './texts.ts';
import { truthiness } from './truth.ts';
import type { Alternative, ListValue, UnknownValue, Value, When } from './value.ts';

/** What iterating gives; undefined for what cannot be iterated. Something unknown gives one item for any number. */
export function iterate(context: Context, value: Plain): readonly Value[] | undefined {
  switch (value.kind) {
    case 'list':
      // The items outlive the list, so they keep the way to it.
      return value.via.length === 0 ? value.items : value.items.map((item) => withSteps(item, value.via));
    case 'text':
      return characters(context.module, value);
    case 'record':
      return context.module.language === 'python' ? keysOf(value) : undefined;
    case 'unknown':
      return [unknownItem(value)];
    default:
      return undefined;
  }
}

function keysOf(value: Plain & { kind: 'record' }): readonly Value[] {
  const seen = new Map<string, Value>();
  for (const entry of value.entries) {
    if (!seen.has(entry.key)) seen.set(entry.key, text(entry.key, entry.keyPlace, { via: value.via }));
  }
  return [...seen.values(), ...value.rest.map(unknownItem)];
}

/** A list of what iterating gives, in another form: `list(x)`, `Array.from(x)`. */
export function listFrom(
  context: Context,
  value: Plain,
  form: ListValue['form'],
  where: Place,
): Value | undefined {
  if (value.kind === 'list') return value.form === form ? value : { ...value, form };
  if (value.kind === 'unknown') return value;
  const items = iterate(context, value);
  return items && list(form, items, where, { via: value.kind === 'text' ? [] : value.via });
}

export function isSpread(value: Value): value is UnknownValue {
  return value.kind === 'unknown' && value.spread === true;
}

/** Each item changed; an item that stands for many stays as it is, as do unknown ones that `change` cannot change. */
export function mapped(source: ListValue, where: Place, change: (item: Value) => Value): Value {
  const items = source.items.map((item) => {
    if (!isSpread(item)) return change(item);
    const made = change(item);
    return made.kind === 'unknown' ? unknownItem(made) : { ...item };
  });
  const same =
    items.length === source.items.length && items.every((item, index) => item === source.items[index]);
  return same ? source : list(source.form, items, where, { via: source.via });
}

/**
 * The items for which `test` holds; one for which that is not known may or may not be there. An item that is there under a condition
 * (`isDevelopment && 'http://localhost:3000'`) makes lists with it and without.
 */
export function filtered(
  context: Context,
  source: ListValue,
  where: Place,
  test: (item: Value) => Value,
): Value {
  const { language } = context.module;
  let rows: readonly { readonly items: readonly Value[]; readonly when: readonly When[] }[] = [
    { items: [], when: [] },
  ];
  for (const item of source.items) {
    const mixed = isSpread(item)
      ? undefined
      : mixedOutcomes(item, (value) => truthiness(test(value), language));
    if (mixed && rows.length * mixed.length <= MAX_ALTERNATIVES) {
      rows = rows.flatMap((row) =>
        mixed.flatMap(({ value, when, kept }) => {
          const both = bothHold(row.when, when);
          return both ? [{ items: kept ? [...row.items, value] : row.items, when: both }] : [];
        }),
      );
      continue;
    }
    const tested = isSpread(item) ? item : test(item);
    const kept = isSpread(item) ? 'unknown' : truthiness(tested, language);
    if (kept === false) continue;
    const left = kept === true ? item : maybe(item, tested, where);
    rows = rows.map((row) => ({ ...row, items: [...row.items, left] }));
  }
  const [only] = rows;
  const isSame =
    rows.length === 1 &&
    only?.items.length === source.items.length &&
    only.items.every((item, index) => item === source.items[index]);
  if (isSame) return source;
  return oneOf(
    rows.map(({ items, when }) => ({ value: list(source.form, items, where, { via: source.via }), when })),
    where,
  );
}

/** The alternatives of an item of which some are kept and some are not; undefined where that is not known of each. */
function mixedOutcomes(
  item: Value,
  outcome: (value: Plain) => boolean | 'unknown',
): readonly (Alternative & { readonly kept: boolean })[] | undefined {
  if (item.kind !== 'oneOf') return undefined;
  const found = item.alternatives.flatMap((each) => {
    const kept = outcome(each.value);
    return kept === 'unknown' ? [] : [{ ...each, kept }];
  });
  const isMixed = found.some(({ kept }) => kept) && found.some(({ kept }) => !kept);
  return isMixed && found.length === item.alternatives.length ? found : undefined;
}

/** An item that may be missing: because it is not known itself, or because the test of it is not. */
function maybe(item: Value, tested: Value, where: Place): Value {
  const open = unknownIn(item);
  if (open) return unknownItem(open);
  const reason = unknownIn(tested)?.reason;
  const isOwn = reason === undefined || reason.kind === 'request-origin';
  return unknownItem(unknown(isOwn ? { kind: 'syntax', what: 'filter' } : reason, where));
}

function unknownIn(value: Value): UnknownValue | undefined {
  const found = alternatives(value).find((each) => each.value.kind === 'unknown')?.value;
  return found?.kind === 'unknown' ? found : undefined;
}

/** True, false, or not known: whether one of the items equals a text, a number or a boolean. */
export function holds(source: ListValue, wanted: Plain): boolean | 'unknown' {
  let open = false;
  for (const item of source.items) {
    if (item.kind === 'oneOf' || item.kind === 'unknown') open = true;
    else if ('value' in item && 'value' in wanted && item.kind === wanted.kind && item.value === wanted.value)
      return true;
    else if (item.kind === 'null' && wanted.kind === 'null') return true;
    else if (!('value' in item) && item.kind !== 'null') open = true;
  }
  return open ? 'unknown' : false;
}

function sameText(item: Value, wanted: Plain | undefined): boolean {
  return item.kind === 'text' && wanted?.kind === 'text' && item.value === wanted.value;
}

/** What a method of a known list gives; undefined for what is not followed. Functions as arguments are not for here. */
export function listMethod(
  context: Context,
  name: string,
  value: ListValue,
  args: readonly Plain[],
  where: Place,
): Value | undefined {
  const [first] = args;
  switch (name) {
    case 'concat': {
      const items = [...(iterate(context, value) ?? [])];
      for (const argument of args) {
        if (argument.kind === 'list' || argument.kind === 'unknown')
          items.push(...(iterate(context, argument) ?? []));
        else items.push(argument);
      }
      return list('array', items, where);
    }
    case 'slice':
    case 'copy':
    case 'values':
    case 'toArray':
      return args.length === 0 ? value : undefined;
    case 'flat':
      return args.length === 0 ? flat(context, value, where) : undefined;
    case 'includes':
    case 'has': {
      const found = first && args.length === 1 && first.kind !== 'unknown' ? holds(value, first) : 'unknown';
      return found === 'unknown' ? undefined : boolean(found, where);
    }
    case 'indexOf': {
      const found = first && args.length === 1 && first.kind !== 'unknown' ? holds(value, first) : 'unknown';
      if (found === false) return number(-1, where);
      const at = found ? value.items.findIndex((item) => sameText(item, first)) : -1;
      return at < 0 || value.items.slice(0, at).some(isSpread) ? undefined : number(at, where);
    }
    case 'join': {
      const separator = first === undefined ? ',' : first.kind === 'text' ? first.value : undefined;
      return separator === undefined ? undefined : joined(separator, value, where, context.module.language);
    }
    case 'union':
      return args.every((each) => each.kind === 'list')
        ? list(
            value.form,
            [value, ...args].flatMap((each) => iterate(context, each) ?? []),
            where,
          )
        : undefined;
    default:
      return undefined;
  }
}

function flat(context: Context, value: ListValue, where: Place): Value | undefined {
  const items: Value[] = [];
  for (const item of value.items) {
    if (item.kind === 'oneOf') return undefined;
    if (item.kind === 'list' || item.kind === 'unknown') items.push(...(iterate(context, item) ?? []));
    else items.push(item);
    if (items.length > 4000) break;
  }
  return list(value.form, items, where, { via: value.via });
}

/** One list of several parts, where a part may be one of several lists. */
export function concatenated(
  context: Context,
  parts: readonly Plain[],
  form: ListValue['form'],
  where: Place,
): Value {
  return list(
    form,
    parts.flatMap((each) => iterate(context, each) ?? []),
    where,
  );
}
