import type { Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { type Plain, unknown } from './build.ts';
import type { Context } from './context.ts';
import { applied } from './functions.ts';
import { definitionOf } from './imported.ts';
import { ENVIRONMENT } from './schema-source.ts';
import { type Field, fieldsOf } from './schemas.ts';
import type { UnknownValue, Value } from './value.ts';
import { zodName } from './zod.ts';

/** `z.object({…})`, with what stands behind it. */
export interface ObjectSchema {
  readonly fields: readonly Field[];
  /** Other keys that may come through. */
  readonly rest: readonly UnknownValue[];
  /** `.transform(…)` of the whole. */
  readonly after: readonly ((whole: Plain, where: Place) => Value | undefined)[];
}

const MOST_HOPS = 16;

/** Methods that only check. */
const SAME = /^(?:strict|strip|refine|superRefine|check|readonly|describe|meta|brand|required)$/;

export function objectSchema(context: Context, expr: Expr, hops: number): ObjectSchema | undefined {
  if (hops > MOST_HOPS) return undefined;
  if (expr.kind === 'name' || (expr.kind === 'member' && !context.symbol(expr))) {
    const found = definitionOf(context, expr);
    return found && objectSchema(found.context, found.expr, hops + 1);
  }
  if (expr.kind !== 'call' || expr.callee.kind !== 'member') return undefined;
  const { property, object } = expr.callee;
  const [first] = expr.args;
  const name = zodName(context, expr.callee);
  if (name !== undefined) {
    const fields = /^(?:object|strictObject|looseObject)$/.test(name)
      ? fieldsOf(context, first?.value)
      : undefined;
    return fields && withRest({ fields, rest: [], after: [] }, name === 'looseObject');
  }
  const before = objectSchema(context, object, hops + 1);
  if (!before || SAME.test(property)) return before;
  if (property === 'passthrough' || property === 'loose' || property === 'catchall')
    return withRest(before, true);
  if (!first || first.spread) return undefined;
  switch (property) {
    case 'extend':
    case 'safeExtend':
    case 'augment':
      return joined(before, fieldsOf(context, first.value));
    case 'merge':
    case 'and':
      return joined(before, objectSchema(context, first.value, hops + 1)?.fields);
    case 'pick':
    case 'omit': {
      const named = fieldsOf(context, first.value);
      const keys = new Set(named?.map(({ key }) => key));
      const fields = before.fields.filter(({ key }) => keys.has(key) === (property === 'pick'));
      return named && before.after.length === 0 ? { ...before, fields } : undefined;
    }
    case 'transform': {
      const change = (whole: Plain, where: Place): Value | undefined =>
        applied(context, first.value, [whole], where) ?? unknown({ kind: 'syntax', what: 'schema' }, where);
      return { ...before, after: [...before.after, change] };
    }
    default:
      return undefined;
  }
}

function joined(before: ObjectSchema, more: readonly Field[] | undefined): ObjectSchema | undefined {
  if (!more || before.after.length > 0) return undefined;
  const keys = new Set(more.map(({ key }) => key));
  return { ...before, fields: [...before.fields.filter(({ key }) => !keys.has(key)), ...more] };
}

/** Keys that the schema does not know come through as they are. They do not hide those that it knows. */
function withRest(schema: ObjectSchema, isOpen: boolean): ObjectSchema {
  const [field] = schema.fields;
  if (!isOpen || !field) return schema;
  const start = { uri: field.place.uri, start: 0, end: 0 };
  return { ...schema, rest: [unknown(ENVIRONMENT, start)] };
}
