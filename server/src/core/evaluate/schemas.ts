import type { CallExpr, Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { type Plain, place, record, unknown } from './build.ts';
import { withStep } from './combine.ts';
import type { Context } from './context.ts';
import { cleanedField } from './envalid.ts';
import { definitionOf, type Found } from './imported.ts';
import { environment, type Source, sourceOf } from './schema-source.ts';
import { settlement } from './settle.ts';
import { truthiness } from './truth.ts';
import type { Entry, UnknownValue, Value } from './value.ts';
import { isZod, type Parsed, parsedBy } from './zod.ts';
import { objectSchema } from './zod-objects.ts';

/** Fields of one schema that are looked at. */
const MOST = 200;

/**
 * What a checked environment holds: `z.object({…}).parse(process.env)`, `createEnv({ server: {…}, runtimeEnv })`,
 * `cleanEnv(process.env, {…})`. Undefined for any other call.
 */
export function schemaValue(context: Context, call: CallExpr, where: Place): Value | undefined {
  if (context.module.language !== 'javascript') return undefined;
  const { callee } = call;
  const symbol = context.symbol(callee);
  if (symbol?.module === 'envalid' && /(?:^|\.)cleanEnv$/.test(symbol.name))
    return cleaned(context, call, where);
  if (symbol && /^@t3-oss\/env-/.test(symbol.module) && /(?:^|\.)createEnv$/.test(symbol.name))
    return created(context, call, where);
  if (symbol || callee.kind !== 'member') return undefined;
  if (!/^(?:parse|safeParse|parseAsync|safeParseAsync)$/.test(callee.property)) return undefined;
  const [input] = call.args;
  if (!input || input.spread || !isZod(context, callee.object)) return undefined;
  const schema = objectSchema(context, callee.object, 0);
  const open = unknown({ kind: 'call', callee: callee.property }, where);
  if (!schema) return undefined;
  const whole = checked(schema.fields, sourceOf(context, input.value), where, parsedBy, schema.rest);
  const made =
    whole &&
    schema.after.reduce<Value>(
      (value, change) => settlement(value, (plain) => change(plain, where), where),
      whole,
    );
  if (!callee.property.startsWith('safe')) return made ?? open;
  // Where it is not successful there is no data, and programs stop there.
  return record(
    [entry('data', made ?? open, where)],
    [{ ...open, place: { ...where, start: 0, end: 0 } }],
    where,
  );
}

export interface Field extends Found {
  readonly key: string;
  /** `key: schema`. */
  readonly place: Place;
}

type Read = (context: Context, schema: Expr, value: Plain, where: Place) => Parsed;

/** Each field of the schema, with what it makes of what it is given; one with which the program stops is no case. */
export function checked(
  fields: readonly Field[],
  source: Source,
  where: Place,
  read: Read,
  rest: readonly UnknownValue[] = [],
): Value | undefined {
  if (fields.length > MOST) return undefined;
  const entries = fields.map(({ key, context, expr, place: at }) => {
    const spot = place(context.module, expr.span);
    const made = settlement(
      source(key, spot),
      (plain) => {
        const parsed = read(context, expr, plain, spot);
        if (parsed === 'stops') return undefined;
        return plain.kind === 'null' && parsed.kind !== 'null'
          ? withStep(parsed, { place: at, what: `the default of \`${key}\`` })
          : parsed;
      },
      at,
    );
    return entry(key, made, at);
  });
  return record(entries, rest, where);
}

function entry(key: string, value: Value, where: Place): Entry {
  return { key, value, place: where, keyPlace: where, form: 'entry' };
}

/** The entries of an object literal; undefined where something in it is not written out. */
export function fieldsOf(context: Context, expr: Expr | undefined): readonly Field[] | undefined {
  const found = expr && (expr.kind === 'record' ? { context, expr } : definitionOf(context, expr));
  if (found?.expr.kind !== 'record') return undefined;
  const fields: Field[] = [];
  for (const { key, value, spread, span } of found.expr.entries) {
    const at = place(found.context.module, span);
    if (spread) {
      const more = definitionOf(found.context, value) ? fieldsOf(found.context, value) : undefined;
      if (!more || fields.length > MOST) return undefined;
      fields.push(...more);
    } else if (key === undefined) return undefined;
    else fields.push({ key, context: found.context, expr: value, place: at });
  }
  // A later entry with the same key counts alone.
  return [...new Map(fields.map((field) => [field.key, field])).values()];
}

/** `@t3-oss/env-core@0.13.11`: `server`, `client` and `shared` together; without `runtimeEnv` it is the environment. */
function created(context: Context, call: CallExpr, where: Place): Value | undefined {
  const options = call.args[0]?.value;
  if (options?.kind !== 'record') return undefined;
  const option = (name: string): Expr | undefined => options.entries.find((each) => each.key === name)?.value;
  const isOpen =
    options.entries.some((each) => each.spread) || option('extends') || option('createFinalSchema');
  const given = option('runtimeEnv') ?? option('runtimeEnvStrict');
  const source = given ? sourceOf(context, given) : environment;
  const fields: Field[] = [];
  for (const name of ['server', 'client', 'shared']) {
    const written = option(name);
    const more = written ? fieldsOf(context, written) : [];
    if (!more) return undefined;
    fields.push(...more);
  }
  if (option('createFinalSchema')) return undefined;
  // Without the checks nothing is filled in. What the environment decides is for builds, where no server runs.
  const skipped = option('skipValidation');
  const read = skipped && truthiness(context.evaluate(skipped), 'javascript') === true ? unchecked : parsedBy;
  return checked(fields, source, where, read, isOpen ? [others(fields, 'createEnv', where)] : []);
}

const unchecked: Read = (_context, _schema, value) => value;

/** What any other key gives. It does not hide the keys that are known. */
function others(fields: readonly Field[], callee: string, where: Place): UnknownValue {
  return unknown({ kind: 'call', callee }, { uri: fields[0]?.place.uri ?? where.uri, start: 0, end: 0 });
}

function cleaned(context: Context, call: CallExpr, where: Place): Value | undefined {
  const [input, written] = call.args;
  const fields = fieldsOf(context, written?.value);
  if (!input || input.spread || !fields) return undefined;
  // Any other key ends the program: `[envalid] Env var not found`.
  const rest = [others(fields, 'cleanEnv', where)];
  return checked(fields, sourceOf(context, input.value), where, cleanedField, rest);
}
