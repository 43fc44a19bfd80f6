import type { Expr } from '../../../syntax/expr.ts';
import type { Module, Parent } from '../../../syntax/module.ts';
import { chainOf } from './clients.ts';
import { calledName, entryWrite, type HeaderWrite } from './find.ts';

/*
 * Headers whose names stand without quotes: `headers: { Cookie: value }`, `headers.Cookie = value`. Such names are words of
 * many other records, so they count only in what is called headers.
 */

const MAX_DEPTH = 8;

/** Every write of a header whose name is one of `names` (the source of an expression) and has no quotes. */
export function bareWrites(module: Module, names: string): readonly HeaderWrite[] {
  const name = `(?<=[{,\\s])(?:${names})\\s{0,20}:\\s{0,20}`;
  const entries = startsOf(module, new RegExp(name, 'gi'));
  // A module finds values, not keys: the entry is the one that the value is in. Texts are looked for backwards, which is slow.
  const hasTexts = entries.some((at) => /["'`]/.test(module.text.charAt(at)));
  const texts = hasTexts ? module.textLiterals(new RegExp(`(?<=${name})["'\`]`, 'gi')) : [];
  const values = entries.flatMap((at) => valueStart(module.text, at) ?? []);
  const occurrences = values.flatMap((at) => module.occurrenceAt(at) ?? []);
  const members = startsOf(module, new RegExp(`\\.(?=(?:${names})\\s{0,20}=(?![=>]))`, 'gi'));
  return [
    ...[...texts, ...occurrences].flatMap((value) => entryAround(module, value) ?? []),
    ...members.flatMap((at) => assigned(module, at) ?? []),
  ];
}

/** Where the first name of a value stands that begins at an offset: behind `await`, in a template. */
function valueStart(text: string, at: number): number | undefined {
  const pattern = /(?:(?:await|new)\s|`[^`$]{0,200}\$\{)?(?:this\.)?(?=[a-z_$])/iy;
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Where the matches of a pattern end. */
function startsOf(module: Module, pattern: RegExp): readonly number[] {
  return [...module.text.matchAll(pattern)].map(({ 0: text, index }) => index + text.length);
}

function entryAround(module: Module, value: Expr): HeaderWrite | undefined {
  let at: Expr | undefined = value;
  for (let depth = 0; at && depth < MAX_DEPTH; depth++) {
    const parent: Parent = module.parent(at);
    if (parent.role === 'value') {
      const { record, entry } = parent;
      const { key, keyExpr } = entry;
      if (key === undefined || !keyExpr || /["'`[]/.test(module.text.charAt(keyExpr.span.start)))
        return undefined;
      return isOfHeaders(module, record) ? entryWrite(record, entry, keyExpr, key) : undefined;
    }
    at = wholeOf(parent);
  }
  return undefined;
}

/** What a name begins: a member, a call, a template. */
function wholeOf(parent: Parent): Expr | undefined {
  if (parent.role === 'object') return parent.member;
  if (parent.role === 'callee') return parent.call;
  return parent.role === 'part' ? parent.of : undefined;
}

/** `headers.Cookie = value` */
function assigned(module: Module, at: number): HeaderWrite | undefined {
  const place = module.occurrenceAt(at);
  if (place?.kind !== 'member' || place.propertySpan.start !== at) return undefined;
  const parent = module.parent(place);
  if (parent.role !== 'target' || parent.assignment.augmented) return undefined;
  if (!chainOf(place.object).some(isCalledHeaders)) return undefined;
  const { value, span } = parent.assignment;
  const key: Expr = { kind: 'name', name: place.property, span: place.propertySpan };
  return {
    name: place.property,
    key,
    value,
    span,
    form: 'statement',
    adds: false,
    target: place.object,
    method: '[]',
  };
}

function isCalledHeaders(name: string): boolean {
  return /headers?$/i.test(name);
}

/** Whether a table, or what it is a part of, is given or kept as headers. */
export function isOfHeaders(module: Module, table: Expr): boolean {
  let at: Expr | undefined = table;
  for (let depth = 0; at && depth < MAX_DEPTH; depth++) {
    const parent: Parent = module.parent(at);
    switch (parent.role) {
      case 'value':
        // Of axios: `headers: { common: { … }, post: { … } }`.
        if (!parent.entry.spread && isCalledHeaders(parent.entry.key ?? '')) return true;
        if (!parent.entry.spread && !/^(?:common|get|post|put|patch|delete)$/.test(parent.entry.key ?? ''))
          return false;
        at = parent.record;
        break;
      case 'assigned':
        return chainOf(parent.assignment.target).some(isCalledHeaders);
      case 'argument': {
        const called = calledName(parent.call) ?? '';
        if (isCalledHeaders(called)) return true;
        const [first] = parent.call.args;
        if (called !== 'assign' || !first) return false;
        if (chainOf(first.value).some(isCalledHeaders)) return true;
        at = parent.call;
        break;
      }
      case 'item':
        at = parent.list;
        break;
      case 'part':
        at = parent.of;
        break;
      case 'returned': {
        const [inner] = module.enclosing(at.span.start);
        if (inner?.kind !== 'function') return false;
        if (isCalledHeaders(inner.function.name ?? '')) return true;
        at = inner.function;
        break;
      }
      default:
        return false;
    }
  }
  return false;
}
