import type { Argument, CallExpr, Expr } from '../syntax/expr.ts';
import type { Span } from '../text/span.ts';
import { annotatedSpan, annotationSpan } from './annotations.ts';
import { place, unknown } from './build.ts';
import { oneOf, under, withStep } from './combine.ts';
import { type Context, lastName } from './context.ts';
import { variableWhen } from './environment.ts';
import { applied } from './functions.ts';
import { baseOf, type LocalClass, MAX_BASES, type Owner, type Within } from './owners.ts';
import { asDeclared } from './pydantic-urls.ts';
import { qualifiedName } from './symbols.ts';
import { annotatedValidators, validated } from './validators.ts';
import type { Value } from './value.ts';

/**
 * pydantic's classes whose fields are read from the environment: pydantic-settings, which needs pydantic 2, and
 * pydantic 1 (`from pydantic import BaseSettings` stops with an error in pydantic 2). Undefined for other classes.
 */
export function settingsVersion(class_: LocalClass): 1 | 2 | undefined {
  let at: LocalClass | undefined = class_;
  for (let hops = 0; at && hops < MAX_BASES; hops += 1) {
    for (const base of at.bases) {
      const symbol = at.context.symbol(base);
      const name = symbol ? qualifiedName(symbol) : '';
      if (/^pydantic_settings(?:\..*)?\.BaseSettings$/.test(name)) return 2;
      if (/^pydantic(?:\..*)?\.BaseSettings$/.test(name)) return 1;
      if (!symbol && lastName(base) === 'BaseSettings') return 2;
    }
    at = baseOf(at);
  }
  return undefined;
}

/**
 * A field of a settings class: what the instance was made with, else the variable of the environment with its name,
 * else its default. A field without a default is required. `lowest` is the class of the instance.
 */
export function settingsField(
  owner: Owner,
  lowest: Owner,
  field: string,
  written: Expr,
  type?: Span,
): Value | undefined {
  const { context } = owner.class;
  const given = owner.made?.call.args.find((argument) => argument.name === field);
  if (given) return owner.made?.context.evaluate(given.value);
  if (owner.made?.call.args.some((argument) => argument.spread)) return undefined;
  // Methods and constants that are no fields: `model_config`, a name in upper case is a field all the same.
  if (field === 'model_config' || field.startsWith('_')) return context.evaluate(written);
  const where = place(context.module, written.span);
  const variable = variableOf(context, lowest, field, written);
  const set = unknown({ kind: 'environment', variable }, where);
  const isField = fieldCall(context, written) !== undefined;
  const plain = fieldDefault(context, written) ?? (isField ? undefined : context.evaluate(written));
  if (!plain) return set;
  const unset = withStep(declared(owner, lowest, field, written, plain, type), {
    place: where,
    what: `the default of \`${variable}\``,
  });
  return oneOf(
    [
      ...under(unset, [variableWhen(variable, 'unset')]),
      { value: set, when: [variableWhen(variable, 'set')] },
    ],
    where,
  );
}

/** What validators and the declared type make of a default, in the order in which they run. */
function declared(
  owner: Owner,
  lowest: Owner,
  field: string,
  written: Expr,
  value: Value,
  type: Span | undefined,
): Value {
  const { context } = owner.class;
  const { module } = context;
  const name = fieldName(owner, field, written);
  const annotation = type ?? (name && annotationSpan(module, name, written.span));
  const own = annotation ? annotatedValidators(context, annotation) : { before: [], after: [] };
  const before = validated(context, owner.class, field, value, 'before', own.before);
  const typed =
    annotation && settingsVersion(lowest.class) === 2
      ? asDeclared(before, module.text.slice(annotation.start, annotation.end), place(module, annotation))
      : before;
  return validated(context, owner.class, field, typed, 'after', own.after);
}

/** The name of the field in front of its value. */
function fieldName({ class: class_ }: Owner, field: string, written: Expr): Span | undefined {
  const found = class_.context.module
    .assignments(new RegExp(`^${field.replace(/[^\w]/g, '\\$&')}$`))
    .find(({ value, span }) => value === written && span.start >= class_.span.start);
  return found?.span;
}

/** `origins: list[str]`: a field that says its type alone. */
export function requiredField(owner: Owner, lowest: Owner, field: string): Value | undefined {
  const given = owner.made?.call.args.find((argument) => argument.name === field);
  if (given) return owner.made?.context.evaluate(given.value);
  if (!/^\w+$/.test(field) || owner.made?.call.args.some((argument) => argument.spread)) return undefined;
  const { module } = owner.class.context;
  const body = module.text.slice(owner.class.span.start, owner.class.span.end);
  const declared = new RegExp(`^[ \\t]+${field}[ \\t]*:`, 'm').exec(body);
  if (!declared) return undefined;
  const end = owner.class.span.start + declared.index + declared[0].length - 1;
  const annotated = annotatedField(owner.class.context, end);
  if (annotated) return settingsField(owner, lowest, field, annotated.call, annotated.type);
  const variable = (configured(lowest.class, 'env_prefix') ?? '').concat(field).toUpperCase();
  return unknown({ kind: 'environment', variable }, place(module, { start: end - field.length, end }));
}

/** `origins: Annotated[list[str], Field(default=[…])]`: the call that says the default, and the whole annotation. */
function annotatedField(
  context: Context,
  colon: number,
): { readonly call: CallExpr; readonly type: Span } | undefined {
  const type = annotatedSpan(context.module, colon);
  if (!type) return undefined;
  for (const use of context.module.occurrences('Field')) {
    if (use.span.start < type.start || use.span.end > type.end) continue;
    const parent = context.module.parent(use);
    const call = parent.role === 'callee' ? fieldCall(context, parent.call) : undefined;
    if (call) return { call, type };
  }
  return undefined;
}

/** For a field of a settings class that holds an instance of another class. */
export function nestedVariable(
  context: Context,
  owner: Owner,
  field: string,
  written: Expr,
): Within | undefined {
  if (settingsVersion(owner.class) === undefined) {
    const { within } = owner;
    if (!within) return undefined;
    const { variable, delimiter } = within;
    return delimiter === undefined
      ? within
      : { variable: `${variable}${delimiter}${field}`.toUpperCase(), delimiter };
  }
  const variable = variableOf(context, owner, field, written);
  const delimiter = configured(owner.class, 'env_nested_delimiter');
  return delimiter ? { variable, delimiter } : { variable };
}

/** `Field(default_factory=Cors)`: what makes the default. */
export function factoryOf(context: Context, written: Expr): Expr | undefined {
  const call = fieldCall(context, written);
  const factory = call && named(call, 'default_factory');
  return factory?.kind === 'function' ? factory.result : factory;
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
function variableOf(context: Context, lowest: Owner, field: string, written: Expr): string {
  const call = fieldCall(context, written);
  for (const key of ['validation_alias', 'alias', 'env']) {
    const alias = call && named(call, key);
    if (alias?.kind === 'text') return alias.value;
  }
  return ((configured(lowest.class, 'env_prefix') ?? '') + field).toUpperCase();
}

/** A text that `model_config` or the inner class `Config` of a settings class, or of a base of it, says. */
function configured(class_: LocalClass, key: 'env_prefix' | 'env_nested_delimiter'): string | undefined {
  let at: LocalClass | undefined = class_;
  for (let hops = 0; at && hops < MAX_BASES; hops += 1) {
    const found = configuredIn(at, key);
    if (found !== undefined) return found;
    at = baseOf(at);
  }
  return undefined;
}

function configuredIn(class_: LocalClass, key: string): string | undefined {
  const within = ({ start, end }: Span) => start >= class_.span.start && end <= class_.span.end;
  for (const binding of class_.context.module.assignments(
    /^(?:model_config|env_prefix|env_nested_delimiter)$/,
  )) {
    if (!within(binding.span)) continue;
    const { name, value } = binding;
    const said =
      name === key && binding.inClass === 'Config'
        ? value
        : name !== 'model_config' || binding.inClass !== class_.name
          ? undefined
          : value.kind === 'call'
            ? named(value, key)
            : value.kind === 'record'
              ? value.entries.find((entry) => entry.key === key)?.value
              : undefined;
    if (said?.kind === 'text') return said.value;
  }
  return undefined;
}
