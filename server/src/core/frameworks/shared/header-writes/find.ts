import type { CallExpr, Expr, ListExpr, RecordEntry, RecordExpr } from '../../../syntax/expr.ts';
import type { Assignment, Module } from '../../../syntax/module.ts';
import type { Span } from '../../../text/span.ts';
import { forwardedTo } from './forwarding.ts';
import { isResponseHeader } from './names.ts';

/** A place in the source where a header gets a value, whatever message it goes onto. */
export interface HeaderWrite {
  /** As written. */
  readonly name: string;
  /** The expression that names it: mostly a literal, sometimes a constant. */
  readonly key: Expr;
  readonly value: Expr;
  /** The entry of a table with key and value; the whole statement where it is one of its own; else the call. */
  readonly span: Span;
  readonly form: 'entry' | 'statement' | 'call';
  /** Further lines are sent beside those that are there. */
  readonly adds: boolean;
  /** What the header is written to: the table that holds it, or the object whose method is called. */
  readonly target: Expr;
  /** How it is written: `setHeader`, `[]`, `{}`. */
  readonly method: string;
}

const CORS_HEADER = /access-control-(?:allow|expose|max)-?[a-z-]*/gi;
const VARY = /\bvary\b/gi;

/** Every write of a response header of CORS in the file, and of `Vary` where there is one. */
export function findWrites(module: Module): readonly HeaderWrite[] {
  const writes = writesOf(module, CORS_HEADER, isResponseHeader);
  if (writes.length === 0) return [];
  const vary = writesOf(module, VARY, (name) => name.toLowerCase() === 'vary');
  return [...writes, ...vary, ...varyCalls(module)].sort((a, b) => a.span.start - b.span.start);
}

/** Every write of a header whose name `pattern` (global) finds and `accepts` takes. */
export function writesOf(
  module: Module,
  pattern: RegExp,
  accepts: (name: string) => boolean,
): readonly HeaderWrite[] {
  const found: HeaderWrite[] = [];
  for (const literal of module.textLiterals(pattern)) {
    const name = literal.value.trim();
    if (!accepts(name)) continue;
    for (const key of [literal, ...constantUses(module, literal)]) {
      const write = writeAt(module, key, name);
      if (write) found.push(write);
    }
  }
  return found;
}

/** The uses of a constant that holds a header's name. */
function constantUses(module: Module, literal: Expr): readonly Expr[] {
  const parent = module.parent(literal);
  if (parent.role !== 'assigned' || parent.assignment.target.kind !== 'name') return [];
  const { name, span } = parent.assignment.target;
  return module
    .occurrences(name)
    .filter((use) => use.kind === 'name' && use.span.start !== span.start)
    .filter((use) =>
      module.bindings(name, use.span.start).some((binding) => binding.span.start === span.start),
    )
    .slice(0, 50);
}

function writeAt(module: Module, key: Expr, name: string): HeaderWrite | undefined {
  const parent = module.parent(key);
  switch (parent.role) {
    case 'key':
      return entryWrite(parent.record, parent.entry, key, name);
    case 'value':
      return pairRecordWrite(module, parent.record, parent.entry, key, name);
    case 'item':
      return pairWrite(module, parent.list, parent.index, key, name);
    case 'argument':
      return callWrite(module, parent.call, parent.index, key, name);
    case 'subscript':
      return assignedWrite(module, parent.member, parent.member.object, key, name);
    case 'part':
      // `headers[NAME] = value`: the key is an expression.
      return parent.of.kind === 'index' && parent.of.index === key
        ? assignedWrite(module, parent.of, parent.of.object, key, name)
        : undefined;
    default:
      return undefined;
  }
}

export function entryWrite(
  record: RecordExpr,
  entry: RecordEntry,
  key: Expr,
  name: string,
): HeaderWrite | undefined {
  if (entry.spread) return undefined;
  return {
    name,
    key,
    value: entry.value,
    span: entry.span,
    form: 'entry',
    adds: false,
    target: record,
    method: '{}',
  };
}

const NAME_KEYS: ReadonlySet<string> = new Set(['key', 'name', 'header', 'headername', 'header_name']);

/** `{ key: 'Access-Control-Allow-Origin', value: '*' }`, in a list of such records. */
function pairRecordWrite(
  module: Module,
  record: RecordExpr,
  entry: RecordEntry,
  key: Expr,
  name: string,
): HeaderWrite | undefined {
  if (entry.key === undefined || !NAME_KEYS.has(entry.key.toLowerCase())) return undefined;
  const value = record.entries.find((other) => other.key !== undefined && /^value$/i.test(other.key))?.value;
  if (!value) return undefined;
  const up = module.parent(record);
  const target = up.role === 'item' ? up.list : record;
  return { name, key, value, span: record.span, form: 'entry', adds: true, target, method: '{}' };
}

/** `("Access-Control-Allow-Origin", "*")`, `['Access-Control-Allow-Origin', '*']`, and `writeHead`'s flat list. */
function pairWrite(
  module: Module,
  list: ListExpr,
  index: number,
  key: Expr,
  name: string,
): HeaderWrite | undefined {
  const up = module.parent(list);
  const isFlat = up.role === 'argument' && calledName(up.call) === 'writeHead';
  if (!isFlat && (index !== 0 || list.items.length !== 2 || list.form === 'set')) return undefined;
  if (isFlat && index % 2 !== 0) return undefined;
  const value = list.items[index + 1];
  if (!value || (value.kind === 'text' && isResponseHeader(value.value))) return undefined;
  const write = { name, key, value, form: 'entry', adds: true, method: '[]' } as const;
  if (isFlat) return { ...write, span: { start: key.span.start, end: value.span.end }, target: list };
  if (up.role === 'item') return { ...write, span: list.span, target: up.list };
  // `headers.append(("Access-Control-Allow-Origin", "*"))`, `yield (name, value)`.
  if (up.role === 'argument' && up.call.callee.kind === 'member') {
    if (!isWriter(up.call, up.index)) return undefined;
    return {
      ...write,
      span: statementSpan(module, up.call),
      form: formOf(module, up.call),
      target: up.call.callee.object,
    };
  }
  return undefined;
}

/** Method names that set or add one header, or several from a table. */
const WRITERS =
  /^(?:(?:set|add|append|put|with|send|write|insert|raw_set)_?(?:response|request|default|raw)?_?headers?|setRequestHeader|header|headers|set|append|add|setdefault|__setitem__|writeHead|update|extend|insert|push|assign)$/i;

const ADDERS = /^(?:append|add|send|insert|push)|^append_header$/i;

export function isWriter(call: CallExpr, _index: number): boolean {
  const name = calledName(call);
  return name !== undefined && WRITERS.test(name);
}

export function calledName(call: CallExpr): string | undefined {
  if (call.callee.kind === 'member') return call.callee.property;
  return call.callee.kind === 'name' ? call.callee.name : undefined;
}

/** `res.setHeader(NAME, value)`, `setResponseHeader(event, NAME, value)`. */
function callWrite(
  module: Module,
  call: CallExpr,
  index: number,
  key: Expr,
  name: string,
): HeaderWrite | undefined {
  const method = calledName(call);
  if (method === undefined || call.isNew) return undefined;
  if (!isWriter(call, index)) return forwardedWrite(module, call, index, key, name);
  const argument = call.args[index];
  const value = call.args[index + 1];
  if (argument?.name !== undefined && !/^(?:name|key|header)$/.test(argument.name)) return undefined;
  if (!value || value.spread || (value.value.kind === 'text' && isResponseHeader(value.value.value)))
    return undefined;
  const isFree = call.callee.kind === 'name';
  if (index !== (isFree ? 1 : 0) && !(isFree && index === 0)) return undefined;
  const target = call.callee.kind === 'member' ? call.callee.object : (call.args[index - 1]?.value ?? call);
  const adds = ADDERS.test(method) || addsByOption(call, index);
  const write = { name, key, value: value.value, adds, target, method };
  return { ...write, span: statementSpan(module, call), form: formOf(module, call) };
}

/** A call of a function of this file that hands the name and the value on to a writer. */
function forwardedWrite(
  module: Module,
  call: CallExpr,
  index: number,
  key: Expr,
  name: string,
): HeaderWrite | undefined {
  const value = call.args[1];
  if (index !== 0 || !value || value.spread || value.name !== undefined) return undefined;
  const inner = forwardedTo(module, call, (each) => isWriter(each, 0));
  const method = inner && calledName(inner);
  if (inner?.callee.kind !== 'member' || method === undefined) return undefined;
  const write = { name, key, value: value.value, adds: ADDERS.test(method), method };
  const target = inner.callee.object;
  return { ...write, target, span: statementSpan(module, call), form: formOf(module, call) };
}

/** Hono's `c.header(name, value, { append: true })`. */
function addsByOption(call: CallExpr, index: number): boolean {
  const options = call.args[index + 2]?.value;
  if (options?.kind !== 'record') return false;
  return options.entries.some(
    (entry) => entry.key === 'append' && entry.value.kind === 'boolean' && entry.value.value,
  );
}

function formOf(module: Module, call: CallExpr): 'statement' | 'call' {
  return module.parent(call).role === 'statement' ? 'statement' : 'call';
}

function statementSpan(module: Module, call: CallExpr): Span {
  return formOf(module, call) === 'statement' ? module.statement(call.span.start) : call.span;
}

/** `response.headers['Access-Control-Allow-Origin'] = value` */
function assignedWrite(
  module: Module,
  place: Expr,
  target: Expr,
  key: Expr,
  name: string,
): HeaderWrite | undefined {
  const parent = module.parent(place);
  if (parent.role !== 'target' || parent.assignment.augmented) return undefined;
  const assignment: Assignment = parent.assignment;
  const { value, span } = assignment;
  return { name, key, value, span, form: 'statement', adds: false, target, method: '[]' };
}

/** `res.vary('Origin')`, `vary(res, 'Origin')`, `patch_vary_headers(response, ['Origin'])`, `response.vary.add('Origin')`. */
function varyCalls(module: Module): readonly HeaderWrite[] {
  const found: HeaderWrite[] = [];
  for (const name of ['vary', 'patch_vary_headers', 'vary_on_headers', 'add_vary_header', 'appendVary']) {
    for (const use of module.occurrences(name)) {
      const write = varyCall(module, use);
      if (write) found.push(write);
    }
  }
  return found;
}

function varyCall(module: Module, use: Expr): HeaderWrite | undefined {
  let parent = module.parent(use);
  let target = use.kind === 'member' ? use.object : undefined;
  if (parent.role === 'object' && parent.member.property === 'add') parent = module.parent(parent.member);
  if (parent.role !== 'callee') return undefined;
  const { call } = parent;
  if (use.kind === 'name') target = call.args[0]?.value;
  const value = (use.kind === 'name' ? call.args[1] : call.args[0])?.value ?? call.args[0]?.value;
  if (!value) return undefined;
  const span = statementSpan(module, call);
  return {
    name: 'Vary',
    key: use,
    value,
    span,
    form: formOf(module, call),
    adds: true,
    target: target ?? call,
    method: 'vary',
  };
}
