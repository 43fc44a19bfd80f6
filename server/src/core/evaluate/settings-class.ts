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
import { annotatedValidators, isChangedBefore, validated } from './validators.ts';
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
  const name = fieldName(owner, field, written);
  const annotation = type ?? (name && annotationSpan(context.module, name, written.span));
  const variables = variablesOf(context, lowest, field, written, annotation);
  const set = variables.map((variable, index) => ({
    value: unknown({ kind: 'environment', variable }, where),
    when: [
      ...variables.slice(0, index).map((each) => variableWhen(each, 'unset')),
      variableWhen(variable, 'set'),
    ],
  }));
  const isField = fieldCall(context, written) !== undefined;
  const plain = fieldDefault(context, written) ?? (isField ? undefined : context.evaluate(written));
  if (!plain) return set[0]?.value;
  const standing = isChangedBefore(context, lowest.class, field)
    ? unknown({ kind: 'reassigned', name: field }, where)
    : declared(owner, lowest, field, plain, annotation);
  const unset = withStep(standing, { place: where, what: `the default of \`${variables.join('` and `')}\`` });
  const none = variables.map((variable) => variableWhen(variable, 'unset'));
  return oneOf([...under(unset, none), ...set], where);
}

/** What validators and the declared type make of a default, in the order in which they run. */
function declared(
  owner: Owner,
  lowest: Owner,
  field: string,
  value: Value,
  annotation: Span | undefined,
): Value {
  const { context } = owner.class;
  const { module } = context;
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
  const call = type && fieldWithin(context, type);
  return call && { call, type };
}

function fieldWithin(context: Context, type: Span): CallExpr | undefined {
  for (const use of context.module.occurrences('Field')) {
    if (use.span.start < type.start || use.span.end > type.end) continue;
    const parent = context.module.parent(use);
    const call = parent.role === 'callee' ? fieldCall(context, parent.call) : undefined;
    if (call) return call;
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
  const [variable = field] = variablesOf(context, owner, field, written);
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

/**
 * The names of the variable, of which the first that is set counts: aliases, which have no prefix, or the field's own name in
 * upper case behind the prefix of the class. Never empty.
 */
function variablesOf(
  context: Context,
  lowest: Owner,
  field: string,
  written: Expr,
  annotation?: Span,
): readonly string[] {
  const call = fieldCall(context, written);
  const annotated = annotation && fieldWithin(context, annotation);
  for (const key of ['validation_alias', 'alias', 'env']) {
    for (const each of [call, annotated]) {
      const alias = each && named(each, key);
      const names = alias ? aliasesIn(context, alias) : [];
      if (names.length > 0) return names;
    }
  }
  const said = fieldsConfigured(lowest.class, field);
  if (said.length > 0) return said;
  return [((configured(lowest.class, 'env_prefix') ?? '') + field).toUpperCase()];
}

const MOST_ALIASES = 4;

/** `"ORIGINS"`, `AliasChoices("ORIGINS", "CORS")`, and for pydantic 1 a list of names. */
function aliasesIn(context: Context, alias: Expr): readonly string[] {
  const all =
    alias.kind === 'list'
      ? alias.items
      : alias.kind === 'call' && lastName(alias.callee) === 'AliasChoices'
        ? alias.args.map(({ value }) => value)
        : [alias];
  return all.slice(0, MOST_ALIASES).flatMap((each) => {
    const value = context.evaluate(each);
    return value.kind === 'text' ? [value.value] : [];
  });
}

/** pydantic 1: `class Config: fields = {"origins": {"env": "CORS_ORIGINS"}}`. */
function fieldsConfigured({ span, context }: LocalClass, field: string): readonly string[] {
  if (!context.module.text.slice(span.start, span.end).includes('fields')) return [];
  for (const { span: at, inClass, value } of context.module.assignments(/^fields$/)) {
    if (inClass !== 'Config' || at.start < span.start || at.end > span.end || value.kind !== 'record')
      continue;
    const entry = value.entries.find(({ key }) => key === field)?.value;
    const said = entry?.kind === 'record' ? entry.entries.find(({ key }) => key === 'env')?.value : undefined;
    if (said) return aliasesIn(context, said);
  }
  return [];
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
    const text = said && class_.context.evaluate(said);
    if (text?.kind === 'text') return text.value;
  }
  // `class Settings(BaseSettings, env_prefix="APP_"):`
  const head = class_.context.module.text.slice(
    class_.span.start,
    Math.min(class_.span.end, class_.span.start + 400),
  );
  return new RegExp(`^class\\s+\\w+\\s*\\([^()]*\\b${key}\\s*=\\s*["'](\\w*)["']`).exec(head)?.[1];
}
