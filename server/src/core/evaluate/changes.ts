import type { Mutation } from '../syntax/module.ts';
import type { Place } from '../text/span.ts';
import { detached, list, type Plain, place, record, unknown, unknownItem } from './build.ts';
import { alternatives, mapValue, product, withStep } from './combine.ts';
import { type Context, written } from './context.ts';
import { holds, iterate } from './lists.ts';
import {
  EMPTY,
  fromDrafts,
  keySpan,
  lastEntry,
  spreadCases,
  spreadInto,
  withEntries,
  withRest,
} from './records.ts';
import type { Entry, ListValue, RecordValue, Step, Value } from './value.ts';

/** What a value is after a statement that changes it. `reassigned` says that this cannot be followed. */
export function changedBy(context: Context, name: string, value: Plain, mutation: Mutation): Value {
  const where = place(context.module, mutation.span);
  const lost = unknown({ kind: 'reassigned', name }, where);
  const step: Step = { place: where, what: `\`${name}\` is changed here` };
  if (mutation.kind === 'set') return afterSet(context, value, mutation, where, lost);
  switch (value.kind) {
    case 'list':
      return afterListCall(context, value, mutation, step, lost);
    case 'record':
      return afterRecordCall(context, value, mutation, where, lost);
    case 'unknown': {
      if (!GROWING.has(mutation.method) || mutation.call.args.length === 0) return value;
      // Only a list has these methods: what it held before is not known, what it gets is.
      const form = context.module.language === 'python' ? 'list' : 'array';
      const before = list(form, [unknownItem(value)], where);
      return afterListCall(context, before, mutation, step, value);
    }
    default:
      return value;
  }
}

const GROWING: ReadonlySet<string> = new Set(['append', 'extend', 'push', 'unshift']);

/** Methods after which a list or a record does not hold what is written. */
const LOSING: ReadonlySet<string> = new Set(
  `pop popitem clear remove discard splice shift fill copyWithin delete difference_update intersection_update
  symmetric_difference_update setdefault insert __setitem__ __delitem__`.split(/\s+/),
);

function afterListCall(
  context: Context,
  value: ListValue,
  { method, call }: Extract<Mutation, { kind: 'call' }>,
  step: Step,
  lost: Value,
): Value {
  const { args } = call;
  if (args.some((argument) => argument.name !== undefined || argument.spread === 'record')) {
    return LOSING.has(method) ? lost : value;
  }
  const [first, second] = args;
  const add = (at: number): Value => {
    const items: Value[] = [];
    let left: Value[] = [];
    for (const argument of args.slice(method === 'insert' ? 1 : 0)) {
      const given = context.evaluate(argument.value);
      if (argument.spread) left = [...left, ...spreadItems(context, given)];
      else left = [...left, given];
    }
    items.push(...left.map((each) => withStep(each, step)));
    return grown(value, items, at);
  };
  switch (method) {
    case 'append':
    case 'push':
    case 'add':
      return add(value.items.length);
    case 'unshift':
      return add(0);
    case 'insert': {
      const index = first && context.evaluate(first.value);
      if (!second || index?.kind !== 'number') return lost;
      return add(index.value < 0 ? Math.max(0, value.items.length + index.value) : index.value);
    }
    case 'extend':
    case 'update':
      return product(
        args.map((argument) => context.evaluate(argument.value)),
        step.place,
        (plains) =>
          grown(
            value,
            plains.flatMap((each) => iterate(context, each) ?? []).map((each) => withStep(each, step)),
            value.items.length,
          ),
      );
    case 'clear':
      return { ...detached(value), items: [] };
    case 'remove':
    case 'discard':
      return first && args.length === 1 ? without(context, value, context.evaluate(first.value), lost) : lost;
    default:
      return LOSING.has(method) ? lost : value;
  }
}

function spreadItems(context: Context, value: Value): readonly Value[] {
  const [only, ...others] = alternatives(value);
  const items = only && others.length === 0 ? iterate(context, only.value) : undefined;
  return items ?? [{ ...unknown({ kind: 'too-complex' }, value.place), spread: true }];
}

function grown(value: ListValue, items: readonly Value[], at: number): Value {
  const all = [...value.items.slice(0, at), ...items, ...value.items.slice(at)];
  return list(value.form, all, value.place, { via: value.via });
}

/** The first item that equals the one that goes. */
function without(context: Context, value: ListValue, gone: Value, lost: Value): Value {
  if (gone.kind !== 'text' || holds(value, gone) === 'unknown') return lost;
  const at = value.items.findIndex((item) => item.kind === 'text' && item.value === gone.value);
  const open = value.items
    .slice(0, at < 0 ? undefined : at)
    .some((item) => item.kind === 'unknown' || item.kind === 'oneOf');
  if (open) return lost;
  if (at < 0) return value;
  const items = value.items.filter((_, index) => index !== at);
  return context.module.language === 'python' || value.form === 'set' ? { ...detached(value), items } : lost;
}

function afterRecordCall(
  context: Context,
  value: RecordValue,
  { method, call }: Extract<Mutation, { kind: 'call' }>,
  where: Place,
  lost: Value,
): Value {
  if (method !== 'update' && method !== 'setdefault') return LOSING.has(method) ? lost : value;
  if (method === 'setdefault') {
    const [key, given] = call.args;
    const name = key && context.evaluate(key.value);
    if (name?.kind !== 'text' || !given || value.rest.length > 0) return lost;
    if (lastEntry(value, name.value)) return value;
    const entry: Entry = {
      key: name.value,
      value: context.evaluate(given.value),
      place: where,
      keyPlace: name.place,
      form: 'assignment',
    };
    return record([...value.entries, entry], value.rest, value.place, { via: value.via });
  }
  let drafts = spreadCases([EMPTY], [{ value: detached(value), when: [] }], value.place, context);
  for (const argument of call.args) {
    const at = place(context.module, argument.span);
    if (argument.name === undefined) {
      drafts =
        argument.spread === 'list'
          ? withRest(drafts, unknown({ kind: 'syntax', what: 'spread' }, at))
          : spreadInto(context, drafts, argument.value, at, 'assignment');
      continue;
    }
    const keyPlace = place(context.module, argument.nameSpan ?? argument.span);
    const entry: Entry = {
      key: argument.name,
      value: context.evaluate(argument.value),
      place: at,
      keyPlace,
      form: 'argument',
    };
    drafts = withEntries(drafts, [entry]);
  }
  return fromDrafts(drafts, value.place);
}

/** `options.origin = x`, `options['origin'] = x`. */
function afterSet(
  context: Context,
  value: Plain,
  mutation: Extract<Mutation, { kind: 'set' }>,
  where: Place,
  lost: Value,
): Value {
  if (value.kind === 'unknown') return opened(context, value, mutation, where);
  if (value.kind !== 'record') return value.kind === 'list' ? lost : value;
  if (mutation.key === undefined) {
    return record(
      value.entries,
      [...value.rest, unknown({ kind: 'syntax', what: 'computed key' }, where)],
      value.place,
      { via: value.via },
    );
  }
  return record(
    [...value.entries, assigned(context, mutation.key, mutation, where)],
    value.rest,
    value.place,
    { via: value.via },
  );
}

/** An object that is not known, of which one entry is. */
function opened(
  context: Context,
  value: Plain & { kind: 'unknown' },
  mutation: Extract<Mutation, { kind: 'set' }>,
  where: Place,
): Value {
  if (mutation.key === undefined) return value;
  const line = written(context.module, { start: mutation.span.start, end: mutation.value.span.start });
  // In Python, an attribute of an object is no entry of a dictionary.
  if (context.module.language === 'python' && !/^[\w.]+\s*\[/.test(line)) return value;
  return record(
    [assigned(context, mutation.key, mutation, where)],
    [{ ...detached(value), place: startOf(value.place, where) }],
    where,
  );
}

/** What was there before stands before what is assigned. */
function startOf(from: Place, where: Place): Place {
  return from.uri === where.uri && from.start >= where.start ? { ...from, start: 0, end: 0 } : from;
}

function assigned(
  context: Context,
  key: string,
  mutation: Extract<Mutation, { kind: 'set' }>,
  where: Place,
): Entry {
  const until = Math.max(mutation.span.start, Math.min(mutation.value.span.start, mutation.span.end));
  const within = { start: mutation.span.start, end: until };
  const keyPlace = place(
    context.module,
    until > mutation.span.start ? keySpan(context.module, key, within) : mutation.span,
  );
  return { key, value: context.evaluate(mutation.value), place: where, keyPlace, form: 'assignment' };
}

/** What a value may be after changes whose time and number are not known. */
export function loosened(context: Context, name: string, value: Plain, mutation: Mutation): Value {
  const where = place(context.module, mutation.span);
  const lost = unknown({ kind: 'reassigned', name }, where);
  if (mutation.kind === 'set') {
    if (value.kind === 'record')
      return record(value.entries, [...value.rest, lost], value.place, { via: value.via });
    return value.kind === 'list' ? lost : value;
  }
  const { method, call } = mutation;
  if (value.kind === 'record') {
    if (method === 'update' || method === 'setdefault')
      return record(value.entries, [...value.rest, lost], value.place, { via: value.via });
    return LOSING.has(method) ? lost : value;
  }
  if (value.kind !== 'list') return value;
  if (['append', 'push', 'add', 'unshift', 'insert', 'extend', 'update'].includes(method)) {
    const given = call.args[method === 'insert' ? 1 : 0];
    const cases = given ? alternatives(context.evaluate(given.value)) : [];
    const reasons = cases.flatMap(({ value: added }) => (added.kind === 'unknown' ? [added.reason] : []));
    const reason = reasons.find(({ kind }) => kind !== 'syntax');
    const open = reason ? unknown(reason, where) : lost;
    return grown(value, [{ ...open, spread: true }], value.items.length);
  }
  return LOSING.has(method) ? lost : value;
}

/** The plain cases of a value, changed. */
export function afterMutation(
  context: Context,
  name: string,
  value: Value,
  mutation: Mutation,
  loose: boolean,
): Value {
  return mapValue(value, value.place, (plain) =>
    (loose ? loosened : changedBy)(context, name, plain, mutation),
  );
}
