import type { Expr } from '../syntax/expr.ts';
import type { AssignBinding, Binding, Import } from '../syntax/module.ts';
import type { Place } from '../text/span.ts';
import { functionValue, place, tooComplex, unknown } from './build.ts';
import { withStep } from './combine.ts';
import type { Context } from './context.ts';
import { type Definition, leadOf, leadOfImport } from './leads.ts';
import { atPath } from './members.ts';
import type { Value } from './value.ts';

const MAX_HOPS = 64;

/** What an imported name holds. */
export function importedValue(context: Context, imported: Import, where: Place): Value {
  const lead = leadOfImport(context, imported);
  if (lead?.kind !== 'definition')
    return unknown({ kind: 'import', from: imported.from, name: imported.name }, where);
  return broughtBy(context, definedValue(lead, where), imported);
}

/** The same value, by way of an import. */
export function broughtBy(context: Context, value: Value, imported: Import): Value {
  const name = imported.local === '' ? imported.from : imported.local;
  return withStep(value, {
    place: place(context.module, imported.span),
    what: `\`${name}\` is imported here`,
  });
}

/** The same value, by way of the import that an expression begins with: of `config` for `config.ORIGINS`. */
export function byImportOf(context: Context, expr: Expr, value: Value): Value {
  let root = expr;
  for (let hops = 0; hops < MAX_HOPS; hops += 1) {
    if (root.kind === 'member') root = root.object;
    else if (root.kind === 'call') root = root.callee;
    else if (root.kind === 'name') {
      const bindings = context.module.bindings(root.name, root.span.start);
      const [first] = bindings;
      const imported = bindings.find((binding) => binding.kind === 'import');
      if (imported) return broughtBy(context, value, imported.import);
      if (first?.kind !== 'assign' || bindings.length > 1) return value;
      root = first.value;
    } else return value;
  }
  return value;
}

/** What the file that defines a name gives it, when the whole of that file has run. */
export function definedValue(definition: Definition, where: Place): Value {
  const { context, attribute } = definition;
  if (attribute !== undefined) {
    const whole = wholeBinding(definition.bindings);
    if (!whole) return tooComplex(where);
    return atPath(context, lasting(context, whole.value), [...whole.path, attribute], whole.span);
  }
  const local = localName(definition);
  if (local !== undefined) return context.evaluate(context.ending(local));
  const binding = lastOf(definition.bindings);
  if (!binding) return unknown({ kind: 'reassigned', name: definition.name }, where);
  switch (binding.kind) {
    case 'assign': {
      const value =
        binding.path.length === 0
          ? context.evaluate(lasting(context, binding.value))
          : atPath(context, binding.value, binding.path, binding.span);
      return withStep(value, {
        place: place(context.module, binding.span),
        what: `\`${binding.name}\` is exported here`,
      });
    }
    case 'function':
      return functionValue(binding.function, place(context.module, binding.function.span));
    default:
      return unknown({ kind: 'syntax', what: binding.kind }, place(context.module, binding.span));
  }
}

/** A name that is exported holds what it holds in the end: `module.exports = origins; origins.push(…)`. */
function lasting(context: Context, expr: Expr): Expr {
  if (expr.kind !== 'name') return expr;
  const ending = context.ending(expr.name);
  const bindings = context.module.bindings(expr.name, expr.span.start);
  const same = context.module.bindings(expr.name, ending.span.start);
  return bindings.length > 0 && bindings[0]?.span.start === same[0]?.span.start ? ending : expr;
}

/** The name at the level of the module that is exported, where the export is nothing but that. */
function localName({ context, bindings }: Definition): string | undefined {
  const [first] = bindings;
  if (!first) return undefined;
  const name = nameOf(first);
  if (name === undefined) return undefined;
  const own = context.module.bindings(name, context.module.text.length);
  return own.some((each) => each.span.start === first.span.start) ? name : undefined;
}

function nameOf(binding: Binding): string | undefined {
  switch (binding.kind) {
    case 'assign':
    case 'class':
      return binding.name;
    case 'function':
      return binding.function.name;
    default:
      return undefined;
  }
}

/** The last binding, if it holds in any case. */
function lastOf(bindings: readonly Binding[]): Binding | undefined {
  const last = bindings.at(-1);
  if (last?.kind !== 'assign') return last;
  return last.conditions.length === 0 && last.operator === undefined ? last : undefined;
}

function wholeBinding(bindings: readonly Binding[]): AssignBinding | undefined {
  const last = lastOf(bindings);
  return last?.kind === 'assign' ? last : undefined;
}

/** An expression and the module in which it is written. */
export interface Found {
  readonly context: Context;
  readonly expr: Expr;
}

/** The one expression that a name or an attribute of a module stands for, in whatever file it is written. */
export function definitionOf(context: Context, expr: Expr): Found | undefined {
  if (expr.kind === 'name') {
    if (context.locals.has(expr.name)) return undefined;
    const [binding, ...others] = context.module.bindings(expr.name, expr.span.start);
    if (binding && others.length === 0 && binding.kind !== 'import') {
      const value = onlyValue([binding]);
      return value && { context, expr: value };
    }
  } else if (expr.kind !== 'member') return undefined;
  const lead = leadOf(context, expr);
  return lead?.kind === 'definition' ? foundAt(lead) : undefined;
}

function foundAt(definition: Definition): Found | undefined {
  if (definition.attribute !== undefined) return undefined;
  const value = onlyValue(definition.bindings);
  return value && { context: definition.context, expr: value };
}

function onlyValue(bindings: readonly Binding[]): Expr | undefined {
  const [binding, ...others] = bindings;
  if (binding?.kind !== 'assign' || others.length > 0 || binding.operator !== undefined) return undefined;
  return binding.path.length === 0 && binding.conditions.length === 0 ? binding.value : undefined;
}
