import type { CallExpr, Expr, MemberExpr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { boolean, nothing, place, unknown } from './build.ts';
import { mapValue, oneOf, under, withStep } from './combine.ts';
import { type Context, lastName, pathOf } from './context.ts';
import { applied } from './functions.ts';
import { definitionOf, type Found } from './imported.ts';
import { qualifiedName } from './symbols.ts';
import type { Value, When } from './value.ts';

const MOST_OPTIONS = 200;

/** `args.allow_origins`, where `args = parser.parse_args()`: what is given on the command line, else the default. */
export function argumentValue(context: Context, expr: MemberExpr): Value | undefined {
  if (context.module.language !== 'python' || expr.subscript) return undefined;
  if (expr.object.kind !== 'name' && expr.object.kind !== 'call') return undefined;
  const parsed = parsedBy(context, expr.object);
  if (!parsed) return undefined;
  const { module } = parsed.context;
  // Defaults that are said elsewhere.
  if (/\bset_defaults\s*\(|\bfromfile_prefix_chars\b/.test(module.text)) return undefined;
  const found: { readonly call: CallExpr; readonly option: string }[] = [];
  for (const name of module.occurrences('add_argument').slice(0, MOST_OPTIONS)) {
    const parent = module.parent(name);
    if (parent.role !== 'callee') continue;
    const option = optionOf(parent.call, expr.property);
    if (option !== undefined) found.push({ call: parent.call, option });
  }
  const [only, ...others] = found;
  if (!only || others.length > 0) return undefined;
  return optionValue(parsed.context, only.call, only.option, place(module, only.call.span));
}

/** The call of `parse_args`, also behind a name. */
function parsedBy(context: Context, expr: Expr): Found | undefined {
  const found = expr.kind === 'call' ? { context, expr } : definitionOf(context, expr);
  if (found?.expr.kind !== 'call' || found.expr.callee.kind !== 'member') return undefined;
  if (found.expr.callee.property !== 'parse_args' || found.expr.args.length > 0) return undefined;
  const parser = definitionOf(found.context, found.expr.callee.object);
  if (parser?.expr.kind !== 'call') return undefined;
  const made = parser.context.symbol(parser.expr.callee);
  const isParser = made && /^argparse\.ArgumentParser$/.test(qualifiedName(made));
  return isParser && parser.context.module === found.context.module ? found : undefined;
}

/** How the option is called on the command line, where its value is kept under this name. */
function optionOf(call: CallExpr, wanted: string): string | undefined {
  const names = call.args.flatMap(({ name, spread, value }) =>
    name === undefined && !spread && value.kind === 'text' ? [value.value] : [],
  );
  const option = names.find((name) => name.startsWith('--')) ?? names[0];
  if (option === undefined) return undefined;
  const dest = keyword(call, 'dest');
  const kept = dest
    ? dest.kind === 'text'
      ? dest.value
      : undefined
    : option.replace(/^-+/, '').replaceAll('-', '_');
  return kept === wanted ? option : undefined;
}

function keyword(call: CallExpr, name: string): Expr | undefined {
  return call.args.find((argument) => argument.name === name)?.value;
}

function optionValue(context: Context, call: CallExpr, option: string, where: Place): Value {
  const given = unknown({ kind: 'call', callee: 'parse_args' }, where);
  if (call.args.some((argument) => argument.spread) || keyword(call, 'required')) return given;
  const isPositional = !option.startsWith('-');
  const nargs = keyword(call, 'nargs');
  if (isPositional && !(nargs?.kind === 'text' && /^[?*]$/.test(nargs.value))) return given;
  const written = keyword(call, 'default');
  const action = keyword(call, 'action');
  const flag = action?.kind === 'text' ? /^store_(true|false)$/.exec(action.value)?.[1] : undefined;
  if (isPositional && !written) return given;
  const absent = written
    ? converted(context, context.evaluate(written), keyword(call, 'type'), where)
    : flag === undefined
      ? nothing(where, false)
      : boolean(flag === 'false', where);
  const present: Value = flag === undefined ? given : boolean(flag === 'true', where);
  const unset = withStep(absent, { place: where, what: `the default of \`${option}\`` });
  return oneOf(
    [...under(unset, [givenWhen(option, false)]), ...under(present, [givenWhen(option, true)])],
    where,
  );
}

/** argparse sends a default that is a text through `type`, and no other (cpython@3.13: Lib/argparse.py, `_get_values`). */
function converted(context: Context, value: Value, type: Expr | undefined, where: Place): Value {
  if (!type || (type.kind === 'name' && type.name === 'str')) return value;
  return mapValue(value, where, (plain) =>
    plain.kind === 'text'
      ? (applied(context, type, [plain], where) ??
        unknown({ kind: 'call', callee: lastName(type) ?? 'type' }, where))
      : plain,
  );
}

function givenWhen(option: string, outcome: boolean): When {
  return {
    subject: `the argument ${option}`,
    outcome,
    text: `\`${option}\` is ${outcome ? '' : 'not '}given`,
    development: false,
    environment: true,
  };
}

/** `getattr(settings, 'ORIGINS', [])`. Of what is not known, the attribute may be there or not. */
export function attributeOr(context: Context, call: CallExpr, where: Place): Value | undefined {
  const [object, name, fallback] = call.args;
  if (
    !object ||
    name?.value.kind !== 'text' ||
    call.args.some(({ spread, name: key }) => spread || key !== undefined)
  )
    return undefined;
  if (!/^[A-Za-z_]\w*$/.test(name.value.value) || call.args.length > 3) return undefined;
  const member: MemberExpr = {
    kind: 'member',
    object: object.value,
    property: name.value.value,
    propertySpan: name.value.span,
    span: call.span,
    subscript: false,
  };
  const value = context.evaluate(member);
  if (value.kind !== 'unknown' || !fallback) return value;
  // What is there, and cannot be followed, has no need of the fallback.
  if (value.reason.kind !== 'import' && value.reason.kind !== 'attribute') return value;
  const path = `${pathOf(object.value) ?? 'the object'}.${member.property}`;
  const when = (outcome: boolean): When => ({
    subject: `the attribute ${path}`,
    outcome,
    text: `\`${path}\` is ${outcome ? '' : 'not '}there`,
    development: false,
    environment: false,
  });
  return oneOf(
    [...under(context.evaluate(fallback.value), [when(false)]), ...under(value, [when(true)])],
    where,
  );
}
