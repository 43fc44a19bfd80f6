import type { Argument, CallExpr, Expr, MemberExpr } from '../syntax/expr.ts';
import type { Place, Span } from '../text/span.ts';
import { nothing, type Plain, place, unknown } from './build.ts';
import { alternatives, mapValue, withStep, withSteps } from './combine.ts';
import { type Context, lastName } from './context.ts';
import { variableValue } from './environment.ts';
import { applied } from './functions.ts';
import { definitionOf } from './imported.ts';
import { behindChecks, checkedVariable } from './nest-checks.ts';
import { type Configuration, configurationOf, type Load, registration } from './nest-loads.ts';
import { lastEntry, overriding } from './records.ts';
import { settlement } from './settle.ts';
import { isExport } from './symbols.ts';
import type { Reason, Value } from './value.ts';

const SERVICE = /^(?:_?config(?:uration)?(?:service)?|_?cfg|_?env(?:service)?)$/i;
const VARIABLE = /^[A-Z][A-Z0-9_]*$/;
const PATH = /^[\w-]+(?:\.[\w-]+)*$/;

/**
 * `get` of NestJS's configuration service: what the loaded factories return, else the environment, else the default
 * (`@nestjs/config@4.0.4:dist/config.service.js`). And what the container gives for the key of a factory.
 */
export function nestValue(context: Context, call: CallExpr, where: Place): Value | undefined {
  const { callee } = call;
  if (context.module.language !== 'javascript') return undefined;
  const [first, second] = call.args;
  if (callee.kind === 'name' || callee.kind === 'member') {
    // The factory itself is what `registerAs` returns.
    if (second && isExport(context.symbol(callee), '@nestjs/config', 'registerAs'))
      return context.evaluate(second.value);
  }
  if (callee.kind !== 'member' || !first || first.spread) return undefined;
  const { property, object } = callee;
  if ((property === 'get' || property === 'resolve') && first.value.kind === 'member') {
    return first.value.property === 'KEY' ? factoryValue(context, first.value.object, where) : undefined;
  }
  if ((property !== 'get' && property !== 'getOrThrow') || !isService(context, object)) return undefined;
  const key = context.evaluate(first.value);
  if (key.kind !== 'text') return undefined;
  const fallback = defaultOf(call.args);
  const configuration = configurationOf(context);
  const kept = keptValue(configuration, key.value, where);
  const isVariable = VARIABLE.test(key.value);
  if (kept?.kind === 'open' || (kept === undefined && !isVariable)) {
    const asked: Reason = { kind: 'call', callee: `${lastName(object) ?? ''}.${property}` };
    return kept === undefined && !configuration.found ? undefined : unknown(kept?.reason ?? asked, where);
  }
  const otherwise = (): Value => {
    const stops = property === 'getOrThrow' ? undefined : nothing(where, true);
    const absent = fallback ? context.evaluate(fallback) : stops;
    if (!isVariable) return absent ?? nothing(where, true);
    const { unset, text, value } = checkedVariable(configuration.checks, key.value, where);
    if (value) return orElse(value, absent, where);
    return variableValue(
      { variable: key.value, unset: unset === 'unset' ? absent : unset === 'stops' ? undefined : unset },
      where,
      text ? call : undefined,
    );
  };
  if (kept === undefined) return otherwise();
  const step = { place: where, what: `\`${key.value}\` is read here` };
  return settlement(
    withStep(behindChecks(configuration.checks, kept, where), step),
    (plain) => {
      if (plain.kind !== 'null' || !plain.undefined) return plain;
      return isVariable || fallback || property === 'get' ? otherwise() : undefined;
    },
    where,
  );
}

/** Undefined is what is not there; without anything in its place the program stops. */
function orElse(value: Value, absent: Value | undefined, where: Place): Value {
  return settlement(value, (plain) => (plain.kind === 'null' && plain.undefined ? absent : plain), where);
}

/** `get(key, { infer: true })` has options there and no default. */
export function defaultOf(args: readonly Argument[]): Expr | undefined {
  const [, second, third] = args;
  if (!second || second.spread) return undefined;
  const { value } = second;
  const [only, ...others] = value.kind === 'record' ? value.entries : [];
  const isOptions = only?.key === 'infer' && others.length === 0 && !third;
  return isOptions ? undefined : value;
}

/** Something that is loaded may hold the key, and is not known. */
interface Open {
  readonly kind: 'open';
  /** Why, where it is one factory alone. */
  readonly reason?: Reason;
}

/** What the loaded factories hold under a path; undefined where none has its first key. */
function keptValue(configuration: Configuration, path: string, where: Place): Value | Open | undefined {
  const holders: { readonly load: Load; readonly value?: Value }[] = [];
  let open: Open | undefined = configuration.open ? { kind: 'open' } : undefined;
  const [first = ''] = path.split('.');
  for (const load of configuration.loads) {
    if (load.namespace !== undefined) {
      if (load.namespace.split('.')[0] === first) holders.push({ load });
      continue;
    }
    const value = madeBy(load, where);
    const cases = value ? alternatives(value).map((each) => each.value) : [];
    const holds = (key: string): boolean =>
      cases.some((one) => one.kind === 'record' && lastEntry(one, key) !== undefined);
    if (!value || cases.some((one) => one.kind !== 'record' || one.rest.length > 0))
      open ??= unreadable(load);
    else if (holds(path)) holders.push({ load, value: pathValue(value, [path], where) });
    else if (holds(first)) holders.push({ load, value: pathValue(value, path.split('.'), where) });
  }
  if (open) return open;
  const [only, ...others] = holders;
  if (!only) return undefined;
  // Which of two comes last cannot be seen from here.
  if (others.length > 0 || !PATH.test(path)) return { kind: 'open' };
  if (only.value) return only.value;
  const { load } = only;
  const { namespace = '' } = load;
  if (path !== namespace && !path.startsWith(`${namespace}.`)) return { kind: 'open' };
  const whole = madeBy(load, where);
  const rest = path === namespace ? [] : path.slice(namespace.length + 1).split('.');
  return whole ? pathValue(whole, rest, where) : { kind: 'open' };
}

/** A factory that is loaded under a name is told by it. */
function unreadable({ expr }: Load): Open {
  const name = expr.kind === 'name' || expr.kind === 'member' ? lastName(expr) : undefined;
  return name === undefined ? { kind: 'open' } : { kind: 'open', reason: { kind: 'call', callee: name } };
}

/** What a factory gives: NestJS waits for one that is `async` (`@nestjs/config@4.0.4:dist/config.module.js`, providers). */
function madeBy({ context, expr }: Load, where: Place): Value | undefined {
  return applied(context, expr, [], where, true);
}

/** `get` of lodash: undefined wherever the path ends early. */
function pathValue(whole: Value, path: readonly string[], where: Place): Value {
  return path.reduce((value, key) => mapValue(value, where, (plain) => part(plain, key, where)), whole);
}

function part(value: Plain, key: string, where: Place): Value {
  switch (value.kind) {
    case 'record': {
      const entry = lastEntry(value, key);
      const hidden = overriding(value, entry);
      if (hidden) return unknown(hidden.reason, where, { via: hidden.via });
      return entry ? withSteps(entry.value, value.via) : nothing(where, true);
    }
    case 'null':
      return nothing(where, true);
    case 'list': {
      const item = value.items[Number(key)];
      const isOpen = value.items.some((each) => each.kind === 'unknown' && each.spread);
      if (!/^\d+$/.test(key) || isOpen) return unknown({ kind: 'attribute', path: key }, where);
      return item ? withSteps(item, value.via) : nothing(where, true);
    }
    case 'unknown':
      return unknown(value.reason, where, { via: value.via });
    default:
      return unknown({ kind: 'attribute', path: key }, where);
  }
}

function factoryValue(context: Context, expr: Expr, where: Place): Value | undefined {
  const load = registration(context, expr);
  if (!load) return undefined;
  const made = madeBy(load, where);
  const value = made && behindChecks(configurationOf(context).checks, made, where);
  return value && withStep(value, { place: where, what: 'the configuration is injected here' });
}

/** The service by its class, or by the name that it has nearly everywhere. */
export function isService(context: Context, expr: Expr): boolean {
  if (isServiceCall(context, expr) || isTypedService(context, expr)) return true;
  const name = lastName(expr);
  if (name === undefined || expr.kind === 'call') return false;
  const symbol = context.symbol(expr);
  if (symbol)
    return (
      isExport(symbol, '@nestjs/config', 'ConfigService') ||
      (/^[.@~#]/.test(symbol.module) && SERVICE.test(name))
    );
  if (expr.kind === 'name') {
    const made = definitionOf(context, expr);
    if (made)
      return isServiceCall(made.context, made.expr) || (SERVICE.test(name) && !isSomethingElse(made.expr));
  }
  return SERVICE.test(name);
}

/** `app.get(ConfigService)`, `new ConfigService()`. */
function isServiceCall(context: Context, expr: Expr): boolean {
  if (expr.kind !== 'call') return false;
  const class_ = expr.isNew
    ? expr.callee
    : expr.callee.kind === 'member' && /^(?:get|resolve)$/.test(expr.callee.property)
      ? expr.args[0]?.value
      : undefined;
  return class_ !== undefined && isExport(context.symbol(class_), '@nestjs/config', 'ConfigService');
}

function isSomethingElse(expr: Expr): boolean {
  return expr.kind === 'record' || (expr.kind === 'call' && expr.isNew);
}

const TYPED = /^\s*[?!]?\s*:\s*(?:\w+\.)?ConfigType<\s*typeof\s+(\w+)\s*>/;
const SERVICE_TYPE = /^\s*[?!]?\s*:\s*ConfigService\b/;

/** `cors: ConfigType<typeof corsConfig>`: whatever is of this type is what the factory returns. `name` is the name's place. */
export function typedConfiguration(context: Context, name: Span, where: Place): Value | undefined {
  if (context.module.language !== 'javascript') return undefined;
  const factory = TYPED.exec(behind(context, name))?.[1];
  if (factory === undefined) return undefined;
  const at = { start: name.end, end: name.end };
  return factoryValue(context, { kind: 'name', name: factory, span: at }, where);
}

/** `this.cors` of a class whose constructor says what is injected. */
export function injectedValue(context: Context, expr: MemberExpr): Value | undefined {
  if (!context.module.text.includes('ConfigType')) return undefined;
  const name = fieldOf(context, expr);
  return name && typedConfiguration(context, name, place(context.module, expr.span));
}

function isTypedService(context: Context, expr: Expr): boolean {
  if (expr.kind === 'member') {
    const name = fieldOf(context, expr);
    return name !== undefined && SERVICE_TYPE.test(behind(context, name));
  }
  if (expr.kind !== 'name') return false;
  const [binding, ...others] = context.module.bindings(expr.name, expr.span.start);
  return (
    binding?.kind === 'parameter' && others.length === 0 && SERVICE_TYPE.test(behind(context, binding.span))
  );
}

function behind({ module }: Context, { end }: Span): string {
  return module.text.slice(end, end + 200);
}

/** Where the class around `this.field` first says the type of the field. */
function fieldOf({ module }: Context, expr: MemberExpr): Span | undefined {
  if (module.language !== 'javascript' || expr.object.kind !== 'name' || expr.object.name !== 'this')
    return undefined;
  if (!/^\w+$/.test(expr.property)) return undefined;
  const around = module.enclosing(expr.span.start).find((each) => each.kind === 'class');
  if (around?.kind !== 'class') return undefined;
  const body = module.text.slice(around.span.start, around.span.end);
  const found = new RegExp(
    `\\b${expr.property}(?=\\s*[?!]?\\s*:\\s*(?:\\w+\\.)?Config(?:Type|Service)\\b)`,
  ).exec(body);
  if (!found) return undefined;
  const start = around.span.start + found.index;
  return { start, end: start + expr.property.length };
}
