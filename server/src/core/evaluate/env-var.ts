import type { CallExpr, Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { boolean, list, nothing, type Plain, text, unknown } from './build.ts';
import { mapValue } from './combine.ts';
import type { Context } from './context.ts';
import { split } from './cuts.ts';
import { variableValue } from './environment.ts';
import { changed } from './pieces.ts';
import { primitiveText } from './texts.ts';
import { addressText } from './url.ts';
import type { TextValue, Value } from './value.ts';

/** What stands between `get` and what is made of the text. */
const MOST_STEPS = 8;

interface Reading {
  readonly variable: string;
  readonly fallback?: Expr;
  readonly required: boolean;
}

/** `get('ORIGINS').default('https://app.example').asArray()` of env-var, measured with env-var@7.5.0. */
export function envVarValue(context: Context, call: CallExpr, where: Place): Value | undefined {
  const { callee, args } = call;
  if (callee.kind !== 'member' || !/^as[A-Z]/.test(callee.property)) return undefined;
  const reading = readingOf(context, callee.object);
  if (!reading) return undefined;
  const { variable, fallback, required } = reading;
  const open = unknown({ kind: 'call', callee: callee.property }, where);
  const delimiter = args[0] ? context.evaluate(args[0].value) : undefined;
  const absent = required ? undefined : nothing(where, true);
  const unset = fallback
    ? mapValue(context.evaluate(fallback), where, (plain) =>
        plain.kind === 'unknown' ? plain : (made(context, callee.property, plain, delimiter, where) ?? open),
      )
    : absent;
  return variableValue({ variable, unset }, where, undefined);
}

/** A default counts even where the variable is required. */
function readingOf(context: Context, chain: Expr): Reading | undefined {
  let at = chain;
  let fallback: Expr | undefined;
  let required = false;
  for (let steps = 0; steps < MOST_STEPS && at.kind === 'call'; steps += 1) {
    const { callee, args } = at;
    const [first, ...others] = args;
    const symbol = context.symbol(callee);
    if (symbol?.module === 'env-var' && /(?:^|\.)get$/.test(symbol.name)) {
      const variable = first && !first.spread ? context.evaluate(first.value) : undefined;
      return variable?.kind === 'text'
        ? { variable: variable.value, required, ...(fallback && { fallback }) }
        : undefined;
    }
    if (callee.kind !== 'member' || others.length > 0 || first?.spread) return undefined;
    if (callee.property === 'default' && first) fallback ??= first.value;
    else if (callee.property === 'required' && !first) required = true;
    else if (callee.property !== 'example' && callee.property !== 'description') return undefined;
    at = callee.object;
  }
  return undefined;
}

/** What an accessor makes of a default; undefined for what is not followed. */
function made(
  context: Context,
  accessor: string,
  given: Plain,
  delimiter: Value | undefined,
  where: Place,
): Value | undefined {
  const words = given.kind === 'number' ? primitiveText(given, 'javascript') : undefined;
  const source = given.kind === 'text' ? given : words === undefined ? undefined : text(words, given.place);
  if (source?.kind !== 'text') return undefined;
  switch (accessor) {
    case 'asString':
    case 'asEnum':
      return source;
    case 'asArray':
    case 'asSet': {
      const separator = delimiter?.kind === 'text' ? delimiter.value : delimiter ? undefined : ',';
      return separator === undefined ? undefined : cut(context, source, separator, accessor, where);
    }
    case 'asUrlString': {
      // It is what `new URL(text).toString()` gives: an origin comes out with a slash behind it.
      const address = addressText(source.value);
      return address === undefined ? undefined : changed(source, address);
    }
    case 'asBool':
    case 'asBoolStrict': {
      const word = source.value.toLowerCase();
      return /^(?:true|false)$/.test(word) ? boolean(word === 'true', source.place) : undefined;
    }
    default:
      return undefined;
  }
}

/** Empty pieces go, blanks around the others stay. */
function cut(
  context: Context,
  source: TextValue,
  separator: string,
  accessor: string,
  where: Place,
): Value | undefined {
  const form = accessor === 'asSet' ? 'set' : 'array';
  const pieces = split(context.module, source, separator, where);
  return (
    pieces &&
    list(
      form,
      pieces.items.filter((item) => item.kind !== 'text' || item.value !== ''),
      where,
    )
  );
}
