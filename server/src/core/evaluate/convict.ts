import type { CallExpr, Expr, RecordExpr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { place, record, unknown } from './build.ts';
import { mapValue } from './combine.ts';
import type { Context } from './context.ts';
import { split } from './cuts.ts';
import { variableValue } from './environment.ts';
import { definitionOf, type Found } from './imported.ts';
import type { Entry, TextValue, Value } from './value.ts';

const DEEPEST = 8;
const MOST_ENTRIES = 200;

/** Calls that give settings other values than their schema says. */
const CHANGES = /\.\s*(?:load|loadFile|set|reset)\s*\(/;

/**
 * `config.get('cors.origin')` of convict: the variable of the environment, else the default. Measured with convict@6.2.5: the
 * format makes something else of a text, be it of the environment or the default.
 */
export function convictValue(context: Context, call: CallExpr, where: Place): Value | undefined {
  const { callee, args } = call;
  if (callee.kind !== 'member' || !/^(?:get|getProperties)$/.test(callee.property)) return undefined;
  const [first, ...others] = args;
  if (others.length > 0 || first?.spread) return undefined;
  const schema = schemaOf(context, callee.object, 0);
  if (!schema) return undefined;
  const path = first && context.evaluate(first.value);
  const open = unknown({ kind: 'call', callee: `config.${callee.property}` }, where);
  if (path && path.kind !== 'text') return open;
  const field = fieldAt(schema, path ? path.value.split('.') : []);
  if (!field) return open;
  const isChanged = [context, schema.context].some(({ module }) => CHANGES.test(module.text));
  return fieldValue(
    field,
    isChanged ? unknown({ kind: 'call', callee: 'config.load' }, where) : undefined,
    where,
    0,
  );
}

/** The object that `convict({…})` was given. */
function schemaOf(context: Context, expr: Expr, hops: number): Found | undefined {
  if (hops > DEEPEST) return undefined;
  if (expr.kind === 'name' || (expr.kind === 'member' && !context.symbol(expr))) {
    const found = definitionOf(context, expr);
    return found && schemaOf(found.context, found.expr, hops + 1);
  }
  if (expr.kind !== 'call') return undefined;
  const symbol = context.symbol(expr.callee);
  if (symbol?.module === 'convict' && /^(?:default|\*|convict)$/.test(symbol.name)) {
    const [first] = expr.args;
    return first && !first.spread ? literal({ context, expr: first.value }) : undefined;
  }
  const isChecked = expr.callee.kind === 'member' && expr.callee.property === 'validate';
  return isChecked && expr.callee.kind === 'member'
    ? schemaOf(context, expr.callee.object, hops + 1)
    : undefined;
}

function literal({ context, expr }: Found): Found | undefined {
  const found = expr.kind === 'record' ? { context, expr } : definitionOf(context, expr);
  return found?.expr.kind === 'record' &&
    !found.expr.entries.some(({ key, spread }) => spread || key === undefined)
    ? found
    : undefined;
}

function fieldAt(schema: Found, path: readonly string[]): Found | undefined {
  let at: Found | undefined = schema;
  for (const key of path.slice(0, DEEPEST)) {
    const group: Found | undefined = at && literal(at);
    const value: Expr | undefined = group && entryOf(group.expr as RecordExpr, key);
    at = group && value && { context: group.context, expr: value };
  }
  return at;
}

function entryOf({ entries }: RecordExpr, key: string): Expr | undefined {
  return entries.filter((entry) => entry.key === key).at(-1)?.value;
}

/** An object with a `default` is one setting, any other a group of them; what is no object is its own default. */
function fieldValue(field: Found, loaded: Value | undefined, where: Place, depth: number): Value {
  const { context, expr } = field;
  if (expr.kind !== 'record' && !literal(field)) return loaded ?? context.evaluate(expr);
  const group = literal(field);
  if (group?.expr.kind !== 'record' || depth > DEEPEST || group.expr.entries.length > MOST_ENTRIES)
    return unknown({ kind: 'call', callee: 'convict' }, where);
  const fallback = entryOf(group.expr, 'default');
  if (!fallback) {
    const entries = group.expr.entries.map(({ key = '', value, span }): Entry => {
      const at = place(group.context.module, span);
      const made = fieldValue({ context: group.context, expr: value }, loaded, where, depth + 1);
      return { key, value: made, place: at, keyPlace: at, form: 'entry' };
    });
    return record(entries, [], where);
  }
  // What the command line gives goes first.
  if (entryOf(group.expr, 'arg')) return unknown({ kind: 'call', callee: 'config.get' }, where);
  const format = entryOf(group.expr, 'format');
  const unset =
    loaded ??
    mapValue(group.context.evaluate(fallback), where, (plain) =>
      plain.kind === 'text' ? coerced(group.context, plain, format, where) : plain,
    );
  const variable = entryOf(group.expr, 'env');
  if (!variable) return unset;
  const name = group.context.evaluate(variable);
  if (name.kind !== 'text') return unknown({ kind: 'call', callee: 'config.get' }, where);
  return variableValue({ variable: name.value, unset }, where, undefined);
}

/** Formats that only check a text (`convict@6.2.5:src/main.js`, `coerce`). */
const CHECKS: ReadonlySet<string> = new Set(['*', 'String', 'string', 'url', 'email', 'ipaddress']);

function coerced(context: Context, value: TextValue, format: Expr | undefined, where: Place): Value {
  if (!format || format.kind === 'list' || format.kind === 'function') return value;
  const name = format.kind === 'text' ? format.value : format.kind === 'name' ? format.name : '';
  if (CHECKS.has(name)) return value;
  const pieces = /^[Aa]rray$/.test(name) ? split(context.module, value, ',', where) : undefined;
  return pieces ?? unknown({ kind: 'call', callee: 'config.get' }, where);
}
