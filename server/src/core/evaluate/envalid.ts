import type { Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { type Plain, unknown } from './build.ts';
import { oneOf, under } from './combine.ts';
import type { Context } from './context.ts';
import { definitionOf } from './imported.ts';
import type { When } from './value.ts';
import type { Parsed } from './zod.ts';

const VALIDATORS = /(?:^|\.)(?:str|email|host|port|url|json|num|bool)$/;

/**
 * What a validator of envalid makes of a variable. Defaults are given back as they are; `devDefault` goes first where
 * `NODE_ENV` is set and not `production` (`envalid@8.2.0:src/core.ts`, `getSanitizedEnv`).
 */
export function cleanedField(context: Context, schema: Expr, value: Plain, where: Place): Parsed {
  const open = unknown({ kind: 'syntax', what: 'validator' }, where);
  if (schema.kind !== 'call' || !isValidator(context, schema.callee)) return open;
  if (value.kind === 'unknown') return value;
  if (value.kind !== 'null') return open;
  const options = schema.args[0]?.value;
  if (!options) return 'stops';
  if (options.kind !== 'record') return open;
  const option = (name: string): Expr | undefined => options.entries.find((each) => each.key === name)?.value;
  if (options.entries.some((each) => each.spread) || option('requiredWhen')) return open;
  const plain = option('default');
  const development = option('devDefault');
  if (!development) return plain ? context.evaluate(plain) : 'stops';
  const found = under(context.evaluate(development), [stage(true)]);
  if (plain) found.push(...under(context.evaluate(plain), [stage(false)]));
  return oneOf(found, where);
}

/** One of envalid, or one that the application made: the text of a variable is not known either way. */
function isValidator(context: Context, callee: Expr): boolean {
  const symbol = context.symbol(callee);
  if (symbol) return symbol.module === 'envalid' && VALIDATORS.test(symbol.name);
  const made = definitionOf(context, callee);
  if (made?.expr.kind !== 'call') return false;
  const maker = made.context.symbol(made.expr.callee);
  return maker?.module === 'envalid' && /(?:^|\.)make(?:Exact|Structured)?Validator$/.test(maker.name);
}

function stage(development: boolean): When {
  return {
    subject: 'NODE_ENV is set and not production',
    outcome: development,
    text: `\`NODE_ENV\` is ${development ? 'set and not' : 'unset or'} \`production\``,
    development,
    environment: true,
  };
}
