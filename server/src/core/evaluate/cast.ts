import type { Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { boolean, unknown } from './build.ts';
import { mapValue } from './combine.ts';
import { type Context, lastName } from './context.ts';
import { split } from './cuts.ts';
import { applied } from './functions.ts';
import type { TextValue, Value } from './value.ts';

/** Truth as decouple and django-environ read it: python-decouple@3.8:decouple.py, `strtobool`. */
const TRUE_WORDS: ReadonlySet<string> = new Set(['true', '1', 'yes', 'y', 'on', 't', 'ok']);
const FALSE_WORDS: ReadonlySet<string> = new Set(['false', '0', 'no', 'n', 'off', 'f', '']);

/** What a reader of settings makes of a default: `cast=bool`, `cast=Csv()`, `cast=lambda v: v.split(',')`. */
export function castValue(
  context: Context,
  value: Value,
  cast: Expr | string | undefined,
  where: Place,
): Value {
  if (cast === undefined) return value;
  return mapValue(value, where, (plain) => {
    // A default that has its type already is given back as it is.
    if (plain.kind !== 'text') return plain;
    const made =
      typeof cast === 'string' ? castTo(context, plain, cast, where) : castBy(context, plain, cast, where);
    return made ?? unknown({ kind: 'syntax', what: 'cast' }, where);
  });
}

function castTo(context: Context, value: TextValue, kind: string, where: Place): Value | undefined {
  if (kind === 'bool') return asBoolean(value, where);
  if (kind === 'list' || kind === 'tuple' || kind === 'set') {
    const pieces = split(context.module, value, ',', where);
    return pieces && { ...pieces, form: kind };
  }
  return value;
}

function castBy(context: Context, value: TextValue, cast: Expr, where: Place): Value | undefined {
  const name = lastName(cast);
  if (name === 'bool' && cast.kind === 'name') return asBoolean(value, where);
  // decouple's `Csv()` and Starlette's `CommaSeparatedStrings` strip the blanks.
  if (
    (name === 'Csv' && cast.kind === 'call' && cast.args.length === 0) ||
    name === 'CommaSeparatedStrings'
  ) {
    return separated(context, value, where);
  }
  if (
    name === 'Csv' &&
    cast.kind === 'call' &&
    cast.args.every((argument) => argument.name === 'cast' || argument.name === 'post_process')
  ) {
    return separated(context, value, where);
  }
  return applied(context, cast, [value], where);
}

function separated(context: Context, value: TextValue, where: Place): Value | undefined {
  if (value.value.trim() === '') return { kind: 'list', form: 'list', items: [], place: where, via: [] };
  return split(
    context.module,
    value,
    { kind: 'regex', language: 'javascript', source: '\\s*,\\s*', flags: '', place: where, via: [] },
    where,
  );
}

function asBoolean(value: TextValue, where: Place): Value | undefined {
  const word = value.value.trim().toLowerCase();
  if (TRUE_WORDS.has(word)) return boolean(true, where, { via: value.via });
  return FALSE_WORDS.has(word) ? boolean(false, where, { via: value.via }) : undefined;
}
