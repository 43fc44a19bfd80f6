import type { Argument, CallExpr, Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { nothing, place, unknown } from './build.ts';
import { castValue } from './cast.ts';
import { oneOf, under, withStep } from './combine.ts';
import { type Context, lastName, pathOf } from './context.ts';
import { flagName } from './flags.ts';
import { defaultOf, isService } from './nest-config.ts';
import { readerOf } from './readers.ts';
import { qualifiedName } from './symbols.ts';
import type { Reason, UnknownValue, Value, When } from './value.ts';

/** One reading of a variable of the process's environment. */
export interface EnvironmentAccess {
  readonly variable: string;
  readonly default?: Expr;
  /** The value is made from the variable's text: by a function, or by the name of a kind (`list`, `bool`). */
  readonly cast?: Expr | string;
  /** Without the variable the program stops here. */
  readonly required: boolean;
}

/** What a read of the environment is worth; undefined for anything else. */
export function environmentValue(context: Context, expr: Expr): Value | undefined {
  const access = environmentAccess(context, expr);
  if (!access) return undefined;
  const where = place(context.module, expr.span);
  const given = unknown({ kind: 'environment', variable: access.variable }, where, { expr });
  const set: UnknownValue = access.cast === undefined ? { ...given, raw: true } : given;
  if (!access.default) {
    if (access.required) return set;
    const unset = nothing(where, context.module.language === 'javascript');
    return oneOf(
      [...under(unset, [variableWhen(access.variable, 'unset')]), whenSet(access.variable, set)],
      where,
    );
  }
  const written = castValue(context, context.evaluate(access.default), access.cast, where);
  const unset = withStep(written, { place: where, what: `the default of \`${access.variable}\`` });
  return oneOf(
    [...under(unset, [variableWhen(access.variable, 'unset')]), whenSet(access.variable, set)],
    where,
  );
}

/** A variable's text where it is set; where it is not, what is said here, or else the program stops. */
export function variableValue(
  { variable, unset }: { readonly variable: string; readonly unset: Value | undefined },
  where: Place,
  /** Where the text is read, if it stays as it is. */
  expr: Expr | undefined,
): Value {
  const given = unknown({ kind: 'environment', variable }, where, { expr });
  const set: UnknownValue = expr ? { ...given, raw: true } : given;
  if (!unset) return set;
  const step = { place: where, what: `the default of \`${variable}\`` };
  const written = unset.kind === 'null' ? unset : withStep(unset, step);
  return oneOf([...under(written, [variableWhen(variable, 'unset')]), whenSet(variable, set)], where);
}

function whenSet(variable: string, value: Exclude<Value, { kind: 'oneOf' }>) {
  return { value, when: [variableWhen(variable, 'set')] };
}

export function variableWhen(variable: string, outcome: 'set' | 'unset'): When {
  const text = `\`${variable}\` is ${outcome}`;
  const development = flagName(variable, outcome === 'set');
  const variables = [variable];
  const subject = `${VARIABLE_SUBJECT}${variable}`;
  return { subject, outcome, text, development, environment: true, variables };
}

const VARIABLE_SUBJECT = 'the variable ';

/** The variable of the environment that a condition says to be unset. */
export function unsetVariable({ subject, outcome }: When): string | undefined {
  if (outcome !== 'unset' || !subject.startsWith(VARIABLE_SUBJECT)) return undefined;
  return subject.slice(VARIABLE_SUBJECT.length);
}

/** True for the text of a variable as it comes: where it is set, it is neither null nor, by intention, empty. */
export function isRawEnvironment(value: Value): boolean {
  return value.kind === 'unknown' && value.reason.kind === 'environment' && value.raw === true;
}

export function environmentAccess(context: Context, expr: Expr): EnvironmentAccess | undefined {
  if (expr.kind === 'member') return memberAccess(context, expr.object, expr.property, expr.subscript);
  if (expr.kind === 'index' && isEnvironmentObject(context, expr.object)) {
    const variable = variableOf(context, expr.index);
    return variable === undefined ? undefined : { variable, required: context.module.language === 'python' };
  }
  if (expr.kind === 'call') return callAccess(context, expr);
  return undefined;
}

/** `process.env.X`; also for `const { X } = process.env`. */
export function memberAccess(
  context: Context,
  object: Expr,
  property: string,
  subscript: boolean,
): EnvironmentAccess | undefined {
  if (property === '') return undefined;
  if (context.module.language === 'python') {
    if (!subscript || !isEnvironmentObject(context, object)) return undefined;
    return { variable: property, required: true };
  }
  if (isEnvironmentObject(context, object)) {
    // Vite's own switches are no variables: each is true or false.
    const isSwitch = ['DEV', 'PROD', 'SSR'].includes(property) && pathOf(object) === 'import.meta.env';
    return isSwitch ? undefined : { variable: property, required: false };
  }
  // What hosts hand to a handler: `c.env.ORIGINS`, `platform.env.ORIGINS`.
  if (object.kind === 'member' && object.property === 'env' && VARIABLE.test(property)) {
    return { variable: property, required: false };
  }
  return undefined;
}

const VARIABLE = /^[A-Z][A-Z0-9_]*$/;

const ENVIRONMENTS: ReadonlySet<string> = new Set([
  'process.env',
  'globalThis.process.env',
  'import.meta.env',
  'Bun.env',
  'node:process.env',
]);

/** The environment as a value: what a function is given that is called with `process.env`. */
export function isWholeEnvironment(reason: Reason): boolean {
  return reason.kind === 'attribute' && /^(?:process|Bun|import\.meta)\.env$/.test(reason.path);
}

/** `os.environ`, `process.env`, and names that hold them. */
export function isEnvironmentObject(context: Context, expr: Expr): boolean {
  return isEnvironment(context, expr, 0);
}

function isEnvironment(context: Context, expr: Expr, hops: number): boolean {
  if (expr.kind !== 'name' && expr.kind !== 'member') return false;
  const last = lastName(expr);
  const python = context.module.language === 'python';
  if (last === (python ? 'environ' : 'env')) {
    const symbol = context.symbol(expr);
    const name = symbol ? qualifiedName(symbol).replace(/\.default\.env$/, '.env') : (pathOf(expr) ?? '');
    if (python ? name === 'os.environ' || name === 'environ' : ENVIRONMENTS.has(name)) return true;
  }
  if (expr.kind !== 'name' || hops > 4) return false;
  const local = context.locals.get(expr.name);
  if (local) return local.kind === 'unknown' && isWholeEnvironment(local.reason);
  const [binding, ...others] = context.module.bindings(expr.name, expr.span.start);
  if (binding?.kind !== 'assign' || others.length > 0 || binding.operator !== undefined) return false;
  if (binding.path.length === 0) return isEnvironment(context, binding.value, hops + 1);
  // `const { env } = process`
  return binding.path.length === 1 && binding.path[0] === 'env' && pathOf(binding.value) === 'process';
}

const GETTERS: ReadonlySet<string> = new Set([
  'os.environ.get',
  'os.getenv',
  'environ.get',
  'getenv',
  'os.environ.setdefault',
]);

function callAccess(context: Context, call: CallExpr): EnvironmentAccess | undefined {
  const [first] = call.args;
  if (!first || first.spread || first.name !== undefined) return undefined;
  const python = context.module.language === 'python';
  return python ? pythonAccess(context, call, first) : javascriptAccess(context, call, first);
}

function pythonAccess(context: Context, call: CallExpr, first: Argument): EnvironmentAccess | undefined {
  const symbol = context.symbol(call.callee);
  const name = symbol ? qualifiedName(symbol) : pathOf(call.callee);
  if (
    (name !== undefined && GETTERS.has(name)) ||
    (call.callee.kind === 'member' &&
      call.callee.property === 'get' &&
      isEnvironmentObject(context, call.callee.object))
  ) {
    const variable = variableOf(context, first.value);
    if (variable === undefined) return undefined;
    return { variable, required: false, ...withDefault(call.args[1]) };
  }
  const reader = readerOf(context, call);
  if (!reader) return undefined;
  const variable = variableOf(context, first.value);
  if (variable === undefined || (reader.guessed && !VARIABLE.test(variable))) return undefined;
  return { variable, required: true, ...reader.access };
}

function withDefault(argument: Argument | undefined): { readonly default?: Expr } {
  return argument && !argument.spread ? { default: argument.value } : {};
}

/** `Deno.env.get('X')`, and the `get` of NestJS's configuration service, which reads the environment. */
function javascriptAccess(context: Context, call: CallExpr, first: Argument): EnvironmentAccess | undefined {
  const { callee } = call;
  const handed = handedAccess(context, call, first);
  if (handed) return handed;
  if (callee.kind !== 'member') return undefined;
  const required = callee.property === 'getOrThrow';
  if (callee.property !== 'get' && !required) return undefined;
  const path = pathOf(callee.object);
  const variable = variableOf(context, first.value);
  if (variable === undefined) return undefined;
  if (path === 'Deno.env' || path === 'Netlify.env') return { variable, required: false };
  if (!VARIABLE.test(variable) || !isService(context, callee.object)) return undefined;
  const fallback = defaultOf(call.args);
  return { variable, required, ...(fallback ? { default: fallback } : {}) };
}

/** The readers of Strapi's `env`, with the kind that each makes of a text. */
const STRAPI_READERS: Readonly<Record<string, string>> = {
  array: 'list',
  bool: 'bool',
  int: 'int',
  float: 'float',
  json: 'json',
  oneOf: 'text',
};

/** `env('X', fallback)` and `env.array('X', fallback)` in a function that is handed `{ env }`: a configuration of Strapi. */
function handedAccess(context: Context, call: CallExpr, first: Argument): EnvironmentAccess | undefined {
  const { callee } = call;
  const reader = callee.kind === 'member' ? callee.object : callee;
  if (reader.kind !== 'name' || reader.name !== 'env' || first.value.kind !== 'text') return undefined;
  const cast = callee.kind === 'member' ? STRAPI_READERS[callee.property] : undefined;
  if ((callee.kind === 'member' && cast === undefined) || !VARIABLE.test(first.value.value)) return undefined;
  const [binding, ...others] = context.module.bindings('env', reader.span.start);
  if (binding?.kind !== 'parameter' || others.length > 0) return undefined;
  const fallback = callee.kind === 'member' && callee.property === 'oneOf' ? call.args[2] : call.args[1];
  return {
    variable: first.value.value,
    required: false,
    ...withDefault(fallback),
    ...(cast !== undefined && { cast }),
  };
}

function variableOf(context: Context, expr: Expr): string | undefined {
  if (expr.kind === 'text') return expr.value;
  const value = context.evaluate(expr);
  return value.kind === 'text' ? value.value : undefined;
}
