import type { CallExpr, Expr, FunctionExpr } from '../syntax/expr.ts';
import type { Place, Span } from '../text/span.ts';
import { functionValue, place, unknown } from './build.ts';
import { type Context, lastName } from './context.ts';
import { applied, inlined } from './functions.ts';
import type { Value } from './value.ts';

const DECORATORS = ['field_validator', 'validator'];

/** Whether a validator sees what was given, or what the declared type has made of it. */
type Phase = 'before' | 'after';

/**
 * What the validators of a settings class make of a field's default. They run on defaults too: `BaseSettings` has
 * `validate_default=True` (pydantic-settings@2.11.0:pydantic_settings/main.py) and had `validate_all = True`
 * (pydantic@1.10.24:pydantic/env_settings.py). `annotated` are the functions of `BeforeValidator(…)` and the like, which
 * stand nearer to the type.
 */
export function validated(
  context: Context,
  class_: { readonly span: Span },
  field: string,
  value: Value,
  phase: Phase,
  annotated: readonly Expr[],
): Value {
  const methods = validatorsOf(context, class_, field, phase);
  const near = (before: Value): Value =>
    annotated.reduce((each, fn) => annotatedBy(context, fn, each), before);
  const byMethods = (before: Value): Value =>
    methods.reduce((each, fn) => checkedBy(context, fn, each), before);
  return phase === 'before' ? near(byMethods(value)) : byMethods(near(value));
}

function annotatedBy(context: Context, fn: Expr, value: Value): Value {
  const where = place(context.module, fn.span);
  return (
    applied(context, fn, [value], where) ??
    unknown({ kind: 'call', callee: lastName(fn) ?? 'validator' }, where)
  );
}

function checkedBy(context: Context, fn: FunctionExpr, value: Value): Value {
  const where = place(context.module, fn.span);
  const own = unknown({ kind: 'parameter', name: fn.params[0]?.name ?? 'cls' }, where);
  const args = [
    own,
    value,
    ...fn.params.slice(2, 4).map(({ name }) => givenBeside(context, name, fn, where)),
  ].slice(0, fn.params.some(({ rest }) => rest) ? 2 : fn.params.length);
  const given = inlined(context, fn, args, where, (locals) => context.replaced(locals, fn));
  return given ?? unknown({ kind: 'call', callee: fn.name ?? 'validator' }, where);
}

/** What a validator is given beside the value: what is known of the other fields, or, with `mode="wrap"`, the inner validator. */
function givenBeside(context: Context, name: string, fn: FunctionExpr, where: Place): Value {
  if (!/^(?:handler|h|nxt|next_|inner)$/.test(name)) return unknown({ kind: 'parameter', name }, where);
  const { start } = fn.body;
  const span = { start, end: start };
  const result: Expr = { kind: 'name', name: 'value', span };
  // A default has its declared type already: the inner validator hands it back.
  const params = [{ name: 'value', rest: false }];
  return functionValue(
    { kind: 'function', params, result, body: span, isAsync: false, span },
    place(context.module, span),
  );
}

/** True where a `model_validator(mode="before")` of the class speaks of the field: it may give it another value. */
export function isChangedBefore(context: Context, { span }: { readonly span: Span }, field: string): boolean {
  const { module } = context;
  return ['model_validator', 'root_validator'].some((name) =>
    module.occurrences(name).some((use) => {
      if (use.span.start < span.start || use.span.end > span.end) return false;
      const parent = module.parent(use);
      if (parent.role !== 'callee' || phaseOf(parent.call) !== 'before') return false;
      const method = methodUnder(context, parent.call);
      const text = method ? module.text.slice(method.body.start, method.body.end) : '';
      return text.includes(`"${field}"`) || text.includes(`'${field}'`);
    }),
  );
}

/** The functions of `Annotated[list[str], BeforeValidator(split)]`, in the order in which they run. */
export function annotatedValidators(
  context: Context,
  annotation: Span,
): { readonly before: readonly Expr[]; readonly after: readonly Expr[] } {
  const found = (name: string): Expr[] =>
    context.module.occurrences(name).flatMap((use) => {
      if (use.span.start < annotation.start || use.span.end > annotation.end) return [];
      const parent = context.module.parent(use);
      const first = parent.role === 'callee' ? parent.call.args[0] : undefined;
      return first && !first.spread ? [first.value] : [];
    });
  return {
    before: [...found('BeforeValidator'), ...found('PlainValidator')].reverse(),
    after: found('AfterValidator'),
  };
}

/** The methods with `@field_validator("field", …)` or `@validator("field", …)`, in source order. */
function validatorsOf(
  context: Context,
  class_: { readonly span: Span },
  field: string,
  phase: Phase,
): FunctionExpr[] {
  const { module } = context;
  const { start, end } = class_.span;
  return DECORATORS.flatMap((name) => module.occurrences(name))
    .filter(({ span }) => span.start >= start && span.end <= end)
    .sort((a, b) => a.span.start - b.span.start)
    .flatMap((use) => {
      const parent = module.parent(use);
      if (parent.role !== 'callee' || !concerns(parent.call, field) || phaseOf(parent.call) !== phase)
        return [];
      return methodUnder(context, parent.call) ?? [];
    });
}

function concerns({ args }: CallExpr, field: string): boolean {
  return args.some(
    ({ name, value }) => name === undefined && value.kind === 'text' && [field, '*'].includes(value.value),
  );
}

/** `mode='before'`, `pre=True`. A `wrap` or `plain` validator has the last word before the type. */
function phaseOf({ args }: CallExpr): Phase {
  const mode = args.find((argument) => argument.name === 'mode' || argument.name === 'pre')?.value;
  if (mode?.kind === 'boolean') return mode.value ? 'before' : 'after';
  return mode?.kind === 'text' && mode.value !== 'after' ? 'before' : 'after';
}

function methodUnder({ module }: Context, decorator: CallExpr): FunctionExpr | undefined {
  const parent = module.parent(decorator);
  if (parent.role !== 'decorator') return undefined;
  const { start, end } = parent.decorated;
  for (const around of module.enclosing(Math.max(start, end - 1))) {
    if (around.kind === 'function' && around.decorators.includes(decorator)) return around.function;
  }
  return undefined;
}
