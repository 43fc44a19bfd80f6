import type { Value } from '../../../evaluate/value.ts';

/** Stands for anything that is not known: it admits nothing and is sent nowhere. */
export const UNKNOWN: unique symbol = Symbol('unknown');

/** What the library would be given, as far as it is known. Functions stay functions, but are never called. */
export type JsValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | RegExp
  | typeof UNKNOWN
  | readonly JsValue[]
  | { readonly object: 'function' | 'plain' | 'set' };

export function toJs(value: Value | undefined): JsValue {
  switch (value?.kind) {
    case undefined:
      return undefined;
    case 'text':
    case 'number':
    case 'boolean':
      return value.value;
    case 'null':
      return value.undefined ? undefined : null;
    case 'list':
      return value.form === 'set' ? { object: 'set' } : value.items.map(toJs);
    case 'record':
      return { object: 'plain' };
    case 'function':
      return { object: 'function' };
    case 'regex':
      return toRegExp(value.source, value.flags) ?? UNKNOWN;
    case 'unknown':
      return value.reason.kind === 'call' && value.reason.callee === 'Set' ? { object: 'set' } : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function toRegExp(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

export function isList(value: JsValue): value is readonly JsValue[] {
  return Array.isArray(value);
}

export function isFunction(value: JsValue): boolean {
  return typeof value === 'object' && value !== null && 'object' in value && value.object === 'function';
}

export function isTruthy(value: JsValue): boolean {
  return value !== UNKNOWN && Boolean(value);
}

/** `String(value)` as JavaScript does it. What is unknown is left out of a list; alone it gives undefined. */
export function toText(value: JsValue): string | undefined {
  if (value === UNKNOWN) return undefined;
  if (isList(value)) return joinList(value);
  if (value instanceof RegExp) return String(value);
  if (typeof value === 'object' && value !== null)
    return value.object === 'set' ? '[object Set]' : '[object Object]';
  return String(value);
}

/** `list.join(',')`: null and undefined become nothing. */
export function joinList(list: readonly JsValue[], separator = ','): string {
  return list
    .filter((item) => item !== UNKNOWN)
    .map((item) => (item === null || item === undefined ? '' : (toText(item) ?? '')))
    .join(separator);
}
