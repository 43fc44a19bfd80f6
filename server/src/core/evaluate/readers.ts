import type { CallExpr, Expr } from '../syntax/expr.ts';
import type { Context } from './context.ts';
import { definitionOf } from './imported.ts';
import { qualifiedName } from './symbols.ts';

/** A call of a library that reads settings from the environment: python-decouple, django-environ, environs, Starlette. */
export interface Reader {
  /** Nothing shows where the reader comes from: its name and the name of the variable must look right. */
  readonly guessed: boolean;
  readonly access: { readonly default?: Expr; readonly cast?: Expr | string };
}

/** Classes whose instances read a variable when they are called, and where their second positional argument is a cast. */
const READER_CLASSES: Readonly<Record<string, 'default' | 'cast'>> = {
  'environ.Env': 'cast',
  'environ.FileAwareEnv': 'cast',
  'environ.environ.Env': 'cast',
  'environs.Env': 'default',
  'decouple.Config': 'default',
  'decouple.AutoConfig': 'default',
  'starlette.config.Config': 'cast',
};

const READERS: Readonly<Record<string, 'default' | 'cast'>> = { 'decouple.config': 'default' };

/** Methods that give the text as it is. */
const PLAIN: ReadonlySet<string> = new Set(['', 'str', 'get', 'get_value', 'string']);
const METHODS: ReadonlySet<string> = new Set([
  ...PLAIN,
  'list',
  'tuple',
  'set',
  'bool',
  'int',
  'float',
  'json',
  'dict',
  'url',
  'path',
]);

export function readerOf(context: Context, call: CallExpr): Reader | undefined {
  const { callee } = call;
  const method = callee.kind === 'member' ? callee.property : '';
  const object = callee.kind === 'member' ? callee.object : callee;
  if (object.kind !== 'name' || !METHODS.has(method)) return undefined;
  const known = readerKind(context, object);
  if (!known) return undefined;
  const cast = keyword(call, 'cast') ?? keyword(call, 'subcast') ?? (PLAIN.has(method) ? undefined : method);
  const positional =
    call.args[1]?.name === undefined && !call.args[1]?.spread ? call.args[1]?.value : undefined;
  const second = positional && (known.second === 'default' || isLiteral(positional)) ? positional : undefined;
  const fallback = keyword(call, 'default') ?? second ?? schemeDefault(call, known.made);
  const second_cast = positional && !second ? positional : undefined;
  const made = cast ?? second_cast;
  return {
    guessed: known.guessed,
    access: { ...(fallback ? { default: fallback } : {}), ...(made === undefined ? {} : { cast: made }) },
  };
}

interface Known {
  readonly second: 'default' | 'cast';
  readonly guessed: boolean;
  /** The call that made the reader. */
  readonly made?: CallExpr;
}

function readerKind(context: Context, name: Expr & { kind: 'name' }): Known | undefined {
  const symbol = context.symbol(name);
  if (symbol) {
    const second = lookup(READERS, qualifiedName(symbol));
    if (second) return { second, guessed: false };
    // The reader of a file that is not at hand: `from config.env import env`.
    return isReaderName(name.name) && symbol.module !== 'os'
      ? { second: 'default', guessed: true }
      : undefined;
  }
  const bindings = context.module.bindings(name.name, name.span.start);
  if (bindings.length === 0)
    return isReaderName(name.name) ? { second: 'default', guessed: true } : undefined;
  const found = definitionOf(context, name);
  if (found?.expr.kind !== 'call') return undefined;
  const class_ = found.context.symbol(found.expr.callee);
  const second = class_ && lookup(READER_CLASSES, qualifiedName(class_));
  return second ? { second, guessed: false, made: found.expr } : undefined;
}

function isReaderName(name: string): boolean {
  return name === 'env' || name === 'config';
}

function lookup<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function keyword(call: CallExpr, name: string): Expr | undefined {
  return call.args.find((argument) => argument.name === name)?.value;
}

function isLiteral(expr: Expr): boolean {
  return ['text', 'list', 'record', 'boolean', 'number', 'null', 'template'].includes(expr.kind);
}

/** `environ.Env(DEBUG=(bool, False))` says the default of `env('DEBUG')`. */
function schemeDefault(call: CallExpr, made: CallExpr | undefined): Expr | undefined {
  const variable = call.args[0]?.value;
  if (!made || variable?.kind !== 'text') return undefined;
  const scheme = keyword(made, variable.value);
  return scheme?.kind === 'list' && scheme.items.length === 2 ? scheme.items[1] : undefined;
}
