import type { Expr, IndexExpr, MemberExpr } from '../syntax/expr.ts';
import type { Place, Span } from '../text/span.ts';
import { ownName } from './afterwards.ts';
import { nothing, number, type Plain, place, tooComplex, unknown } from './build.ts';
import { attributeOfMade, classAttribute } from './classes.ts';
import { mapValue, product, withSteps } from './combine.ts';
import { argumentValue } from './command-line.ts';
import { type Context, isOptionalChain, written } from './context.ts';
import { dynaconfValue } from './dynaconf.ts';
import { isWholeEnvironment, memberAccess, variableWhen } from './environment.ts';
import { flaskSetting } from './flask-config.ts';
import { byImportOf, definedValue } from './imported.ts';
import { entriesChosen, keysAsked } from './keyed.ts';
import { leadOf } from './leads.ts';
import { injectedValue } from './nest-config.ts';
import { lastEntry, overriding } from './records.ts';
import { isOriginMember } from './request.ts';
import { settlement } from './settle.ts';
import type { Reason, UnknownValue, Value } from './value.ts';

export function memberValue(context: Context, expr: MemberExpr): Value {
  const setting = expr.subscript ? flaskSetting(context, expr) : undefined;
  if (setting) return setting;
  const symbol = context.symbol(expr);
  const where = place(context.module, expr.span);
  if (symbol) return unknown({ kind: 'import', from: symbol.module, name: symbol.name }, where);
  const lead = leadOf(context, expr);
  if (lead?.kind === 'definition') return byImportOf(context, expr, definedValue(lead, where));
  const own = expr.object.kind === 'name' && expr.object.name === 'self' ? ownName(expr.property) : undefined;
  const held = own === undefined ? undefined : context.locals.get(own);
  if (held) return held;
  const attribute = expr.subscript ? undefined : classAttribute(context, expr.object, expr.property);
  if (attribute) return attribute;
  const injected = injectedValue(context, expr);
  if (injected) return injected;
  const argument = argumentValue(context, expr) ?? dynaconfValue(context, expr);
  if (argument) return argument;
  return settlement(
    context.evaluate(expr.object),
    (value) =>
      (expr.subscript ? undefined : attributeOfMade(context, value, expr.property)) ??
      property(context, value, expr.property, {
        where,
        path: () => written(context.module, expr.span),
        optional: isOptionalChain(context.module, expr),
        subscript: expr.subscript,
      }),
    where,
  );
}

interface Read {
  readonly where: Place;
  readonly path: () => string;
  readonly optional: boolean;
  readonly subscript: boolean;
}

/** Undefined where the program stops there. */
function property(context: Context, value: Plain, key: string, read: Read): Value | undefined {
  const python = context.module.language === 'python';
  switch (value.kind) {
    case 'record': {
      if (python && !read.subscript) break;
      const entry = lastEntry(value, key);
      const hidden = overriding(value, entry);
      if (hidden) return unknown(hidden.reason, read.where, { via: hidden.via });
      if (entry) return withSteps(entry.value, value.via);
      return python ? undefined : nothing(read.where, true);
    }
    case 'list':
    case 'text':
      if (key !== (value.kind === 'list' && value.form === 'set' ? 'size' : 'length') || python) break;
      return lengthOf(value, read.where);
    case 'null':
      return read.optional ? nothing(read.where, true) : undefined;
    case 'unknown':
      return unknown(partReason(value.reason, key, read.path()), read.where);
    default:
      break;
  }
  return unknown({ kind: 'attribute', path: read.path() }, read.where);
}

export function lengthOf(value: Plain, where: Place): Value {
  if (value.kind === 'text') return number(value.value.length, where);
  if (value.kind === 'list' && !value.items.some((item) => item.kind === 'unknown' && item.spread)) {
    return number(value.items.length, where);
  }
  return unknown({ kind: 'syntax', what: 'length' }, where);
}

/** Why a part is unknown of something that is. */
function partReason(reason: Reason, key: string, path: string): Reason {
  if (reason.kind === 'import') {
    return { ...reason, name: reason.name === '*' ? key : `${reason.name}.${key}` };
  }
  return reason.kind === 'environment' || reason.kind === 'too-complex'
    ? reason
    : { kind: 'attribute', path };
}

export function indexValue(context: Context, expr: IndexExpr): Value {
  const where = place(context.module, expr.span);
  const path = () => written(context.module, expr.span);
  const table = context.evaluate(expr.object);
  const key = context.evaluate(expr.index);
  const asked = table.kind === 'record' ? keysAsked(key) : key;
  return product([table, asked], where, ([object, index]) => {
    if (!object || !index) return tooComplex(where);
    return (
      (object.kind === 'record' ? entriesChosen(context, object, index, expr.index, where) : undefined) ??
      element(context, object, index, { where, path, optional: false, subscript: true }) ??
      unknown({ kind: 'attribute', path: path() }, where)
    );
  });
}

function element(context: Context, object: Plain, index: Plain, read: Read): Value | undefined {
  if (index.kind === 'text') return property(context, object, index.value, read);
  if (index.kind !== 'number' || object.kind !== 'list') {
    const reason =
      object.kind === 'unknown' ? object.reason : index.kind === 'unknown' ? index.reason : undefined;
    return reason && (reason.kind === 'environment' || reason.kind === 'import')
      ? unknown(reason, read.where)
      : undefined;
  }
  return item(context, object, index.value);
}

function item(context: Context, value: Plain & { kind: 'list' }, index: number): Value | undefined {
  const at = index < 0 && context.module.language === 'python' ? value.items.length + index : index;
  const [from, to] = index < 0 ? [at, value.items.length] : [0, at + 1];
  // Behind an item that stands for many, nothing has a known place.
  if (value.items.slice(Math.max(from, 0), to).some((each) => each.kind === 'unknown' && each.spread))
    return undefined;
  const found = value.items[at];
  return found && withSteps(found, value.via);
}

/** What a pattern takes out of a value: `const { cors: { origins: [first] } } = config`. */
export function atPath(context: Context, expr: Expr, path: readonly (string | number)[], span: Span): Value {
  const where = place(context.module, span);
  const [key] = path;
  if (typeof key === 'string' && path.length === 1) {
    const access = memberAccess(context, expr, key, false);
    if (access) return environmentPart(access.variable, where, expr);
    if (isOriginMember(context, expr, key, false)) return unknown({ kind: 'request-origin' }, where);
  }
  return partAt(context, context.evaluate(expr), path, where, written(context.module, expr.span));
}

/** What a pattern takes out of a value; `said` names the value. */
export function partAt(
  context: Context,
  whole: Value,
  path: readonly (string | number)[],
  where: Place,
  said: string,
): Value {
  return path.reduce<Value>((value, step) => {
    const read: Read = { where, path: () => `${said}.${step}`, optional: false, subscript: true };
    return mapValue(value, where, (plain) => {
      if (plain.kind === 'unknown' && typeof step === 'string' && isWholeEnvironment(plain.reason))
        return environmentPart(step, where, undefined);
      const index: Plain =
        typeof step === 'number' ? number(step, where) : { kind: 'text', value: step, place: where, via: [] };
      return element(context, plain, index, read) ?? unknown({ kind: 'attribute', path: read.path() }, where);
    });
  }, whole);
}

function environmentPart(variable: string, where: Place, expr: Expr | undefined): Value {
  const set: UnknownValue = { ...unknown({ kind: 'environment', variable }, where, { expr }), raw: true };
  return {
    kind: 'oneOf',
    place: where,
    via: [],
    alternatives: [
      { value: nothing(where, true), when: [variableWhen(variable, 'unset')] },
      { value: set, when: [variableWhen(variable, 'set')] },
    ],
  };
}
