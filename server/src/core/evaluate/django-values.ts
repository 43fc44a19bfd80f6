import type { CallExpr, Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { detached, list, nothing, unknown } from './build.ts';
import { mapValue, oneOf, under, withStep } from './combine.ts';
import type { Context } from './context.ts';
import { variableWhen } from './environment.ts';
import { iterate } from './lists.ts';
import { qualifiedName } from './symbols.ts';
import type { ListValue, Value } from './value.ts';

const FORMS: Readonly<Record<string, ListValue['form']>> = {
  ListValue: 'list',
  TupleValue: 'tuple',
  SetValue: 'set',
};

/** Values that give their default back as it is, where it has the right kind. */
const PLAIN = /^(?:Value|BooleanValue|IntegerValue|FloatValue|RegexValue|URLValue|DictValue)$/;

/**
 * `ORIGINS = values.ListValue([…])` in a class of django-configurations: the variable `DJANGO_ORIGINS`, else the
 * default (`django-configurations@2.5.1:configurations/values.py`).
 */
export function djangoValue(context: Context, call: CallExpr, where: Place): Value | undefined {
  const symbol = context.symbol(call.callee);
  const kind = symbol && /^configurations\.values\.(\w+)$/.exec(qualifiedName(symbol))?.[1];
  if (kind === undefined || call.args.some((argument) => argument.spread)) return undefined;
  const form = Object.hasOwn(FORMS, kind) ? FORMS[kind] : undefined;
  if (!form && !PLAIN.test(kind)) return undefined;
  const named = (name: string): Expr | undefined =>
    call.args.find((argument) => argument.name === name)?.value;
  const first = call.args[0]?.name === undefined ? call.args[0]?.value : undefined;
  const written = named('default') ?? first;
  const fallback = written ? context.evaluate(written) : form ? list(form, [], where) : nothing(where, false);
  const unset = form ? mapValue(fallback, where, (plain) => contents(context, plain, form, where)) : fallback;
  const environ = named('environ');
  if (environ?.kind === 'boolean' && !environ.value) return unset;
  const variable = variableOf(context, call, named);
  const set = unknown(
    variable === undefined ? { kind: 'call', callee: `values.${kind}` } : { kind: 'environment', variable },
    where,
  );
  if (variable === undefined || environ) return set;
  const required = named('environ_required');
  if (required) return set;
  const step = { place: where, what: `the default of \`${variable}\`` };
  return oneOf(
    [
      ...under(withStep(unset, step), [variableWhen(variable, 'unset')]),
      { value: set, when: [variableWhen(variable, 'set')] },
    ],
    where,
  );
}

/** A default that is a list: a text would give its characters, which nobody means. */
function contents(
  context: Context,
  plain: Parameters<typeof iterate>[1],
  form: ListValue['form'],
  where: Place,
): Value {
  if (plain.kind === 'list') return plain.form === form ? plain : { ...detached(plain), form };
  if (plain.kind === 'unknown') return plain;
  const items = plain.kind === 'text' ? iterate(context, plain) : undefined;
  return items ? list(form, items, where) : unknown({ kind: 'syntax', what: 'default' }, where);
}

function variableOf(
  context: Context,
  call: CallExpr,
  named: (name: string) => Expr | undefined,
): string | undefined {
  const prefix = named('environ_prefix');
  const start = prefix === undefined ? 'DJANGO_' : prefix.kind === 'text' ? `${prefix.value}_` : '';
  if (prefix && prefix.kind !== 'text' && prefix.kind !== 'null') return undefined;
  const name = named('environ_name');
  if (name) return name.kind === 'text' ? start + name.value : undefined;
  const parent = context.module.parent(call);
  const target = parent.role === 'assigned' ? parent.assignment.target : undefined;
  return target?.kind === 'name' ? start + target.name.toUpperCase() : undefined;
}
