import type { Expr, RecordExpr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { unknown } from './build.ts';
import { oneOf, under } from './combine.ts';
import type { Context } from './context.ts';
import { unsetVariable } from './environment.ts';
import { applied } from './functions.ts';
import { definitionOf, type Found } from './imported.ts';
import type { Check } from './nest-loads.ts';
import { lastEntry, overriding } from './records.ts';
import { ENVIRONMENT } from './schema-source.ts';
import type { Alternative, Value } from './value.ts';

/** What the checks of `ConfigModule.forRoot({ validationSchema, validate })` make of one variable. */
export interface Checked {
  /** What it is worth where it is unset: the checks may fill it in. `stops` where the program stops. */
  readonly unset: Value | 'unset' | 'stops';
  /** Where it is set, it is the text of the environment. */
  readonly text: boolean;
  /** What it is, set or unset, where the checks say so. Undefined in it is a variable that is unset. */
  readonly value?: Value;
}

const UNTOUCHED: Checked = { unset: 'unset', text: true };

export function checkedVariable(checks: readonly Check[], variable: string, where: Place): Checked {
  for (const check of checks) {
    const made = (check.kind === 'validate' ? validated : schemed)(check, variable, where);
    if (made !== UNTOUCHED) return made;
  }
  return UNTOUCHED;
}

/** What a factory gives: it runs behind the checks, which fill in the environment of the process or stop it. */
export function behindChecks(checks: readonly Check[], value: Value, where: Place, depth = 0): Value {
  if (checks.length === 0 || depth > DEEPEST) return value;
  const inside = (part: Value): Value => behindChecks(checks, part, where, depth + 1);
  if (value.kind === 'record') {
    const entries = value.entries.map((entry) => ({ ...entry, value: inside(entry.value) }));
    return { ...value, entries };
  }
  if (value.kind === 'list') return { ...value, items: value.items.map(inside) };
  if (value.kind !== 'oneOf') return value;
  const found: Alternative[] = [];
  for (const { value: plain, when } of value.alternatives) {
    const checked = when.flatMap((each) => {
      const variable = unsetVariable(each);
      return variable === undefined ? [] : [checkedVariable(checks, variable, where).unset];
    });
    if (checked.includes('stops')) continue;
    const filled = checked.some((each) => each !== 'unset');
    const left = filled ? unknown({ kind: 'call', callee: 'ConfigModule.forRoot' }, where) : inside(plain);
    found.push(...under(left, when));
  }
  const [only, ...others] = found;
  return only && others.length === 0 ? only.value : oneOf(found, where);
}

/** A function of the application: unless its file gives the variable a type and nothing else, it may fill it in. */
function validated(check: Check, variable: string, where: Place): Checked {
  const open: Checked = { unset: unknown({ kind: 'call', callee: 'validate' }, where), text: false };
  const given = unknown(ENVIRONMENT, where);
  const whole = applied(check.context, check.expr, [given], where);
  const entry = whole?.kind === 'record' ? lastEntry(whole, variable) : undefined;
  if (whole?.kind === 'record' && entry && !overriding(whole, entry)) return { ...open, value: entry.value };
  const made = check.context.evaluate(check.expr);
  if (made.kind !== 'function') return open;
  const { text } = check.context.at(made.place.uri).module;
  let isMentioned = false;
  let isText = true;
  for (const found of text.matchAll(new RegExp(`\\b${variable}\\b`, 'g'))) {
    isMentioned = true;
    const behind = text.slice(found.index + variable.length, found.index + variable.length + 120);
    const type = /^[?!]?\s*:\s*([\w[\]<>| ]+);/.exec(behind)?.[1];
    if (type === undefined) return open;
    isText &&= type.trim() === 'string';
  }
  return isMentioned ? { unset: 'unset', text: isText } : UNTOUCHED;
}

/** `Joi.object({ ORIGINS: Joi.string().default('*') })`. Keys that it does not know pass as they are. */
function schemed(check: Check, variable: string, where: Place): Checked {
  const open: Checked = { unset: unknown({ kind: 'call', callee: 'validationSchema' }, where), text: false };
  const schema = shapeOf(check, 0);
  if (!schema || schema.shape.entries.some((entry) => entry.spread || entry.key === undefined)) return open;
  const field = schema.shape.entries.filter((entry) => entry.key === variable).at(-1)?.value;
  return field ? (fieldChecked(schema.context, field) ?? open) : UNTOUCHED;
}

const DEEPEST = 6;

interface Shape {
  readonly context: Context;
  readonly shape: RecordExpr;
}

function shapeOf({ context, expr }: Found, hops: number): Shape | undefined {
  if (hops > 8) return undefined;
  if (expr.kind === 'record') return { context, shape: expr };
  if (expr.kind === 'name' || expr.kind === 'member') {
    const found = definitionOf(context, expr);
    return found && shapeOf(found, hops + 1);
  }
  if (expr.kind !== 'call' || expr.callee.kind !== 'member' || !isJoi(context, expr)) return undefined;
  const { property, object } = expr.callee;
  if (property === 'unknown' || property === 'required' || property === 'options')
    return shapeOf({ context, expr: object }, hops + 1);
  const [first] = expr.args;
  if (!first || first.spread) return undefined;
  if (property === 'object') return shapeOf({ context, expr: first.value }, hops + 1);
  // `Joi.object().keys({…})`
  const isEmpty = object.kind === 'call' && object.args.length === 0;
  return property === 'keys' && isEmpty ? shapeOf({ context, expr: first.value }, hops + 1) : undefined;
}

function isJoi(context: Context, expr: Expr): boolean {
  let at = expr;
  for (let hops = 0; hops < 40; hops += 1) {
    if (at.kind === 'call') at = at.callee;
    else if (at.kind === 'member' && !context.symbol(at)) at = at.object;
    else break;
  }
  const symbol = context.symbol(at);
  return symbol !== undefined && /^(?:joi|@hapi\/joi)$/.test(symbol.module);
}

/** Methods of Joi that leave an unset value unset. */
const CHECKS: ReadonlySet<string> = new Set(
  `string number boolean array any valid allow uri min max pattern regex trim email hostname port integer
  positive items single lowercase uppercase description label example messages message note domain insensitive length`.split(
    /\s+/,
  ),
);

function fieldChecked(context: Context, field: Expr): Checked | undefined {
  if (!isJoi(context, field)) return undefined;
  let at = field;
  let unset: Value | undefined;
  let presence = '';
  let last = '';
  for (let hops = 0; hops < 40 && at.kind === 'call' && at.callee.kind === 'member'; hops += 1) {
    const [first, ...others] = at.args;
    last = at.callee.property;
    // From the end: what is written last counts.
    if (last === 'default') {
      if (!first || first.spread || others.length > 0 || first.value.kind === 'function') return undefined;
      unset ??= context.evaluate(first.value);
    } else if (last === 'required' || last === 'exist' || last === 'optional') presence ||= last;
    else if (!CHECKS.has(last)) return undefined;
    at = at.callee.object;
  }
  // What is required has no default: the program stops.
  const stops = presence === 'required' || presence === 'exist';
  return { unset: stops ? 'stops' : (unset ?? 'unset'), text: last === 'string' };
}
