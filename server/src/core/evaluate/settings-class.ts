import type { Argument, CallExpr, Expr } from '../syntax/expr.ts';
import type { Span } from '../text/span.ts';
import { place, unknown } from './build.ts';
import { oneOf, under, withStep } from './combine.ts';
import { type Context, lastName } from './context.ts';
import { variableWhen } from './environment.ts';
import { applied } from './functions.ts';
import { qualifiedName } from './symbols.ts';
import { validated } from './validators.ts';
import type { Value } from './value.ts';

interface Made {
  readonly call: CallExpr;
  readonly context: Context;
}

interface ClassLike {
  readonly name: string;
  readonly span: Span;
  readonly bases: readonly Expr[];
}

/** pydantic's classes whose fields are read from the environment: pydantic-settings@2, pydantic@1. */
export function isSettingsClass(context: Context, class_: ClassLike): boolean {
  return class_.bases.some((base) => {
    const symbol = context.symbol(base);
    return symbol
      ? /^pydantic(?:_settings)?(?:\..*)?\.BaseSettings$/.test(qualifiedName(symbol))
      : lastName(base) === 'BaseSettings';
  });
}

/**
 * A field of a settings class: what the instance was made with, else the variable of the environment with its name,
 * else its default. A field without a default is required.
 */
export function settingsField(
  context: Context,
  owner: { readonly class: ClassLike; readonly made?: Made },
  field: string,
  written: Expr,
): Value | undefined {
  const given = owner.made?.call.args.find((argument) => argument.name === field);
  if (given) return owner.made?.context.evaluate(given.value);
  if (owner.made?.call.args.some((argument) => argument.spread)) return undefined;
  // Methods and constants that are no fields: `model_config`, a name in upper case is a field all the same.
  if (field === 'model_config' || field.startsWith('_')) return context.evaluate(written);
  const where = place(context.module, written.span);
  const variable = variableOf(context, owner.class, field, written);
  const set = unknown({ kind: 'environment', variable }, where);
  const isField = fieldCall(context, written) !== undefined;
  const plain = fieldDefault(context, written) ?? (isField ? undefined : context.evaluate(written));
  if (!plain) return set;
  const fallback = validated(context, owner.class, field, plain);
  const unset = withStep(fallback, { place: where, what: `the default of \`${variable}\`` });
  return oneOf(
    [
      ...under(unset, [variableWhen(variable, 'unset')]),
      { value: set, when: [variableWhen(variable, 'set')] },
    ],
    where,
  );
}

/** `origins: list[str]`: a field that says its type alone. */
export function requiredField(
  context: Context,
  owner: { readonly class: ClassLike; readonly made?: Made },
  field: string,
): Value | undefined {
  const given = owner.made?.call.args.find((argument) => argument.name === field);
  if (given) return owner.made?.context.evaluate(given.value);
  if (!/^\w+$/.test(field) || owner.made?.call.args.some((argument) => argument.spread)) return undefined;
  const { module } = context;
  const body = module.text.slice(owner.class.span.start, owner.class.span.end);
  const declared = new RegExp(`^[ \\t]+${field}[ \\t]*:`, 'm').exec(body);
  if (!declared) return undefined;
  const end = owner.class.span.start + declared.index + declared[0].length - 1;
  const variable = (prefixOf(context, owner.class) + field).toUpperCase();
  return unknown({ kind: 'environment', variable }, place(module, { start: end - field.length, end }));
}

/** `Field("x")`, `Field(default="x")`, `field(default_factory=lambda: [])`: the default; undefined where there is none. */
export function fieldDefault(context: Context, written: Expr): Value | undefined {
  const call = fieldCall(context, written);
  if (!call) return undefined;
  const fallback = named(call, 'default') ?? positional(call);
  // pydantic: `Field(...)` has no default.
  if (fallback && !isEllipsis(context, fallback)) return context.evaluate(fallback);
  const factory = named(call, 'default_factory');
  if (!factory) return undefined;
  const where = place(context.module, factory.span);
  return applied(context, factory, [], where) ?? unknown({ kind: 'call', callee: 'default_factory' }, where);
}

/** `Field(default_factory=Cors)`: what makes the default. */
export function factoryOf(context: Context, written: Expr): Expr | undefined {
  const call = fieldCall(context, written);
  const factory = call && named(call, 'default_factory');
  return factory?.kind === 'function' ? factory.result : factory;
}

const FIELDS = /^(?:pydantic(?:_settings)?(?:\..*)?\.Field|dataclasses\.field|attr(?:s)?\.(?:field|ib))$/;

function fieldCall(context: Context, written: Expr): CallExpr | undefined {
  if (written.kind !== 'call') return undefined;
  const symbol = context.symbol(written.callee);
  if (symbol) return FIELDS.test(qualifiedName(symbol)) ? written : undefined;
  return context.module.language === 'python' && lastName(written.callee) === 'Field' ? written : undefined;
}

function isEllipsis(context: Context, expr: Expr): boolean {
  return context.module.text.slice(expr.span.start, expr.span.end) === '...';
}

function named(call: CallExpr, name: string): Expr | undefined {
  return call.args.find((argument) => argument.name === name)?.value;
}

function positional(call: CallExpr): Expr | undefined {
  const first: Argument | undefined = call.args[0];
  return first && first.name === undefined && !first.spread ? first.value : undefined;
}

/** The variable's name: an alias, or the field's own name in upper case behind the prefix of the class. */
function variableOf(context: Context, class_: ClassLike, field: string, written: Expr): string {
  const call = fieldCall(context, written);
  for (const key of ['validation_alias', 'alias', 'env']) {
    const alias = call && named(call, key);
    if (alias?.kind === 'text') return alias.value;
  }
  return (prefixOf(context, class_) + field).toUpperCase();
}

function prefixOf(context: Context, class_: ClassLike): string {
  for (const binding of context.module.assignments(/^model_config$/)) {
    if (binding.inClass !== class_.name) continue;
    if (binding.value.kind === 'call') {
      const prefix = named(binding.value, 'env_prefix');
      if (prefix?.kind === 'text') return prefix.value;
    }
    if (binding.value.kind === 'record') {
      const prefix = binding.value.entries.find((entry) => entry.key === 'env_prefix')?.value;
      if (prefix?.kind === 'text') return prefix.value;
    }
  }
  return '';
}
