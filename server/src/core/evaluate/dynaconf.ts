import type { CallExpr, MemberExpr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { nothing, place, unknown } from './build.ts';
import { oneOf, under, withStep } from './combine.ts';
import { type Context, written } from './context.ts';
import { variableWhen } from './environment.ts';
import { definitionOf } from './imported.ts';
import { qualifiedName } from './symbols.ts';
import type { Value, When } from './value.ts';

/** Arguments of `Dynaconf(…)` that are no settings (dynaconf@3.2.11:dynaconf/default_settings.py). */
const OPTIONS =
  /^(?:.*_for_dynaconf|settings_files?|settings_module|envvar(?:_prefix)?|environments|env|env_switcher|load_dotenv|dotenv_\w+|secrets|includes?|preload|root_path|core_loaders|loaders|merge_enabled|validators|validate_\w+|encoding|lowercase_read|default_env|force_env|fresh_vars|vault_\w+|redis_\w+|post_hooks|sysenv_fallback|ignore_unknown_envvars|skip_\w+|silent_errors|dotted_lookup|nested_separator|apply_default_on_none|auto_cast)$/i;

const FILES = /^settings_files?(?:_for_dynaconf)?$/i;

/**
 * `settings.ORIGINS`, `settings.get("ORIGINS", […])` where `settings = Dynaconf(…)`: what the call itself says stands until a
 * settings file or a variable says something else. Undefined for what is not said here.
 */
export function dynaconfValue(context: Context, expr: MemberExpr | CallExpr): Value | undefined {
  if (context.module.language !== 'python') return undefined;
  const read = readIn(context, expr);
  const found = read && definitionOf(context, read.object);
  if (!read || found?.expr.kind !== 'call') return undefined;
  const symbol = found.context.symbol(found.expr.callee);
  if (!symbol || !/^dynaconf(?:\.\w+)*\.(?:Dynaconf|LazySettings)$/.test(qualifiedName(symbol)))
    return undefined;
  const { args } = found.expr;
  const key = read.key.toUpperCase();
  if (OPTIONS.test(key) || args.some(({ spread }) => spread)) return undefined;
  const said = args.find(({ name }) => name?.toUpperCase() === key);
  const where = place(found.context.module, said?.span ?? found.expr.span);
  // What files say as a rule is not taken for missing.
  const isElsewhere = args.some(({ name }) => name !== undefined && FILES.test(name));
  const fallback = isElsewhere ? undefined : read.fallback?.(place(context.module, expr.span));
  const standing = said ? found.context.evaluate(said.value) : fallback;
  return standing && settled(found.context, found.expr, key, standing, where);
}

interface Read {
  readonly object: MemberExpr['object'];
  readonly key: string;
  readonly fallback?: (where: Place) => Value;
}

function readIn(context: Context, expr: MemberExpr | CallExpr): Read | undefined {
  if (expr.kind === 'member') return { object: expr.object, key: expr.property };
  const { callee, args } = expr;
  const [first, second] = args;
  if (callee.kind !== 'member' || callee.property !== 'get' || first?.value.kind !== 'text') return undefined;
  if (
    args.length > 2 ||
    args.some(({ spread, name }) => spread || (name !== undefined && name !== 'default'))
  )
    return undefined;
  const fallback = (where: Place): Value => (second ? context.evaluate(second.value) : nothing(where, false));
  return { object: callee.object, key: first.value.value, fallback };
}

function settled(context: Context, { args }: CallExpr, key: string, standing: Value, where: Place): Value {
  const named = (name: RegExp) => args.find((each) => each.name !== undefined && name.test(each.name))?.value;
  const prefix = named(/^envvar_prefix(?:_for_dynaconf)?$/i);
  const files = named(FILES);
  const variable =
    prefix?.kind === 'boolean'
      ? key
      : `${prefix?.kind === 'text' ? prefix.value.toUpperCase() : 'DYNACONF'}_${key}`;
  const set = unknown({ kind: 'environment', variable }, where);
  const [isUnset, isSet] = [variableWhen(variable, 'unset'), variableWhen(variable, 'set')];
  const step = { place: where, what: `the default of \`${variable}\`` };
  const found = under(withStep(standing, step), [
    isUnset,
    ...(files ? [inFiles(context, files.span, key, false)] : []),
  ]);
  if (files) {
    const other = unknown(
      { kind: 'attribute', path: `${written(context.module, files.span)}: ${key}` },
      where,
    );
    found.push({ value: other, when: [isUnset, inFiles(context, files.span, key, true)] });
  }
  return oneOf([...found, { value: set, when: [isSet] }], where);
}

/** Settings files are not read: they may say the key or not. */
function inFiles({ module }: Context, span: MemberExpr['span'], key: string, outcome: boolean): When {
  return {
    subject: `what ${module.uri} ${span.start} says of ${key}`,
    outcome,
    text: `\`${written(module, span)}\` ${outcome ? 'has' : 'has no'} \`${key}\``,
    development: false,
    environment: true,
  };
}
