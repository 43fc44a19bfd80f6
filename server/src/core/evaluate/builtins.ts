import type { Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import {
  boolean,
  detached,
  list,
  MAX_ITEMS,
  number,
  type Plain,
  record,
  regex,
  text,
  tooComplex,
  unknown,
  unknownItem,
} from './build.ts';
import { product } from './combine.ts';
import { type Context, pathOf } from './context.ts';
import { jsonValue } from './json.ts';
import { isSpread, iterate, listFrom } from './lists.ts';
import { lengthOf } from './members.ts';
import { literalValue } from './python-literal.ts';
import { qualifiedName } from './symbols.ts';
import { primitiveText, SAME_TEXT, textMethod } from './texts.ts';
import { truthiness } from './truth.ts';
import { typeNamed } from './types.ts';
import type { Entry, ListValue, RecordValue, UnknownValue, Value } from './value.ts';

const PYTHON: ReadonlySet<string> = new Set(
  `callable enumerate zip list tuple set frozenset sorted reversed str bool int float len map filter dict isinstance getattr
  re.compile re.escape json.loads ast.literal_eval eval copy.copy copy.deepcopy typing.cast itertools.chain itertools.chain.from_iterable textwrap.dedent
  str.strip str.lstrip str.rstrip str.lower str.upper builtins.list builtins.str`.split(/\s+/),
);

const JAVASCRIPT: ReadonlySet<string> = new Set(
  `Boolean String Number parseInt Array.from Array.of Array.isArray Array RegExp JSON.parse structuredClone
  Object.freeze Object.seal Object.preventExtensions Object.assign Object.keys Object.values Object.entries
  Object.fromEntries`.split(/\s+/),
);

/** The name of a function of the language that is followed; undefined for one that the file defines under that name. */
export function builtinName(context: Context, fn: Expr): string | undefined {
  if (fn.kind !== 'name' && fn.kind !== 'member') return undefined;
  const symbol = context.symbol(fn);
  const name = symbol ? qualifiedName(symbol) : pathOf(fn);
  const table = context.module.language === 'python' ? PYTHON : JAVASCRIPT;
  if (name === undefined || !table.has(name)) return undefined;
  if (symbol) return name;
  let root: Expr = fn;
  while (root.kind === 'member') root = root.object;
  if (root.kind !== 'name' || context.locals.has(root.name)) return undefined;
  return context.module.bindings(root.name, root.span.start).length === 0 ? name : undefined;
}

/** What such a function gives for values; undefined where it is not followed. */
export function builtin(
  context: Context,
  name: string,
  args: readonly Value[],
  where: Place,
): Value | undefined {
  let followed = true;
  const value = product(args, where, (plains) => {
    const made = plainBuiltin(context, name, plains, where);
    if (!made) followed = false;
    return made ?? tooComplex(where);
  });
  return followed ? value : undefined;
}

const LIST_FORMS: Readonly<Record<string, ListValue['form']>> = {
  list: 'list',
  tuple: 'tuple',
  set: 'set',
  frozenset: 'set',
  sorted: 'list',
  reversed: 'list',
  'Array.from': 'array',
  'Object.keys': 'array',
};

function plainBuiltin(
  context: Context,
  name: string,
  args: readonly Plain[],
  where: Place,
): Value | undefined {
  const [first, second] = args;
  const { language } = context.module;
  const form = Object.hasOwn(LIST_FORMS, name) ? LIST_FORMS[name] : undefined;
  if (form) return listBuiltin(context, name, form, args, where);
  switch (name) {
    case 'Array.of':
      return list('array', args, where);
    case 'Array':
      return args.length === 1 && first?.kind !== 'text' ? undefined : list('array', args, where);
    case 'itertools.chain':
      return list(
        'list',
        args.flatMap((each) => iterate(context, each) ?? []),
        where,
      );
    case 'Array.isArray':
      return first && first.kind !== 'unknown'
        ? boolean(first.kind === 'list' && first.form !== 'set', where)
        : undefined;
    case 'Object.values':
    case 'Object.entries':
      if (first?.kind !== 'record' || first.rest.length > 0) return made(first, where);
      return list(
        'array',
        ownEntries(first).map((entry) =>
          name === 'Object.values' ? entry.value : list('array', [keyText(entry), entry.value], entry.place),
        ),
        where,
      );
    case 'enumerate':
      return first && args.length === 1 ? paired(context, [undefined, first], where) : undefined;
    case 'zip':
      return paired(context, args, where);
    case 'itertools.chain.from_iterable': {
      const parts = first && args.length === 1 ? iterate(context, first) : undefined;
      return parts && chained(context, parts, where);
    }
    case 'textwrap.dedent':
      return first?.kind === 'text' && !/^[ \t]/m.test(first.value) ? first : made(first, where);
    case 'callable':
      return first && args.length === 1 ? isCallable(first, where) : undefined;
    case 'Object.fromEntries':
      return first?.kind === 'list' ? fromPairs(first, where) : made(first, where);
    case 'typing.cast':
      return second;
    case 'copy.copy':
    case 'copy.deepcopy':
    case 'structuredClone':
    case 'Object.freeze':
    case 'Object.seal':
    case 'Object.preventExtensions':
      return first;
    case 'str':
    case 'String':
      return first && args.length === 1 ? asText(first, language, where) : undefined;
    case 'bool':
    case 'Boolean':
      return first && asBoolean(context, first, where);
    case 'len':
      return first && first.kind !== 'unknown' ? lengthOf(first, where) : made(first, where);
    case 'int':
    case 'float':
    case 'Number':
    case 'parseInt':
      return first && asNumber(name, first, second, where);
    case 'json.loads':
    case 'JSON.parse':
      return first?.kind === 'text' ? jsonValue(context.module, first) : made(first, where);
    case 'ast.literal_eval':
    case 'eval':
      if (first?.kind !== 'text' || args.length > 1) return made(first, where);
      return literalValue(first, where);
    case 're.escape':
      return first?.kind === 'text'
        ? text(escaped(first.value), first.place, { via: first.via })
        : made(first, where);
    case 'RegExp':
      return regExp(args, where);
    default:
      return name.startsWith('str.') ? unbound(context, name.slice(4), args, where) : undefined;
  }
}

/** `zip(a, b)`, and with nothing in the first place the numbers of `enumerate(b)`: tuples, as many as the shortest gives. */
function paired(context: Context, args: readonly (Plain | undefined)[], where: Place): Value | undefined {
  const sources: (readonly Value[] | undefined)[] = [];
  for (const each of args) {
    const items = each && iterate(context, each);
    const open = items?.find(isSpread);
    if (each && (!items || open)) return made(open, where);
    sources.push(items);
  }
  const length = Math.min(...sources.map((items) => items?.length ?? Number.POSITIVE_INFINITY));
  if (!Number.isFinite(length)) return undefined;
  const rows = Array.from({ length }, (_, index) =>
    list(
      'tuple',
      sources.map((items) => items?.[index] ?? number(index, where)),
      where,
    ),
  );
  return list('list', rows, where);
}

/** What several lists hold, one behind the other. */
function chained(context: Context, parts: readonly Value[], where: Place): Value | undefined {
  const items: Value[] = [];
  for (const part of parts) {
    const inner = part.kind === 'oneOf' ? undefined : iterate(context, part);
    if (!inner) return undefined;
    items.push(...inner);
    if (items.length > MAX_ITEMS) break;
  }
  return list('list', items, where);
}

function isCallable(value: Plain, where: Place): Value | undefined {
  if (value.kind === 'unknown') return typeNamed(value) === undefined ? undefined : boolean(true, where);
  return boolean(value.kind === 'function', where);
}

/** What is made of something unknown is unknown for the same reason. */
function made(from: Plain | undefined, where: Place): UnknownValue | undefined {
  if (from?.kind !== 'unknown' || from.reason.kind === 'request-origin') return undefined;
  return unknown(from.reason, where);
}

function listBuiltin(
  context: Context,
  name: string,
  form: ListValue['form'],
  args: readonly Plain[],
  where: Place,
): Value | undefined {
  const [first] = args;
  if (!first) return list(form, [], where);
  if (args.length > 1 && name !== 'sorted') return undefined;
  if (name === 'Object.keys') {
    if (first.kind !== 'record' || first.rest.length > 0) return made(first, where);
    return list(form, ownEntries(first).map(keyText), where);
  }
  if (first.kind === 'unknown') return made(first, where);
  const whole = listFrom(context, first, form, where);
  if (whole?.kind !== 'list' || (name !== 'sorted' && name !== 'reversed')) return whole;
  return args.length === 1 ? ordered(name, detached(whole), where) : undefined;
}

/** Each key once, with the last of its values. Keys that are numbers would come first: they do not name origins. */
function ownEntries(value: RecordValue): readonly Entry[] {
  return [...new Map(value.entries.map((entry) => [entry.key, entry])).values()];
}

function keyText(entry: Entry): Value {
  return text(entry.key, entry.keyPlace);
}

/** `Object.fromEntries([['a', 1]])`. */
function fromPairs(pairs: ListValue, where: Place): Value | undefined {
  const entries: Entry[] = [];
  for (const pair of pairs.items) {
    const [key, value, ...others] = pair.kind === 'list' ? pair.items : [];
    if (key?.kind !== 'text' || !value || others.length > 0) return undefined;
    entries.push({ key: key.value, value, place: value.place, keyPlace: key.place, form: 'entry' });
  }
  return record(entries, [], where);
}

function ordered(name: string, value: ListValue, where: Place): Value | undefined {
  if (name === 'reversed') return { ...value, items: [...value.items].reverse() };
  if (!value.items.every((item) => item.kind === 'text' || item.kind === 'unknown')) return undefined;
  // Where an unknown item comes to stand is not known: nothing behind it has a known place.
  const open = value.items.flatMap((item) => (item.kind === 'unknown' ? [unknownItem(item)] : []));
  const texts = value.items.filter((item) => item.kind === 'text');
  const items = [...open, ...texts.sort((a, b) => compare(textIn(a), textIn(b)))];
  return list('list', items, where, { via: value.via });
}

function textIn(value: Value): string {
  return value.kind === 'text' ? value.value : '';
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function asText(value: Plain, language: 'python' | 'javascript', where: Place): Value | undefined {
  if (value.kind === 'text') return value;
  if (value.kind === 'unknown')
    return value.reason.kind === 'request-origin' ? value : unknown(value.reason, where);
  const written = primitiveText(value, language);
  return written === undefined ? undefined : text(written, value.place, { via: value.via });
}

function asBoolean(context: Context, value: Plain, where: Place): Value | undefined {
  const truth = truthiness(value, context.module.language);
  return truth === 'unknown' ? made(value, where) : boolean(truth, where, { via: value.via });
}

function asNumber(name: string, value: Plain, radix: Plain | undefined, where: Place): Value | undefined {
  if (value.kind === 'unknown') return made(value, where);
  if (radix && !(radix.kind === 'number' && radix.value === 10)) return undefined;
  if (value.kind === 'boolean') return name === 'parseInt' ? undefined : number(Number(value.value), where);
  if (value.kind === 'number')
    return number(name === 'int' ? Math.trunc(value.value) : value.value, where, { via: value.via });
  if (value.kind !== 'text' || value.value.length > 40) return undefined;
  const digits = value.value.trim();
  const pattern = name === 'int' || name === 'parseInt' ? /^[+-]?\d+$/ : /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
  return pattern.test(digits) ? number(Number(digits), where, { via: value.via }) : undefined;
}

/** cpython@3.13: Lib/re/__init__.py, `_special_chars_map`. */
function escaped(source: string): string {
  return source.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&');
}

function regExp(args: readonly Plain[], where: Place): Value | undefined {
  const [source, flags] = args;
  const letters = flags === undefined ? undefined : flags.kind === 'text' ? flags.value : null;
  if (letters === null) return made(flags, where);
  if (source?.kind === 'regex')
    return regex('javascript', source.source, letters ?? source.flags, source.place, { via: source.via });
  if (source?.kind !== 'text' && source?.kind !== 'null') return made(source, where);
  // ECMA-262, RegExpInitialize: `undefined` is an empty source, which matches everything and is written `(?:)`; `null` is a text.
  const written = source.kind === 'text' ? source.value : source.undefined ? '' : 'null';
  return regex('javascript', written || '(?:)', letters ?? '', where, { via: source.via });
}

function unbound(context: Context, method: string, args: readonly Plain[], where: Place): Value | undefined {
  const [receiver, ...rest] = args;
  if (receiver?.kind === 'text') return textMethod(context.module, method, receiver, rest, where);
  if (receiver?.kind === 'unknown' && receiver.reason.kind === 'request-origin' && SAME_TEXT.has(method))
    return receiver;
  return made(receiver, where);
}
