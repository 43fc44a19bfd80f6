import type { CallExpr, FunctionExpr } from '../syntax/expr.ts';
import type { Span } from '../text/span.ts';
import { place, unknown } from './build.ts';
import type { Context } from './context.ts';
import { inlined } from './functions.ts';
import type { Value } from './value.ts';

const DECORATORS = ['field_validator', 'validator'];

/**
 * What the validators of a settings class make of a field's default. They run on defaults too: `BaseSettings` has
 * `validate_default=True` (pydantic-settings@2.11.0:pydantic_settings/main.py) and had `validate_all = True`
 * (pydantic@1.10.24:pydantic/env_settings.py).
 */
export function validated(
  context: Context,
  class_: { readonly span: Span },
  field: string,
  value: Value,
): Value {
  return validatorsOf(context, class_, field).reduce((before, fn) => {
    const where = place(context.module, fn.span);
    const own = unknown({ kind: 'parameter', name: fn.params[0]?.name ?? 'cls' }, where);
    const info = unknown({ kind: 'parameter', name: fn.params[2]?.name ?? 'info' }, where);
    const args = fn.params.length > 2 ? [own, before, info] : [own, before];
    const given = inlined(context, fn, args, where, (locals) => context.replaced(locals, fn));
    return given ?? unknown({ kind: 'call', callee: fn.name ?? 'validator' }, where);
  }, value);
}

/** The methods with `@field_validator("field", …)` or `@validator("field", …)`, in source order. */
function validatorsOf(context: Context, class_: { readonly span: Span }, field: string): FunctionExpr[] {
  const { module } = context;
  const { start, end } = class_.span;
  return DECORATORS.flatMap((name) => module.occurrences(name))
    .filter(({ span }) => span.start >= start && span.end <= end)
    .sort((a, b) => a.span.start - b.span.start)
    .flatMap((use) => {
      const parent = module.parent(use);
      if (parent.role !== 'callee' || !concerns(parent.call, field)) return [];
      return methodUnder(context, parent.call) ?? [];
    });
}

function concerns({ args }: CallExpr, field: string): boolean {
  return args.some(
    ({ name, value }) => name === undefined && value.kind === 'text' && [field, '*'].includes(value.value),
  );
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
