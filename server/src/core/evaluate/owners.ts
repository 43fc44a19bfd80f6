import type { CallExpr, Expr, FunctionExpr, NameExpr } from '../syntax/expr.ts';
import type { Binding, Module } from '../syntax/module.ts';
import { contains, type Span } from '../text/span.ts';
import { type Context, written } from './context.ts';
import { definitionOf } from './imported.ts';
import { leadOf } from './leads.ts';
import { settingsVersion } from './settings-class.ts';
import type { Value, When } from './value.ts';

/** A class of the workspace. */
export interface LocalClass {
  readonly name: string;
  readonly bases: readonly Expr[];
  readonly span: Span;
  /** Of the file that it is written in. */
  readonly context: Context;
}

/** The class that an expression is, or is an instance of. */
export interface Owner {
  readonly class: LocalClass;
  /** The call that made the instance, where it is at hand. */
  readonly made?: Made;
  /** What must hold for it to be an instance of this class and not of another that inherits from it. */
  readonly when?: When;
  /** The instance is a field of a settings class: what the environment may say in its place. */
  readonly within?: Within;
}

export interface Made {
  readonly call: CallExpr;
  readonly context: Context;
}

/** The variable of a field; what stands between it and the name of a part, or else it holds the whole as JSON. */
export interface Within {
  readonly variable: string;
  readonly delimiter?: string;
}

export const MAX_BASES = 8;

export function ownerOf(context: Context, object: Expr, hops = 0): Owner | undefined {
  if (hops > MAX_BASES) return undefined;
  if (object.kind === 'call') {
    const made = classOf(context, object.callee);
    if (made) return { class: made, made: { call: object, context } };
    const injected = injectedClass(context, object) ?? validatedClass(context, object);
    if (injected) return { class: injected };
    const fn = functionOf(context, object.callee);
    return fn && returnedBy(fn.context, fn.function, hops + 1);
  }
  if (object.kind !== 'name' && object.kind !== 'member') return undefined;
  if (object.kind === 'name') {
    if (context.locals.has(object.name)) return undefined;
    if (isSelf(object.name)) {
      const around = context.module.enclosing(object.span.start).find((each) => each.kind === 'class');
      return around?.kind === 'class' ? { class: { ...around, context } } : undefined;
    }
    const given = givenOwner(context, object);
    if (given) return given;
  }
  const named = classOf(context, object);
  if (named) return { class: named };
  const made = definitionOf(context, object);
  return made && ownerOf(made.context, made.expr, hops + 1);
}

/** `app.get(ApiConfigService)`: what a container that is asked with a class gives is an instance of it. */
function injectedClass(context: Context, { callee, args }: CallExpr): LocalClass | undefined {
  if (context.module.language !== 'javascript' || callee.kind !== 'member') return undefined;
  const [first] = args;
  if (!/^(?:get|resolve)$/.test(callee.property) || !first || first.spread) return undefined;
  return classOf(context, first.value);
}

/** `Settings.model_validate({})`: an instance that is made with nothing. */
function validatedClass(context: Context, { callee, args }: CallExpr): LocalClass | undefined {
  if (context.module.language !== 'python' || callee.kind !== 'member') return undefined;
  if (!/^(?:model_validate|parse_obj)$/.test(callee.property)) return undefined;
  const [only, ...others] = args;
  const isEmpty = only?.value.kind === 'record' && only.value.entries.length === 0;
  return isEmpty && others.length === 0 && !only.spread ? classOf(context, callee.object) : undefined;
}

export function isSelf(name: string): boolean {
  return name === 'self' || name === 'cls' || name === 'this';
}

/** The class that an expression names, in whatever file it is written. */
export function classOf(context: Context, expr: Expr): LocalClass | undefined {
  if (expr.kind === 'name') {
    if (context.locals.has(expr.name)) return undefined;
    const bindings = context.module.bindings(expr.name, expr.span.start);
    if (bindings.length > 0 && bindings[0]?.kind !== 'import') return classBound(context, bindings);
  } else if (expr.kind !== 'member') return undefined;
  const lead = leadOf(context, expr);
  if (lead?.kind !== 'definition' || lead.attribute !== undefined) return undefined;
  return classBound(lead.context, lead.bindings);
}

function classBound(context: Context, bindings: readonly Binding[]): LocalClass | undefined {
  const [binding, ...others] = bindings;
  if (binding?.kind !== 'class' || others.length > 0) return undefined;
  // The name stands outside of the class; its last character stands inside.
  const { end } = context.module.statement(binding.span.start);
  for (const around of context.module.enclosing(Math.max(end - 1, binding.span.end))) {
    if (around.kind === 'class' && around.name === binding.name) return { ...around, context };
  }
  return { name: binding.name, bases: [], span: binding.span, context };
}

/** The class that an unknown value stands for: a class is no value that can be told, but its name has a place. */
export function classValue(context: Context, value: Value): LocalClass | undefined {
  if (value.kind !== 'unknown' || value.reason.kind !== 'syntax' || value.reason.what !== 'class')
    return undefined;
  const home = context.at(value.place.uri);
  const { module } = home;
  const name = module.text.slice(value.place.start, value.place.end);
  return classBound(home, module.bindings(name, value.place.start));
}

/** The first base that is a class of the workspace. */
export function baseOf(derived: LocalClass): LocalClass | undefined {
  for (const base of derived.bases) {
    const found = classOf(derived.context, base);
    if (found && !isSame(found, derived)) return found;
  }
  return undefined;
}

/** A method, and the file that it is written in. */
export interface ClassMethod {
  readonly function: FunctionExpr;
  readonly context: Context;
}

/** The method of what an expression is an instance of, or of the first of its bases that has it. */
export function methodFrom(context: Context, object: Expr, name: string): ClassMethod | undefined {
  let at = ownerOf(context, object)?.class;
  for (let hops = 0; at && hops < MAX_BASES; hops += 1) {
    const found = methodIn(at.context.module, at.span, name);
    if (found) return { function: found, context: at.context };
    at = baseOf(at);
  }
  return undefined;
}

/** The method of this name in the text of a class, with a field that holds a function. */
export function methodIn(module: Module, around: Span, name: string): FunctionExpr | undefined {
  if (!/^[\w$]{1,60}$/.test(name)) return undefined;
  const body = module.text.slice(around.start, Math.min(around.end, around.start + LONGEST_CLASS));
  const head = new RegExp(
    module.language === 'python'
      ? `\\bdef ${name}\\([^)]{0,300}\\)[^:\\n]{0,100}:`
      : `(?:^|[\\s;{}*])${name.replaceAll('$', '\\$')}\\s?(?:=\\s?(?:async\\s)?)?\\([^)]{0,300}\\)[^{};]{0,100}\\{`,
  ).exec(body);
  if (!head) return undefined;
  const [inside] = module.enclosing(around.start + head.index + head[0].length + 1);
  return inside?.kind === 'function' && contains(around, inside.function.span) ? inside.function : undefined;
}

/** Methods are looked for so far, in UTF-16 units. */
const LONGEST_CLASS = 50_000;

function isSame(a: LocalClass, b: LocalClass): boolean {
  return a.context.module === b.context.module && a.span.start === b.span.start;
}

function functionOf(
  context: Context,
  callee: Expr,
): { readonly context: Context; readonly function: FunctionExpr } | undefined {
  if (callee.kind === 'name') {
    const [binding, ...others] = context.module.bindings(callee.name, callee.span.start);
    if (binding?.kind === 'function' && others.length === 0) return { context, function: binding.function };
  } else if (callee.kind !== 'member') return undefined;
  const lead = leadOf(context, callee);
  if (lead?.kind !== 'definition' || lead.attribute !== undefined) return undefined;
  const [binding, ...others] = lead.bindings;
  return binding?.kind === 'function' && others.length === 0
    ? { context: lead.context, function: binding.function }
    : undefined;
}

/** What `get_settings()` returns, where it does nothing else; or what it says that it returns. */
function returnedBy(context: Context, fn: FunctionExpr, hops: number): Owner | undefined {
  const [only, ...further] = context.module.returns(fn);
  const owner = only?.value && further.length === 0 ? ownerOf(context, only.value, hops) : undefined;
  return owner ?? declaredOwner(context, fn);
}

/** `def get_settings() -> AppSettings:` may give an instance of a class that inherits from it. */
function declaredOwner(context: Context, fn: FunctionExpr): Owner | undefined {
  const { module } = context;
  if (module.language !== 'python') return undefined;
  const head = module.text.slice(fn.span.start, Math.min(fn.body.start, fn.span.start + 2000));
  const declared = /->\s*["']?([A-Za-z_]\w*)["']?\s*:\s*(?:#.*)?$/.exec(head.trimEnd());
  const name = declared?.[1];
  if (name === undefined) return undefined;
  return plainInstance(
    context,
    { name, at: fn.span.start },
    {
      subject: `the class of ${fn.name ?? ''}()`,
      text: `\`${fn.name ?? written(module, fn.span)}()\` returns a plain \`${name}\``,
    },
  );
}

/** `def create_app(settings: Settings):` for a class of settings, of which there is one instance as a rule. */
function givenOwner(context: Context, name: NameExpr): Owner | undefined {
  const { module } = context;
  if (module.language !== 'python') return undefined;
  const [binding, ...others] = module.bindings(name.name, name.span.start);
  if (binding?.kind !== 'parameter' || others.length > 0) return undefined;
  const behind = module.text.slice(binding.span.end, binding.span.end + 200);
  const type = /^\s*:\s*["']?([A-Za-z_]\w*)["']?\s*(?:[,)=]|\|\s*None\b)/.exec(behind)?.[1];
  if (type === undefined) return undefined;
  const found = plainInstance(
    context,
    { name: type, at: binding.span.start },
    { subject: `the class of ${name.name}`, text: `\`${name.name}\` is a plain \`${type}\`` },
  );
  return found && settingsVersion(found.class) !== undefined ? found : undefined;
}

/** An instance of a class, and of none that inherits from it. */
function plainInstance(
  context: Context,
  { name, at }: { readonly name: string; readonly at: number },
  said: Pick<When, 'subject' | 'text'>,
): Owner | undefined {
  const found = classOf(context, { kind: 'name', name, span: { start: at, end: at } });
  return found && { class: found, when: { ...said, outcome: true, development: false, environment: false } };
}
