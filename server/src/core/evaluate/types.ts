import type { Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { boolean, type Plain, unknown } from './build.ts';
import type { Value } from './value.ts';

/**
 * The type of the language that a value is, such as the argument of `cast=bool`. A name that nothing defines is a type where
 * it is called like one.
 */
export function typeNamed(value: Value): string | undefined {
  if (value.kind !== 'unknown' || value.reason.kind !== 'undefined-name') return undefined;
  return KNOWN.has(value.reason.name) ? value.reason.name : undefined;
}

/** What `isinstance(value, type)` and `isinstance(value, (type, type))` say, for the types of the language. */
export function isInstance(value: Plain, type: Expr, where: Place): Value {
  const own = typesOf(value);
  const names = (type.kind === 'list' ? type.items : [type]).map((one) =>
    one.kind === 'name' ? one.name : undefined,
  );
  const asked = names.filter((name) => name !== undefined && KNOWN.has(name));
  if (own && asked.some((name) => name !== undefined && own.includes(name))) return boolean(true, where);
  if (!own || asked.length < names.length) return unknown({ kind: 'call', callee: 'isinstance' }, where);
  return boolean(false, where);
}

const KNOWN: ReadonlySet<string> = new Set([
  'str',
  'bytes',
  'list',
  'tuple',
  'set',
  'frozenset',
  'dict',
  'bool',
  'int',
  'float',
]);

function typesOf(value: Plain): readonly string[] | undefined {
  switch (value.kind) {
    case 'text':
      return ['str'];
    case 'list':
      return [value.form === 'array' ? 'list' : value.form];
    case 'record':
      return ['dict'];
    case 'boolean':
      return ['bool', 'int'];
    case 'number':
      return [Number.isInteger(value.value) ? 'int' : 'float'];
    case 'null':
      return [];
    default:
      return undefined;
  }
}
