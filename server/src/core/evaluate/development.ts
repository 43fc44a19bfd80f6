import type { BinaryExpr, Expr } from '../syntax/expr.ts';
import { alternatives } from './combine.ts';
import { type Context, lastName } from './context.ts';
import { environmentAccess } from './environment.ts';
import { flagName, isDevelopmentFlag } from './flags.ts';
import type { Value } from './value.ts';

const DEVELOPMENT_VALUES: ReadonlySet<string> = new Set(
  'dev develop development developer debug local localhost localdev test tests testing ci'.split(' '),
);

const PRODUCTION_VALUES: ReadonlySet<string> = new Set('prod prd production live'.split(' '));

/** `NODE_ENV`, `APP_ENV`, `ENVIRONMENT`, `STAGE`, `config_name`, `import.meta.env.MODE`. */
const STAGE_NAME = /(?:env|environment|stage|mode|profile|deployment|tier|config|configuration)(?:_?name)?$/i;

const MAX_HOPS = 8;

/** True where this outcome of the test shows a program that is being developed or tested, not one that is in use. */
export function isDevelopment(context: Context, test: Expr, outcome: boolean, hops = 0): boolean {
  if (hops > MAX_HOPS) return false;
  switch (test.kind) {
    case 'not':
      return isDevelopment(context, test.operand, !outcome, hops + 1);
    case 'binary':
      return binary(context, test, outcome, hops);
    case 'call':
      return call(context, test, outcome, hops);
    case 'name':
    case 'member':
    case 'index':
      return flag(context, test, outcome, hops);
    default:
      return false;
  }
}

function binary(context: Context, test: BinaryExpr, outcome: boolean, hops: number): boolean {
  const side = (expr: Expr): boolean => isDevelopment(context, expr, outcome, hops + 1);
  switch (test.operator) {
    case 'and':
      return outcome ? side(test.left) || side(test.right) : side(test.left) && side(test.right);
    case 'or':
      return outcome ? side(test.left) && side(test.right) : side(test.left) || side(test.right);
    case 'nullish':
      return side(test.left);
    case '==':
    case '!=': {
      const equal = outcome === (test.operator === '==');
      return (
        compared(context, test.left, test.right, equal, hops) ||
        compared(context, test.right, test.left, equal, hops)
      );
    }
    case 'in':
    case 'not in':
      return stageIs(context, test.left, listed(context, test.right), outcome === (test.operator === 'in'));
    default:
      return false;
  }
}

/** `NODE_ENV === 'production'`, `DEBUG == 'True'`. */
function compared(context: Context, asked: Expr, wanted: Expr, equal: boolean, hops: number): boolean {
  const value = context.evaluate(wanted);
  if (value.kind === 'boolean') return isDevelopment(context, asked, value.value === equal, hops + 1);
  if (value.kind === 'number') return isDevelopment(context, asked, (value.value !== 0) === equal, hops + 1);
  if (value.kind !== 'text') return false;
  const word = value.value.toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(word)) return isDevelopment(context, asked, equal, hops + 1);
  if (['false', '0', 'no', 'off'].includes(word)) return isDevelopment(context, asked, !equal, hops + 1);
  return stageIs(context, asked, [word], equal);
}

function stageIs(context: Context, asked: Expr, words: readonly string[], equal: boolean): boolean {
  if (words.length === 0) return false;
  const name = askedName(context, asked, 0);
  if (name === undefined) return false;
  if (isDevelopmentFlag(name) && words.every((word) => ['true', '1', 'yes', 'on', 't', 'y'].includes(word))) {
    return equal;
  }
  if (!STAGE_NAME.test(name)) return false;
  const table = equal ? DEVELOPMENT_VALUES : PRODUCTION_VALUES;
  return equal ? words.every((word) => table.has(word)) : words.some((word) => table.has(word));
}

/** The name of what is asked about, past `.lower()`, defaults and a name that it is kept under. */
function askedName(context: Context, expr: Expr, hops: number): string | undefined {
  if (hops > MAX_HOPS) return undefined;
  const access = environmentAccess(context, expr);
  if (access) return access.variable;
  if (expr.kind === 'binary' && (expr.operator === 'or' || expr.operator === 'nullish')) {
    return askedName(context, expr.left, hops + 1);
  }
  if (expr.kind === 'call') {
    if (expr.callee.kind === 'member') return askedName(context, expr.callee.object, hops + 1);
    const [argument] = expr.args;
    return argument && !argument.spread ? askedName(context, argument.value, hops + 1) : undefined;
  }
  const name = lastName(expr);
  if (name !== undefined && (STAGE_NAME.test(name) || isDevelopmentFlag(name))) return name;
  const held = definition(context, expr);
  return held ? askedName(context, held, hops + 1) : name;
}

function call(context: Context, test: Expr & { kind: 'call' }, outcome: boolean, hops: number): boolean {
  const access = environmentAccess(context, test);
  if (access) return flagName(access.variable, outcome);
  const [argument] = test.args;
  // `isDev()`
  if (test.args.length === 0) return flagName(lastName(test.callee) ?? '', outcome);
  if (!argument || argument.spread) return false;
  if (test.callee.kind === 'member' && test.callee.property === 'includes') {
    return stageIs(context, argument.value, listed(context, test.callee.object), outcome);
  }
  // `bool(x)`, `Boolean(x)`, `strtobool(x)`, `int(x)`.
  const name = lastName(test.callee) ?? '';
  return (
    /^(?:bool|boolean|strtobool|str2bool|int|number)$/i.test(name) &&
    isDevelopment(context, argument.value, outcome, hops + 1)
  );
}

function flag(context: Context, test: Expr, outcome: boolean, hops: number): boolean {
  const name = environmentAccess(context, test)?.variable ?? lastName(test);
  if (name !== undefined && flagName(name, outcome)) return true;
  const held = definition(context, test);
  return held !== undefined && isDevelopment(context, held, outcome, hops + 1);
}

/** The value of a name that is bound once, by an unconditional assignment. */
export function definition(context: Context, expr: Expr): Expr | undefined {
  if (expr.kind !== 'name' || context.locals.has(expr.name)) return undefined;
  const [binding, ...others] = context.module.bindings(expr.name, expr.span.start);
  if (binding?.kind !== 'assign' || others.length > 0 || binding.operator !== undefined) return undefined;
  return binding.path.length === 0 && binding.conditions.length === 0 ? binding.value : undefined;
}

function listed(context: Context, expr: Expr): readonly string[] {
  const value: Value = context.evaluate(expr);
  const words: string[] = [];
  for (const { value: each } of alternatives(value)) {
    if (each.kind !== 'list') return [];
    for (const item of each.items) {
      if (item.kind !== 'text') return [];
      words.push(item.value.toLowerCase());
    }
  }
  return words;
}
