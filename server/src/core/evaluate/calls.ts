import type { CallExpr, Expr } from '../syntax/expr.ts';
import type { Place } from '../text/span.ts';
import { list, place, regex, tooComplex, unknown } from './build.ts';
import { builtin, builtinName } from './builtins.ts';
import { methodResult } from './classes.ts';
import { mapValue, withStep } from './combine.ts';
import { attributeOr } from './command-line.ts';
import { type Context, lastName, written } from './context.ts';
import { convictValue } from './convict.ts';
import { djangoValue } from './django-values.ts';
import { dynaconfValue } from './dynaconf.ts';
import { envVarValue } from './env-var.ts';
import { flaskSetting } from './flask-config.ts';
import { applied, inlined } from './functions.ts';
import { definedValue } from './imported.ts';
import { leadOf } from './leads.ts';
import { iterate } from './lists.ts';
import { each, kept, methodCall, namedArguments, plainArguments } from './methods.ts';
import { EMPTY, fromDrafts, spreadInto, withEntries } from './records.ts';
import { schemaValue } from './schemas.ts';
import { isInstance } from './types.ts';
import { urlValue } from './url.ts';
import type { Value } from './value.ts';

export function callValue(context: Context, call: CallExpr): Value {
  const where = place(context.module, call.span);
  return (
    knownCall(context, call, where) ??
    // The call is kept: it may make an instance of a class, whose attributes are known.
    unknown({ kind: 'call', callee: written(context.module, call.callee.span) }, where, { expr: call })
  );
}

function knownCall(context: Context, call: CallExpr, where: Place): Value | undefined {
  const loaded = loadedValue(context, call, where);
  if (loaded) return loaded;
  const checked = schemaValue(context, call, where) ?? settingValue(context, call, where);
  if (checked) return checked;
  if (context.module.language === 'python') {
    const kept =
      flaskSetting(context, call) ?? dynaconfValue(context, call) ?? djangoValue(context, call, where);
    if (kept) return kept;
  }
  const name = builtinName(context, call.callee);
  if (name !== undefined) return builtinCall(context, name, call, where);
  if (call.isNew) return madeValue(context, call, where);
  if (call.callee.kind === 'member' && !isNamespace(context, call.callee.object)) {
    const made = methodCall(context, call, call.callee.object, call.callee.property, where);
    if (made) return made;
    const result =
      call.args.length === 0 ? methodResult(context, call.callee.object, call.callee.property) : undefined;
    if (result) return result;
  }
  const args = plainArguments(context, call) ?? namedArguments(context, call);
  if (!args || context.symbol(call.callee)) return undefined;
  if (call.callee.kind === 'function') {
    const fn = call.callee;
    return inlined(
      context,
      fn,
      args,
      where,
      (locals) => context.extended(locals, fn),
      isAwaited(context, call),
    );
  }
  const isNamed = call.callee.kind === 'name' || call.callee.kind === 'member';
  return isNamed ? applied(context, call.callee, args, where, isAwaited(context, call)) : undefined;
}

/** A setting of a library that reads the environment. */
function settingValue(context: Context, call: CallExpr, where: Place): Value | undefined {
  if (context.module.language !== 'javascript') return undefined;
  return envVarValue(context, call, where) ?? convictValue(context, call, where);
}

/** `await f()`, and what an `async` function hands back. */
function isAwaited({ module }: Context, call: CallExpr): boolean {
  const { start } = call.span;
  if (/\bawait[\s(]*$/.test(module.text.slice(Math.max(0, start - 40), start))) return true;
  const around = module.enclosing(start).find((each) => each.kind === 'function');
  if (around?.kind !== 'function' || !around.function.isAsync) return false;
  return around.function.result === call || module.parent(call).role === 'returned';
}

/** `require('./config')`. */
function loadedValue(context: Context, call: CallExpr, where: Place): Value | undefined {
  if (context.module.language !== 'javascript' || call.callee.kind !== 'name') return undefined;
  if (call.callee.name !== 'require' && call.callee.name !== 'import') return undefined;
  const lead = leadOf(context, call);
  if (lead?.kind === 'symbol')
    return unknown({ kind: 'import', from: lead.symbol.module, name: lead.symbol.name }, where);
  if (lead?.kind !== 'definition') return undefined;
  const step = {
    place: where,
    what: `\`${lead.context.module.uri.slice(lead.context.module.uri.lastIndexOf('/') + 1)}\` is loaded here`,
  };
  return withStep(definedValue(lead, where), step);
}

/** A module or what it exports under its own name, whose functions are no methods of a text or a list. */
function isNamespace(context: Context, object: Expr): boolean {
  const lead = leadOf(context, object);
  if (lead?.kind !== 'symbol') return lead?.kind === 'module';
  return lead.symbol.name === '*' || lead.symbol.name === 'default';
}

function builtinCall(context: Context, name: string, call: CallExpr, where: Place): Value | undefined {
  const [first, second] = call.args;
  switch (name) {
    case 'dict':
    case 'Object.assign':
      return merge(context, call, where);
    case 'getattr':
      return attributeOr(context, call, where);
    case 're.compile':
      return compiled(context, call, where);
    case 'isinstance':
      return first && second && !first.spread && call.args.length === 2
        ? mapValue(context.evaluate(first.value), where, (plain) => isInstance(plain, second.value, where))
        : undefined;
    case 'map':
    case 'filter':
      if (!first || !second || call.args.length !== 2 || second.spread) return undefined;
      return mapValue(context.evaluate(second.value), where, (plain) =>
        name === 'map' ? each(context, plain, first.value, where) : kept(context, plain, first.value, where),
      );
    case 'sorted':
      if (call.args.length > 1) return undefined;
      break;
    case 'Array.from': {
      if (!first || first.spread) return undefined;
      const whole = builtin(context, name, [context.evaluate(first.value)], where);
      if (!whole || !second) return whole;
      return mapValue(whole, where, (plain) => each(context, plain, second.value, where));
    }
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
      if (first && !first.spread && first.name === undefined && call.args.length === 1) {
        return builtin(context, name, [context.evaluate(first.value)], where);
      }
      break;
  }
  const args = plainArguments(context, call);
  return args && builtin(context, name, args, where);
}

/** `new Set(origins)`, `new URL(address)`, where the file does not define the class. */
function madeValue(context: Context, call: CallExpr, where: Place): Value | undefined {
  const { callee } = call;
  if (callee.kind !== 'name' || context.module.bindings(callee.name, callee.span.start).length > 0)
    return undefined;
  if (callee.name === 'URL') return urlValue(context, call, where);
  return callee.name === 'Set' ? setValue(context, call, where) : undefined;
}

/** A value of its own in JavaScript, whose items are known. */
function setValue(context: Context, { args }: CallExpr, where: Place): Value | undefined {
  const [first, ...others] = args;
  if (first?.spread || others.length > 0) return undefined;
  if (!first) return list('set', [], where);
  return mapValue(context.evaluate(first.value), where, (plain) => {
    if (plain.kind === 'null') return list('set', [], where);
    const items = iterate(context, plain);
    return items ? list('set', items, where) : unknown({ kind: 'call', callee: 'Set' }, where);
  });
}

/** `dict(a, b=1, **c)`, `Object.assign({}, a, b)`. */
function merge(context: Context, call: CallExpr, where: Place): Value | undefined {
  if (call.args.length > 64) return tooComplex(where);
  let drafts: ReturnType<typeof withEntries> = [EMPTY];
  for (const argument of call.args) {
    const at = place(context.module, argument.span);
    if (argument.name !== undefined) {
      drafts = withEntries(drafts, [
        {
          key: argument.name,
          value: context.evaluate(argument.value),
          place: at,
          keyPlace: place(context.module, argument.nameSpan ?? argument.span),
          form: 'argument',
        },
      ]);
    } else if (argument.spread === 'list') return undefined;
    else drafts = spreadInto(context, drafts, argument.value, at);
  }
  return fromDrafts(drafts, where);
}

const FLAGS: Readonly<Record<string, string>> = {
  I: 'i',
  IGNORECASE: 'i',
  M: 'm',
  MULTILINE: 'm',
  S: 's',
  DOTALL: 's',
  X: 'x',
  VERBOSE: 'x',
  A: 'a',
  ASCII: 'a',
  U: '',
  UNICODE: '',
};

function compiled(context: Context, call: CallExpr, where: Place): Value | undefined {
  const source = call.args.find((argument) => argument.name === 'pattern') ?? call.args[0];
  const option = call.args.find((argument) => argument.name === 'flags') ?? call.args[1];
  if (!source || source.spread || option?.spread) return undefined;
  const letters = option ? flagsOf(context, option.value) : '';
  if (letters === undefined) return undefined;
  return mapValue(context.evaluate(source.value), where, (plain) => {
    if (plain.kind === 'regex') return plain;
    if (plain.kind === 'text') return regex('python', plain.value, letters, where, { via: plain.via });
    return unknown(plain.kind === 'unknown' ? plain.reason : { kind: 'call', callee: 're.compile' }, where);
  });
}

function flagsOf(context: Context, expr: Expr): string | undefined {
  if (expr.kind === 'binary' && (expr.operator === '|' || expr.operator === '+')) {
    const left = flagsOf(context, expr.left);
    const right = flagsOf(context, expr.right);
    return left === undefined || right === undefined ? undefined : [...new Set(left + right)].join('');
  }
  if (expr.kind === 'number') return expr.value === 0 ? '' : undefined;
  const name = lastName(expr) ?? '';
  return Object.hasOwn(FLAGS, name) ? FLAGS[name] : undefined;
}
